// What a hook finds in this.

import path from 'node:path'
import { createRequire } from 'node:module'
import { createHash } from 'node:crypto'

const marks = ['import.meta.ROLLUP_FILE_URL_', '__VITE_ASSET__']

// Context makes the this of hooks. Each call has one of its own, which knows
// the module that the call is about.
export class Context {
	constructor(host) {
		this.host = host
		this.assets = new Map()
	}

	for(hook, module, state = {}) {
		const { host } = this
		const owner = this
		const about = hook.plugin.name
		const log = message => host.warn(message, { plugin: about, hook: hook.name, file: module })
		return {
			meta: { rollupVersion: '4.40.0', viteVersion: host.viteVersion, watchMode: false },
			cache: new Map(),
			environment: parseInt(host.viteVersion) < 6 ? undefined : { name: 'client', mode: 'build', config: host.config, getTopLevelConfig: () => host.config, plugins: host.plugins, logger: host.config?.logger },
			warn: message => log(typeof message === 'function' ? message() : message),
			info: () => {}, debug: () => {},
			error(error, at) {
				const made = typeof error === 'string' ? new Error(error) : error instanceof Error ? error : Object.assign(new Error(error.message), error)
				if (typeof at === 'object') made.loc ??= at
				throw made
			},
			parse: (code, options) => owner.parse(code, options),
			addWatchFile: file => state.watch?.push(file),
			depends: needs => (state.depends = needs), // of recipes: all that the result depends on
			getWatchFiles: () => state.watch ?? [],
			resolve: (specifier, importer, options = {}) => host.pipeline.resolveFor(specifier, importer, options, options.skipSelf === false ? null : hook.plugin),
			resolveAs: (name, options) => host.pipeline.resolveAs(name, options),
			compile: (code, loader, file, verbatim) => host.compile(code, loader, file, verbatim),
			load: async ({ id }) => (await host.pipeline.load(id, {}), host.pipeline.info(id)),
			getModuleInfo: id => host.pipeline.info(id),
			getModuleIds: () => host.pipeline.infos.keys(),
			emitFile: file => owner.emit(file),
			getFileName: reference => owner.name(reference),
			setAssetSource: (reference, source) => Object.assign(owner.asset(reference), { source }),
			getCombinedSourcemap: () => ({ version: 3, names: [], sources: [], mappings: '', toString() { return JSON.stringify(this) } }),
			addModule: () => {}, fs: undefined,
		}
	}

	emit(file) {
		if (file.type && file.type !== 'asset') throw new Error(`emitFile of type ${JSON.stringify(file.type)}: Paintbox splits by itself, so plugins emit assets only (import what the chunk holds instead)`)
		const bytes = file.source ?? ''
		const reference = createHash('sha256').update(file.fileName ?? file.name ?? '').update('\0').update(bytes).digest('hex').slice(0, 12)
		if (!this.assets.has(reference)) this.assets.set(reference, { ...file, reference })
		return reference
	}

	asset(reference) {
		const asset = this.assets.get(reference)
		if (!asset) throw new Error(`no file was emitted as ${JSON.stringify(reference)}`)
		return asset
	}

	// name is where an emitted file will be.
	name(reference) {
		const asset = this.asset(reference)
		return (asset.fileName ??= named(asset))
	}

	// placed puts what a browser reads in the place of the marks by which modules name emitted files: Rollup's is an
	// expression, and Vite's stands in a string. Where the output may lie anywhere, both start from the script's own URL.
	placed(code) {
		if (typeof code !== 'string' || !marks.some(mark => code.includes(mark))) return code
		const { base } = this.host.config
		const url = (reference, end = '') => `new URL(${JSON.stringify(path.posix.relative('assets', this.name(reference)) + end)} + "", import.meta.url).href`
		return code
			.replace(/\bimport\.meta\.ROLLUP_FILE_URL_([\w$]+)/g, (_, reference) => url(reference))
			.replace(/__VITE_ASSET__([\w$]+?)__(?:\$_(.*?)__)?/g, (_, reference, end = '') => /^(?:\/|[a-z]+:)/i.test(base) ? base + this.name(reference) + end : `"+${url(reference, end)}+"`)
	}

	// parse gives the tree of a script, by whichever parser the project has.
	parse(code, options) {
		this.parser ??= findParser(this.host.project)
		return this.parser(code, options)
	}
}

// named is a name that tells by a hash what a file holds, or, where that comes later, which one it is.
function named({ name, names, source, reference }) {
	const { name: stem, ext } = path.parse(name ?? names?.[0] ?? 'asset')
	return `assets/${stem}-${createHash('sha256').update(source ?? reference).digest('base64url').slice(0, 8)}${ext}`
}

function findParser(project) {
	const froms = [project.root, ...['vite', 'rollup', 'unplugin', 'mlly', 'svelte'].map(name => project.directory(name)).filter(Boolean)]
	for (const from of froms) {
		const require = createRequire(path.join(from, 'package.json'))
		for (const [name, use] of [
			['rollup/parseAst', module => (code, options) => module.parseAst(code, options)],
			['acorn', module => (code, options) => module.parse(code, { ecmaVersion: 'latest', sourceType: 'module', allowReturnOutsideFunction: false, ...options })],
		]) {
			try {
				return use(require(name))
			} catch {}
		}
	}
	throw Object.assign(new Error('this.parse needs a parser, and the project has none'), { note: 'npm install --save-dev acorn' })
}
