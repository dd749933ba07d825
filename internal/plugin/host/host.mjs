// The questions that Paintbox asks, one method for each.

import fs from 'node:fs'
import path from 'node:path'
import { Project } from './project.mjs'
import { loadPlugins, usable, arrange, hooked } from './plugins.mjs'
import { userConfig, resolvedConfig, merge, compiled } from './vite.mjs'
import { needed, unrendered, shared } from './foreign.mjs'
import { readTool, watching } from './tools/read.mjs'
import { written } from './tools/written.mjs'
import { aliases, directories, split } from './aliases.mjs'
import { Context } from './context.mjs'
import { convention, counted, locals } from './locals.mjs'
import { Pipeline } from './pipeline.mjs'
import { htmlHooks, apply } from './html.mjs'
import { Late } from './late.mjs'
import { Patience } from './patience.mjs'
import { redirect } from './redirect.mjs'

export class Host {
	warnings = []
	standing = [] // plugins of Vite's configuration in whose place Paintbox works: others look for them and their options

	// prepare does what a configuration needs, and what takes a while, before its file is there.
	prepare() {
		watching(new Project(process.cwd()))
	}

	// config reads another tool's configuration, before anything else.
	async config(args) {
		process.chdir(args.root)
		for (const [name, value] of Object.entries(args.set ?? {})) process.env[name] ??= value
		process.env.NODE_ENV ??= 'production'
		const { config, ...said } = await readTool(args, new Project(args.root))
		this.foreign = config
		this.read = { args, used: said.used }
		const { envDir, root = '.' } = config
		return {
			...said, postcss: Boolean(config.css?.postcss?.plugins), babel: Boolean(config.babel), svgr: config.given?.svgr?.default ?? '', vendors: config.vendors ?? '', provide: config.provide ?? {},
			root: path.relative(args.root, path.resolve(args.root, root)).replaceAll('\\', '/'), envDir: typeof envDir === 'string' || root !== '.' ? path.resolve(args.root, root, envDir || '.') : '',
		}
	}

	// written tells what of that configuration can be written down.
	written() {
		return written(this.read.args, this.foreign, this.read.used, new Project(this.read.args.root))
	}

	// start loads the plugins, and tells which hooks they have.
	async start(options) {
		this.options = options
		this.project = new Project(options.root)
		this.viteVersion = this.project.version('vite') ?? '6.0.0'
		this.now = fs.openSync(options.now, 'w')
		this.context = new Context(this)
		this.patience = new Patience(options.limit, () => this.wire.ask('alive', {}).catch(() => {}))
		process.chdir(options.root)
		redirect(options.outdir, options.scratch)
		process.env.NODE_ENV = options.nodeEnv
		const env = { command: 'build', mode: options.mode, isSsrBuild: false, isPreview: false, ssrBuild: false }
		if (options.plugins?.length > 0) watching(this.project)
		const { plugins: given, configuration } = await loadPlugins(options.plugins ?? [], this.project, env)
		if (configuration) this.foreign = { ...this.foreign, ...configuration, css: { ...this.foreign?.css, ...configuration.css } }
		if (this.foreign) {
			options.css = this.foreign.css
			options.babel = this.foreign.babel
			options.given = { ...this.foreign.given }
			if (!options.pluginsStated || configuration) {
				const all = usable(this.foreign.plugins, this.foreign, env)
				given.push(...needed(all, options.recipes ?? [], options.given))
				for (const what of unrendered(all)) this.warn(what, {})
				options.standing = this.standing = all.filter(plugin => !given.includes(plugin))
			}
		}
		const naming = convention(options.css?.modules?.localsConvention)
		if (naming === null) this.warn({ message: 'css.modules.localsConvention is not taken over: it is none that is known by its name', note: 'name classes in scripts as sheets do' }, {})
		if (naming) given.push(locals(naming))
		const { generateScopedName: scoped } = this.foreign?.css?.modules || {}
		const names = scoped && counted(scoped, typeof scoped === 'function' && ((local, file) => scoped(local, file, '.local {}')), { root: options.root, project: this.project })
		if (names) this.warn({ message: names[0], note: names[1] }, {})
		const covered = new Set(given.map(plugin => plugin.name))
		const own = []
		for (const recipe of options.recipes ?? []) {
			if (recipe.covered?.some(name => covered.has(name))) continue
			const { default: make } = await import('./recipes/' + recipe.script)
			own.push(...[await make(this.project, { ...options, ...recipe })].flat().map(plugin => ({ ...plugin, own: true, enforce: undefined, name: recipe.name, covers: recipe.name })))
		}
		this.plugins = arrange(given, own)
		await this.configure(options, env)
		const root = path.resolve(options.root, this.foreign?.root ?? '.')
		this.compiled = compiled(this.user, root)
		this.alias = split(this.user.resolve.alias, root)
		this.plugins = [aliases(this.alias.others, root), injection(this.user.oxc?.jsxInject ?? this.user.esbuild?.jsxInject), ...this.plugins].filter(Boolean)
		this.pipeline = new Pipeline(this)
		await this.each('options', hook => [{}])
		await this.each('buildStart', hook => [{ input: options.inputs, plugins: this.config.plugins }])
		return this.description(options)
	}

