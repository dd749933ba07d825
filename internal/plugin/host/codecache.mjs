// Compiled code of large scripts of packages, kept in node_modules/.cache/paintbox
// of the project. A compiler that is a program of megabytes takes longer to become
// machine-readable than to do its work. One file for each script, written anew
// where its text or Node changed; without a node_modules nothing is kept.

import Module from 'node:module'
import fs from 'node:fs'
import path from 'node:path'
import vm from 'node:vm'
import { createHash } from 'node:crypto'

const large = 1 << 15 // characters; what is smaller is compiled faster than read
const unfit = /^#!|(?<!^[ \t]*\/\/.*)\bimport(?:\s|\/\*[^]*?\*\/|\/\/.*)*(?:\.\s*(?:defer|source)\s*)?\(/m // code that was kept cannot call import()
const hash = text => createHash('sha1').update(text).digest()

// keepCode compiles large scripts of CommonJS below node_modules from what an earlier
// process left, from now on, and leaves what this one compiled when it ends.
export function keepCode(root) {
	const modules = nearest(root)
	if (!modules) return
	const dir = path.join(modules, '.cache', 'paintbox', 'code')
	const made = []
	const compile = Module.prototype._compile
	Module.prototype._compile = function (text, file, format) {
		if (format === 'module' || text.length < large || !/[\\/]node_modules[\\/]/.test(file)) return compile.call(this, text, file, format)
		const at = path.join(dir, hash(file).toString('hex'))
		const key = hash([process.version, process.arch, file, text].join('\0'))
		const cachedData = kept(at, key)
		if (!cachedData && unfit.test(text)) return compile.call(this, text, file, format)
		const script = new vm.Script(Module.wrap(text), { filename: file, cachedData })
		if (!cachedData || script.cachedDataRejected) made.push({ at, key, script })
		return script.runInThisContext().call(this.exports, this.exports, requireOf(this), this, file, path.dirname(file))
	}
	process.on('exit', () => keep(dir, made))
}

function nearest(root) {
	for (let at = root; ; at = path.dirname(at)) {
		const found = path.join(at, 'node_modules')
		if (fs.statSync(found, { throwIfNoEntry: false })?.isDirectory()) return found
		if (path.dirname(at) === at) return undefined
	}
}

// requireOf is what a script of CommonJS knows as require.
function requireOf(module) {
	const require = specifier => module.require(specifier)
	require.resolve = (specifier, options) => Module._resolveFilename(specifier, module, false, options)
	require.resolve.paths = specifier => Module._resolveLookupPaths(specifier, module)
	return Object.assign(require, { main: process.mainModule, extensions: Module._extensions, cache: Module._cache })
}

// kept is the compiled code of exactly this text, by this Node.
function kept(at, key) {
	try {
		const data = fs.readFileSync(at)
		return key.equals(data.subarray(0, key.length)) ? data.subarray(key.length) : undefined
	} catch {
		return undefined
	}
}

// keep writes the code with the functions that ran. Where that is not possible, the next process compiles again.
function keep(dir, made) {
	try {
		if (made.length > 0) fs.mkdirSync(dir, { recursive: true })
		for (const { at, key, script } of made) {
			const whole = `${at}.${process.pid}`
			fs.writeFileSync(whole, Buffer.concat([key, script.createCachedData()]))
			fs.renameSync(whole, at)
		}
	} catch {
		// a directory that cannot be written to
	}
}
