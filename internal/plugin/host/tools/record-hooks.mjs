// Loads the packages that record.mjs watches as modules which note the arguments
// of their functions, and what stands in for Vite where that is enough. It runs in
// Node's thread for such hooks.

import fs from 'node:fs'
import { fileURLToPath } from 'node:url'
import { isWatched } from './record-names.mjs'
import { source, stands, takes } from './vite-names.mjs'

const mark = '?paintbox-watched='
const vite = '?paintbox-vite='

export async function resolve(specifier, context, next) {
	const found = await next(specifier, context)
	if (specifier === 'vite') {
		const version = enough(found.url, context.parentURL)
		return version ? { ...found, url: found.url + vite + version, format: 'module', shortCircuit: true } : found
	}
	if (!isWatched(specifier) || context.parentURL?.includes(mark) || found.url.includes(mark)) return found
	return { ...found, url: found.url + mark + encodeURIComponent(specifier), format: 'module', shortCircuit: true }
}

// enough is the version of Vite where a script takes nothing of it but what is there without it.
function enough(found, parent) {
	if (!process.features.require_module || !found.startsWith('file:') || !parent?.startsWith('file:')) return undefined
	try {
		const { version } = JSON.parse(fs.readFileSync(/^.*\/vite\//.exec(fileURLToPath(found))[0] + 'package.json', 'utf8'))
		return takes(fs.readFileSync(fileURLToPath(parent), 'utf8'))?.every(name => stands(name, parseInt(version))) && version
	} catch {
		return undefined // it is somewhere else
	}
}

export async function load(url, context, next) {
	const [file, version] = url.split(vite)
	if (version) return { format: 'module', shortCircuit: true, source: source(fileURLToPath(file), version) }
	const [real, name] = url.split(mark)
	if (name === undefined) return next(url, context)
	const quoted = JSON.stringify(decodeURIComponent(name))
	return {
		format: 'module', shortCircuit: true,
		source: `import * as real from ${JSON.stringify(real)}
const note = globalThis[Symbol.for('paintbox.made')]
const noting = value => (typeof value === 'function' ? Object.assign(function (...args) { return note(${quoted}, args, value.apply(this, args)) }, value) : value)
const found = real.default?.default ?? real.default ?? real['module.exports']
export default noting(found)
export * from ${JSON.stringify(real)}
${exported(decodeURIComponent(name))}`,
	}
}

// exported are the functions that such a package exports by name.
const exported = name => {
	const known = { '@sveltejs/vite-plugin-svelte': 'svelte' }[name] ?? /^@rsbuild\/plugin-(\w+)$/.exec(name)?.[1].replace(/^./, c => 'plugin' + c.toUpperCase())
	return known ? `export const ${known} = noting(real.${known} ?? found?.${known})` : ''
}
