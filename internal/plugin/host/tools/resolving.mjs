// How imports are found, as webpack's resolve says it: what stands for nothing or
// for a global, further directories and further extensions.

import fs from 'node:fs'
import path from 'node:path'

const usual = ['.tsx', '.ts', '.jsx', '.js', '.mjs', '.cjs', '.mts', '.cts', '.css', '.json', '.wasm', '...', '*', '']
const isFile = file => fs.statSync(file, { throwIfNoEntry: false })?.isFile() ?? false

// fileAt is the file that a path without an extension stands for.
export function fileAt(at, extensions) {
	if (isFile(at)) return at
	const list = [...extensions, ...usual].filter(ext => ext.startsWith('.') && ext !== '...')
	return list.map(ext => at + ext).find(isFile) ?? list.map(ext => path.join(at, 'index' + ext)).find(isFile)
}

// entryResolver tells of a module that an entry starts with the file, or that it
// is a package.
export function entryResolver(state, context) {
	return request => {
		const name = request.replace(/^.*!/, '').split('?')[0]
		const direct = /^\.{0,2}\//.test(name) || path.isAbsolute(name) ? path.resolve(context, name) : undefined
		const places = direct ? [direct] : [...expanded(state.alias, name), ...state.modules.map(dir => path.join(dir, name)), path.resolve(context, name)]
		const found = places.map(at => fileAt(at, state.extensions)).find(Boolean)
		if (found) return { path: state.local(found) }
		if (direct) state.fail(`the entry ${request} does not exist`, 'create it, or correct the path')
		return { specifier: name }
	}
}

// expanded is what a specifier is by the aliases.
function expanded(alias, specifier) {
	return alias.flatMap(({ find, replacement }) => {
		if (find instanceof RegExp) return find.test(specifier) && path.isAbsolute(replacement) ? [specifier.replace(find, replacement)] : []
		const rest = specifier === find ? '' : specifier.startsWith(find.replace(/\/?$/, '/')) ? specifier.slice(find.length) : undefined
		return rest === undefined || !path.isAbsolute(replacement) ? [] : [path.join(replacement, rest)]
	})
}

const empty = '\0paintbox/empty'
const global = '\0paintbox/global:'

// resolving is the plugin for all of it; undefined where nothing is to be done.
export function resolving(state) {
	const { alias, modules, externals } = state
	const further = state.extensions.filter(ext => !usual.includes(ext))
	const patterns = []
	if (alias.some(rule => rule.replacement === 'virtual:paintbox/empty')) patterns.push(/^virtual:paintbox\/empty$/)
	const names = Object.keys(externals)
	if (names.length > 0) patterns.push(oneOf(names, '$'))
	const inside = modules.flatMap(dir => beginnings(dir))
	if (inside.length > 0) patterns.push(oneOf(inside, '(?:/|$)'))
	if (further.length > 0) patterns.push(/^\.{1,2}(?:\/[^?]*)?$/, ...alias.filter(rule => typeof rule.find === 'string').map(rule => oneOf([rule.find.replace(/\/$/, '')], '(?:/|$)')))
	if (patterns.length === 0) return undefined
	return {
		name: 'resolve', enforce: 'pre',
		resolveId: {
			filter: { id: patterns },
			handler(specifier, importer) {
				if (specifier === 'virtual:paintbox/empty') return empty
				if (Object.hasOwn(externals, specifier)) return global + externals[specifier]
				const found = patterns.some(pattern => pattern.test(specifier)) && modules.map(dir => fileAt(path.join(dir, specifier), state.extensions)).find(Boolean)
				if (found && !/^\.{1,2}(?:\/|$)/.test(specifier)) return found
				if (further.length === 0) return null
				const places = specifier.startsWith('.') ? (importer ? [path.resolve(path.dirname(importer.split('?')[0]), specifier)] : []) : expanded(alias, specifier)
				for (const at of places) {
					const file = fileAt(at, state.extensions)
					if (file && further.some(ext => file.endsWith(ext))) return file
				}
				return null
			},
		},
		load: {
			filter: { id: /^\0paintbox\/(?:empty$|global:)/ },
			handler: id => (id === empty ? 'module.exports = {}' : `module.exports = globalThis${id.slice(global.length).split('.').map(key => `[${JSON.stringify(key)}]`).join('')}`),
		},
	}
}

const oneOf = (names, end) => new RegExp('^(?:' + names.map(name => name.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&')).join('|') + ')' + end)

// beginnings are what imports of a directory begin with.
function beginnings(dir) {
	if (!fs.statSync(dir, { throwIfNoEntry: false })?.isDirectory()) return []
	return fs.readdirSync(dir).filter(name => !name.startsWith('.')).flatMap(name => [name, name.replace(/\.\w+$/, '')]).filter((name, i, all) => name && all.indexOf(name) === i)
}
