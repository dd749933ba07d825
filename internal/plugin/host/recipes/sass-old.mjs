// The interface that sass had before 1.45, under the name and with the options
// and results of the modern one, as far as the recipe uses them.

import path from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

export const compileOld = sass => (text, o) => new Promise((resolve, reject) => {
	const file = fileURLToPath(o.url)
	sass.render({
		...own(o), data: text, file, indentedSyntax: o.syntax === 'indented', includePaths: o.loadPaths, quietDeps: o.quietDeps, charset: false,
		sourceMap: o.sourceMap, sourceMapContents: o.sourceMapIncludeSources, omitSourceMapUrl: true, outFile: file + '.css',
		importer: [...[o.importer].flat().filter(given => typeof given === 'function'), (specifier, from, done) => {
			const containingUrl = pathToFileURL(from === 'stdin' ? file : from)
			Promise.resolve(o.importers.at(-1).canonicalize(specifier, { containingUrl })).then(url => done(url ? { file: fileURLToPath(url) } : null), done)
		}],
	}, (error, result) => (error ? reject(failure(error, file)) : resolve({
		css: result.css.toString(), loadedUrls: result.stats.includedFiles.map(name => pathToFileURL(path.resolve(path.dirname(file), name))), sourceMap: mapped(result.map, file),
	})))
})

// own are the options that old sass has too.
const own = ({ functions, precision, outputStyle }) => Object.fromEntries(Object.entries({ functions, precision, outputStyle }).filter(([, value]) => value !== undefined))

// failure is an error as the modern interface throws it.
function failure(error, file) {
	const place = error.file && error.file !== 'stdin' ? error.file : file
	return Object.assign(new Error(error.message), { sassMessage: error.message.split('\n')[0].replace(/^Error: /, ''), span: { url: pathToFileURL(place), start: { line: (error.line ?? 1) - 1, column: (error.column ?? 1) - 1 } } })
}

// mapped is a source map whose sources are URLs.
function mapped(map, file) {
	if (!map) return undefined
	const read = JSON.parse(map.toString())
	return { ...read, sources: read.sources.map(name => pathToFileURL(name === 'stdin' ? file : path.resolve(path.dirname(file), name)).href) }
}
