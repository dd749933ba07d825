// webpack's and Rspack's configuration.

import path from 'node:path'
import { State } from './state.mjs'
import { takePlugins } from './webpack-plugins.mjs'
import { takeRules } from './webpack-rules.mjs'
import { takeWasm } from './wasm.mjs'
import { takeScripts } from './pages.mjs'

// readWebpack loads the file, which may export functions and lists.
export async function readWebpack(args, project, load) {
	const exported = await load()
	const list = []
	for (const one of [await called(exported, args)].flat()) list.push(await called(one, args))
	return translateAll(list, args, project)
}

async function called(value, { file, env, mode }) {
	if (typeof value !== 'function') return value
	const ejected = /\/config\/webpack\.config\.\w+$/.test(file) && value.length === 1 && /isEnvProduction|webpackEnv/.test(String(value))
	return value(ejected ? 'production' : { production: true, prod: true, WEBPACK_BUILD: true, ...env }, { mode: 'production', env: { production: true, ...env }, config: [file] })
}

// translateAll takes the configurations that build for browsers.
export async function translateAll(list, args, project) {
	const configs = list.filter(config => config && typeof config === 'object')
	if (configs.length === 0) throw new Error('it exports no configuration')
	const browser = configs.filter(({ target }) => ![target].flat().some(name => /node|electron-main|electron-preload/.test(String(name))))
	if (browser.length === 0) throw new Error('it builds nothing for browsers')
	const state = new State(args.root, project)
	for (const config of browser) await translate(config, state)
	return state
}

// translate adds what one configuration says to the state.
export async function translate(config, state) {
	const context = path.resolve(state.root, config.context ?? '.')
	state.configuration = Object.fromEntries(Object.entries(config).filter(([, value]) => ['string', 'number', 'boolean'].includes(typeof value)))
	takeResolve(config, state, context)
	takeExternals(config.externals, state)
	state.vendors = vendorsOf(config.optimization?.splitChunks) ?? state.vendors
	const entry = typeof config.entry === 'function' ? await config.entry() : config.entry
	takeEntries(entry ?? './src', config, state, context)
	takeOutput(config.output ?? {}, state)
	const before = state.pages.length
	await takePlugins(config, state, context)
	await takeRules(config, state, context)
	takeWasm(config, state)
	if (state.pages.length === before) takeScripts(config, state)
	takeLibrary(config, state)
	settleOutdir(state)
}

// takeLibrary reads the name by which pages know what the entries export.
function takeLibrary({ output = {}, experiments }, state) {
	const given = output.library
	if (!given || experiments?.outputModule) return
	const { name = given, type = output.libraryTarget ?? 'var', export: exported = output.libraryExport ?? 'all' } = typeof given === 'object' && !Array.isArray(given) ? given : {}
	const global = name?.root ?? name
	const plain = /^(?:var|assign|window|self|global|this|umd2?)$/.test(type) && typeof exported === 'string'
	if (plain && state.pages.length > 0 && state.addGlobal([...state.scripts.keys()].at(-1), global, exported)) return
	state.warn('output.library is not taken over: what a page loads by a global name is not there', 'give it to window in the script itself')
}

