// Vue CLI's configuration.

import fs from 'node:fs'
import path from 'node:path'
import { State } from './state.mjs'
import { addPage, flatten } from './pages.mjs'
import { translate } from './webpack.mjs'
import { merged } from './craco.mjs'
import { chain } from './chain.mjs'

// readVueCli reads vue.config.js: its own keys, and what it does to webpack's.
export async function readVueCli(args, project, load) {
	let options = await load()
	if (typeof options === 'function') options = await options()
	if (!options || typeof options !== 'object') throw new Error('it exports no configuration')
	const state = new State(args.root, project)
	const { root } = args
	let config = { context: root, entry: {}, resolve: { alias: { '@': path.join(root, 'src') }, extensions: ['.js', '.jsx', '.vue', '.json', '.ts', '.tsx'] }, plugins: [], module: { rules: [] }, output: {}, mode: 'production' }
	if (typeof options.chainWebpack === 'function') {
		const { api, made } = chain(config, root)
		await options.chainWebpack(api)
		config = made()
	}
	if (typeof options.configureWebpack === 'function') config = merged(config, await options.configureWebpack(config))
	else config = merged(config, options.configureWebpack)
	const pages = options.pages ?? { index: { entry: ['src/main.ts', 'src/main.js', 'src/main.tsx', 'src/main.jsx'].find(name => fs.existsSync(path.join(root, name))) } }
	config.entry = { ...Object.fromEntries(Object.entries(pages).map(([name, page]) => [name, typeof page === 'string' || Array.isArray(page) ? page : page.entry]).filter(([, entry]) => entry)), ...(config.entry?.app ? { app: config.entry.app } : {}) }
	config.output = { path: path.resolve(root, options.outputDir ?? 'dist'), publicPath: options.publicPath ?? options.baseUrl ?? '/', ...(config.output?.publicPath ? { publicPath: config.output.publicPath } : {}) }
	state.publicDir = fs.existsSync(path.join(root, 'public')) ? path.join(root, 'public') : undefined
	const usual = !options.pages && !state.pages.length
	await translate(config, state)
	if (options.pages) {
		for (const [name, page] of Object.entries(pages)) {
			const own = typeof page === 'string' || Array.isArray(page) ? {} : page
			const template = own.template ?? [`public/${name}.html`, 'public/index.html'].find(file => fs.existsSync(path.join(root, file)))
			const { entry, ...rest } = own
			await addPage({ title: own.title ?? name, filename: `${name}.html`, ...rest, template, chunks: [name] }, state, root)
		}
	} else if (usual) {
		state.pages = []
		state.scripts.clear()
		state.used.delete('entry')
		takeNames(config.html, state)
	}
	for (const [key, is] of [['publicPath', options.publicPath], ['outputDir', options.outputDir]]) if (is !== undefined) state.use(key)
	state.used.delete('output.path'); state.used.delete('output.publicPath')
	loaderOptions(options.css?.loaderOptions, state)
	state.own.envPrefix = ['VUE_APP_']
	return state
}

// takeNames says what the page names of the configuration, where it is the usual one.
function takeNames(html, state) {
	const file = path.join(state.root, 'public/index.html')
	const text = fs.existsSync(file) ? fs.readFileSync(file, 'utf8') : ''
	const values = {}
	flatten('webpackConfig', state.configuration, values)
	flatten('htmlWebpackPlugin.options', { ...html, title: html?.title || undefined }, values)
	const named = Object.entries(values).filter(([name, value]) => value !== null && text.includes(name))
	if (named.length > 0) state.own.define = Object.fromEntries(named.map(([name, value]) => [name, JSON.stringify(value)]))
}

function loaderOptions(options = {}, state) {
	for (const [name, language] of [['sass', 'scss'], ['scss', 'scss'], ['less', 'less'], ['stylus', 'styl']]) if (options[name]) state.preprocessor(language, typeof options[name] === 'function' ? options[name]({ resourcePath: '' }) : options[name])
	const convention = options.css?.modules?.exportLocalsConvention ?? options.css?.exportLocalsConvention
	if (convention) state.locals(convention)
	if (options.postcss) state.postcss(options.postcss)
}
