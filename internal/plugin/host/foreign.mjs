// Vite's configuration, as Vite would load it.

import fs from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { flat } from './plugins.mjs'
import { told } from './tools/record.mjs'

// readVite loads the file, and tells what of it Paintbox can use.
export async function readVite(args, project) {
	const env = { command: 'build', mode: args.mode, isSsrBuild: false, isPreview: false, ssrBuild: false }
	let timer
	const late = new Promise((_, reject) => {
		timer = setTimeout(() => reject(new Error(`it has not ended after ${args.limit / 1000} seconds`)), args.limit)
	})
	try {
		const config = await Promise.race([load(args, project, env), late])
		const plugins = await Promise.race([flat(config.plugins), late])
		return { ...config, plugins }
	} finally {
		clearTimeout(timer)
	}
}

async function load(args, project, env) {
	let config = await exported(args, project, env)
	if (typeof config === 'function') config = await config(env)
	if (!config || typeof config !== 'object') throw new Error('it exports no configuration')
	const { base, outDir } = args.env ?? {} // what the script of package.json says goes before the file
	return { ...config, ...(base && { base }), ...(outDir && { build: { ...config.build, outDir } }) }
}

// exported is what the file exports: as one module, which needs no Vite, and where
// Node cannot load that, by Vite, where it is there.
async function exported({ file, script, vite, root }, project, env) {
	try {
		if (script) {
			const loaded = await import(pathToFileURL(script).href)
			return await (loaded.default?.default ?? loaded.default ?? loaded)
		}
	} catch (error) {
		if (!vite || !unloadable(error)) throw error
	}
	const { loadConfigFromFile } = await project.import('vite')
	return (await loadConfigFromFile(env, file, root, 'silent'))?.config
}

// unloadable tells whether a script failed because of how it was loaded.
const unloadable = error => /^(?:ERR_|MODULE_NOT_FOUND)/.test(error?.code ?? '') || error instanceof SyntaxError || error instanceof ReferenceError

// settings are its values by the keys of Paintbox's configuration. Paths are
// relative to Vite's root there, and to the project here.
export function settings(config, dir) {
	const root = path.resolve(dir, config.root ?? '.')
	const local = file => path.relative(dir, file).replaceAll('\\', '/') || '.'
	const made = {}
	if (typeof config.mode === 'string' && config.mode) made.mode = config.mode
	if (typeof config.base === 'string') made.base = config.base || './'
	const out = config.build?.outDir ?? (root === dir ? undefined : 'dist')
	if (out) made.outdir = local(path.resolve(root, out))
	if (config.publicDir === false || config.publicDir === '') made.publicDir = false
	else if (config.publicDir || root !== dir) {
		const found = path.resolve(root, config.publicDir ?? 'public')
		made.publicDir = fs.existsSync(found) && local(found)
	}
	const prefixes = [config.envPrefix ?? []].flat().filter(Boolean)
	if (prefixes.length > 0) made.envPrefix = prefixes
	const entries = inputs(config, root, dir).map(local)
	if (entries.length > 0 && String(entries) !== 'index.html') made.entries = entries
	const loaders = [config.assetsInclude ?? []].flat().map(pattern => typeof pattern === 'string' && /\*(\.\w+)$/.exec(pattern)?.[1]).filter(Boolean)
	if (loaders.length > 0) made.loader = Object.fromEntries(loaders.map(ext => [ext, 'file']))
	return made
}

function inputs(config, root, dir) {
	const given = config.build?.rolldownOptions?.input ?? config.build?.rollupOptions?.input ?? []
	const list = typeof given === 'string' ? [given] : Object.values(given).filter(value => typeof value === 'string')
	const files = list.map(file => [path.resolve(root, file), path.resolve(dir, file)].find(isFile)).filter(Boolean)
	if (files.length > 0 || root === dir) return files
	return [path.join(root, 'index.html')].filter(isFile)
}

const isFile = file => fs.statSync(file, { throwIfNoEntry: false })?.isFile()

// used lists the keys that are there and that mean something here.
export function used(config) {
	const list = []
	const has = value => value != null && (typeof value !== 'object' || Object.keys(value).length > 0 || value instanceof RegExp)
	for (const key of ['mode', 'root', 'base', 'publicDir', 'define', 'envDir', 'envPrefix', 'assetsInclude']) if (has(config[key])) list.push(key)
	const of = (object, name, label = name) => has(object?.[name]) && list.push(label)
	of(config.resolve, 'alias'); of(config.resolve, 'conditions'); of(config.resolve, 'dedupe'); of(config.resolve, 'mainFields'); of(config.build, 'outDir'); of(config.css, 'preprocessorOptions'); of(config.css?.modules || {}, 'localsConvention'); of(config.css?.postcss || {}, 'plugins', 'postcss')
	for (const key of ['jsx', 'jsxFactory', 'jsxFragment', 'jsxImportSource', 'jsxInject']) of(config.esbuild || {}, key)
	of(config.oxc || {}, 'jsx', 'oxc.jsx'); of(config.oxc || {}, 'jsxInject', 'oxc.jsxInject')
	if (config.plugins.length > 0) list.push('plugins')
	return list.sort()
}