	async configure(options, env) {
		let user = userConfig({ ...options, plugins: this.plugins })
		if (this.foreign) user = merge(shared(this.foreign), user)
		for (const hook of hooked(this.plugins, 'config')) user = merge(user, await this.call(hook, undefined, {}, [user, env]))
		this.user = user
		this.late = new Late(this)
		this.config = resolvedConfig(options, user, [this.late.post, ...this.plugins, ...this.standing], (specifier, importer) => this.pipeline.resolveFor(specifier, importer))
		await this.each('configResolved', () => [this.config])
	}

	description(options) {
		const hooks = []
		for (const name of ['resolveId', 'load', 'transform', 'transformIndexHtml', 'renderChunk', 'generateBundle', 'writeBundle', 'closeBundle', 'buildEnd']) {
			for (const hook of hooked(this.plugins, name, options.root)) {
				hooks.push({ plugin: hook.plugin.name, own: hook.plugin.own, name, filter: hook.filter.described(), any: hook.described && hook.described })
			}
		}
		const { define, resolve } = this.user
		const defined = Object.fromEntries(Object.entries(define ?? {}).map(([name, value]) => [name, typeof value === 'string' ? value : JSON.stringify(value) ?? 'undefined']))
		const conditions = (resolve.conditions ?? []).filter(name => name !== 'development|production')
		return { hooks, plugins: this.plugins.filter(plugin => !plugin.own).map(plugin => plugin.name), define: defined, alias: this.alias.plain, aliasDirs: directories(this.alias.others, options.root), modules: this.user.resolve.modules ?? [], conditions, mainFields: mainFields(resolve.mainFields), dedupe: [resolve.dedupe ?? []].flat().filter(name => typeof name === 'string'), extensions: extensions(resolve.extensions), jsx: statedJSX(this.user), warnings: this.warnings.splice(0) }
	}

	async resolve(question) {
		const found = await this.pipeline.resolve(question)
		const answer = found && { id: found.id, namespace: found.namespace, external: found.external, pure: found.moduleSideEffects === false, plugin: found.plugin, watch: found.watch, data: this.keep(found.data) }
		return { found: answer, warnings: this.warnings.splice(0) }
	}

	async load({ id, namespace, data }, [file]) {
		const module = await this.pipeline.load(id, { namespace, file, data: this.kept(data) })
		if (!module) return { warnings: this.warnings.splice(0) }
		const map = this.pipeline.map(module)
		return {
			found: { loader: module.loader, dir: module.dir, taken: module.taken, watch: module.watch, depends: module.taken.length === 1 ? module.depends : undefined, data: this.keep(module.data), pure: this.pipeline.info(id)?.moduleSideEffects === false },
			warnings: this.warnings.splice(0), parts: [module.code, ...(map ? [JSON.stringify(map)] : [])],
		}
	}

	// settle finishes style sheets that are made of what all modules say.
	async settle() {
		return { changed: await this.late.settle([...this.pipeline.infos.keys()]), warnings: this.warnings.splice(0) }
	}

	// compile makes JavaScript of TypeScript or JSX, by the linker's compiler.
	async compile(code, loader, file, verbatim = false) {
		const { parts } = await this.wire.ask('compile', { file, loader, verbatim }, [code])
		return { code: parts[0].toString(), map: parts[1]?.length ? JSON.parse(parts[1].toString()) : undefined }
	}

