// module.rules: which loaders do what Paintbox does itself, what they are told,
// and which run as they are.

import fs from 'node:fs'
import path from 'node:path'
import { pick, postcss, preprocessor, resources } from './styles.mjs'
import { loaderOf, running } from './webpack-loaders.mjs'

const common = 'js jsx ts tsx mjs cjs css scss sass less styl stylus json json5 svg png jpg jpeg gif webp avif bmp ico woff woff2 ttf otf eot mp4 webm ogg mp3 wav flac aac pdf txt md mdx html htm hbs handlebars ejs pug jade vue svelte glsl vert frag vs fs wgsl yaml yml toml csv tsv xml xlsx graphql gql wasm gltf glb bin hdr obj mtl fbx dae zip webmanifest'.split(' ')

// What Paintbox does itself: loaders of these names are not run.
const own = /^(?:babel|ts|awesome-typescript|swc|builtin:swc|esbuild|buble|css|style|postcss|builtin:lightningcss|lightningcss|sass|fast-sass|less|stylus|vue|rspack-vue|vue-style|svelte|thread|cache|eslint|tslint|standard|prettier|source-map|resolve-url|image-webpack|img|json|extract|mini-css-extract-plugin|extract-text-webpack-plugin|extract-css-chunks-webpack-plugin|react-hot|react-hot-loader|isomorphic-style|sass-resources|style-resources|rspack|@rspack\/core|react-refresh|istanbul-instrumenter|file|url|svg-url|raw|text|@svgr\/webpack|worker|null|ignore|exports|expose|typings-for-css-modules|css-modules-typescript|dts-css-modules|@teamsupercell\/typings-for-css-modules|webpackHotDevClient|@mdx-js|@linaria|linaria|@wyw-in-js\/webpack)(?:-loader|\/loader|\/webpack)?$/

// takeRules reads the rules of a configuration.
export async function takeRules(config, state, context) {
	const rules = flatten(config.module?.rules ?? config.module?.loaders ?? [], {})
	const used = new Set()
	for (const rule of rules) await takeRule(rule, state, context, used)
	if (used.size > 0) state.use('loaders')
}

// flatten lists rules with what they inherit of those around them.
function flatten(rules, outer) {
	return rules.filter(rule => rule && rule !== '...').flatMap(rule => {
		const { oneOf, rules: inner, ...rest } = rule
		const made = { ...outer, ...rest, conditions: [...(outer.conditions ?? []), rest] }
		const nested = [...(oneOf ?? []), ...(inner ?? [])]
		return nested.length > 0 ? flatten(nested, made) : [made]
	})
}

async function takeRule(rule, state, context, used) {
	const loaders = usesOf(rule, state, context)
	const extensions = extensionsOf(rule)
	const names = loaders.map(loader => loader.name)
	const has = pattern => names.some(name => pattern.test(name))
	if (rule.enforce === 'pre' && names.every(name => own.test(name)) && !has(/babel|^ts-/)) return
	const foreign = loaders.filter(loader => !own.test(loader.name))
	if (foreign.length > 0) {
		state.plugins.push(running(rule, loaders.filter(loader => !own.test(loader.name)), names.filter(name => own.test(name)), state, context))
		for (const { name } of foreign) used.add(name)
		return state.use('loaders')
	}
	for (const loader of loaders) await tell(loader, rule, state, context)
	assets(rule, names, extensions, state, loaders)
}

// assets are rules that say what an import of a file gives.
function assets(rule, names, extensions, state, loaders) {
	const has = name => names.some(own => own === name)
	const plain = !rule.resourceQuery && !rule.issuer
	const limit = loaders.find(loader => loader.name === 'url-loader')?.options.limit ?? rule.parser?.dataUrlCondition?.maxSize
	const as = rule.type === 'asset/source' || has('raw-loader') || has('text-loader') ? 'text'
		: has('@svgr/webpack') ? 'svgr'
		: rule.type === 'asset/inline' || has('svg-url-loader') && limit === undefined ? 'dataurl'
		: has('url-loader') && limit === undefined ? 'dataurl'
		: rule.type === 'asset/resource' || rule.type === 'asset' || has('file-loader') || has('url-loader') || has('svg-url-loader') ? 'file'
		: has('null-loader') || has('ignore-loader') ? 'empty' : undefined
	if (as === 'svgr') return svgr(rule, names, loaders, state)
	if (has('worker-loader')) return workers(rule, state)
	if (!as || !plain) return
	for (const ext of extensions) {
		if (['js', 'jsx', 'ts', 'tsx', 'mjs', 'cjs', 'css', 'scss', 'sass', 'less', 'styl', 'json', 'vue', 'svelte', 'mdx'].includes(ext) || ext === 'svg' && state.given.svgr) continue
		if (as === 'file' && ['png', 'jpg', 'jpeg', 'gif', 'webp', 'svg', 'avif', 'bmp', 'ico', 'woff', 'woff2', 'ttf', 'otf', 'eot', 'mp4', 'webm', 'ogg', 'mp3', 'wav', 'flac', 'aac', 'pdf', 'wasm'].includes(ext)) continue
		state.loader['.' + ext] ??= as
		state.use('loaders')
	}
}

