// Create React App with its configuration changed: by craco, or by
// react-app-rewired and customize-cra. Both change webpack's configuration, so
// they are given it: the project's own, where react-scripts is installed.

import fs from 'node:fs'
import path from 'node:path'
import { createRequire } from 'node:module'
import { State } from './state.mjs'
import { translate } from './webpack.mjs'

// readCraco reads craco.config.js, whose plugins are run as craco does.
export async function readCraco(args, project, load) {
	const context = { env: 'production', paths: appPaths(args.root, project) }
	let craco = await load()
	if (typeof craco === 'function') craco = await craco({ env: 'production' })
	if (!craco || typeof craco !== 'object') throw new Error('it exports no configuration')
	const plugins = (craco.plugins ?? []).filter(Boolean)
	for (const { plugin, options } of plugins) craco = (await plugin.overrideCracoConfig?.({ cracoConfig: craco, pluginOptions: options, context })) ?? craco
	const base = baseConfig(args.root, project)
	let config = await changed(craco, base, context)
	for (const { plugin, options } of plugins) config = (await plugin.overrideWebpackConfig?.({ webpackConfig: config, cracoConfig: craco, pluginOptions: options, context })) ?? config
	return finish(config, args, project, state => {
		styles(craco.style, state)
		const given = { presets: craco.babel?.presets, plugins: craco.babel?.plugins }
		if (given.presets?.length || given.plugins?.length) state.addBabel(given)
		if (typeof craco.babel?.loaderOptions === 'object') state.addBabel(craco.babel.loaderOptions)
	})
}

async function changed({ webpack = {} }, config, context) {
	const { alias, plugins, configure } = webpack
	Object.assign(config.resolve.alias, alias)
	const removed = Array.isArray(plugins) ? [] : plugins?.remove ?? []
	const added = Array.isArray(plugins) ? plugins : plugins?.add ?? []
	config.plugins = [...config.plugins.filter(plugin => !removed.includes(plugin.constructor.name)), ...added.map(one => (Array.isArray(one) ? one[0] : one))]
	if (typeof configure === 'function') return (await configure(config, context)) ?? config
	return configure ? merged(config, configure) : config
}

// merged is what webpack-merge makes of two configurations.
export function merged(below, above) {
	const plain = value => Object.prototype.toString.call(value) === '[object Object]' && [Object.prototype, null].includes(Object.getPrototypeOf(value))
	const made = { ...below }
	for (const [key, value] of Object.entries(above ?? {})) {
		const there = made[key]
		if (Array.isArray(there) && Array.isArray(value)) made[key] = [...there, ...value]
		else made[key] = plain(there) && plain(value) ? merged(there, value) : value
	}
	return made
}

function styles(style, state) {
	const { postcss, sass, css } = style ?? {}
	const options = sass?.loaderOptions
	if (options && typeof options === 'object') state.preprocessor('scss', options)
	if (typeof options === 'function') state.preprocessor('scss', options({}, { env: 'production' }) ?? {})
	const plugins = postcss?.plugins ?? postcss?.loaderOptions?.postcssOptions?.plugins
	if (Array.isArray(plugins)) state.postcss({ plugins })
	const modules = css?.loaderOptions?.modules
	if (modules?.exportLocalsConvention) state.locals(modules.exportLocalsConvention)
}

// readRewired reads config-overrides.js of react-app-rewired.
export async function readRewired(args, project, load) {
	const loaded = await load()
	const override = typeof loaded === 'function' ? loaded : loaded?.webpack
	let config = baseConfig(args.root, project)
	if (typeof override === 'function') config = (await override(config, 'production')) ?? config
	return finish(config, args, project)
}

async function finish(config, args, project, further) {
	const usual = await usualState(args, project)
	const state = new State(args.root, project)
	state.reactApp = true
	const paths = appPaths(args.root, project)
	const { output, ...rest } = config
	const standard = paths.appBuild
	await translate({ ...rest, context: args.root, output: { path: output?.path, publicPath: output?.publicPath } }, state)
	further?.(state)
	if (state.outDir === standard || !output?.path) state.outDir = path.join(args.root, 'build')
	state.base = undefined // of the homepage, which Paintbox reads
	for (const key of ['page template', 'entry', 'output.publicPath', 'output.path', 'svgr', 'loaders']) state.used.delete(key)
	const usualPage = state.pages.every(page => page.template === 'public/index.html' && page.scripts.length === 1 && /^src\/index\.\w+$/.test(page.scripts[0].path ?? ''))
	if (usualPage) state.pages = []
	else state.use('page template', 'entry')
	if (usualPage) state.scripts.clear()
	state.loader = Object.fromEntries(Object.entries(state.loader).filter(([ext]) => custom(config, ext)))
	if (!output?.path || output.path === standard) state.outDir = undefined
	state.publicDir = undefined
	leaveUsual(state, usual)
	return state
}

// usualState is what Create React App says where nobody changes it.
async function usualState(args, project) {
	const state = new State(args.root, project)
	await translate({ ...baseConfig(args.root, project), context: args.root, output: {} }, state)
	return state
}