	// show tells of the files that pages which are written belong to.
	show({ files }, parts) {
		const shown = files.map((file, i) => [file, parts[i]]).filter(([file]) => file.kind !== 'html')
		this.bundle = bundleOf(shown.map(([file]) => file), shown.map(([, part]) => part))
		return {}
	}

	async html({ phase, path: name, file }, [page]) {
		let html = page.toString()
		const bundle = phase === 'pre' ? undefined : this.bundle ?? {}
		const chunk = bundle && Object.values(bundle).find(one => one.isEntry && name === '/' + one.facadeModuleId)
		for (const hook of htmlHooks(this.plugins, phase)) {
			const about = { path: name, originalUrl: name, filename: file, bundle, chunk }
			html = apply(html, await this.call(hook, file, {}, [html, about]), tag => this.#left(tag, hook, file, bundle))
		}
		return { warnings: this.warnings.splice(0), parts: [html] }
	}

	// left tells whether an element that a plugin adds names a file that is not there: what makes it comes after the
	// build, if at all, so the element stays as it is.
	#left({ tag, attrs = {} }, hook, page, bundle) {
		const url = tag === 'script' && attrs.type !== 'module' ? attrs.src : tag === 'link' ? attrs.href : undefined
		if (typeof url !== 'string' || /^(?:[a-z][a-z\d+.-]*:|\/\/|#)/i.test(url)) return false
		const { base, root, publicDir } = this.config
		const name = url.replace(/[?#].*/s, '')
		const local = base.startsWith('/') && name.startsWith(base) ? name.slice(base.length) : name
		if (bundle?.[local] || [path.dirname(page), root, publicDir].some(dir => dir && fs.existsSync(path.join(dir, local)))) return false
		this.warn({ message: `the file ${local} does not exist, which it adds to the page`, note: 'the element is left as it is' }, { plugin: hook.plugin.name, hook: hook.name, file: page })
		return true
	}

	// generate runs the hooks of the output, whose directory is a scratch one that Paintbox collects.
	async generate({ files }, parts) {
		await this.each('buildEnd', () => [])
		const bundle = bundleOf(files, parts)
		const given = new Set(Object.keys(bundle))
		const output = { dir: this.options.scratch, format: 'es', sourcemap: this.options.sourcemap, entryFileNames: 'assets/[name]-[hash].js', assetFileNames: 'assets/[name]-[hash][extname]', chunkFileNames: 'assets/[name]-[hash].js', plugins: [] }
		await this.each('renderStart', () => [output, { plugins: this.plugins }])
		for (const hook of hooked(this.plugins, 'generateBundle')) {
			if (!this.late.ended(hook.plugin)) await this.call(hook, undefined, {}, [output, bundle, true])
		}
		const emitted = [...this.context.assets.values()].filter(asset => asset.source !== undefined).map(asset => ({ path: this.context.name(asset.reference), source: asset.source }))
		for (const [name, file] of Object.entries(bundle)) if (!given.has(name) && file.type === 'asset') emitted.push({ path: name, source: file.source })
		await this.each('writeBundle', () => [output, bundle])
		await this.each('closeBundle', () => [])
		return { names: emitted.map(file => file.path), warnings: this.warnings.splice(0), parts: emitted.map(file => file.source) }
	}

	// call runs a hook, and puts its name on what goes wrong. Where it is, stands in a file that
	// Paintbox reads when this process ends or hangs.
	async call(hook, file, state, args) {
		const place = JSON.stringify({ plugin: hook.plugin.name, hook: hook.name, file: file ?? '' })
		fs.writeSync(this.now, place + '\n', 0) // the first line counts
		let ended
		const began = performance.now()
		try {
			const result = hook.handler.apply(this.context.for(hook, file, state), args)
			if (typeof result?.then !== 'function') return result
			const { late, stop } = this.patience.lost(single.includes(hook.name) ? 10 : 1)
			ended = stop
			return await Promise.race([result, late])
		} catch (thrown) {
			const error = thrown instanceof Error ? thrown : Object.assign(new Error(thrown?.message ?? String(thrown)), Object(thrown) === thrown ? thrown : {})
			error.plugin ??= hook.plugin.name
			error.hook ??= hook.name
			if (file && !error.loc?.file) error.file ??= file
			throw error
		} finally {
			ended?.()
			this.count(hook, performance.now() - began)
		}
	}

	// count adds a call to what its hook has cost.
	#costs = new Map()
	count(hook, time) {
		const key = hook.plugin.name + '\0' + hook.name
		const cost = this.#costs.get(key) ?? { plugin: hook.plugin.name, hook: hook.name, calls: 0, time: 0 }
		this.#costs.set(key, { ...cost, calls: cost.calls + 1, time: cost.time + time })
	}

	profile() {
		return { costs: [...this.#costs.values()] }
	}

	async each(name, args) {
		for (const hook of hooked(this.plugins, name)) await this.call(hook, undefined, {}, args(hook))
	}

	warn(message, place) {
		const text = typeof message === 'string' ? message : message?.message
		this.warnings.push({ ...place, text: String(text), note: message?.note, line: message?.loc?.line, column: message?.loc?.column, file: message?.loc?.file ?? message?.id ?? place.file })
	}

	// What plugins hand on stays here; Paintbox carries its number.
	#data = []
	keep(value) {
		return value === undefined ? undefined : this.#data.push(value)
	}
	kept(number) {
		return number === undefined ? undefined : this.#data[number - 1]
	}

	dirOf(importer) {
		const file = importer?.split('?')[0]
		return file && path.isAbsolute(file) ? path.dirname(file) : this.options.root
	}
}

// bundleOf is what Rollup calls the files of the output.
function bundleOf(files, parts) {
	return Object.fromEntries(files.map((file, i) => [file.path, file.kind === 'js'
		? { type: 'chunk', fileName: file.path, name: file.name, code: parts[i].toString(), isEntry: file.entry, isDynamicEntry: file.route, facadeModuleId: file.source || null, modules: {}, moduleIds: [], imports: file.imports ?? [], dynamicImports: file.dynamic ?? [], exports: [], map: null, viteMetadata: { importedCss: new Set(file.css), importedAssets: new Set() } }
		: { type: 'asset', fileName: file.path, name: file.name, names: [file.name], source: file.kind === 'css' || file.kind === 'html' ? parts[i].toString() : parts[i], originalFileNames: file.source ? [file.source] : [] }]))
}

// single are the hooks that run once in a build. They may wait for programs, such
// as compilers that check types, and browsers that render pages.
const single = ['buildStart', 'buildEnd', 'renderStart', 'generateBundle', 'writeBundle', 'closeBundle']

// extensions are those that imports may leave out, where the configuration names some.
function extensions(stated) {
	const list = (Array.isArray(stated) ? stated : []).filter(ext => /^\.\w[\w.]*$/.test(ext))
	return list.length > 0 ? [...new Set([...list, '.tsx', '.ts', '.mjs', '.jsx', '.js', '.css', '.json'])] : undefined
}

// mainFields are those of Vite's that name files: what ends there is in package.json always. A linker that is told them knows no other.
function mainFields(stated) {
	const list = (Array.isArray(stated) ? stated : []).filter(name => typeof name === 'string' && name)
	return list.length > 0 ? [...new Set([...list, 'main'])] : undefined
}

// statedJSX is what a configuration says of JSX: that for esbuild, or from Vite 8 on for Oxc, where it may be the name of a preset.
function statedJSX({ esbuild, oxc }) {
	const given = esbuild || {}, newer = (typeof oxc?.jsx === 'object' && oxc.jsx) || {}
	const way = newer.runtime ?? { automatic: 'automatic', transform: 'classic', classic: 'classic' }[given.jsx]
	return { way: way ?? '', factory: newer.pragma ?? given.jsxFactory ?? '', fragment: newer.pragmaFrag ?? given.jsxFragment ?? '', import: newer.importSource ?? given.jsxImportSource ?? '' }
}

// injection is esbuild.jsxInject of Vite's configuration.
function injection(code) {
	if (!code) return undefined
	return { name: 'jsxInject', enforce: 'pre', transform: { filter: { id: /^[^?]*\.[jt]sx$/ }, handler: text => ({ code: code + ';' + text, map: null }) } }
}
