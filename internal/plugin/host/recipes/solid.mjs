// Solid's JSX, by its preset for Babel.

export default async function solid(project, options) {
	const load = name => project.load(name).then(loaded => loaded.default ?? loaded)
	let ready
	return {
		transform: {
			filter: { id: /^[^?]*\.(?:[jt]sx|js)$/, code: /<[A-Za-z>]/ },
			async handler(code, id) {
				if (id.includes('/node_modules/') && !/["']solid-js/.test(code)) return null
				const [babel, preset] = await (ready ??= Promise.all([load('@babel/core'), load('babel-preset-solid')]))
				const result = await babel.transformAsync(code, {
					root: project.root, filename: id, sourceFileName: id, babelrc: false, configFile: false, sourceMaps: true,
					presets: [[preset, { generate: 'dom', hydratable: false, ...options.given?.solid?.solid }]], parserOpts: { plugins: ['jsx', ...(id.endsWith('.tsx') ? ['typescript'] : [])] },
				})
				return { code: result.code, map: result.map, loader: id.endsWith('.tsx') ? 'ts' : 'js' }
			},
		},
	}
}
