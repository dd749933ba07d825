// Sources by Babel, where the project's configuration of it has plugins: macros,
// styled-components, the compiler of React and the like.

export default async function babel(project) {
	let ready
	return {
		transform: {
			filter: { id: /^[^?]*\.[cm]?[jt]sx?$/ },
			async handler(code, id) {
				if (id.includes('/node_modules/')) return null
				const loaded = await (ready ??= project.import('@babel/core'))
				const { transformAsync } = loaded.default ?? loaded
				const typed = /\.[cm]?tsx?$/.test(id)
				const result = await transformAsync(code, {
					cwd: project.root, root: project.root, filename: id, sourceFileName: id, sourceMaps: true,
					caller: { name: 'paintbox', supportsStaticESM: true, supportsDynamicImport: true, supportsTopLevelAwait: true, supportsExportNamespaceFrom: true },
					parserOpts: { plugins: ['jsx', ...(typed ? ['typescript'] : [])] },
				})
				return result && { code: result.code, map: result.map, loader: typed ? 'tsx' : 'jsx' }
			},
		},
	}
}
