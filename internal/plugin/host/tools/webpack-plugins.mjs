// Plugins of webpack and Rspack, known by the names of their constructors: what
// they are told is data, and Paintbox does the same.

import fs from 'node:fs'
import path from 'node:path'
import { parseEnv } from 'node:util'
import { addPage } from './pages.mjs'
import { recorded } from './record.mjs'

// takers read what a plugin was told.
const takers = {
	DefinePlugin: (plugin, state) => {
		for (const [name, value] of Object.entries(plugin.definitions ?? plugin._args?.[0] ?? {})) state.addDefine(name, value)
	},
	EnvironmentPlugin: (plugin, state) => {
		for (const name of plugin.keys ?? []) {
			const value = process.env[name] ?? plugin.defaultValues?.[name]
			if (value === undefined) state.warn(`EnvironmentPlugin: nothing sets ${name}`, `set ${name} in the environment`)
			if (name !== 'NODE_ENV') state.addDefine(`process.env.${name}`, JSON.stringify(value) ?? 'undefined')
		}
	},
	ProvidePlugin: (plugin, state) => {
		for (const [name, value] of Object.entries(plugin.definitions ?? plugin._args?.[0] ?? {})) state.addProvided(name, [value].flat())
		state.use('ProvidePlugin')
	},
	HtmlWebpackPlugin: (plugin, state, context) => addPage(plugin.userOptions ?? plugin._args?.[0] ?? plugin.options ?? {}, state, context),
	CopyPlugin: takeCopies,
	NormalModuleReplacementPlugin: (plugin, state) => {
		if (typeof plugin.newResource !== 'string') return state.warn('NormalModuleReplacementPlugin with a function does not run', 'state what it replaces in "alias"')
		state.alias.push({ find: plugin.resourceRegExp, replacement: plugin.newResource, customResolver: replacing(plugin.newResource) })
		state.use('alias')
	},
	IgnorePlugin: (plugin, state) => {
		const { resourceRegExp, contextRegExp } = plugin.options ?? {}
		if (!resourceRegExp) return state.warn('IgnorePlugin with a function does not run')
		state.plugins.push({
			name: 'ignore', enforce: 'pre',
			resolveId: { filter: { id: resourceRegExp }, handler: (_, importer) => (!contextRegExp || contextRegExp.test(path.dirname(importer ?? '')) ? '\0paintbox/ignored' : null) },
			load: { filter: { id: /^\0paintbox\/ignored$/ }, handler: () => 'module.exports = {}' },
		})
		state.use('IgnorePlugin')
	},
	Dotenv: takeDotenv,
	InterpolateHtmlPlugin: (plugin, state) => {
		for (const [name, value] of Object.entries(plugin.replacements ?? {})) if (name !== 'PUBLIC_URL' && typeof value === 'string') (state.constants ??= {})[name] = value
	},
	VanillaExtractPlugin: ({ identifiers }, state) => {
		state.given['vanilla-extract'] = { identifiers }
		state.use('VanillaExtractPlugin')
	},
	NodePolyfillPlugin: (plugin, state) => {
		const found = to => inPlaceOfNode(to, state.project)
		const names = { buffer: 'buffer', process: 'process/browser', stream: 'stream-browserify', crypto: 'crypto-browserify', path: 'path-browserify', os: 'os-browserify', http: 'stream-http', https: 'https-browserify', zlib: 'browserify-zlib', vm: 'vm-browserify', url: 'url', util: 'util', assert: 'assert', events: 'events', querystring: 'querystring-es3', string_decoder: 'string_decoder', timers: 'timers-browserify', tty: 'tty-browserify', constants: 'constants-browserify', domain: 'domain-browser', punycode: 'punycode' }
		for (const [name, to] of Object.entries(names)) if (found(to)) { state.addAlias(name + '$', found(to)); state.addAlias('node:' + name + '$', found(to)) }
		if (found('process/browser')) state.addProvided('process', [found('process/browser')])
		if (found('buffer')) state.addProvided('Buffer', [found('buffer'), 'Buffer'])
		state.use('NodePolyfillPlugin')
	},
}
for (const [name, as] of [['HtmlRspackPlugin', 'HtmlWebpackPlugin'], ['CopyRspackPlugin', 'CopyPlugin'], ['CopyWebpackPlugin', 'CopyPlugin'], ['DotenvPlugin', 'Dotenv'], ['DotenvWebpack', 'Dotenv'], ['NodePolyfillRspackPlugin', 'NodePolyfillPlugin']]) takers[name] = takers[as]

