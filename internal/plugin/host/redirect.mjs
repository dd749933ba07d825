// The output directory as plugins name it. What a build writes is published at
// its end, whole, so until then the directory is that of the last build. Plugins
// that name it themselves, such as those that write dist/VERSION or compress what
// is in dist, read and write the scratch directory in its place, where the build
// is. Everything that was loaded before it is known finds the functions changed,
// which do nothing until then.

import fs from 'node:fs'
import path from 'node:path'
import { syncBuiltinESMExports } from 'node:module'
import { fileURLToPath } from 'node:url'

// These are named by a path, and those by two.
const one = ['access', 'appendFile', 'chmod', 'chown', 'exists', 'lchown', 'lstat', 'lutimes', 'mkdir', 'mkdtemp', 'open', 'openAsBlob', 'opendir', 'readFile', 'readdir', 'readlink', 'realpath', 'rm', 'rmdir', 'stat', 'statfs', 'truncate', 'unlink', 'utimes', 'watch', 'writeFile']
const two = ['copyFile', 'cp', 'link', 'rename', 'symlink']

// These change what they name.
const changing = new Set(['appendFile', 'chmod', 'chown', 'lchown', 'lutimes', 'mkdir', 'mkdtemp', 'rm', 'rmdir', 'truncate', 'unlink', 'utimes', 'writeFile', 'copyFile', 'cp', 'link', 'rename', 'symlink'])

let held = '' // a directory in which nothing is changed

// hold has these do nothing in a directory, until the function that it returns is called.
export function hold(dir) {
	held = dir
	return () => { held = '' }
}

let places = [] // directories, each with the one that stands in for it

// redirect has paths in a directory mean those of another one, from now on.
export function redirect(from, to) {
	const real = fs.existsSync(from) ? fs.realpathSync(from) : from
	places = [...new Set([from, real])].map(dir => [path.resolve(dir), to])
}

// patch changes the functions. It is called once, before anything of a project is loaded.
export function patch() {
	for (const [names, count] of [[one, 1], [two, 2]]) {
		for (const name of names) {
			change(fs, name, count)
			change(fs, name + 'Sync', count)
			change(fs.promises, name, count)
		}
	}
	change(fs, 'createReadStream', 1)
	change(fs, 'createWriteStream', 1)
	syncBuiltinESMExports()
}

function change(object, name, count) {
	const original = object[name]
	if (typeof original !== 'function') return
	const sync = name.endsWith('Sync')
	const changed = function (...args) {
		if (held && changing.has(name.replace(/Sync$/, '')) && inside(args[count - 1])) {
			const done = args.at(-1)
			if (!sync && object === fs && typeof done === 'function') return void process.nextTick(done, null)
			return sync || object === fs ? undefined : Promise.resolve()
		}
		for (let i = 0; i < count && places.length > 0; i++) args[i] = placed(args[i])
		return original.apply(this, args)
	}
	object[name] = Object.assign(changed, original) // realpath.native
}

const named = name => (typeof name === 'string' ? name : name instanceof URL && name.protocol === 'file:' ? fileURLToPath(name) : Buffer.isBuffer(name) ? name.toString() : undefined)

function inside(name) {
	const file = named(name)
	return file !== undefined && (path.resolve(file) + path.sep).startsWith(held + path.sep)
}

function placed(name) {
	const file = named(name)
	if (file === undefined) return name
	const absolute = path.resolve(file)
	for (const [dir, to] of places) {
		if (absolute === dir) return to
		if (absolute.startsWith(dir + path.sep)) return path.join(to, absolute.slice(dir.length))
	}
	return name
}
