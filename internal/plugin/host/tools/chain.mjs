// What functions for webpack-chain are given: it takes down what they set, and
// answers every other question with itself.

import path from 'node:path'
import { createRequire } from 'node:module'

// chain is that object over a configuration, and a function that gives the result.
export function chain(config, root) {
	const plugins = new Map()
	const rules = []
	const target = path => path.split('.').reduce((at, key) => (at[key] ??= {}), config)
	const api = listening({
		resolve: listening({
			alias: mapping(() => target('resolve.alias'), () => api.resolve), extensions: adding(() => (config.resolve.extensions ??= [])), modules: adding(() => (config.resolve.modules ??= [])), fallback: mapping(() => target('resolve.fallback')),
		}),
		output: listening({ publicPath: value => ((config.output.publicPath = value), api.output), path: value => ((config.output.path = value), api.output), filename: () => api.output }),
		externals: value => ((config.externals = value), api),
		entry: name => ({ add(file) { (config.entry[name] ??= []).push(file); return this }, clear() { config.entry[name] = []; return this }, end: () => api }),
		entryPoints: listening({}), toConfig: () => config, context: () => api,
		plugin: name => plugin(name),
		plugins: listening({ delete: name => plugins.delete(name), has: name => plugins.has(name) }),
		module: listening({ rule: name => rule(name), rules: listening({ has: () => false, get: name => rule(name), delete: () => undefined }) }),
		when: (condition, yes, no) => { (condition ? yes : no)?.(api); return api },
		merge: () => api,
	})
	const rulesByName = new Map()
	function rule(name) {
		if (rulesByName.has(name)) return rulesByName.get(name)
		const made = { use: new Map(), oneOfs: [] }
		const own = listening({
			test: value => ((made.test = value), own), type: value => ((made.type = value), own), resourceQuery: value => ((made.resourceQuery = value), own),
			include: adding(() => (made.include ??= []), () => own), exclude: adding(() => (made.exclude ??= []), () => own),
			use: key => loader(made, key, own), uses: listening({ clear: () => (made.use.clear(), own), delete: key => made.use.delete(key) }),
			oneOf: key => { const inner = rule(name + '\0' + key); return inner }, end: () => api.module, rule: key => rule(name + '\0' + key),
		})
		rulesByName.set(name, own)
		rules.push(made)
		return own
	}
	function loader(made, key, end) {
		const one = made.use.get(key) ?? { options: {} }
		made.use.set(key, one)
		const own = listening({
			loader: value => ((one.loader = value), own), options: value => ((one.options = value), own),
			tap: change => ((one.options = change(one.options ?? {}) ?? one.options), own), end: () => end,
		})
		if (!one.loader) one.loader = key
		return own
	}
	function plugin(name) {
		const one = plugins.get(name) ?? { args: [defaults(name)].flat(1).filter(value => value !== undefined) }
		plugins.set(name, one)
		const own = listening({
			use: (Class, args = []) => { one.Class = Class; one.args = args; return own },
			tap: change => { one.args = change(one.args) ?? one.args; one.tapped = true; return own }, init: () => own, end: () => api, after: () => own, before: () => own,
		})
		return own
	}
	const defaults = name => (name === 'define' ? [{ 'process.env': {} }] : name === 'copy' ? [{ patterns: [] }] : [{ title: '' }])
	function made() {
		for (const [name, { Class, args, tapped }] of plugins) {
			if (typeof Class === 'string') config.plugins.push(packaged(Class, args, root))
			else if (Class) config.plugins.push(typeof Class === 'function' ? new Class(...args) : Class)
			else if (tapped && name === 'define') config.plugins.push(standing('DefinePlugin', { definitions: args[0] }))
			else if (tapped && name === 'html') (config.html = args[0])
		}
		for (const one of rules) {
			const use = [...one.use.values()].filter(({ loader }) => loader)
			if (one.test && (use.length > 0 || one.type)) config.module.rules.push({ test: one.test, type: one.type, resourceQuery: one.resourceQuery, include: one.include, exclude: one.exclude, use })
			else if (use.length > 0) for (const inner of use) if (Object.keys(inner.options).length > 0) config.module.rules.push({ test: /\.paintbox-none$/, use: [inner] })
		}
		return config
	}
	return { api, made, root }
}

// packaged is a plugin that is named by its package, or, where that cannot be loaded, one of its name alone.
function packaged(name, args, root) {
	try {
		const loaded = createRequire(path.join(root, 'package.json'))(name)
		return new (loaded.default ?? loaded)(...args)
	} catch {
		return standing(name.replace(/^.*\//, '').replace(/(?:^|-)(\w)/g, (_, letter) => letter.toUpperCase()), { options: args[0] })
	}
}

const standing = (name, fields) => Object.assign(new ({ [name]: class {} })[name](), fields)

const mapping = (into, end) => listening({ set(name, value) { into()[name] = value; return this }, delete(name) { delete into()[name]; return this }, get: name => into()[name], has: name => name in into(), merge(values) { Object.assign(into(), values); return this }, ...(end ? { end } : {}) })
const adding = (into, end) => listening({ add(value) { into().push(value); return this }, clear() { into().length = 0; return this }, delete() { return this }, merge(values) { into().push(...values); return this }, prepend(value) { into().unshift(value); return this }, values: () => into(), has: value => into().includes(value), ...(end ? { end } : {}) })

// listening is an object that answers what it does not know with itself.
function listening(own) {
	const proxy = new Proxy(function () {}, {
		get: (_, key) => (key in own ? (typeof own[key] === 'function' ? own[key].bind(proxy) : own[key]) : key === 'then' || typeof key === 'symbol' ? undefined : key === 'length' || key === 'size' ? 0 : proxy),
		apply: () => proxy, has: () => true,
	})
	return proxy
}
