// resolveId, load, and every transform in order, for both shapes of plugins.

import { hooked } from './plugins.mjs'
import { loaderOf, scriptOf, isAsset, isSheet, isTranslated } from './loaders.mjs'
import { compose } from './sourcemap.mjs'

export class Pipeline {
	constructor(host) {
		this.host = host
		this.infos = new Map()
		this.hooks = {}
		for (const name of ['resolveId', 'load', 'transform']) this.hooks[name] = hooked(host.plugins, name, host.options.root)
	}

	// resolve asks every plugin but those left out; undefined where none answers.
	async resolve(question, left = []) {
		const { specifier, importer, namespace = '', dir, way, data, entry = false, attributes = {} } = question
		for (const hook of this.hooks.resolveId) {
			if (left.includes(hook.plugin) || !hook.filter.passes(specifier)) continue
			const state = { watch: [] }
			const options = { isEntry: entry, custom: question.custom ?? {}, attributes, assertions: attributes, ssr: false, scan: false, dir, kind: way, namespace, data }
			const result = await this.host.call(hook, importer ?? specifier, state, [specifier, importer, options])
			if (result == null) continue
			if (result === false) return { id: specifier, external: true, plugin: hook.plugin.name }
			if (typeof result !== 'string' && typeof result?.id !== 'string') throw nonsense(hook, importer, `resolved ${JSON.stringify(specifier)} to ${typeof result}`)
			const found = typeof result === 'string' ? { id: result } : result
			const watch = [...state.watch, ...(found.watch ?? [])]
			return { ...found, external: Boolean(found.external), plugin: hook.plugin.name, watch }
		}
	}

	// resolveFor is this.resolve: plugins first, and then the linker.
	async resolveFor(specifier, importer, options = {}, plugin) {
		const left = [...(options.left ?? []), ...(plugin ? [plugin] : [])]
		const found = await this.resolve({ specifier, importer, entry: options.isEntry, custom: options.custom, attributes: options.attributes, dir: this.host.dirOf(importer), way: 'import-statement' }, left)
		if (found) return { external: false, moduleSideEffects: true, ...found }
		return this.past({ specifier, importer: importer ?? '', dir: this.host.dirOf(importer), way: 'import-statement' })
	}

	async past(question) {
		const { args } = await this.host.wire.ask('resolve', question)
		if (args.failed) return null
		return { id: args.id, external: args.external ?? false, namespace: args.namespace, moduleSideEffects: !args.pure, resolvedBy: 'paintbox' }
	}

	// resolveAs is build.resolve of esbuild's plugins.
	async resolveAs(specifier, { importer = '', namespace = '', resolveDir, kind, pluginData } = {}) {
		if (!kind) return { errors: [{ text: 'Must specify "kind" when calling "resolve"' }], warnings: [] }
		const dir = resolveDir ?? this.host.options.root
		const ask = { specifier, importer, namespace: namespace === 'file' ? '' : namespace, dir, way: kind, data: pluginData }
		// A plugin that asks from inside its own hook is asked again, as by esbuild: it tells so by its data.
		const found = (await this.resolve(ask)) ?? (await this.past({ specifier, importer, dir, way: kind }))
		if (!found) return { errors: [{ text: `Could not resolve "${specifier}"`, location: null, notes: [] }], warnings: [], path: '', external: false, namespace: '', suffix: '', sideEffects: true }
		return { errors: [], warnings: [], path: found.id, external: found.external, namespace: found.namespace || (found.external ? '' : 'file'), suffix: '', sideEffects: found.moduleSideEffects !== false, pluginData: found.data }
	}

	// load gives a module's text after all transforms; undefined where no hook has to do with it.
	async load(id, { namespace = '', data, file }) {
		const module = { id, namespace, loader: undefined, code: undefined, maps: [], watch: [], taken: [] }
		const info = { id, code: null, ast: null, isEntry: false, isExternal: false, meta: {}, moduleSideEffects: true, importers: [], dynamicImporters: [], importedIds: [], dynamicallyImportedIds: [], exports: [], hasDefaultExport: null, syntheticNamedExports: false }
		if (!namespace) this.infos.set(id, info)
		await this.#load(module, info, data)
		if (module.code === undefined) {
			if (file === undefined) return undefined
			module.loader = loaderOf(id, this.host.options.loaders)
			if (isAsset(module.loader)) return undefined
			module.code = file.toString('utf8')
		}
		if (!namespace) await this.#transform(module, info)
		module.code = this.#placed(module)
		info.code = module.code
		return module.taken.length > 0 ? module : undefined
	}