// svgr tells the recipe what the default export of an image is.
function svgr(rule, names, loaders, state) {
	const options = loaders.find(loader => loader.name === '@svgr/webpack').options
	const beside = names.some(name => /^(?:url|file|svg-url)-loader$/.test(name))
	const query = rule.resourceQuery instanceof RegExp ? rule.resourceQuery : undefined
	const before = state.given.svgr?.default
	state.given.svgr = { ...state.given.svgr, default: query ? before ?? 'url' : options.exportType === 'named' || beside ? before ?? 'url' : 'component', query: query?.source ?? state.given.svgr?.query, options: { ...state.given.svgr?.options, ...options } }
	state.use('svgr')
}

function workers(rule, state) {
	const test = rule.test instanceof RegExp ? rule.test : /\.worker\.[jt]sx?$/
	state.plugins.push({
		name: 'worker-loader', enforce: 'pre',
		resolveId: {
			filter: { id: new RegExp(test.source.replace(/\\\.\w*\(?[^$]*\)?\$$|\$$/, '')) },
			async handler(specifier, importer, options) {
				if (/[?\0]/.test(specifier) || importer?.startsWith('\0paintbox/worker:')) return null
				const found = await this.resolve(specifier, importer, { ...options, skipSelf: true })
				return found && !found.external && test.test(found.id) ? '\0paintbox/worker:' + found.id : null
			},
		},
		load: { filter: { id: /^\0paintbox\/worker:/ }, handler: id => `export { default } from ${JSON.stringify(id.slice('\0paintbox/worker:'.length) + '?worker')}` },
	})
	state.use('worker-loader')
}

// usesOf lists the loaders of a rule in their order, each with its options.
function usesOf(rule, state, context) {
	let list = rule.use ?? rule.loaders ?? rule.loader ?? []
	if (typeof list === 'function') list = list({ resource: 'x', realResource: 'x', resourceQuery: '', issuer: '', compiler: 'x' })
	return [list].flat(Infinity).filter(Boolean).flatMap(one => (typeof one === 'function' ? one({}) : one)).filter(Boolean).flatMap(one => (typeof one === 'string' ? one.split('!') : [one])).map(one => {
		const text = typeof one === 'string' ? one : one.loader ?? ''
		const [request, query] = text.split('?')
		const given = typeof one === 'object' ? one.options ?? one.query : [list].flat().length === 1 ? rule.options ?? rule.query : undefined
		const options = given && typeof given === 'object' ? given : Object.fromEntries(new URLSearchParams(typeof given === 'string' ? given : query ?? ''))
		return { name: loaderOf(request), request, options }
	})
}

// extensionsOf are those that a rule is about.
export function extensionsOf(rule) {
	const words = String(rule.test?.source ?? rule.test ?? '').match(/[a-zA-Z0-9]+/g) ?? []
	const candidates = [...new Set([...common, ...words.map(word => word.toLowerCase())])]
	return candidates.filter(ext => rule.test !== undefined && matches(rule.test, '/x/y.' + ext))
}

// matches tells whether a condition of webpack's holds for a path or a query.
export function matches(condition, value) {
	if (condition === undefined || condition === null) return true
	if (condition instanceof RegExp) return new RegExp(condition.source, condition.flags.replace('g', '')).test(value)
	if (typeof condition === 'string') return value.startsWith(condition)
	if (typeof condition === 'function') return Boolean(condition(value))
	if (Array.isArray(condition)) return condition.some(one => matches(one, value))
	return (condition.and === undefined || condition.and.every(one => matches(one, value))) && (condition.or === undefined || condition.or.some(one => matches(one, value))) && (condition.not === undefined || ![condition.not].flat().some(one => matches(one, value)))
}

