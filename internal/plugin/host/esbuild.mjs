// Plugins of esbuild's shape, in Rollup's: what setup registers becomes
// resolveId and load, with namespaces and data beside the id.

import path from 'node:path'

export function adapt(plugin) {
	const hooks = { start: [], resolve: [], load: [], end: [], dispose: [] }
	const passes = (options, name, namespace) => {
		options.filter.lastIndex = 0
		return options.filter.test(name) && (options.namespace === undefined || options.namespace === (namespace || 'file'))
	}
	return {
		name: plugin.name,
		esbuild: hooks,
		async configResolved(config) {
			const register = kind => (options, run) => {
				if (!(options?.filter instanceof RegExp)) throw new Error(`${kind} without a filter`)
				hooks[kind].push({ options, run })
			}
			await plugin.setup({
				initialOptions: config.esbuildOptions,
				onStart: run => hooks.start.push(run), onEnd: run => hooks.end.push(run), onDispose: run => hooks.dispose.push(run),
				onResolve: register('resolve'), onLoad: register('load'),
				resolve: (name, options = {}) => this.resolveAs(name, options),
				esbuild: { version: '0.28.2' },
			})
		},
		async buildStart() {
			for (const run of hooks.start) report(this, await run(), plugin)
		},
		described: {
			get resolveId() { return hooks.resolve.map(hook => describe(hook.options)) },
			get load() { return hooks.load.map(hook => describe(hook.options)) },
		},
		async resolveId(specifier, importer, options) {
			for (const { options: own, run } of hooks.resolve) {
				const namespace = options.namespace || 'file'
				if (!passes(own, specifier, namespace)) continue
				const result = await run({ path: specifier, importer: importer ?? '', namespace, resolveDir: options.dir, kind: options.kind, pluginData: options.data, with: {} })
				if (!result) continue
				report(this, result, plugin)
				if (result.path === undefined && result.external === undefined) continue
				const id = (result.path ?? specifier) + (result.suffix ?? '')
				if (!result.external && (result.namespace ?? 'file') === 'file' && !path.isAbsolute(id)) throw new Error(`it resolved ${JSON.stringify(specifier)} to ${JSON.stringify(id)}, which is no absolute path (give it a namespace)`)
				return { id, namespace: result.namespace === 'file' ? '' : result.namespace, external: result.external, moduleSideEffects: result.sideEffects, data: result.pluginData, watch: watched(result) }
			}
		},
		async load(id, options) {
			for (const { options: own, run } of hooks.load) {
				const [name, query] = options.namespace ? [id, ''] : divide(id)
				if (!passes(own, name, options.namespace)) continue
				const result = await run({ path: name, namespace: options.namespace || 'file', suffix: query, pluginData: options.data, with: {} })
				if (!result) continue
				report(this, result, plugin)
				if (result.contents === undefined) continue
				return { code: result.contents, loader: result.loader ?? 'js', dir: result.resolveDir, data: result.pluginData, watch: watched(result) }
			}
		},
		async buildEnd() {
			for (const run of hooks.end) report(this, await run({ errors: [], warnings: [], metafile: undefined, outputFiles: [] }), plugin)
		},
		async closeBundle() {
			for (const run of hooks.dispose) await run()
		},
	}
}

const describe = options => ({ source: options.filter.source, flags: options.filter.flags, namespace: options.namespace ?? null })
const watched = result => [...(result.watchFiles ?? []), ...(result.watchDirs ?? [])]

function divide(id) {
	const at = id.search(/[?#]/)
	return at < 0 ? [id, ''] : [id.slice(0, at), id.slice(at)]
}

// report passes errors and warnings on, with their places.
function report(context, result, plugin) {
	for (const warning of result?.warnings ?? []) context.warn(placed(warning))
	const [first] = result?.errors ?? []
	if (first) throw Object.assign(new Error(placed(first).message), placed(first), { plugin: first.pluginName || plugin.name })
}

function placed(message) {
	const at = message.location
	return { message: message.text, note: (message.notes ?? []).map(note => note.text).join('; ') || undefined, loc: at && { file: at.file, line: at.line ?? 1, column: at.column ?? 0 } }
}
