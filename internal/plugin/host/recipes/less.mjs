// .less, by less. What @import names is found beside the file, through the
// aliases, and in packages.

import fs from 'node:fs'
import path from 'node:path'

export default async function less(project, options) {
	let loading
	const { additionalData, ...settings } = options.css?.preprocessorOptions?.less ?? {}
	return {
		transform: {
			filter: { id: /\.less(?:\?|$)|[?&]lang\.(?:module\.)?less\b/ },
			async handler(code, id) {
				const compiler = await (loading ??= project.load('less').then(loaded => loaded.default ?? loaded))
				const file = id.split('?')[0]
				const text = typeof additionalData === 'function' ? await additionalData(code, file) : (additionalData ?? '') + code
				try {
					const result = await compiler.render(text, {
						javascriptEnabled: true, paths: ['node_modules'], ...settings,
						filename: file, rewriteUrls: 'all', plugins: [finder(compiler, this), ...(settings.plugins ?? [])],
						sourceMap: options.sourcemap ? { outputSourceFiles: true } : undefined,
					})
					for (const read of result.imports) this.addWatchFile(path.resolve(read))
					return { code: result.css, map: result.map }
				} catch (error) {
					throw Object.assign(new Error(error.message ?? String(error)), { loc: { file: error.filename ?? file, line: error.line ?? 0, column: error.column ?? 0 } })
				}
			},
		},
	}
}

// finder is a plugin of Less that finds what its own search does not.
function finder(compiler, context) {
	class Files extends compiler.FileManager {
		supports(name) {
			return !/^(?:https?:)?\/\//.test(name)
		}

		async loadFile(name, directory, settings, environment) {
			const wanted = name.replace(/^~(?=[^/])/, '')
			try {
				return await super.loadFile(wanted, directory, settings, environment)
			} catch (error) {
				for (const attempt of [wanted, wanted + '.less', wanted + '/index.less']) {
					const found = await context.resolve(attempt, path.join(directory || '.', 'importer.less'))
					if (found && !found.external && fs.existsSync(found.id) && /\.(?:less|css)$/.test(found.id)) {
						return { filename: found.id, contents: await fs.promises.readFile(found.id, 'utf8') }
					}
				}
				throw error
			}
		}
	}
	return { install: (_, manager) => manager.addFileManager(new Files()), minVersion: [3, 0, 0] }
}