// idle are plugins whose work Paintbox does itself, or that have none in a build.
const idle = new RegExp('^(?:' + [
	'MiniCssExtractPlugin', 'CssExtractRspackPlugin', 'ExtractTextPlugin', 'ExtractCssChunksPlugin', 'CleanWebpackPlugin', 'CleanPlugin', 'HotModuleReplacementPlugin', 'ForkTsChecker\\w*', 'TsCheckerRspackPlugin', 'ESLint\\w*Plugin', 'Stylelint\\w*Plugin', 'StyleLintPlugin', 'EslintWebpackPlugin',
	'BundleAnalyzerPlugin', 'StatsWriterPlugin', 'Visualizer\\w*', 'RsdoctorWebpackPlugin', 'RsdoctorRspackPlugin', 'CompressionPlugin', 'BrotliPlugin', 'ZopfliPlugin', 'Terser\\w*', 'Uglify\\w*', 'OptimizeCss\\w*', 'CssMinimizerPlugin', '(?:Swc)?JsMinimizer\\w*', 'LightningCss\\w*', 'ReactRefresh\\w*', 'CaseSensitivePathsPlugin',
	'WatchMissing\\w*', 'WatchIgnorePlugin', 'ModuleConcatenationPlugin', 'ProgressPlugin', 'ProgressBarPlugin', 'SimpleProgress\\w*', 'WebpackBar\\w*', 'FriendlyErrors\\w*', 'DuplicatePackageCheckerPlugin', 'CircularDependencyPlugin', 'SpeedMeasurePlugin', 'InlineChunkHtmlPlugin', 'ModuleNotFoundPlugin', 'VueLoaderPlugin',
	'LodashModuleReplacementPlugin', 'LoaderOptionsPlugin', 'NoEmitOnErrorsPlugin', 'NamedModulesPlugin', 'NamedChunksPlugin', 'HashedModuleIdsPlugin', 'OccurrenceOrderPlugin', 'OccurenceOrderPlugin', 'AggressiveMergingPlugin', 'DedupePlugin', 'CommonsChunkPlugin', 'SplitChunksPlugin', 'LimitChunkCountPlugin', 'MinChunkSizePlugin', 'RuntimeChunkPlugin',
	'SourceMapDevToolPlugin', 'EvalSourceMapDevToolPlugin', 'ContextReplacementPlugin', 'BannerPlugin', 'ScriptExtHtml\\w*', 'Preload\\w*Plugin', 'HtmlWebpackHarddiskPlugin', 'SubresourceIntegrityPlugin', 'AutoDllPlugin', 'HardSource\\w*', 'Dashboard\\w*', 'DashboardPlugin', 'PurgeCSSPlugin', 'PurgecssPlugin', 'ImageMinimizerPlugin', 'ImageminPlugin', 'ImageminWebpackPlugin',
	'WebpackManifestPlugin', 'ManifestPlugin', 'AssetsPlugin', 'WebpackAssetsManifest', 'BrowserSyncPlugin', 'OpenBrowserPlugin', 'NotifierPlugin', 'WebpackNotifierPlugin', 'WebpackBuildNotifierPlugin', 'TsconfigPathsPlugin', 'IgnoreEmitPlugin', 'FixStyleOnlyEntriesPlugin', 'RemoveEmptyScriptsPlugin', 'MomentLocalesPlugin', 'DayjsPlugin', 'UnminifiedWebpackPlugin', 'UnusedFilesWebpackPlugin', 'GenerateSW', 'InjectManifest', 'OfflinePlugin', 'SWPrecacheWebpackPlugin', 'CspHtmlWebpackPlugin', 'HtmlWebpackInlineSourcePlugin',
].join('|') + ')$')