// leaveUsual takes out of a state what Paintbox does anyway in such projects.
function leaveUsual(state, usual) {
	const same = of => JSON.stringify(of(state)) === JSON.stringify(of(usual))
	if (same(({ css }) => css.postcss?.plugins.length) && !JSON.stringify(state.css.postcss?.plugins ?? '').includes('tailwind')) {
		delete state.css.postcss
		state.used.delete('postcss')
	}
	for (const [key, of] of [['define', ({ define }) => Object.keys(define)], ['alias', ({ alias }) => alias.map(rule => String(rule.find))], ['modules', ({ modules }) => modules], ['IgnorePlugin', ({ plugins }) => plugins.filter(plugin => plugin.name === 'ignore').length]]) if (same(of)) state.used.delete(key)
	state.warnings = state.warnings.filter(({ text }) => !usual.warnings.some(other => other.text === text))
	for (const name of Object.keys(usual.define)) if (/^process\.env(?:\.|$)/.test(name) && state.define[name] === usual.define[name]) delete state.define[name]
}

// custom tells whether a rule that Create React App does not have is about an extension.
const custom = (config, ext) => (config.module?.rules ?? []).flatMap(rule => rule.oneOf ?? [rule]).some(rule => rule.test && !Array.isArray(rule.test) && rule.test instanceof RegExp && rule.test.test('x' + ext))

// appPaths are what react-scripts calls the places of the project.
function appPaths(root) {
	const at = name => path.join(root, name)
	const script = ['tsx', 'ts', 'jsx', 'js', 'mjs'].map(ext => at('src/index.' + ext)).find(file => fs.existsSync(file)) ?? at('src/index.js')
	return {
		appPath: root, appBuild: at('build'), appPublic: at('public'), appHtml: at('public/index.html'), appIndexJs: script, appPackageJson: at('package.json'), appSrc: at('src'), appTsConfig: at('tsconfig.json'), appJsConfig: at('jsconfig.json'),
		appNodeModules: at('node_modules'), dotenv: at('.env'), yarnLockFile: at('yarn.lock'), testsSetup: at('src/setupTests.js'), proxySetup: at('src/setupProxy.js'), swSrc: at('src/service-worker.js'), publicUrlOrPath: '/', moduleFileExtensions: ['web.mjs', 'mjs', 'web.js', 'js', 'web.ts', 'ts', 'web.tsx', 'tsx', 'json', 'web.jsx', 'jsx'],
	}
}

// baseConfig is webpack's configuration of Create React App.
function baseConfig(root, project) {
	process.env.BABEL_ENV ??= 'production'
	process.env.NODE_ENV ??= 'production'
	if (project.has('react-scripts')) {
		try {
			return project.require('react-scripts/config/webpack.config')('production')
		} catch {} // an older one, or one that cannot be loaded: what it says is known
	}
	return outline(appPaths(root), project)
}

// outline has the shape that functions look for in it.
function outline(paths, project) {
	const named = (name, fields) => Object.assign(new ({ [name]: class {} })[name](), fields)
	const located = name => {
		for (const from of [project.root, project.directory('react-scripts')].filter(Boolean)) {
			try {
				return createRequire(path.join(from, 'package.json')).resolve(name)
			} catch {} // it is not there: its name is what is looked for
		}
		return `/node_modules/${name}/index.js`
	}
	const loader = (name, options = {}) => ({ loader: located(name), options })
	const extract = { loader: '/node_modules/mini-css-extract-plugin/dist/loader.js', options: {} }
	const styles = (test, ...more) => ({ test, use: [extract, loader('css-loader', { importLoaders: 1 }), loader('postcss-loader', { postcssOptions: { plugins: [] } }), ...more], sideEffects: true })
	return {
		mode: 'production', target: ['browserslist'], bail: true, entry: paths.appIndexJs, output: { path: paths.appBuild, filename: 'static/js/[name].[contenthash:8].js', publicPath: '/' },
		optimization: { minimize: true, minimizer: [] },
		resolve: { modules: ['node_modules', paths.appNodeModules], extensions: paths.moduleFileExtensions.map(ext => '.' + ext), alias: {}, fallback: {}, plugins: [named('ModuleScopePlugin', { appSrcs: [paths.appSrc], allowedFiles: new Set(), allowedPaths: [] })] },
		module: { strictExportPresence: true, rules: [{ oneOf: [
			{ test: [/\.bmp$/, /\.gif$/, /\.jpe?g$/, /\.png$/], type: 'asset', parser: { dataUrlCondition: { maxSize: 10000 } } },
			{ test: /\.svg$/, use: [loader('@svgr/webpack', { exportType: 'named' }), loader('file-loader')], issuer: { and: [/\.(ts|tsx|js|jsx|md|mdx)$/] } },
			{ test: /\.(js|mjs|jsx|ts|tsx)$/, include: paths.appSrc, ...loader('babel-loader', { presets: [[located('babel-preset-react-app'), { runtime: fs.existsSync(path.join(project.directory('react') ?? '', 'jsx-runtime.js')) ? 'automatic' : 'classic' }]], plugins: [], cacheDirectory: true }) },
			{ test: /\.(js|mjs)$/, exclude: /@babel(?:\/|\\{1,2})runtime/, ...loader('babel-loader', { presets: [], plugins: [] }) },
			styles(/\.css$/), styles(/\.module\.css$/), styles(/\.(scss|sass)$/, loader('resolve-url-loader'), loader('sass-loader', { sourceMap: true })), styles(/\.module\.(scss|sass)$/, loader('resolve-url-loader'), loader('sass-loader', { sourceMap: true })),
			{ exclude: [/^$/, /\.(js|mjs|jsx|ts|tsx)$/, /\.html$/, /\.json$/], type: 'asset/resource' },
		] }] },
		plugins: [named('HtmlWebpackPlugin', { userOptions: { inject: true, template: paths.appHtml }, options: { template: paths.appHtml } }), named('DefinePlugin', { definitions: {} }), named('MiniCssExtractPlugin', { options: {} })], performance: false,
	}
}
