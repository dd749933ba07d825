// Sources by Babel, where the project's configuration of it has plugins: macros,
// styled-components, the compiler of React and the like.

export default async function babel(project, options) {
	let ready
	const { takes, include, exclude, cwd, ...given } = options.babel ?? {} // of another tool's configuration
	return {
		transform: {
			filter: { id: /^[^?]*\.[cm]?[jt]sx?$/ },
			async handler(code, id) {
				if (id.includes('/node_modules/') || takes && !takes(id)) return null
				const loaded = await (ready ??= project.import('@babel/core'))
				const { transformAsync } = loaded.default ?? loaded
				const typed = /\.[cm]?tsx?$/.test(id)
				const result = await transformAsync(code, {
					...given, cwd: project.root, root: project.root, filename: id, sourceFileName: id, sourceMaps: true,
					caller: { name: 'paintbox', supportsStaticESM: true, supportsDynamicImport: true, supportsTopLevelAwait: true, supportsExportNamespaceFrom: true },
					parserOpts: { ...given.parserOpts, plugins: ['jsx', ...(typed ? ['typescript'] : []), ...(given.parserOpts?.plugins ?? [])] },
				})
				return result && { code: result.code, map: result.map, loader: typed ? 'tsx' : 'jsx' }
			},
		},
	}
}