function takeResolve({ resolve = {} }, state, context) {
	const entries = Array.isArray(resolve.alias) ? resolve.alias.map(({ name, alias, onlyModule }) => [name + (onlyModule ? '$' : ''), alias]) : Object.entries(resolve.alias ?? {})
	for (const [name, value] of entries) state.addAlias(name, typeof value === 'string' && /^\.{1,2}\//.test(value) ? path.resolve(context, value) : value)
	for (const [name, value] of Object.entries(Array.isArray(resolve.fallback) ? {} : resolve.fallback ?? {})) state.addAlias(name + (value === false ? '$' : ''), value)
	for (const dir of resolve.modules ?? []) {
		if (dir === 'node_modules' || /\/node_modules$/.test(dir)) continue
		state.modules.push(path.resolve(context, dir))
		state.use('modules')
	}
	state.extensions.push(...(resolve.extensions ?? []))
	const conditions = (resolve.conditionNames ?? []).filter(name => !['import', 'require', 'module', 'browser', 'default', 'production', 'webpack', 'node', '...'].includes(name))
	if (conditions.length > 0) state.own.conditions = conditions
	for (const plugin of resolve.plugins ?? []) {
		const name = plugin?.constructor?.name
		if (!/^(?:TsconfigPathsPlugin|ModuleScopePlugin|PnpWebpackPlugin|Object|AppendPlugin)$/.test(name ?? '')) state.warn(`resolve.plugins: ${name ?? 'a plugin'} does not run`, 'state what it resolves in "alias"')
	}
}

// takeExternals reads those that are globals of the page.
function takeExternals(externals, state) {
	for (const value of [externals ?? []].flat()) {
		if (typeof value === 'string') { add(value, value); continue }
		if (value instanceof RegExp || typeof value === 'function') { state.warn('externals: an expression or a function is not taken over', 'name the modules: { react: "React" }'); continue }
		for (const [name, target] of Object.entries(value)) add(name, typeof target === 'object' && !Array.isArray(target) ? target?.root ?? target?.window : target)
	}
	function add(name, target) {
		const text = Array.isArray(target) ? target.join('.') : typeof target === 'string' ? target : target === true ? name : undefined
		const plain = text?.replace(/^(?:var|window|global|self|root|this|assign) /, '')
		if (!plain || /\s/.test(plain)) return state.warn(`externals: ${name} is not taken over`, `a browser has no module of the kind ${JSON.stringify(target)}`)
		state.externals[name] = plain
		state.use('externals')
	}
}

// vendorsOf tells of which chunks packages are in files of their own: 'all', 'initial'
// or 'never'; undefined where nothing is said of those that pages start with.
function vendorsOf(split) {
	if (split === undefined) return undefined
	if (!split) return 'never'
	const groups = split.cacheGroups ?? {}
	const named = Object.values(groups).filter(group => group && /node_modules/.test(String(group.test?.source ?? group.test)))
	if (groups.defaultVendors !== false && groups.vendors !== false) named.push({})
	const kinds = named.map(group => group.chunks ?? split.chunks ?? 'async')
	if (kinds.some(kind => kind === 'all' || typeof kind === 'function')) return 'all'
	return kinds.includes('initial') ? 'initial' : undefined
}

function takeEntries(entry, config, state, context) {
	const named = typeof entry === 'string' || Array.isArray(entry) ? { main: entry } : entry
	for (const [name, value] of Object.entries(named)) {
		const described = value && typeof value === 'object' && !Array.isArray(value)
		state.addEntry(name, described ? value.import : value, context)
		state.filenames.set(name, described && typeof value.filename === 'string' ? value.filename : typeof config.output?.filename === 'string' ? config.output.filename : '[name].js')
	}
	state.use('entry')
}

function takeOutput({ path: dir, publicPath }, state) {
	if (typeof dir === 'string') {
		state.outDir = path.resolve(state.root, dir)
		state.use('output.path')
	}
	if (typeof publicPath === 'function' || /\[/.test(publicPath)) return state.warn('output.publicPath is not taken over: it is no constant', 'state "base" in paintbox.json')
	if (publicPath === undefined) {
		state.base ??= ''
		return
	}
	state.base = /^(?:auto|\.?\/?)$/.test(publicPath) && publicPath !== '/' ? '' : /^(?:[a-z]+:)?\/\/|^\//.test(publicPath) ? publicPath : /^\.\//.test(publicPath) ? '' : '/' + publicPath
	if (/^\/\//.test(state.base)) {
		state.warn(`output.publicPath ${publicPath} is not taken over: it has no scheme`, 'state "base" with https: in paintbox.json')
		state.base = undefined
	}
	state.use('output.publicPath')
}

// settleOutdir leaves a directory alone that holds sources.
function settleOutdir(state) {
	if (!state.outDir) return
	const holds = file => file && (file + '/').startsWith(state.outDir + '/')
	const sources = state.pages.map(page => page.template && path.resolve(state.root, page.template))
	const inPublic = state.publicDir && (state.outDir + '/').startsWith(path.resolve(state.root, state.publicDir) + '/')
	if (holds(state.root) || sources.some(holds) || inPublic) {
		state.warn(`output.path ${state.local(state.outDir)} is not taken over: it holds sources, and a build replaces everything in it`, 'the output is in dist; state "outdir" for another place')
		state.outDir = undefined
		state.used.delete('output.path')
	}
}
