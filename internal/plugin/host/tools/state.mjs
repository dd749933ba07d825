// What is collected while a configuration is read.

import fs from 'node:fs'
import path from 'node:path'
import { entryResolver, resolving } from './resolving.mjs'
import { copying } from './copy.mjs'
import { needsBabel } from './babel.mjs'
import { postcss, preprocessor } from './styles.mjs'
import { settings } from '../foreign.mjs'
import { counted } from '../locals.mjs'

export class State {
	define = {}
	alias = []
	css = { preprocessorOptions: {} }
	plugins = []
	loader = {}
	pages = []
	scripts = new Map() // by the entry's name: files and packages
	filenames = new Map() // by the entry's name: what its script is called
	provide = {}
	copies = []
	modules = []
	extensions = []
	externals = {}
	given = {} // options of plugins that recipes stand in for, by the recipe
	warnings = []
	errors = []
	used = new Set()
	own = {} // settings of Paintbox
	configuration = {} // values of the one that is being read, which pages may name

	constructor(root, project) {
		this.root = root
		this.project = project
	}

	use(...keys) {
		for (const key of keys) this.used.add(key)
	}

	// warn says what is not taken over, and what to do instead.
	warn(text, note) {
		if (!this.warnings.some(other => other.text === text)) this.warnings.push({ text, note })
	}

	fail(text, note) {
		if (!this.errors.some(other => other.text === text)) this.errors.push({ text, note })
	}

	// addProvided takes a name that stands for a module, or for an export of it: a variable's, or a property's (window.jQuery).
	addProvided(name, of) {
		if (/^[\p{L}_$][\p{L}\p{N}_$]*(?:\.[\p{L}_$][\p{L}\p{N}_$]*)*$/u.test(name) && of.length <= 2) this.provide[name] = of
		else this.warn(`ProvidePlugin: ${name} stands for nothing`, 'name one export of the module, by names that scripts can write')
	}

	local(file) {
		return path.relative(this.root, file).replaceAll('\\', '/') || '.'
	}

	// addAlias takes an alias as webpack has it: name$ is that name alone, false is nothing.
	addAlias(name, value) {
		const exact = name.endsWith('$')
		const target = Array.isArray(value) ? value.find(at => fs.existsSync(at)) ?? value[0] : value
		const bare = name.replace(/\$$/, '')
		this.use('alias')
		if (target === false || target === undefined) this.alias.push({ find: exactly(bare), replacement: 'virtual:paintbox/empty' })
		else if (exact || /\.\w+$/.test(target) && isFile(target)) this.alias.push({ find: exactly(bare), replacement: target })
		else this.alias.push({ find: bare, replacement: target })
	}

	// addDefine takes definitions as webpack has them: code, or objects of it.
	addDefine(name, value) {
		this.use('define')
		if (value && typeof value === 'object' && !(value instanceof RegExp) && typeof value.fn !== 'function') {
			for (const [key, inner] of Object.entries(value)) this.addDefine(`${name}.${key}`, inner)
			return
		}
		const found = definition(name, value)
		if (found === undefined) return this.warn(`define of ${name} is not taken over: its value is a program`, `state a value in "define": { ${JSON.stringify(name)}: … } of paintbox.json`)
		if (/^process\.env$/.test(name) && found && typeof found === 'object') return this.addDefine(name, Object.fromEntries(Object.entries(found).map(([key, inner]) => [key, JSON.stringify(inner)])))
		if (!/^[\p{L}_$][\p{L}\p{N}_$]*(?:\.[\p{L}_$][\p{L}\p{N}_$]*)*$/u.test(name)) {
			if (!/^typeof\s/.test(name)) this.warn(`define of ${JSON.stringify(name)} is not taken over: it is no name`)
			return
		}
		if (!/^process\.env\.NODE_ENV$/.test(name)) this.define[name] = found instanceof Name ? found.text : JSON.stringify(found) ?? 'undefined'
	}

	// preprocessor takes what a loader of Sass, Less or Stylus is told.
	preprocessor(language, options) {
		preprocessor(language, options, this)
	}

	// postcss takes what its loader is told.
	postcss(options, context = this.root) {
		postcss(options, this, context)
	}

	// locals takes how scripts name classes of CSS modules.
	locals(stated) {
		this.css.modules = { localsConvention: stated }
		this.use('exportLocalsConvention')
	}

	// localNames says that classes of CSS modules have other names in the output, where what is stated can be counted on.
	localNames(pattern, made) {
		const found = counted(pattern, typeof made === 'function' && ((local, file) => made({ resourcePath: file, rootContext: this.root }, pattern ?? '[hash:base64]', local, {})), this)
		if (found) this.warn(...found)
	}

