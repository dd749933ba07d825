// What plugins were told when the configuration made them. Some of those that
// recipes stand in for do not show it, so their packages are watched while the
// configuration is loaded.

import Module, { register } from 'node:module'
import { isWatched, watched } from './record-names.mjs'

export { isWatched }

const made = new WeakMap()

// watch notes the arguments of what these packages export, from now on.
export function watch() {
	if (globalThis[Symbol.for('paintbox.made')]) return
	globalThis[Symbol.for('paintbox.made')] = note
	const load = Module._load
	Module._load = function (request, ...rest) {
		const loaded = load.call(this, request, ...rest)
		return isWatched(request) ? wrap(request, loaded) : loaded
	}
	register('./record-hooks.mjs', import.meta.url)
}

const wrapped = new WeakMap()

// wrap is a module whose functions note what they are given.
function wrap(name, exported) {
	if (exported === null || !['object', 'function'].includes(typeof exported)) return exported
	if (wrapped.has(exported)) return wrapped.get(exported)
	const proxy = new Proxy(exported, {
		apply: (target, self, args) => note(name, args, Reflect.apply(target, self, args)),
		get(target, key, receiver) {
			const value = Reflect.get(target, key, receiver)
			const fixed = Reflect.getOwnPropertyDescriptor(target, key)
			return typeof value === 'function' && /^(?:default|plugin\w+|[a-z]\w*)$/.test(String(key)) && !(fixed && !fixed.configurable && !fixed.writable) && key !== 'constructor' && key !== 'prototype' ? wrap(name, value) : value
		},
	})
	wrapped.set(exported, proxy)
	return proxy
}

// note keeps the arguments of a call beside what it returned.
function note(name, args, result) {
	for (const one of [result].flat(Infinity)) if (one && typeof one === 'object') made.set(one, { name, args })
	return result
}

// told are the options that a plugin was made with, and the recipe that knows
// them; undefined where it is none of those.
export function told(plugin) {
	const found = plugin && typeof plugin === 'object' ? made.get(plugin) : undefined
	return found && watched[found.name] ? { recipe: watched[found.name], options: found.args[0] ?? {}, given: found.args.length > 0 } : undefined
}

// recorded is a plugin of webpack that exists for Vite as well, in that form.
export function recorded(plugin) {
	const found = plugin && typeof plugin === 'object' ? made.get(plugin) : undefined
	if (!found || watched[found.name]) return undefined
	return {
		async instead(project) {
			const loaded = await project.import(found.name.replace(/\/\w+$/, '/vite'))
			const make = loaded.default?.default ?? loaded.default
			return [await make(...found.args)].flat(Infinity).filter(Boolean)
		},
	}
}