// unread are warnings of keys that would change what visitors get, and that nothing here stands for.
export function unread(config) {
	const list = []
	const say = (value, key, note) => value && list.push({ text: key + ': it is not taken over', note })
	say(config.html?.cspNonce, 'html.cspNonce', 'write the attribute nonce on the scripts of the page: what is added to it gets the same')
	say(config.experimental?.renderBuiltUrl, 'experimental.renderBuiltUrl', 'state "base" in paintbox.json: a path, a URL, or "./"')
	say(config.build?.lib, 'build.lib', 'Paintbox builds applications: leave libraries to Vite')
	say(config.build?.ssr, 'build.ssr', 'Paintbox builds what browsers run: leave what Node runs to Vite')
	return list
}

// What Paintbox does itself stands back: recipes do the work of these where they apply,
const replaced = {
	vue: /^vite:vue$/, svelte: /^vite-plugin-svelte(?::|$)/, solid: /^solid$/, tailwindcss: /^@tailwindcss\/vite(?::|$)/,
}
// and these have nothing to do in a build, or what the linker does always.
const idle = /^(?:vite-tsconfig-paths|vite:react-(?:refresh|jsx|virtual-preamble)|vite:preact-jsx|preact:.*|prefresh|vite:(?:css|css-post|esbuild|json|asset|resolve|worker|define)|vite:legacy-.*|vite[:-](?:plugin-)?compression\d?)$/

// Of these remains what they say of the configuration: whose JSX it is, and what React is an alias of.
const telling = /^(?:vite:react-|vite:preact-jsx$|preact:config$)/

// These need a second program, for Node, of the same sources, which a build here does not make. Pages show the same without it, once their scripts run.
const rendering = /^(?:vite-prerender-plugin|serve-prerendered-html)$/

// unrendered says what a build does without.
export function unrendered(plugins) {
	return plugins.some(plugin => plugin.name === 'vite-prerender-plugin') ? [{ message: 'vite-prerender-plugin is left out: pages are published as they are written, and their scripts render them', note: 'its "prerender" needs a second program for Node, which Paintbox does not make' }] : []
}

// known are the options that recipes honour. A plugin that was given others runs itself.
const known = {
	vue: { template: ['compilerOptions', 'transformAssetUrls', 'transpileOptions', 'preprocessOptions'], script: ['defineModel', 'propsDestructure', 'hoistStatic', 'babelParserPlugins', 'globalTypeFiles'], style: ['trim'], isProduction: true, features: ['propsDestructure'] },
	svelte: { preprocess: true, compilerOptions: true, emitCss: true, hot: true, inspector: true, onwarn: true, prebundleSvelteLibraries: true, extensions: true, vitePlugin: true },
	solid: { solid: true, dev: true, hot: true, ssr: true, typescript: true },
}

function understood(recipe, options) {
	const of = known[recipe] ?? {}
	return Object.entries(options).every(([key, value]) => value === undefined || of[key] === true || Array.isArray(of[key]) && Object.keys(value ?? {}).every(inner => of[key].includes(inner))) && !(recipe === 'svelte' && options.extensions?.some(ext => ext !== '.svelte'))
}

// needed are the plugins of the configuration that run. What those were told that
// a recipe stands in for is added to given, by the recipe.
export function needed(plugins, recipes, given = {}) {
	const own = new Set()
	for (const plugin of plugins) {
		const options = told(plugin)
		if (!options) continue
		if (understood(options.recipe, options.options)) given[options.recipe] = { ...options.options, ...given[options.recipe] }
		else own.add(options.recipe)
	}
	const stands = name => recipes.some(recipe => !own.has(recipe.name) && replaced[recipe.name]?.test(name))
	const rest = ({ name, enforce, config }) => (config && telling.test(name) ? [{ name, enforce, config }] : [])
	return plugins.flatMap(plugin => (rendering.test(plugin.name) ? [] : idle.test(plugin.name) ? rest(plugin) : stands(plugin.name) ? [] : [plugin]))
}

// shared is the configuration as plugins are shown it, without what Paintbox has settled.
export function shared({ plugins, root, base, publicDir, envPrefix, envDir, mode, css, build, ...rest }) {
	const { outDir, target, sourcemap, rollupOptions, rolldownOptions, ...others } = build ?? {}
	const { input, ...rollup } = rollupOptions ?? rolldownOptions ?? {}
	return { ...rest, resolve: { ...rest.resolve }, define: { ...rest.define }, build: { ...others, rollupOptions: rollup } }
}
