// .scss and .sass, by the modern interface of sass-embedded or sass, and by the
// one before it where sass is older than 1.45. What @use names is found beside
// the file, through the aliases, and in packages.

import fs from 'node:fs'
import { Needs } from './needs.mjs'
import path from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { compileOld } from './sass-old.mjs'

export default async function sass(project, options) {
	const found = project.has('sass-embedded') ? 'sass-embedded' : 'sass'
	let compiler
	const settings = { ...options.css?.preprocessorOptions?.scss, ...options.css?.preprocessorOptions?.sass }

	async function start() {
		const loaded = await project.load(found)
		const sass = loaded.compileStringAsync || !loaded.default ? loaded : loaded.default
		if (!sass.compileStringAsync) return { shared: { compileStringAsync: compileOld(sass) } }
		const shared = sass.initAsyncCompiler && found === 'sass-embedded' ? await sass.initAsyncCompiler() : sass
		return { sass, shared }
	}

	return {
		transform: {
			filter: { id: /\.(?:scss|sass)(?:\?|$)|[?&]lang\.(?:module\.)?(?:scss|sass)\b/ },
			async handler(code, id) {
				const { sass, shared } = await (compiler ??= start())
				const file = id.split('?')[0]
				const indented = /\.sass$|lang\.(?:module\.)?sass\b/.test(id)
				const { additionalData, api, ...own } = settings
				const prefix = typeof additionalData === 'function' ? await additionalData(code, file) : (additionalData ?? '') + code
				const needs = new Needs(code)
				const importer = sassImporter(this, file, needs)
				try {
					const result = await shared.compileStringAsync(prefix, {
						logger: { warn: (message, at) => at.deprecation || this.warn({ message, loc: at.span && { file: name(at.span.url) ?? file, line: at.span.start.line + 1, column: at.span.start.column } }), debug: () => {} },
						quietDeps: true, charset: false, ...own,
						syntax: indented ? 'indented' : 'scss', url: pathToFileURL(file), sourceMap: Boolean(options.sourcemap), sourceMapIncludeSources: true,
						importer, importers: [...(own.importers ?? []), importer], loadPaths: own.loadPaths ?? own.includePaths ?? [],
					})
					const read = result.loadedUrls.map(name).filter(loaded => loaded && loaded !== file)
					for (const loaded of read) this.addWatchFile(loaded)
					const css = await rebase(result.css, file, read, needs)
					if (sass && Object.keys(settings).length === 0 && !process.env.SASS_PATH) this.depends(needs.list())
					return { code: css, map: result.sourceMap }
				} catch (error) {
					if (!error.sassMessage) throw error
					const span = error.span
					throw Object.assign(new Error(error.sassMessage), { loc: { file: (span?.url && name(span.url)) || file, line: (span?.start.line ?? 0) + 1, column: span?.start.column ?? 0 } })
				}
			},
		},
		async closeBundle() {
			await (await compiler)?.shared.dispose?.()
		},
	}
}

const name = url => (url?.protocol === 'file:' ? fileURLToPath(url) : undefined)

// sassImporter finds what Sass loads: partials and indexes beside files, and the rest
// as the project's imports are found.
function sassImporter(context, from, needs) {
	return {
		async canonicalize(specifier, { containingUrl }) {
			const importer = name(containingUrl) ?? from
			const wanted = specifier.startsWith('file:') ? fileURLToPath(specifier) : specifier.replace(/^~(?=[^/])/, '')
			const near = partial(path.resolve(path.dirname(importer), wanted), needs)
			if (near) return pathToFileURL(near)
			const packaged = packagePath(path.dirname(importer), wanted, needs)
			if (packaged) return pathToFileURL(needs.link(packaged, fs.realpathSync(packaged))) // the one name of a module, however a package is reached
			// Where nothing is at an absolute path the linker finds nothing either; what else it looks at nobody knows.
			if (!path.isAbsolute(wanted) || ![wanted, path.join(path.dirname(wanted), '_' + path.basename(wanted))].every(at => !fs.existsSync(at) && !needs.missing(at))) needs.unknown()
			for (const attempt of [wanted, path.posix.dirname(wanted) + '/_' + path.posix.basename(wanted)].flatMap(w => [w, w + '.scss', w + '.sass', w + '.css', w + '/index.scss', w + '/_index.scss'])) {
				const resolved = await context.resolve(attempt, importer)
				if (resolved && !resolved.external && /\.(?:scss|sass|css)$/.test(resolved.id)) {
					needs.unknown()
					return pathToFileURL(resolved.id)
				}
			}
			return null
		},
		async load(url) {
			const file = name(url)
			return { contents: needs.file(file, await fs.promises.readFile(file, 'utf8')), syntax: file.endsWith('.sass') ? 'indented' : file.endsWith('.css') ? 'css' : 'scss', sourceMapUrl: url }
		},
	}
}

// partial is the file that a path stands for in Sass.
function partial(at, needs) {
	const dir = path.dirname(at), base = path.basename(at)
	const exact = /\.(?:scss|sass|css)$/.test(base)
	const names = exact ? [base, '_' + base] : ['.scss', '.sass', '.css'].flatMap(ext => [base + ext, '_' + base + ext])
	const list = names.map(file => path.join(dir, file))
	if (!exact) list.push(...['index.scss', '_index.scss', 'index.sass', '_index.sass', 'index.css'].map(file => path.join(at, file)))
	return list.find(file => fs.statSync(file, { throwIfNoEntry: false })?.isFile() || needs.missing(file))
}

// packagePath is a path in a package, or what the package says is its style sheet.
function packagePath(from, wanted, needs) {
	if (wanted.startsWith('.') || path.isAbsolute(wanted)) return undefined
	const parts = wanted.replace(/^pkg:/, '').split('/')
	const name = parts.splice(0, wanted.startsWith('@') ? 2 : 1).join('/')
	for (let at = from; ; at = path.dirname(at)) {
		const dir = path.join(at, 'node_modules', name)
		if (fs.existsSync(dir)) {
			if (parts.length > 0) return partial(path.join(dir, ...parts), needs)
			const manifest = path.join(dir, 'package.json')
			const info = JSON.parse(needs.file(manifest, fs.readFileSync(manifest, 'utf8')))
			const main = info.sass ?? info.exports?.['.']?.sass ?? info.style ?? info.main
			return (main && /\.(?:scss|sass|css)$/.test(main) ? path.join(dir, main) : undefined) ?? partial(dir, needs)
		}
		needs.missing(dir)
		if (path.dirname(at) === at) return undefined
	}
}

// rebase makes URLs that came from other directories relative to the file.
async function rebase(css, file, read, needs) {
	if (!css.includes('url(') || read.length === 0) return css
	const exists = at => (needs.unknown(), fs.existsSync(at.split(/[?#]/)[0]))
	return css.replace(/url\(\s*(["']?)([^"')]+)\1\s*\)/g, (whole, quote, url) => {
		if (/^(?:[a-z]+:|\/|#|~)/i.test(url) || exists(path.resolve(path.dirname(file), url))) return whole.replace('(~', '(')
		const home = read.find(loaded => exists(path.resolve(path.dirname(loaded), url)))
		if (!home) return whole
		const moved = path.relative(path.dirname(file), path.resolve(path.dirname(home), url)).replaceAll('\\', '/')
		return `url(${quote}${moved.startsWith('.') ? moved : './' + moved}${quote})`
	})
}
