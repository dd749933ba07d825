// Configurations of other tools, each as Vite would state the same: what comes
// after is the same for all of them.

import { pathToFileURL } from 'node:url'
import { readVite, settings, unread, used } from '../foreign.mjs'
import { isWatched, watch } from './record.mjs'

// readers are the scripts that read other tools' files, each with its function. Only the one that is needed is loaded.
const readers = {
	rsbuild: ['rsbuild', 'readRsbuild'], craco: ['craco', 'readCraco'], rewired: ['craco', 'readRewired'], vuecli: ['vuecli', 'readVueCli'],
	rspack: ['webpack', 'readWebpack'], webpack: ['webpack', 'readWebpack'], rollup: ['rollup', 'readRollup'], esbuild: ['esbuild', 'readEsbuild'],
}

// readTool loads the file of a tool, and gives its configuration in Vite's shape
// beside what it said of that.
export async function readTool(args, project) {
	try {
		watching(project)
		if (args.tool === 'vite') {
			const config = await readVite(args, project)
			return { config, used: used(config), settings: settings(config, args.root), pages: [], warnings: unread(config), errors: [] }
		}
		const [script, name] = readers[args.tool]
		const { [name]: read } = await import(`./${script}.mjs`)
		return (await limited(read(args, project, () => load(args)), args.limit)).finish()
	} catch (error) {
		throw placed(error, args)
	}
}

// watching notes what plugins are told, from now on.
export function watching(project) {
	if (watchedPackages(project)) watch()
}

// watchedPackages tells whether the project depends on a package whose options are to be known.
function watchedPackages(project) {
	const { dependencies, devDependencies } = project.manifest
	return Object.keys({ ...dependencies, ...devDependencies }).some(name => isWatched(name) || isWatched(name + '/webpack'))
}

async function load({ file, script }) {
	const loaded = await import(pathToFileURL(script || file).href)
	return loaded.default?.default ?? loaded.default ?? loaded
}

async function limited(promise, limit) {
	let timer
	const late = new Promise((_, reject) => {
		timer = setTimeout(() => reject(new Error(`it has not ended after ${limit / 1000} seconds`)), limit)
	})
	try {
		return await Promise.race([promise, late])
	} finally {
		clearTimeout(timer)
	}
}

// placed puts the place in the project on an error, and what installs a package
// that it lacks.
function placed(thrown, { root, script }) {
	const error = thrown instanceof Error ? thrown : new Error(String(thrown))
	const lacking = /^Cannot find (?:module|package) '((?:@[^/']+\/)?[^./'][^/']*)/.exec(error.message)?.[1]
	const stack = /Require stack:/.test(error.message) ? '' : String(error.stack)
	for (const [, file, line] of stack.matchAll(/(?:file:\/\/)?(\/[^\s():]+):(\d+)(?::\d+)?/g)) {
		if (file.startsWith(root + '/') && !file.includes('/node_modules/') && file !== script) {
			error.loc ??= { file, line: Number(line), column: 0 }
			break
		}
	}
	if (lacking) error.note ??= `npm install --save-dev ${lacking}`
	error.message = String(error.message).split('\n')[0]
	return error
}
