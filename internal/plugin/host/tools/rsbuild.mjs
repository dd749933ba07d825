// Rsbuild's configuration.

import fs from 'node:fs'
import path from 'node:path'
import { State } from './state.mjs'
import { addPage } from './pages.mjs'
import { told, recorded } from './record.mjs'
import { takePlugins } from './webpack-plugins.mjs'
import { takeRules } from './webpack-rules.mjs'
import { takeWasm } from './wasm.mjs'
import { chain } from './chain.mjs'
import { merged } from './craco.mjs'

const scripts = ['tsx', 'ts', 'jsx', 'js', 'mjs', 'cjs', 'mts', 'cts']
const isFile = file => fs.statSync(file, { throwIfNoEntry: false })?.isFile() ?? false

// readRsbuild reads rsbuild.config.*, the environments for browsers of it.
export async function readRsbuild(args, project, load) {
	let config = await load()
	if (typeof config === 'function') config = await config({ env: 'production', command: 'build', envMode: args.mode })
	if (!config || typeof config !== 'object') throw new Error('it exports no configuration')
	const state = new State(args.root, project)
	const environments = Object.values(config.environments ?? {}).map(one => merged(config, one))
	const browser = (environments.length > 0 ? environments : [config]).filter(one => ![one.output?.target].flat().some(target => target === 'node' || target === 'web-worker'))
	if (browser.length === 0) throw new Error('it builds nothing for browsers')
	for (const one of browser) await takeConfig(one, state)
	return state
}