	// addBabel takes options of Babel, where they name what the linker does not do.
	addBabel(options, takes) {
		if (!needsBabel(options, this)) return
		const lists = Object.fromEntries(['presets', 'plugins'].map(key => [key, [...(this.babel?.[key] ?? []), ...(options[key] ?? [])].filter(Boolean)]))
		this.babel = { ...this.babel, ...options, ...lists, takes }
		this.use('babel')
	}

	finish() {
		const root = this.root
		const resolver = resolving(this)
		const plugins = [...this.plugins, resolver, copying(this.copies, root)].filter(Boolean)
		const config = {
			define: this.define, resolve: { alias: this.alias, modules: this.modules }, css: this.css, plugins, given: this.given, babel: this.babel, vendors: this.vendors, provide: this.provide,
			base: this.base, publicDir: this.publicDir, envPrefix: this.envPrefix, build: { outDir: this.outDir, rollupOptions: { input: this.inputs() } }, esbuild: this.esbuild,
		}
		const made = { ...settings(config, root), ...this.own }
		if (this.pages.length > 0) made.entries = [...this.pages.map(page => page.source), ...this.alone()]
		if (Object.keys(this.loader).length > 0) made.loader = this.loader
		return { config, used: [...this.used].sort(), settings: made, pages: this.pages, warnings: this.warnings, errors: this.errors }
	}

	// alone are the scripts of entries that no page starts.
	alone() {
		const started = new Set(this.pages.flatMap(page => page.scripts.map(script => script.path)))
		return [...this.scripts.values()].map(list => list.filter(script => script.path).at(-1)?.path).filter(file => file && !started.has(file) && !file.startsWith('../'))
	}

	// inputs are the scripts to start from, where no page does.
	inputs() {
		if (this.pages.length > 0) return []
		return [...this.scripts.values()].flatMap(list => list.filter(script => script.path).slice(-1)).map(script => path.resolve(this.root, script.path))
	}

	// addGlobal notes the name by which classic scripts of pages know what an entry exports: one export of it, all, or
	// "" for all but where it exports a default only. It tells whether it could.
	addGlobal(name, global, exported) {
		if (typeof global !== 'string' || !/^[A-Za-z_$][\w$]*$/.test(global)) return false
		const script = this.scripts.get(name)?.findLast(one => one.path && /\.[cm]?[jt]sx?$/.test(one.path))
		if (!script) return false
		Object.assign(script, { global, exported })
		this.use('output.name')
		return true
	}

	// addEntry notes the modules that an entry starts with.
	addEntry(name, requests, context) {
		const resolve = entryResolver(this, context)
		const list = [requests].flat().filter(request => typeof request === 'string' && !/^(?:webpack-dev-server|webpack-hot-middleware|webpack\/hot|react-hot-loader\/patch|react-dev-utils\/webpackHotDevClient)/.test(request))
		this.scripts.set(name, list.map(resolve))
	}
}

const exactly = name => new RegExp('^' + name.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&') + '$')
const isFile = file => fs.statSync(file, { throwIfNoEntry: false })?.isFile() ?? false

// Name is a value that is the name of a global.
class Name {
	constructor(text) { this.text = text }
}

// definition is the value that code stands for; undefined where it is a program.
function definition(name, value) {
	if (typeof value?.fn === 'function') {
		try {
			value = value.fn({ module: {}, key: name, version: '' })
		} catch {
			return undefined
		}
	}
	if (value === null || typeof value === 'number' || typeof value === 'boolean') return value
	if (value === undefined) return new Name('undefined')
	if (typeof value !== 'string') return undefined
	if (/^[\p{L}_$][\p{L}\p{N}_$]*(?:\.[\p{L}_$][\p{L}\p{N}_$]*)*$/u.test(value) && !['true', 'false', 'null'].includes(value)) return new Name(value)
	try {
		return JSON.parse(value)
	} catch {}
	return literal(value)
}

// literal evaluates what is made of literals alone.
function literal(code) {
	if (/[`;]|=>|\b(?:function|new|class|import|this|await|typeof|void)\b/.test(code) || /[\p{L}_$)\]]\s*\(/u.test(code.replace(/(["'])(?:\\.|(?!\1).)*\1/g, ''))) return undefined
	try {
		const value = new Function('return (' + code + ')')()
		return JSON.stringify(value) === undefined ? undefined : value
	} catch {
		return undefined
	}
}
