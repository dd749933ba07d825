// From what a configuration exports to a list of plugins in the order of their
// hooks, all of Rollup's shape.

import fs from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { Filter } from './filters.mjs'
import { adapt } from './esbuild.mjs'

// loadPlugins runs the sources of plugins: files that export a list, and
// packages that export a function of options. A file may export a configuration
// of Vite's shape in place of its list, which is then read as Vite's is.
export async function loadPlugins(sources, project, env) {
	const list = []
	let configuration
	for (const source of sources) {
		try {
			const loaded = await load(source, project)
			if (loaded?.plugins !== undefined && typeof loaded.name !== 'string') configuration = { ...configuration, ...loaded, plugins: [...(configuration?.plugins ?? []), ...(await flat(loaded.plugins))] }
			else list.push(loaded)
		} catch (error) {
			error.plugin ??= source.module ?? source.package
			error.hook ??= 'import'
			throw error
		}
	}
	return { plugins: usable(await flat(list), {}, env), configuration }
}

// usable are those of a list that a build runs.
export function usable(list, config, env) {
	const plugins = []
	for (const plugin of list) {
		if (typeof plugin !== 'object' || typeof plugin.name !== 'string') {
			throw Object.assign(new Error(`a plugin is an object with a name, and not ${described(plugin)}`), { plugin: 'plugins', hook: 'import', note: 'export default [plugin(), …]' })
		}
		if (plugin.apply && plugin.apply !== 'build' && !(typeof plugin.apply === 'function' && plugin.apply(config, env))) continue
		plugins.push(plugin)
	}
	return plugins
}

async function load(source, project) {
	if (source.module) {
		const file = path.resolve(project.root, source.module)
		if (!fs.existsSync(file)) throw new Error(`the file ${source.module} does not exist`)
		const loaded = await import(pathToFileURL(file).href)
		return loaded.default ?? loaded.plugins
	}
	const loaded = await project.import(source.package)
	const make = [loaded.default?.default, loaded.default, loaded['module.exports'], ...Object.values(loaded)].find(value => typeof value === 'function')
	if (!make) throw new Error(`package ${source.package} exports no function that makes a plugin`)
	return make(source.options)
}

// flat is what a list of lists and promises holds, without what is nothing.
export async function flat(value) {
	value = await value
	if (!value) return []
	if (Array.isArray(value)) return (await Promise.all(value.map(flat))).flat()
	return [value]
}

function described(value) {
	return value === null ? 'null' : Array.isArray(value) ? 'a list' : typeof value === 'object' ? 'an object without one' : typeof value
}

// arrange orders plugins as Vite does, with what Paintbox itself does in their
// middle. Esbuild's are given Rollup's shape.
export function arrange(plugins, own) {
	const of = enforce => plugins.filter(plugin => (plugin.enforce === 'pre' || plugin.enforce === 'post' ? plugin.enforce : undefined) === enforce)
	return [...of('pre'), ...own, ...of(undefined), ...of('post')].map(plugin => (typeof plugin.setup === 'function' && !plugin.transform ? adapt(plugin) : plugin))
}

// Hooked is one plugin's function for a hook, with its filter.
export function hooked(plugins, name, root) {
	const list = []
	for (const plugin of plugins) {
		const hook = plugin[name]
		const handler = typeof hook === 'function' ? hook : hook?.handler
		if (typeof handler !== 'function') continue
		list.push({ plugin, name, handler, order: hook.order ?? null, filter: new Filter(hook.filter, root), described: plugin.described?.[name] })
	}
	const rank = { pre: 0, post: 2 }
	return list.sort((a, b) => (rank[a.order] ?? 1) - (rank[b.order] ?? 1))
}