// takePlugins goes through the list of a configuration.
export async function takePlugins(config, state, context) {
	const list = [...(config.plugins ?? [])].flat(Infinity).filter(Boolean)
	for (const plugin of list) {
		const name = plugin.name && typeof plugin.apply === 'function' && plugin.constructor === Object ? plugin.name : plugin.constructor?.name ?? 'Object'
		const given = recorded(plugin)
		if (given) state.plugins.push(...(await given.instead(state.project)))
		else if (Object.hasOwn(takers, name)) await takers[name](plugin, state, context)
		else if (/ModuleFederation/.test(name)) state.fail(`${name}: parts of an application that are built elsewhere cannot be loaded`, 'keep building this application with its own tool')
		else if (!idle.test(name) && !/^(?:VirtualModulesPlugin)?$/.test(name)) state.warn(`the plugin ${name === 'Object' || name === 'Function' ? 'without a name' : name} does not run`, `where the application needs what it makes, name a plugin for Vite that does the same in "plugins"`)
	}
}

function takeCopies(plugin, state, context) {
	const given = plugin.patterns ?? plugin._args?.[0]?.patterns ?? plugin.options?.patterns ?? plugin._args?.[0] ?? []
	for (const pattern of [given].flat()) {
		const one = typeof pattern === 'string' ? { from: pattern } : pattern
		const base = path.resolve(context, one.context ?? '.')
		const from = path.resolve(base, typeof one.from === 'object' ? one.from.glob : one.from)
		if (typeof one.to === 'function') { state.warn('CopyPlugin with a function as "to" does not run'); continue }
		const to = one.to && path.isAbsolute(one.to) ? path.relative(state.outDir ?? path.resolve(context, 'dist'), one.to) + (/[\\/]$/.test(one.to) ? '/' : '') : one.to ?? ''
		if (to.startsWith('..')) { state.warn(`CopyPlugin: ${one.to} is outside of the output`); continue }
		state.use('CopyPlugin')
		const whole = fs.statSync(from, { throwIfNoEntry: false })?.isDirectory() && /^(?:\.?\/?)$/.test(to) && !one.transform && from !== state.root
		const ignored = [one.ignore ?? one.globOptions?.ignore ?? []].flat().filter(text => typeof text === 'string')
		const onlyPages = ignored.every(text => /(?:^|\/)(?:index\.html|\.DS_Store|\.gitkeep|\.\*)$/.test(text))
		if (whole && onlyPages && !one.filter && state.publicDir === undefined && !path.relative(state.root, from).startsWith('..')) { state.publicDir = from; continue }
		const transform = typeof one.transform === 'function' ? one.transform : one.transform?.transformer
		state.copies.push({ from, to, ignore: ignored, filter: one.filter, context: base, optional: one.noErrorOnMissing, transform })
	}
}

// takeDotenv reads the file of dotenv-webpack, whose variables sources see.
function takeDotenv(plugin, state) {
	const { path: name = './.env', systemvars, defaults, prefix = 'process.env.', safe } = plugin.config ?? plugin.options ?? plugin._args?.[0] ?? {}
	const read = file => (fs.existsSync(file) ? parseEnv(fs.readFileSync(file, 'utf8')) : {})
	const values = { ...(defaults ? read(path.resolve(state.root, typeof defaults === 'string' ? defaults : '.env.defaults')) : {}), ...read(path.resolve(state.root, name || '.env')) }
	if (systemvars) for (const key of Object.keys(safe ? read(path.resolve(state.root, typeof safe === 'string' ? safe : '.env.example')) : values)) if (process.env[key] !== undefined) values[key] = process.env[key]
	for (const [key, value] of Object.entries(values)) if (key !== 'NODE_ENV') state.addDefine(prefix + key, JSON.stringify(value))
}

// inPlaceOfNode is where a module of a package is found that stands for one of Node's: by its name, or in the directory that
// strict package managers give the plugin's own packages.
function inPlaceOfNode(specifier, project) {
	const [name, ...rest] = specifier.split('/')
	if (project.has(name)) return specifier
	const bringers = ['node-polyfill-webpack-plugin', '@rsbuild/plugin-node-polyfill', '@rspack/plugin-node-polyfill', 'node-polyfill-rspack-plugin', 'node-stdlib-browser']
	const dir = bringers.map(other => project.directory(other)).map(from => from && project.directory(name, from)).find(Boolean)
	return dir && path.join(dir, ...rest)
}

// replacing resolves to what stands in for a module, beside the importer.
function replacing(target) {
	return async function (_, importer, options) {
		return this.resolve(target, importer, { ...options, skipSelf: true })
	}
}
