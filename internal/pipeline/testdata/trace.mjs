// Follows every mapping of the source maps of a directory, and prints how many
// lead to the same token in the source: "node trace.mjs DIRECTORY PACKAGES".
import { readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'

const [, , directory, packages] = process.argv
const { TraceMap, decodedMappings } = createRequire(path.resolve(packages, 'package.json'))('@jridgewell/trace-mapping')

const word = /[\p{L}_$][\p{L}\p{N}_$]*/uy
const string = /"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|`(?:[^`\\$]|\\.)*`/suy
const at = (pattern, text, column) => { pattern.lastIndex = column; return pattern.exec(text)?.[0] }
const valueOf = (literal) => { try { return (0, eval)(literal) } catch { return undefined } }
const lines = (text) => text.split(/\r\n|[\n\r\u2028\u2029]/)

const keywords = new Set('async await break catch class const continue default delete export extends finally function import instanceof return static super switch throw typeof while yield'.split(' '))
// named tells whether a name stands in the source, quoted or not.
const named = (name, text, column) => text.startsWith(name, column) || text.startsWith(name, column + 1)

const kinds = { strings: [0, 0], properties: [0, 0], words: [0, 0], renamed: [0, 0] }
const wrong = []
const filesOf = {} // source → the maps that it is in
let maps = 0

// same tells whether the source has the value of a string: in a literal, in a
// part of a template, as a name in JSX or the text of it.
function same (literal, text, column) {
  const value = valueOf(literal)
  const original = at(string, text, column)
  if (original !== undefined && valueOf(original) === value) return true
  if (text.startsWith('"undefined"', column) || text.startsWith("'undefined'", column)) return value === 'u' // typeof x > "u"
  const rest = text.slice(text[column] === '`' || text[column] === '}' || text[column] === '"' || text[column] === "'" ? column + 1 : column)
  return typeof value === 'string' && lines(rest)[0].startsWith(lines(value)[0].trimStart().slice(0, 8))
}

for (const name of readdirSync(directory).filter((name) => /\.js\.map$/.test(name))) {
  const map = new TraceMap(readFileSync(path.join(directory, name), 'utf8'))
  const code = lines(readFileSync(path.join(directory, name.slice(0, -4)), 'utf8'))
  const sources = map.sourcesContent.map((text) => text === null ? null : lines(text))
  maps++
  for (const source of map.sources) (filesOf[source] ??= []).push(name)
  decodedMappings(map).forEach((segments, line) => segments.forEach(([column, source, sourceLine, sourceColumn, nameIndex], i) => {
    if (source === undefined || sources[source] === null) return
    const original = sources[source][sourceLine]
    const literal = at(string, code[line], column)
    const identifier = at(word, code[line], column)
    let kind, ok
    if (original === undefined) {
      [kind, ok] = ['words', false]
    } else if (literal !== undefined) {
      [kind, ok] = ['strings', same(literal, original, sourceColumn)]
    } else if (identifier === undefined) {
      return
    } else if (nameIndex !== undefined) {
      [kind, ok] = ['renamed', at(word, original, sourceColumn) === map.names[nameIndex]]
    } else if (code[line][column - 1] === '.') {
      [kind, ok] = ['properties', named(identifier, original, sourceColumn)]
    } else if (identifier.length > 4 && !keywords.has(identifier)) {
      [kind, ok] = ['words', named(identifier, original, sourceColumn)]
    } else {
      return // statements are rewritten, and short names stand for others
    }
    kinds[kind][ok ? 0 : 1]++
    if (!ok) wrong.push(`${kind}: ${name}:${line + 1}:${column} ${code[line].slice(column, column + 30)} ← ${map.sources[source]}:${sourceLine + 1}:${sourceColumn} ${original?.slice(sourceColumn, sourceColumn + 30)}`)
  }))
}
const every = Math.max(1, Math.floor(wrong.length / 40))
const cut = Object.values(filesOf).filter((files) => files.length > 1).length
console.log(JSON.stringify({ maps, sources: Object.keys(filesOf).length, cut, kinds, wrong: wrong.filter((_, i) => i % every === 0) }))
