// Packages of the project, found as Node finds them from its directory.

import fs from 'node:fs'
import path from 'node:path'
import { createRequire } from 'node:module'
import { pathToFileURL } from 'node:url'

// bringers are packages that a project installs for the sake of a compiler, as the table of recipes has them.
const bringers = {
	less: ['craco-less', 'less-loader', '@rsbuild/plugin-less'], stylus: ['stylus-loader', '@rsbuild/plugin-stylus'], sass: ['sass-loader', '@rsbuild/plugin-sass'], 'sass-embedded': ['@rsbuild/plugin-sass'],
	postcss: ['@tailwindcss/postcss', 'postcss-loader', 'postcss-load-config', 'autoprefixer', 'postcss-preset-env', 'tailwindcss', 'vite', 'css-loader', '@vue/compiler-sfc'],
	'babel-preset-solid': ['vite-plugin-solid', '@rsbuild/plugin-solid'], '@babel/core': ['vite-plugin-solid', '@rsbuild/plugin-babel', '@vitejs/plugin-react', 'babel-loader'],
	'@vanilla-extract/integration': ['@vanilla-extract/webpack-plugin', '@vanilla-extract/vite-plugin', '@vanilla-extract/parcel-transformer', '@vanilla-extract/rollup-plugin'],
}

export class Project {
	constructor(root) {
		this.root = root
		this.require = createRequire(path.join(root, 'package.json'))
	}

	// manifest is the project's package.json.
	get manifest() {
		try {
			return JSON.parse(fs.readFileSync(path.join(this.root, 'package.json'), 'utf8'))
		} catch {
			return {}
		}
	}

	// directory is that of a package, the project's own or one that another brings along; undefined where it is not installed.
	directory(name, from = this.root) {
		const found = this.#above(name, from)
		if (found || from !== this.root) return found
		return (bringers[name] ?? []).map(other => this.#above(other, from)).map(dir => dir && this.#above(name, dir)).find(Boolean)
	}

	#above(name, from) {
		if (process.versions.pnp) return this.#plugged(name, from)
		for (let at = from; ; at = path.dirname(at)) {
			const found = path.join(at, 'node_modules', name)
			if (fs.existsSync(path.join(found, 'package.json'))) return fs.realpathSync(found)
			if (path.dirname(at) === at) return undefined
		}
	}

	// #plugged asks Yarn, which installs without node_modules.
	#plugged(name, from) {
		try {
			return this.require('pnpapi').resolveToUnqualified(name, from + path.sep, { considerBuiltins: false })?.replace(/[\\/]$/, '') ?? undefined
		} catch {
			return undefined // it is not there, for who asks
		}
	}

	has(name) {
		return this.directory(name) !== undefined
	}

	version(name) {
		const dir = this.directory(name)
		return dir && JSON.parse(fs.readFileSync(path.join(dir, 'package.json'), 'utf8')).version
	}

	// resolve finds the file that an import names, with the conditions of import().
	resolve(specifier, from = this.root) {
		if (specifier.startsWith('.') || path.isAbsolute(specifier)) return path.resolve(from, specifier)
		const [name, rest] = split(specifier)
		const dir = this.directory(name, from)
		if (!dir) throw Object.assign(new Error(`package ${name} is not installed`), { note: `npm install --save-dev ${name}` })
		const info = JSON.parse(fs.readFileSync(path.join(dir, 'package.json'), 'utf8'))
		const target = info.exports === undefined ? undefined : exported(info.exports, rest)
		if (target) return path.join(dir, target)
		if (info.exports === undefined && rest === '.' && info.module && info.type === 'module') return path.join(dir, info.module)
		return this.#above(name, from) ? createRequire(path.join(from, 'package.json')).resolve(specifier) : createRequire(path.join(dir, 'package.json')).resolve(path.join(dir, rest))
	}

	// load is what a package of CommonJS exports, as require() gives it: import() reads all of its text once more
	// to learn the names. Any other is loaded as import() does.
	async load(specifier) {
		const file = this.directory(split(specifier)[0]) && this.#required(specifier)
		return file ? this.require(file) : this.import(specifier)
	}

	// #required is the file that require() finds, where it is of CommonJS.
	#required(specifier) {
		try {
			const [name] = split(specifier)
			const file = this.require.resolve(this.#above(name, this.root) || specifier !== name ? specifier : this.directory(name))
			return /\.cjs$/.test(file) || (/\.js$/.test(file) && typeOf(file) !== 'module') ? file : undefined
		} catch {
			return undefined // it is for import() only
		}
	}

	// import loads a package, as import() in a file of the project would.
	import(specifier) {
		return import(pathToFileURL(this.resolve(specifier)).href)
	}
}

// typeOf is the type that the package of a file states.
function typeOf(file) {
	for (let at = path.dirname(file); path.dirname(at) !== at; at = path.dirname(at)) {
		const manifest = path.join(at, 'package.json')
		if (fs.existsSync(manifest)) return JSON.parse(fs.readFileSync(manifest, 'utf8')).type
	}
}

function split(specifier) {
	const parts = specifier.split('/')
	const length = specifier.startsWith('@') ? 2 : 1
	const rest = parts.slice(length).join('/')
	return [parts.slice(0, length).join('/'), rest ? './' + rest : '.']
}

// exported looks a subpath up in package.json's exports.
function exported(exports, subpath) {
	const table = typeof exports === 'string' || Array.isArray(exports) || !Object.keys(exports).some(key => key.startsWith('.')) ? { '.': exports } : exports
	if (table[subpath] !== undefined) return condition(table[subpath])
	for (const [key, value] of Object.entries(table)) {
		const [before, after] = key.split('*')
		if (after !== undefined && subpath.startsWith(before) && subpath.endsWith(after) && subpath.length > before.length + after.length) {
			return condition(value)?.replaceAll('*', subpath.slice(before.length, subpath.length - after.length))
		}
	}
}

function condition(value) {
	if (typeof value === 'string' || value === null) return value
	if (Array.isArray(value)) return value.map(condition).find(Boolean)
	for (const [name, inner] of Object.entries(value)) {
		if (!['node', 'import', 'module-sync', 'default'].includes(name)) continue
		const found = condition(inner)
		if (found !== undefined) return found
	}
}
