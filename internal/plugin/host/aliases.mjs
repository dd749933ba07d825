// Aliases of Vite's configuration: the linker has those of plain names, and a
// plugin resolves the others.

import fs from 'node:fs'
import path from 'node:path'

const listed = alias => (Array.isArray(alias) ? alias.flat() : Object.entries(alias ?? {}).map(([find, replacement]) => ({ find, replacement })))

// split parts them into those of the linker, by name, and the rest.
export function split(alias, root) {
	const plain = {}, others = []
	for (const { find, replacement, customResolver } of listed(alias)) {
		if (typeof find !== 'string' && !(find instanceof RegExp) || typeof replacement !== 'string') continue
		const name = typeof find === 'string' ? find.replace(/(?<=.)\/$/, '') : ''
		if (name && !customResolver && !/^[./]/.test(name) && path.posix.normalize(name) === name && others.length === 0) plain[name] ??= target(replacement.replace(/(?<=.)\/$/, ''), root)
		else others.push({ find, replacement, customResolver })
	}
	return { plain, others }
}

// target is a path from the root where it begins with a slash and is none of the system.
function target(replacement, root) {
	if (!replacement.startsWith('/') || fs.existsSync(replacement)) return replacement
	const inside = path.join(root, replacement)
	return fs.existsSync(inside) || !replacement.startsWith(root) ? inside : replacement
}

// directories are those that aliases of the plugin stand for, by what imports begin with.
export function directories(list, root) {
	const found = list.filter(({ find, customResolver }) => typeof find === 'string' && !customResolver).map(({ find, replacement }) => [find, target(replacement, root)])
	return Object.fromEntries(found.filter(([, to]) => path.isAbsolute(to)).reverse())
}

const escaped = text => text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&')

// aliases is the plugin for those that are not plain; undefined where there are none.
export function aliases(list, root) {
	if (list.length === 0) return undefined
	const rules = list.map(rule => ({ ...rule, pattern: rule.find instanceof RegExp ? rule.find : new RegExp('^' + escaped(rule.find) + (rule.find.endsWith('/') ? '' : '(?:/|$)')) }))
	return {
		name: 'alias', enforce: 'pre',
		resolveId: {
			filter: { id: rules.map(rule => rule.pattern) },
			async handler(specifier, importer, options) {
				const rule = rules.find(({ pattern }) => { pattern.lastIndex = 0; return pattern.test(specifier) })
				if (!rule) return null
				const wanted = target(specifier.replace(rule.find, rule.replacement), root)
				const custom = rule.customResolver?.resolveId ?? rule.customResolver
				const found = typeof custom === 'function' ? await custom.call(this, wanted, importer, options) : undefined
				return found ?? this.resolve(wanted, importer, { ...options, skipSelf: true })
			},
		},
	}
}