// tell hands a loader's options to the recipe that does its work.
async function tell({ name, options }, rule, state, context) {
	const language = { 'sass-loader': 'scss', 'fast-sass-loader': 'scss', 'less-loader': 'less', 'stylus-loader': 'styl' }[name]
	if (language) return preprocessor(language, options, state)
	if (name === 'sass-resources-loader' || name === 'style-resources-loader') return resources(options, state)
	if (name === 'postcss-loader') return postcss(options, state, context)
	if (name === 'babel-loader' && !state.ignoresBabel) return babel(options, rule, state)
	if (/swc-loader$/.test(name)) return transformed((options.jsc ?? swcrc(state.root)).transform?.react ?? {}, state)
	if (name === 'esbuild-loader') return transformed({ runtime: options.jsx, pragma: options.jsxFactory, pragmaFrag: options.jsxFragment, importSource: options.jsxImportSource }, state)
	if (name === 'css-loader' || name === 'typings-for-css-modules-loader') return modules(options, rule, state)
	if (/vue-loader$/.test(name)) return vue(options, state)
	if (name === 'svelte-loader') return void (state.given.svelte = { ...options, emitCss: undefined, hotReload: undefined, hotOptions: undefined, onwarn: undefined })
	if (/^@mdx-js/.test(name) && Object.keys(options).length > 0) state.given.mdx = options
}

// swcrc is what the file .swcrc says of compiling; nothing where it is not there, or is no JSON.
function swcrc(root) {
	try {
		return JSON.parse(fs.readFileSync(path.join(root, '.swcrc'), 'utf8')).jsc ?? {}
	} catch {
		return {}
	}
}

// transformed takes what a compiler is told of JSX. Without a word it calls what is in the scope of a file.
function transformed({ runtime, pragma, pragmaFrag, importSource }, state) {
	state.esbuild = { ...state.esbuild, jsx: runtime ?? state.esbuild?.jsx ?? 'classic', ...(pragma && { jsxFactory: pragma }), ...(pragmaFrag && { jsxFragment: pragmaFrag }), ...(importSource && { jsxImportSource: importSource }) }
}

function babel({ cacheDirectory, cacheCompression, cacheIdentifier, compact, customize, metadataSubscribers, ...options }, rule, state) {
	state.addBabel(options, file => rule.conditions.every(one => applies(one, file)))
}

// modules are style sheets whose class names are local although their names do not say so.
function modules({ modules: given, camelCase, localIdentName, getLocalIdent }, rule, state) {
	if (given !== false) state.localNames(given?.localIdentName ?? localIdentName, given?.getLocalIdent ?? getLocalIdent)
	const convention = given?.exportLocalsConvention ?? (camelCase === true ? 'camelCase' : camelCase === 'only' ? 'camelCaseOnly' : camelCase || undefined)
	if (given !== false && convention !== undefined) state.locals(convention)
	if (given === undefined || given === false) return
	const auto = typeof given === 'object' ? given.auto ?? (given.mode && given.mode !== 'local' ? undefined : Object.keys(given).some(key => key !== 'auto') ? undefined : true) : undefined
	if (auto === true || given === 'icss' || given?.mode === 'icss' || given?.mode === 'global') return
	const named = /\.module\.\w+$/
	if (rule.test instanceof RegExp && !rule.test.test('/x/y.css') && !rule.test.test('/x/y.scss') && !rule.test.test('/x/y.less') && !rule.test.test('/x/y.sass')) return // its name says so
	const local = file => (auto instanceof RegExp ? auto.test(file) : typeof auto === 'function' ? auto(file, '', '') : true)
	state.plugins.push({
		name: 'css modules',
		transform: { filter: { id: /\.(?:css|s[ac]ss|less|styl)$/ }, handler: (code, id) => (!named.test(id) && rule.conditions.every(one => applies(one, id)) && local(id) ? { code, loader: 'local-css' } : null) },
	})
	state.use('css modules')
}

// applies tells whether a rule is about a file.
export function applies({ test, include, exclude, resource }, file) {
	return matches(test, file) && matches(include, file) && (exclude === undefined || !matches(exclude, file)) && matches(resource, file)
}

function vue(options, state) {
	const { compilerOptions, transformAssetUrls, hotReload, productionMode, exposeFilename, cssModules, experimentalInlineMatchResource, ...rest } = options
	const template = { ...pick({ compilerOptions, transformAssetUrls }, ['compilerOptions', 'transformAssetUrls']) }
	state.given.vue = { template, ...rest, loader: true }
}
