// Filters of hooks: the decision here, and its description for Paintbox, which
// asks only about what may pass.

import path from 'node:path'

// Filter decides about an id, and about code where it is known.
export class Filter {
	constructor(filter, root) {
		this.id = parts(filter?.id, pattern => (pattern instanceof RegExp ? pattern : glob(pattern, root)))
		this.code = parts(filter?.code, pattern => pattern)
		this.types = filter?.moduleType && [filter.moduleType?.include ?? filter.moduleType].flat()
	}

	passes(id, code, type) {
		if (!decide(this.id, pattern => test(pattern, normal(id)))) return false
		if (this.types && type && !this.types.includes(type)) return false
		return code === undefined || decide(this.code, pattern => (pattern instanceof RegExp ? test(pattern, code) : code.includes(pattern)))
	}

	// described is what Paintbox reads; null passes everything.
	described() {
		const list = patterns => patterns?.map(p => (p instanceof RegExp ? { source: p.source, flags: p.flags } : { text: p }))
		const both = part => part && { include: list(part.include), exclude: list(part.exclude) }
		return this.id || this.code ? { id: both(this.id), code: both(this.code) } : null
	}
}

function parts(value, convert) {
	if (value == null) return undefined
	const simple = typeof value === 'string' || value instanceof RegExp || Array.isArray(value)
	const list = patterns => (patterns == null ? undefined : [patterns].flat().map(convert))
	return simple ? { include: list(value) } : { include: list(value.include), exclude: list(value.exclude) }
}

function decide(part, matches) {
	if (!part) return true
	if (part.exclude?.some(matches)) return false
	return !part.include || part.include.some(matches)
}

function test(pattern, text) {
	pattern.lastIndex = 0
	return pattern.test(text)
}

const normal = id => id.replaceAll('\\', '/')

// glob is a pattern of file names as an expression. One that is not absolute
// starts at the project.
export function glob(pattern, root) {
	pattern = normal(pattern)
	if (!pattern.startsWith('**') && !path.isAbsolute(pattern)) pattern = path.posix.join(normal(root), pattern)
	let out = ''
	for (let at = 0; at < pattern.length; at++) {
		const c = pattern[at]
		if (pattern.startsWith('**/', at)) { out += '(?:[^/]+/)*'; at += 2 }
		else if (pattern.startsWith('**', at)) { out += '.*'; at += 1 }
		else if (c === '*') out += '[^/]*'
		else if (c === '?') out += '[^/]'
		else if (c === '{') out += '(?:'
		else if (c === '}') out += ')'
		else if (c === ',') out += '|'
		else if (c === '[' || c === ']') out += c
		else out += c.replace(/[.+^$()|\\]/, '\\$&')
	}
	return new RegExp('^' + (pattern.startsWith('**/') ? '(?:.*/)?' + out.slice('(?:[^/]+/)*'.length) : out) + '$')
}
