// Loads the packages that record.mjs watches as modules which note the arguments
// of their functions. It runs in Node's thread for such hooks.

import { isWatched } from './record-names.mjs'

const mark = '?paintbox-watched='

export async function resolve(specifier, context, next) {
	const found = await next(specifier, context)
	if (!isWatched(specifier) || context.parentURL?.includes(mark) || found.url.includes(mark)) return found
	return { ...found, url: found.url + mark + encodeURIComponent(specifier), format: 'module', shortCircuit: true }
}

export async function load(url, context, next) {
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