	async #load(module, info, data) {
		for (const hook of this.loadHooks(module)) {
			const result = await this.host.call(hook, module.id, module, [module.id, { ssr: false, namespace: module.namespace, data }])
			if (result == null) continue
			const given = typeof result === 'string' || result instanceof Uint8Array ? { code: result } : result
			if (typeof given.code !== 'string' && !(given.code instanceof Uint8Array)) throw nonsense(hook, module.id, `returned ${typeof result} without code`)
			this.#take(module, info, hook, given)
			module.code = this.host.late.text(hook.plugin, module.id, module.code)
			module.loader = given.loader ?? given.moduleType ?? loaderOf(module.id, this.host.options.loaders, given.code)
			module.dir = given.dir
			module.data = given.data
			return
		}
	}

	loadHooks(module) {
		return this.hooks.load.filter(hook => (module.namespace ? hook.plugin.esbuild : true) && hook.filter.passes(module.id))
	}

	async #transform(module, info) {
		for (const hook of this.hooks.transform) {
			if (!hook.filter.passes(module.id, module.code, module.loader) || (hook.plugin.enforce === 'post' && isSheet(module.loader))) continue
			if (!hook.plugin.own && hook.plugin.enforce !== 'pre') await this.#plain(module)
			const result = await this.host.call(hook, module.id, module, [module.code, module.id, { ssr: false, moduleType: module.loader }])
			if (result == null) continue
			const given = typeof result === 'string' ? { code: result } : result
			if (given.code === undefined) { Object.assign(info.meta, given.meta); continue }
			if (typeof given.code !== 'string') throw nonsense(hook, module.id, `returned ${typeof given.code} as code`)
			if (given.code === module.code && !given.loader && !(hook.plugin.own && isTranslated(module.id))) continue
			this.#take(module, info, hook, given)
			module.loader = given.loader ?? given.moduleType ?? scriptOf(module.loader, given.code, hook.plugin)
		}
	}

	// plain compiles TypeScript and JSX, which plugins of Vite that do not ask to come first never see, unless one of
	// them says that it does this itself.
	async #plain(module) {
		if (!['ts', 'tsx', 'jsx'].includes(module.loader) || !this.host.compiled(module.id)) return
		const { code, map } = await this.host.compile(module.code, module.loader, module.id)
		module.code = code
		if (map) module.maps.push(map)
		module.loader = 'js'
	}

	#take(module, info, hook, given) {
		module.code = given.code instanceof Uint8Array ? Buffer.from(given.code) : given.code
		if (given.map) module.maps.push(typeof given.map === 'string' ? JSON.parse(given.map) : given.map)
		else if (module.maps.length > 0 || hook.name === 'transform') module.maps.push(given.map === null ? null : undefined)
		if (given.moduleSideEffects !== undefined && given.moduleSideEffects !== null) info.moduleSideEffects = given.moduleSideEffects
		Object.assign(info.meta, given.meta)
		module.watch.push(...(given.watch ?? []))
		if (!module.taken.includes(hook.plugin.name)) module.taken.push(hook.plugin.name)
	}

	#placed({ id, code, taken }) {
		try {
			return this.host.context.placed(code)
		} catch (error) {
			throw Object.assign(error, { plugin: taken.at(-1), file: id })
		}
	}

	map(module) {
		return this.host.options.sourcemap ? compose(module.maps, module.id) : undefined
	}

	info(id) {
		return this.infos.get(id) ?? null
	}
}

function nonsense(hook, file, what) {
	return Object.assign(new Error(`it ${what}`), { plugin: hook.plugin.name, hook: hook.name, file })
}
