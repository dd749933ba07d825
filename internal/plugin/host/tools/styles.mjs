// What loaders of style sheets are told, as Vite would state it.

import fs from 'node:fs'
import path from 'node:path'

// preprocessor takes options of the loaders of Sass, Less and Stylus.
export function preprocessor(language, options, state) {
	const { additionalData, prependData, data, env, sassOptions, lessOptions, stylusOptions, implementation, sourceMap, api, webpackImporter, warnRuleAsWarning, ...rest } = options
	const inner = sassOptions ?? lessOptions ?? stylusOptions
	const given = typeof inner === 'function' ? inner({ rootContext: state.root, mode: 'production', resourcePath: '' }) : inner
	const text = additionalData ?? prependData ?? data
	const made = { ...(language === 'scss' || given ? {} : rest), ...given }
	if (language === 'scss') Object.assign(made, pick(rest, ['includePaths', 'indentedSyntax']))
	if (text) made.additionalData = typeof text === 'function' ? (code, file) => text(code, { resourcePath: file, rootContext: state.root }) : text + '\n'
	const { indentedSyntax, outputStyle, style, fiber, includePaths, loadPaths, ...settings } = made
	if (includePaths ?? loadPaths) settings.loadPaths = [...(includePaths ?? []), ...(loadPaths ?? [])].map(dir => path.resolve(state.root, dir))
	if (Object.keys(settings).length === 0) return
	state.css.preprocessorOptions[language] = { ...state.css.preprocessorOptions[language], ...settings }
	state.use(language === 'scss' ? 'sass' : language === 'styl' ? 'stylus' : language)
}

export const pick = (object, keys) => Object.fromEntries(keys.filter(key => object[key] !== undefined).map(key => [key, object[key]]))

// resources are files that every sheet begins with.
export function resources({ resources: given, patterns }, state) {
	const files = [given ?? patterns ?? []].flat().map(file => path.resolve(state.root, file)).filter(file => fs.existsSync(file))
	const relative = (code, file) => files.filter(other => other !== file).map(other => `@import ${JSON.stringify(other)};`).join('\n') + '\n' + code
	for (const language of ['scss', 'less', 'styl']) {
		if (files.some(file => file.endsWith(language === 'styl' ? '.styl' : '.' + language))) state.css.preprocessorOptions[language] = { ...state.css.preprocessorOptions[language], additionalData: relative }
	}
	state.use('resources of style sheets')
}

// Plugins of PostCSS that do what the linker does.
const prefixes = /^(?:autoprefixer|postcss-preset-env|postcss-flexbugs-fixes|postcss-normalize|cssnano|postcss-import|postcss-smart-import|postcss-url)$/

// postcss takes options of its loader, where they name plugins.
export function postcss(options, state, context) {
	let given = options.postcssOptions ?? options
	if (typeof given === 'function') given = given({ mode: 'production', resourcePath: '', rootContext: state.root, webpackLoaderContext: {} })
	const named = typeof given.config === 'string' ? given.config : given.config?.path ?? options.config?.path
	if (named) {
		const at = path.resolve(context, named)
		const file = fs.statSync(at, { throwIfNoEntry: false })?.isDirectory() ? path.join(at, 'postcss.config.js') : at
		if (path.dirname(file) !== state.root && fs.existsSync(file)) {
			const loaded = state.project.require(file)
			given = typeof loaded === 'function' ? loaded({ env: 'production', mode: 'production', file: {}, options: {} }) : loaded
		}
	}
	let plugins = given.plugins
	if (typeof plugins === 'function') plugins = plugins({ resourcePath: '' })
	if (!plugins) return
	const list = Array.isArray(plugins) ? plugins.filter(Boolean) : Object.entries(plugins).filter(([, value]) => value !== false)
	const nameOf = one => (Array.isArray(one) ? nameOf(one[0]) : typeof one === 'string' ? /(?:^|\/node_modules\/)((?:@[^/]+\/)?[^/]+)(?:\/|$)/.exec(one)?.[1] ?? one : one?.postcssPlugin ?? (typeof one === 'function' && one.postcss === true ? one().postcssPlugin : one?.postcssPlugin) ?? one?.plugins?.[0]?.postcssPlugin ?? '')
	if (list.every(one => prefixes.test(nameOf(one)))) return
	state.css.postcss = { ...pick(given, ['parser', 'syntax', 'stringifier']), plugins: list }
	state.use('postcss')
}
