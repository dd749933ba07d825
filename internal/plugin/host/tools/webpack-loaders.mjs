// Loaders of webpack that Paintbox has nothing of its own for run as they are, by
// the package that webpack itself runs them with.

import fs from 'node:fs'
import path from 'node:path'
import { createRequire } from 'node:module'
import { applies, extensionsOf, matches } from './webpack-rules.mjs'

// loaderOf is the name of a loader by the request for it.
export function loaderOf(request) {
	const inside = /(?:^|.*[\\/]node_modules[\\/])((?:@[^\\/]+[\\/])?[^\\/]+)(.*)$/.exec(request)
	if (/^builtin:/.test(request)) return request
	const name = inside && !path.isAbsolute(inside[1]) && !request.startsWith('.') ? inside[1].replaceAll('\\', '/') : request
	if (/^@(?:svgr\/webpack|mdx-js\/loader)$/.test(name)) return name
	if (/^@?(?:linaria|wyw-in-js)/.test(name)) return name
	const rest = inside?.[2]?.replaceAll('\\', '/') ?? ''
	return /^\/(?:lib|dist|index|src|build|cjs)?\b/.test(rest) || rest === '' ? (/-loader$|^@|plugin$/.test(name) || path.isAbsolute(name) || name.startsWith('.') ? name : /^(?:graphql-tag|react-hot-loader|val)$/.test(name) || rest ? name + rest : name + '-loader') : name + rest
}

// running is the plugin that runs the loaders of a rule.
export function running(rule, loaders, after, state, context) {
	const script = after.some(name => /^(?:babel|ts|swc|builtin:swc|esbuild|vue|svelte)/.test(name))
	const sheet = after.some(name => /^(?:css|postcss|sass|less|stylus)-loader/.test(name))
	const extensions = extensionsOf(rule)
	const given = shape(rule, after) ?? (sheet || extensions.some(ext => ['js', 'jsx', 'ts', 'tsx', 'css', 'scss', 'less'].includes(ext)) && !script ? undefined : script ? 'tsx' : 'js')
	const condition = (file, query) => rule.conditions.every(one => applies(one, file) && matches(one.resourceQuery, query))
	let ready
	return {
		name: loaders.map(loader => loader.name).join(', '), enforce: 'pre',
		transform: {
			filter: { id: rule.test instanceof RegExp ? new RegExp(rule.test.source.replace(/\$$/, '(?:\\?|$)'), rule.test.flags.replace(/[gy]/g, '')) : /./ },
			async handler(code, id) {
				const [file, query] = id.split(/(?=\?)/)
				if (id.startsWith('\0') || !condition(file, query ?? '')) return null
				const run = await (ready ??= start(state, loaders))
				return { code: await run(this, code, file, query ?? '', loaders, state, context), map: null, loader: given }
			},
		},
		load: {
			filter: { id: rule.test instanceof RegExp ? rule.test : /\0/ },
			async handler(id) {
				const file = id.split('?')[0]
				return id.startsWith('\0') || !condition(file, '') || extensions.some(ext => ['js', 'jsx', 'ts', 'tsx', 'css', 'scss', 'sass', 'less', 'styl', 'vue', 'svelte', 'mdx'].includes(ext)) || !fs.existsSync(file) ? null : { code: await fs.promises.readFile(file, 'utf8'), loader: 'js' }
			},
		},
	}
}

// shape is what an import of the file gives after these loaders, where that is no script.
function shape({ type }, after) {
	const has = name => after.includes(name)
	if (has('raw-loader') || has('text-loader') || type === 'asset/source') return 'text'
	if (has('url-loader') || has('svg-url-loader') || type === 'asset/inline') return 'dataurl'
	return has('file-loader') || type === 'asset' || type === 'asset/resource' ? 'file' : undefined
}

async function start(state, loaders) {
	const { project } = state
	const home = project.has('loader-runner') ? project.root : ['webpack', '@rspack/core'].map(name => project.directory(name)).find(Boolean)
	let runLoaders
	try {
		runLoaders = createRequire(path.join(home ?? project.root, 'package.json'))('loader-runner').runLoaders
	} catch {
		throw Object.assign(new Error(`the loader ${loaders.map(loader => loader.name).join(', ')} needs the package loader-runner`), { note: 'npm install --save-dev loader-runner' })
	}
	return (hook, code, file, query, list, own, context) => new Promise((resolve, reject) => {
		const found = list.map(({ request, options }) => ({ loader: locate(request, own, context), options }))
		runLoaders({ resource: file + query, loaders: found, context: surroundings(hook, own, file), processResource: (_, __, done) => done(null, Buffer.from(code)) }, (error, result) => {
			for (const read of result?.fileDependencies ?? []) hook.addWatchFile(read)
			if (error) return reject(error)
			const [made] = result.result ?? []
			resolve(made instanceof Uint8Array ? Buffer.from(made).toString('utf8') : String(made ?? ''))
		})
	})
}

function locate(request, state, context) {
	if (path.isAbsolute(request)) return request
	if (request.startsWith('.')) return path.resolve(context, request)
	const { require } = state.project
	try {
		return require.resolve(request)
	} catch (error) {
		if (!/-loader$/.test(request) && !request.startsWith('@')) return require.resolve(request + '-loader')
		throw error
	}
}

// surroundings is what a loader finds in this, beside what the runner gives it.
function surroundings(hook, state, file) {
	return {
		version: 2, mode: 'production', target: 'web', webpack: true, hot: false, sourceMap: false, minimize: false, rootContext: state.root, environment: { const: true, arrowFunction: true, module: true, dynamicImport: true },
		fs, getLogger: () => ({ error() {}, warn() {}, info() {}, log() {}, debug() {}, trace() {}, group() {}, groupEnd() {} }),
		getOptions() {
			const { query } = this
			return typeof query === 'object' && query !== null ? query : Object.fromEntries(new URLSearchParams(String(query ?? '').replace(/^\?/, '')))
		},
		emitWarning: warning => hook.warn({ message: warning?.message ?? String(warning), loc: { file, line: 0, column: 0 } }),
		emitError: error => { throw error instanceof Error ? error : new Error(String(error)) },
		emitFile: (name, source) => hook.emitFile({ type: 'asset', fileName: name, source }),
		utils: { contextify: (context, request) => './' + path.relative(context, request), absolutify: (context, request) => path.resolve(context, request), createHash: name => state.project.require('node:crypto').createHash(name ?? 'md5') },
		resolve(context, request, done) {
			hook.resolve(request, path.join(context, 'importer.js')).then(found => (found ? done(null, found.id.split('?')[0]) : done(new Error(`cannot resolve ${request}`))), done)
		},
		getResolve: () => async (context, request) => (await hook.resolve(request, path.join(context, 'importer.js')))?.id,
		_compiler: { options: {}, webpack: {}, context: state.root, hooks: {}, isChild: () => false }, _compilation: { outputOptions: {}, hooks: {}, inputFileSystem: fs }, _module: { resource: file },
	}
}
