// .mdx, by the compiler of @mdx-js.

import { pathToFileURL } from 'node:url'

export default async function mdx(project, options) {
	const home = project.has('@mdx-js/mdx') ? project.root : project.directory('@mdx-js/rollup')
	let ready
	return {
		transform: {
			filter: { id: /\.mdx$/ },
			async handler(code, id) {
				const { compile, VFile } = await (ready ??= import(pathToFileURL(project.resolve('@mdx-js/mdx', home)).href))
				try {
					const result = await compile({ value: code, path: id }, { jsxImportSource: options.jsxImport || 'react', providerImportSource: project.has('@mdx-js/react') ? '@mdx-js/react' : undefined, ...options.given?.mdx, development: false })
					return { code: String(result.value), loader: 'js' }
				} catch (error) {
					if (error.reason) throw Object.assign(new Error(error.reason), { loc: { file: id, line: error.line ?? 0, column: (error.column ?? 1) - 1 } })
					throw error
				}
			},
		},
	}
}
