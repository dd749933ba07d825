// .css.ts by the plugin that vanilla-extract has for esbuild, or without it, by the
// compiler that its plugins for other tools bring along.

import crypto from 'node:crypto'
import path from 'node:path'

const namespace = 'vanilla-extract'

export default async function vanilla(project, options) {
	if (project.has('@vanilla-extract/esbuild-plugin')) return (await project.import('@vanilla-extract/esbuild-plugin')).vanillaExtractPlugin()
	const { compile, processVanillaFile } = await project.import('@vanilla-extract/integration')
	const identOption = options.given?.[namespace]?.identifiers ?? 'short'
	const sheets = new Map() // by what their imports name
	return { name: namespace, setup }

	function setup(build) {
		build.onResolve({ filter: /\.vanilla\.css\?\w+$/ }, ({ path }) => (sheets.has(path) ? { path, namespace } : undefined))
		build.onLoad({ filter: /.*/, namespace }, ({ path: name }) => ({ contents: sheets.get(name), loader: 'css', resolveDir: path.dirname(path.join(options.root, name)) }))
		build.onLoad({ filter: /\.css\.[jt]sx?$/ }, async ({ path: filePath }) => {
			const { source, watchFiles } = await compile({ filePath, cwd: options.root, identOption, esbuildOptions: { plugins: [ofProject(build)] } })
			return { contents: await processVanillaFile({ source, filePath, identOption, serializeVirtualCssPath: sheet }), loader: 'js', watchFiles }
		})
	}

	// sheet is the import of a sheet that a file makes, whose name says what is in it.
	function sheet({ fileName, source }) {
		const name = fileName.replaceAll('\\', '/') + '?' + crypto.createHash('sha256').update(source).digest('hex').slice(0, 8)
		sheets.set(name, source)
		return `import ${JSON.stringify(name)};`
	}
}

// ofProject has the compiler find files as the project does, by aliases; packages it finds itself.
const ofProject = build => ({
	name: 'project',
	setup(inner) {
		inner.onResolve({ filter: /^[^./]/ }, async ({ path: specifier, importer, resolveDir, kind }) => {
			if (kind === 'entry-point') return undefined
			const found = await build.resolve(specifier, { importer, resolveDir, kind })
			return found.errors.length > 0 || /[\\/]node_modules[\\/]/.test(found.path) || !path.isAbsolute(found.path) ? undefined : { path: found.path }
		})
	},
})
