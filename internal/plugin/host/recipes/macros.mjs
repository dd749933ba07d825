// Macros of Babel's (styled-components/macro, twin.macro, preval.macro …), which
// run while a source is compiled, in projects that configure no Babel.

export default async function macros(project) {
	let ready
	const start = async () => {
		const [babel, plugin] = await Promise.all([project.import('@babel/core'), project.import('babel-plugin-macros')])
		return { transformAsync: (babel.default ?? babel).transformAsync, plugin: plugin.default?.default ?? plugin.default ?? plugin }
	}
	return {
		transform: {
			filter: { id: /^[^?]*\.[cm]?[jt]sx?$/, code: /["'][^"'\n]*[./]macro(?:\.c?js)?["']/ },
			async handler(code, id) {
				if (id.includes('/node_modules/')) return null
				const { transformAsync, plugin } = await (ready ??= start())
				const typed = /\.[cm]?tsx?$/.test(id)
				const result = await transformAsync(code, {
					cwd: project.root, root: project.root, filename: id, sourceFileName: id, sourceMaps: true, babelrc: false, configFile: false, plugins: [plugin],
					parserOpts: { plugins: ['jsx', ...(typed ? ['typescript'] : [])] },
				})
				return { code: result.code, map: result.map, loader: typed ? 'tsx' : 'jsx' }
			},
		},
	}
}
