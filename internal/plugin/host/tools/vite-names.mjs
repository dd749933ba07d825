// What stands in for Vite where a plugin, or the configuration, takes nothing
// but these names of it: to load Vite costs a sixth of a small build, and most
// plugins use it to compare names of files. What is more than a line loads the
// real one once it is called, so that it does what it does there.

import { createRequire } from 'node:module'
import path from 'node:path'

// since are the names, each with the major version of Vite from which on it is there.
const since = {
	defineConfig: 5, normalizePath: 5, createFilter: 5, isCSSRequest: 5, version: 5,
	loadEnv: 5, mergeConfig: 5, mergeAlias: 5, createLogger: 5, searchForWorkspaceRoot: 5, sortUserPlugins: 5, isFileServingAllowed: 5, send: 5,
	transformWithEsbuild: 5, preprocessCSS: 5, formatPostcssSourceMap: 5, build: 5, preview: 5, createServer: 5, resolveConfig: 5, loadConfigFromFile: 5, optimizeDeps: 5,
	perEnvironmentPlugin: 6, transformWithOxc: 8,
}

export const stands = (name, major) => Object.hasOwn(since, name) && major >= since[name]

// source is the text of the module in place of one that Node finds at a file.
export function source(file, version) {
	const own = { defineConfig: 'config => config', normalizePath: 'made.normalizePath', createFilter: 'made.createFilter', isCSSRequest: 'made.isCSSRequest', version: JSON.stringify(version) }
	const names = Object.keys(since).filter(name => stands(name, parseInt(version)))
	return [
		`import { standIn } from ${JSON.stringify(import.meta.url)}`, `const made = standIn(${JSON.stringify(file)})`,
		...names.map(name => `export const ${name} = ${own[name] ?? `(...args) => made.real()[${JSON.stringify(name)}](...args)`}`),
	].join('\n')
}

const sheet = /\.(?:css|less|sass|scss|styl|stylus|pcss|postcss|sss)(?:$|\?)/

// standIn are the functions that need no Vite, and the way to it.
export function standIn(file) {
	const real = () => createRequire(file)(file)
	const normalizePath = name => path.posix.normalize(path.sep === '\\' ? name.replaceAll('\\', '/') : name)
	return {
		real, normalizePath, isCSSRequest: request => sheet.test(request),
		createFilter(include, exclude, options) {
			const [taken, left] = [include, exclude].map(list => (list == null ? [] : [list].flat()))
			if (![...taken, ...left].every(pattern => pattern instanceof RegExp)) return real().createFilter(include, exclude, options)
			const matches = id => pattern => ((pattern.lastIndex = 0), pattern.test(id))
			return id => {
				if (typeof id !== 'string' || id.includes('\0')) return false
				const test = matches(normalizePath(id))
				return !left.some(test) && (taken.length === 0 || taken.some(test))
			}
		},
	}
}

// takes lists the names of Vite that a script imports; undefined where it may
// take more than can be told: every mention of Vite has to be an import of names,
// and no import may leave open what it is of.
export function takes(text) {
	if (/\bimport\s*\(\s*[^"'\s]|\bimport\.meta\.resolve\b/.test(text)) return undefined
	const found = [...text.matchAll(/\bimport\s*\{([^{}]*)\}\s*from\s*(?:"vite"|'vite')|\{([^{}]*)\}\s*=\s*await\s+import\(\s*(?:"vite"|'vite')\s*\)/g)]
	if (found.length === 0 || found.length !== [...text.matchAll(/["'`]vite["'`]/g)].length) return undefined
	return found.flatMap(([, named, awaited]) => (named ?? awaited).split(',').map(part => part.trim().split(/\s+as\s+|\s*:/)[0]).filter(Boolean))
}
