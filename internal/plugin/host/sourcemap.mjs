// Maps of several transforms as one. A transform that gives none is taken to
// keep its lines.

import path from 'node:path'
import { fileURLToPath } from 'node:url'

// compose joins the maps of a module's transforms, in their order; undefined
// where none has any.
export function compose(maps, id) {
	const list = maps.filter(map => map?.mappings)
	if (list.length === 0) return undefined
	let joined = read(list[0])
	for (const map of list.slice(1)) joined = trace(read(map), joined)
	return write(joined, id.split('?')[0].replaceAll('\0', ''))
}

const digits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'
const values = new Map([...digits].map((digit, i) => [digit, i]))

// read gives the lines of a map, each a list of [column, source, line, column of the source, name].
function read(map) {
	if (Array.isArray(map.mappings)) return { ...map, lines: map.mappings }
	const state = [0, 0, 0, 0, 0]
	const lines = map.mappings.split(';').map(line => {
		state[0] = 0
		return line === '' ? [] : line.split(',').map(text => numbers(text).map((number, i) => (state[i] += number)))
	})
	return { sources: map.sources ?? [], contents: map.sourcesContent ?? [], names: map.names ?? [], lines }
}

function numbers(text) {
	const list = []
	let value = 0, shift = 0
	for (const digit of text) {
		const bits = values.get(digit)
		value |= (bits & 31) << shift
		shift += 5
		if (bits & 32) continue
		list.push(value & 1 ? -(value >>> 1) : value >>> 1)
		value = shift = 0
	}
	return list
}

// trace leads what a later map says through the earlier one.
function trace(later, earlier) {
	const lines = later.lines.map(line => line.flatMap(segment => {
		if (segment.length < 4) return []
		const found = before(earlier.lines[segment[2]] ?? [], segment[3])
		return found && found.length >= 4 ? [[segment[0], found[1], found[2], found[3]]] : []
	}))
	return { ...earlier, names: [], lines }
}

// before is the last segment of a line at or before a column.
function before(line, column) {
	let low = 0, high = line.length
	while (low < high) {
		const middle = (low + high) >> 1
		if (line[middle][0] <= column) low = middle + 1
		else high = middle
	}
	return line[low - 1] ?? line[0]
}

function write({ sources, contents, lines }, file) {
	const state = [0, 0, 0, 0]
	const mappings = lines.map(line => {
		state[0] = 0
		return line.filter(segment => segment.length >= 4).map(segment => segment.slice(0, 4).map((value, i) => encode(value - state[i], (state[i] = value))).join('')).join(',')
	}).join(';')
	const dir = path.dirname(file)
	const name = source => {
		if (!source || sources.length === 1) return path.basename(file)
		const at = source.startsWith('file:') ? fileURLToPath(source) : path.resolve(dir, source)
		return path.relative(dir, at).replaceAll('\\', '/')
	}
	return { version: 3, sources: sources.map(name), sourcesContent: sources.map((_, i) => contents[i] ?? null), names: [], mappings }
}

function encode(value) {
	let rest = value < 0 ? (-value << 1) | 1 : value << 1
	let text = ''
	do {
		const bits = rest & 31
		rest >>>= 5
		text += digits[rest > 0 ? bits | 32 : bits]
	} while (rest > 0)
	return text
}
