// The list of plugins in the text of a configuration, where it is made of calls
// with data: calls of functions that packages export.

const word = /[\p{L}_$][\p{L}\p{N}_$]*/uy
const literal = /"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|-?\d[\d_.]*(?:e[+-]?\d+)?|(?:true|false|null|undefined)(?![\p{L}\p{N}_$])/uy
const space = /(?:\s|\/\/[^\n]*|\/\*[^]*?\*\/)*/y

// calls gives the statements that import what the calls name, and the calls;
// undefined where the list holds anything else.
export function calls(text) {
	const places = [...text.matchAll(/(?<![\w$.])plugins\s*:\s*\[/g)]
	if (places.length !== 1) return undefined
	const reader = new Reader(text, places[0].index + places[0][0].length)
	const imported = imports(text)
	const statements = new Set(), plugins = []
	while (!reader.take(']')) {
		const from = reader.at
		const name = reader.match(word)
		if (!name || !imported.has(name) || !reader.take('(') || !(reader.take(')') || reader.value() && (reader.take(','), reader.take(')')))) return undefined
		statements.add(imported.get(name))
		plugins.push(text.slice(from, reader.at).trim())
		if (!reader.take(',') && !reader.ahead(']')) return undefined
	}
	return plugins.length > 0 ? { imports: [...statements], plugins } : undefined
}

// imports are the statements that make a name known, by the name; those of packages.
function imports(text) {
	const found = new Map()
	for (const [, clause, from] of text.matchAll(/^[ \t]*import\s+([^'";]+?)\s+from\s*["']([^'"]+)["']/gm)) {
		if (!packaged(from) || /^type\s/.test(clause)) continue
		const [, whole, named] = /^([\w$]+)?\s*,?\s*(?:\{([^}]*)\})?$/.exec(clause) ?? []
		if (whole) found.set(whole, `import ${whole} from ${JSON.stringify(from)}`)
		for (const one of (named ?? '').split(',').map(one => one.trim()).filter(Boolean)) found.set(one.split(/\s+as\s+/).at(-1), `import { ${one} } from ${JSON.stringify(from)}`)
	}
	for (const [, name, from] of text.matchAll(/^[ \t]*(?:const|let|var)\s+([\w$]+)\s*=\s*require\(\s*["']([^'"]+)["']\s*\)\s*;?[ \t]*$/gm)) {
		if (packaged(from)) found.set(name, `import ${name} from ${JSON.stringify(from)}`)
	}
	return found
}

const packaged = name => !/^(?:[./]|node:)/.test(name)

// Reader reads values that are data.
class Reader {
	constructor(text, at) {
		this.text = text
		this.at = at
	}

	match(pattern) {
		this.skip()
		pattern.lastIndex = this.at
		const found = pattern.exec(this.text)
		if (found) this.at = pattern.lastIndex
		return found?.[0]
	}

	skip() {
		space.lastIndex = this.at
		space.exec(this.text)
		this.at = space.lastIndex
	}

	ahead(sign) {
		this.skip()
		return this.text.startsWith(sign, this.at)
	}

	take(sign) {
		if (!this.ahead(sign)) return false
		this.at += sign.length
		return true
	}

	// value reads one, and tells whether it was data.
	value() {
		if (this.take('[')) return this.list(']', () => this.value())
		if (this.take('{')) return this.list('}', () => Boolean(this.match(literal) ?? this.match(word)) && this.take(':') && this.value())
		return this.match(literal) !== undefined
	}

	list(end, element) {
		while (!this.take(end)) {
			if (!element()) return false
			if (!this.take(',') && !this.ahead(end)) return false
		}
		return true
	}
}