async function takeConfig(config, state) {
	const { source = {}, html = {}, server = {}, output = {}, resolve = {}, dev = {} } = config
	const { root } = state
	for (const [name, value] of Object.entries({ ...given(source.alias), ...given(resolve.alias) })) state.addAlias(name, typeof value === 'string' && /^\.{1,2}\//.test(value) ? path.resolve(root, value) : value)
	for (const [name, value] of Object.entries(source.define ?? {})) state.addDefine(name, typeof value === 'string' || typeof value === 'object' ? value : JSON.stringify(value) ?? 'undefined')
	state.extensions.push(...(resolve.extensions ?? []))
	const publics = [server.publicDir ?? []].flat().map(one => (one === false ? false : one.copyOnBuild === false ? undefined : one.name)).filter(one => one !== undefined)
	if (publics.length > 0) { state.publicDir = publics[0]; state.use('publicDir') }
	for (const dir of publics.slice(1)) state.copies.push({ from: path.resolve(root, dir), to: '' })
	const base = output.assetPrefix !== undefined && output.assetPrefix !== 'auto' ? output.assetPrefix : output.assetPrefix === 'auto' ? '' : server.base
	if (base !== undefined) { state.base = base === './' ? '' : base; state.use(output.assetPrefix !== undefined ? 'assetPrefix' : 'base') }
	// what sources may know of it, without the slash at its end
	const prefix = JSON.stringify((base ?? '/').replace(/\/$/, ''))
	for (const name of ['import.meta.env.ASSET_PREFIX', 'process.env.ASSET_PREFIX']) if (source.define?.[name] === undefined) state.addDefine(name, prefix)
	const dir = typeof output.distPath === 'string' ? output.distPath : output.distPath?.root
	if (dir) { state.outDir = path.resolve(root, dir); state.use('distPath') }
	state.own.envPrefix = ['PUBLIC_']
	takeCopy(output.copy, state)
	state.locals(output.cssModules?.exportLocalsConvention ?? 'camelCase')
	if (output.cssModules?.exportLocalsConvention === undefined) state.used.delete('exportLocalsConvention') // it is the usual one
	if (output.externals) for (const [name, target] of Object.entries(output.externals)) if (typeof target === 'string') state.externals[name] = target.replace(/^(?:var|window|global) /, '')
	await takeEntries(source, state)
	await takeHtml(html, source, state)
	await takeTools(config.tools ?? {}, state)
	await takeRsbuildPlugins(config.plugins ?? [], state)
}

const given = alias => (typeof alias === 'function' ? alias({}) ?? {} : alias ?? {})

function takeCopy(copy, state) {
	for (const pattern of [Array.isArray(copy) ? copy : copy?.patterns ?? []].flat()) {
		const one = typeof pattern === 'string' ? { from: pattern } : pattern
		if (typeof one.from !== 'string' || typeof (one.to ?? '') !== 'string') { state.warn('output.copy: a pattern is not taken over', 'put the files into the public directory'); continue }
		state.copies.push({ from: path.resolve(state.root, one.context ?? '.', one.from), to: one.to ?? '', ignore: [one.globOptions?.ignore ?? []].flat(), context: path.resolve(state.root, one.context ?? '.'), optional: one.noErrorOnMissing })
		state.use('copy')
	}
}

async function takeEntries(source, state) {
	const { root } = state
	const usual = scripts.map(ext => path.join(root, 'src/index.' + ext)).find(isFile)
	const entry = source.entry ?? (usual ? { index: './' + path.relative(root, usual) } : {})
	for (const [name, value] of Object.entries(entry)) {
		const described = value && typeof value === 'object' && !Array.isArray(value)
		state.addEntry(name, [...[source.preEntry ?? []].flat(), ...[described ? value.import : value].flat()], root)
		state.filenames.set(name, '[name].js')
		if (described && value.html === false) (state.pageless ??= new Set()).add(name)
	}
	if (source.entry) state.use('entry')
}

// takeHtml makes a page for each entry, of the template or of Rsbuild's own.
async function takeHtml(html, source, state) {
	const { root } = state
	const of = async (value, entry, start) => (typeof value === 'function' ? (await value({ value: start, entryName: entry })) ?? start : value ?? start)
	for (const name of state.scripts.keys()) {
		if (state.pageless?.has(name)) continue
		const title = await of(html.title, name, 'Rsbuild App')
		const mount = await of(html.mountId, name, 'root')
		const template = await of(html.template, name, undefined)
		const parameters = typeof html.templateParameters === 'function' ? html.templateParameters({ mountId: mount, entryName: name }, { entryName: name }) ?? {} : html.templateParameters ?? {}
		const values = { mountId: mount, entryName: name, assetPrefix: state.base || '/', ...parameters }
		const charset = { charset: { charset: 'UTF-8' }, viewport: 'width=device-width, initial-scale=1.0' }
		await addPage({
			title, filename: html.outputStructure === 'nested' ? `${name}/index.html` : `${name}.html`, chunks: [name], template, favicon: await of(html.favicon, name, undefined), meta: { ...(template ? {} : charset), ...(await of(html.meta, name, {})) },
			templateContent: template ? undefined : `<!doctype html>\n<html>\n<head>\n<title>${title}</title>\n</head>\n<body>\n<div id="${mount}"></div>\n</body>\n</html>\n`, templateParameters: values,
		}, state, root)
		titled(state.pages.at(-1), title, state)
		await addTags(html.tags, name, state)
	}
	for (const key of ['template', 'title', 'templateParameters', 'favicon', 'meta', 'mountId']) if (html[key] !== undefined) state.use('html.' + key)
	if (state.pages.length > 0) state.used.delete('page template')
}

// titled gives a page its title where the template has none.
function titled(page, title, state) {
	if (page?.template && title && !/<title\b/i.test(fs.readFileSync(path.join(state.root, page.template), 'utf8'))) page.head += `<title>${String(title).replaceAll('&', '&amp;').replaceAll('<', '&lt;')}</title>`
}

// addTags puts html.tags into the page that was made last.
async function addTags(tags, name, state) {
	const page = state.pages.at(-1)
	for (const one of [tags ?? []].flat().filter(Boolean)) {
		if (typeof one === 'function') { state.warn('html.tags: a function is not taken over', 'write the elements into the template'); continue }
		const list = Object.entries(one.attrs ?? {}).filter(([, value]) => value !== false && value != null).map(([key, value]) => (value === true ? ` ${key}` : ` ${key}="${String(value).replaceAll('&', '&amp;').replaceAll('"', '&quot;')}"`)).join('')
		const text = `<${one.tag}${list}>${/^(?:link|meta|base)$/.test(one.tag) ? '' : `${one.children ?? ''}</${one.tag}>`}`
		if (one.head === false || one.tag !== 'script' && one.tag !== 'link' && one.tag !== 'meta' && one.tag !== 'style' && one.tag !== 'base' && one.head === undefined) page.body = (page.body ?? '') + text
		else page.head += text
		state.use('html.tags')
	}
}

// takeTools reads what goes to Rspack, PostCSS and the preprocessors.
async function takeTools(tools, state) {
	const { root } = state
	let config = { context: root, entry: {}, resolve: { alias: {}, extensions: [] }, plugins: [], module: { rules: [] }, output: {} }
	const utils = {
		rspack: standIn(), env: 'production', isDev: false, isProd: true, target: 'web', isServer: false, isWebWorker: false, environment: { name: 'web', config: {} }, HtmlPlugin: standIn().HtmlRspackPlugin, CHAIN_ID: new Proxy({}, { get: (_, kind) => new Proxy({}, { get: (_, id) => String(id).toLowerCase() }) }),
		mergeConfig: (...list) => list.reduce(merged), addRules: rules => config.module.rules.push(...[rules].flat()), appendPlugins: list => config.plugins.push(...[list].flat()), prependPlugins: list => config.plugins.unshift(...[list].flat()), removePlugin() {}, appendRules: rules => config.module.rules.push(...[rules].flat()), prependRules: rules => config.module.rules.unshift(...[rules].flat()),
	}
	for (const change of [tools.bundlerChain ?? []].flat()) {
		const { api, made } = chain(config, root)
		await change(api, utils)
		config = made()
	}
	for (const change of [tools.rspack ?? []].flat()) config = typeof change === 'function' ? (await change(config, utils)) ?? config : merged(config, change)
	for (const [name, value] of Object.entries(config.resolve?.alias ?? {})) state.addAlias(name, value)
	for (const [name, value] of Object.entries(config.resolve?.fallback ?? {})) state.addAlias(name, value)
	await takePlugins(config, state, root)
	await takeRules(config, state, root)
	takeWasm({ ...config, experiments: { asyncWebAssembly: true, ...config.experiments } }, state)
	for (const [key, language] of [['sass', 'scss'], ['less', 'less'], ['stylus', 'styl']]) if (tools[key] && typeof tools[key] === 'object') state.preprocessor(language, tools[key])
	if (tools.postcss) takePostcss(tools.postcss, state)
}

function takePostcss(value, state) {
	const added = []
	const made = typeof value === 'function' ? value({ postcssOptions: {} }, { addPlugins: list => added.push(...[list].flat()) }) : value
	const plugins = [...added, ...(Array.isArray(made?.postcssOptions?.plugins) ? made.postcssOptions.plugins : [])]
	if (plugins.length > 0) state.postcss({ plugins })
}

// standIn is Rspack for functions that make its plugins.
function standIn() {
	return new Proxy({}, { get: (_, name) => (typeof name !== 'string' ? undefined : { [name]: class { constructor(...args) { this._args = args } } }[name]) })
}

const idle = /^(?:rsbuild:(?:type-check|eslint|stylelint|basic-ssl|image-compress|umd|check-syntax|assets-retry|css-minimizer|source-build|open-graph|rem|typed-css-modules|preact|solid|vue-jsx|vue2|react|react-compiler|babel|vue|svelte|sass|less|stylus|svgr|mdx|tailwindcss|html-minifier-terser|rsdoctor|virtual-module|dts)|plugin-tailwindcss|rsdoctor)$/

async function takeRsbuildPlugins(list, state) {
	for (const plugin of (await Promise.all([list].flat(Infinity))).flat(Infinity).filter(Boolean)) {
		const found = told(plugin)
		const variant = recorded(plugin)
		if (variant) state.plugins.push(...(await variant.instead(state.project)))
		else if (found) hand(found, state)
		else if (plugin.name === 'rsbuild:node-polyfill') await takePlugins({ plugins: [new (class NodePolyfillPlugin {})()] }, state, state.root)
		else if (!idle.test(plugin.name ?? '')) state.warn(`the plugin ${plugin.name ?? 'without a name'} does not run`, 'where the application needs what it makes, name a plugin for Vite that does the same in "plugins"')
		state.use('plugins')
	}
}

// hand gives a plugin's options to the recipe that does its work.
function hand({ recipe, options }, state) {
	const of = (key, start = {}) => (typeof options[key] === 'function' ? options[key](start) ?? start : options[key])
	if (recipe === 'sass') state.preprocessor('scss', of('sassLoaderOptions') ?? {})
	else if (recipe === 'less') state.preprocessor('less', of('lessLoaderOptions', { lessOptions: {} }) ?? {})
	else if (recipe === 'stylus') state.preprocessor('styl', of('stylusOptions') ? { stylusOptions: of('stylusOptions') } : options)
	else if (recipe === 'svgr') state.given.svgr = { default: options.mixedImport ? (options.svgrOptions?.exportType === 'named' ? 'url' : 'component') : undefined, options: options.svgrOptions ?? {} }
	else if (recipe === 'react') { if (options.swcReactOptions?.importSource) (state.esbuild ??= {}).jsxImportSource = options.swcReactOptions.importSource }
	else if (recipe === 'vue') { const { compilerOptions, transformAssetUrls, ...rest } = options.vueLoaderOptions ?? {}; state.given.vue = { template: { ...(compilerOptions && { compilerOptions }), ...(transformAssetUrls && { transformAssetUrls }) }, ...rest } }
	else if (recipe === 'svelte') { const { preprocess, compilerOptions } = options.svelteLoaderOptions ?? {}; state.given.svelte = { ...(preprocess && { preprocess }), ...(compilerOptions && { compilerOptions }) } }
	else if (recipe === 'babel') babel(options, state)
	else if (recipe === 'solid' && options.solidPresetOptions) state.given.solid = { solid: options.solidPresetOptions }
}

function babel({ babelLoaderOptions, include, exclude }, state) {
	const plugins = [], presets = []
	const utils = { addPlugins: list => plugins.push(...list), addPresets: list => presets.push(...list), removePlugins() {}, removePresets() {}, modifyPresetEnvOptions() {}, modifyPresetReactOptions() {}, addIncludes() {}, addExcludes() {} }
	const made = typeof babelLoaderOptions === 'function' ? babelLoaderOptions({ plugins, presets }, utils) : babelLoaderOptions
	state.addBabel({ plugins: [...plugins, ...(made?.plugins && made.plugins !== plugins ? made.plugins : [])], presets: [...presets, ...(made?.presets && made.presets !== presets ? made.presets : [])] }, file => (!include || [include].flat().some(one => (one instanceof RegExp ? one.test(file) : file.startsWith(one)))) && !(exclude && [exclude].flat().some(one => (one instanceof RegExp ? one.test(file) : file.startsWith(one)))))
}
