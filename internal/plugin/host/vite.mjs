// The configuration that plugins of Vite's shape are shown: what a build by
// Vite of the same project would have, as far as plugins read it.

import path from 'node:path'

import { Filter } from './filters.mjs'
import { forStyles, styleFile } from './styles.mjs'

// userConfig is what the hook config is given, to change.
export function userConfig(o) {
	return {
		root: o.root, base: o.base, mode: o.mode, publicDir: o.publicDir, envPrefix: o.envPrefix,
		define: { ...o.define },
		resolve: { alias: o.alias ?? {}, conditions: [], dedupe: [] },
		build: { outDir: o.scratch, assetsDir: 'assets', sourcemap: o.sourcemap, minify: 'esbuild', target: o.target, rollupOptions: { input: o.inputs }, cssCodeSplit: true },
		css: o.css ?? {}, optimizeDeps: {}, server: {}, plugins: o.plugins,
	}
}

// resolvedConfig completes it.
export function resolvedConfig(o, user, plugins, resolve) {
	const aliases = Array.isArray(user.resolve.alias) ? user.resolve.alias : Object.entries(user.resolve.alias ?? {}).map(([find, replacement]) => ({ find, replacement }))
	return {
		...user,
		configFile: undefined, configFileDependencies: [], inlineConfig: {},
		command: 'build', mode: o.mode, isProduction: o.nodeEnv === 'production', isWorker: false,
		root: o.root, base: o.base, rawBase: o.base, decodedBase: o.base,
		publicDir: o.publicDir ? path.resolve(o.root, o.publicDir) : '', cacheDir: path.join(o.scratch, '..', 'cache'),
		resolve: { extensions: ['.mjs', '.js', '.mts', '.ts', '.jsx', '.tsx', '.json'], mainFields: ['browser', 'module', 'jsnext:main', 'jsnext'], preserveSymlinks: false, externalConditions: [], ...user.resolve, alias: aliases },
		css: { modules: {}, preprocessorOptions: {}, transformer: 'postcss', ...user.css },
		esbuild: user.esbuild ?? {},
		build: {
			ssr: false, manifest: false, emptyOutDir: true, write: true, copyPublicDir: true, cssMinify: 'esbuild', assetsInlineLimit: 0, lib: false, watch: null,
			modulePreload: { polyfill: false }, commonjsOptions: {}, dynamicImportVarsOptions: {}, reportCompressedSize: false, chunkSizeWarningLimit: 500, ...user.build,
			target: targets(user.build.target), outDir: o.scratch, rolldownOptions: user.build?.rollupOptions ?? {},
		},
		server: { fs: { strict: false, allow: [], deny: [] }, hmr: false, ...user.server }, preview: {}, dev: {}, builder: {},
		optimizeDeps: { include: [], exclude: [], ...user.optimizeDeps }, ssr: { target: 'node', optimizeDeps: {}, ...user.ssr },
		worker: { format: 'es', plugins: () => [], rollupOptions: {} }, experimental: { ...user.experimental }, future: {}, legacy: {}, json: {}, appType: 'spa', environments: { client: { build: { ssr: false }, consumer: 'client', resolve: user.resolve, define: user.define } },
		env: { BASE_URL: o.base, MODE: o.mode, DEV: o.nodeEnv !== 'production', PROD: o.nodeEnv === 'production', SSR: false, ...o.env }, envDir: o.root,
		assetsInclude: () => false, logLevel: 'info', logger: logger(),
		plugins, pluginHookUtils: {}, getSortedPlugins: () => plugins, getSortedPluginHooks: name => plugins.map(plugin => plugin[name]).filter(Boolean),
		createResolver: wish => async (specifier, importer) =>
			(forStyles(wish) ? styleFile(specifier, importer ? path.dirname(importer) : o.root) : undefined) ?? (await resolve(specifier, importer))?.id,
		esbuildOptions: {
			absWorkingDir: o.root, bundle: true, format: 'esm', platform: 'browser', target: targets(o.target), define: user.define, sourcemap: o.sourcemap, minify: true, splitting: true,
			outdir: o.scratch, publicPath: o.base, loader: o.loaders, metafile: true, write: false, entryPoints: o.inputs, plugins: o.plugins, nodePaths: [], tsconfig: undefined, treeShaking: true,
		},
	}
}

// targets are those of a list that commas part, each by itself, as Vite and esbuild's interface take them.
const targets = given => (typeof given === 'string' && given.includes(',') ? given.split(',') : given)

function logger() {
	const said = new Set()
	const say = text => process.stderr.write(text + '\n')
	return {
		hasWarned: false, info: () => {}, warn: say, error: say, clearScreen: () => {}, hasErrorLogged: () => false,
		warnOnce: text => said.has(text) || (said.add(text), say(text)),
	}
}

// compiled tells whose TypeScript and JSX are made JavaScript before most plugins see them: all, unless a plugin
// that compiles JSX itself, or the user, has Vite's compiler take less.
export function compiled({ oxc, esbuild }, root) {
	const given = oxc ?? esbuild
	if (given === false) return () => false
	const filter = new Filter({ id: { include: given?.include, exclude: given?.exclude } }, root)
	return id => filter.passes(id) || filter.passes(id.split('?')[0])
}

// merge adds what the hook config returned, as Vite does: lists are appended,
// objects merged, the rest replaced.
export function merge(into, from) {
	for (const [key, value] of Object.entries(from ?? {})) {
		const there = into[key]
		if (value == null) continue
		if (key === 'alias' && there != null) into[key] = [...entries(value), ...entries(there)]
		else if (Array.isArray(there) && key !== 'plugins') into[key] = [...there, ...[value].flat()]
		else if (plain(there) && plain(value)) merge(there, value)
		else into[key] = value
	}
	return into
}

const plain = value => Object.prototype.toString.call(value) === '[object Object]'
const entries = alias => (Array.isArray(alias) ? alias : Object.entries(alias).map(([find, replacement]) => ({ find, replacement })))
