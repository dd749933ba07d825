// Rollup's configuration: its plugins run as Vite's do, but for those whose work
// Paintbox does.

import fs from 'node:fs'
import path from 'node:path'
import { State } from './state.mjs'

// idle are plugins that the linker or a recipe stands in for, or that serve a dev server.
const idle = /^(?:node-resolve|commonjs|typescript|rpt2|esbuild|sucrase|babel|json|terser|uglify|svelte|vue|postcss|scss|sass|css|livereload|serve|html|visualizer|filesize|sizes?|progress|delete|del|dev|auto-external|peer-deps-external|css-only|rollup-plugin-.*(?:size|livereload|serve|visualizer).*)$/

// readRollup reads rollup.config.*, the builds of it that browsers run.
export async function readRollup(args, project, load) {
	let config = await load()
	if (typeof config === 'function') config = await config({})
	const list = [config].flat().filter(one => one && typeof one === 'object')
	if (list.length === 0) throw new Error('it exports no configuration')
	const state = new State(args.root, project)
	for (const one of list) {
		const output = [one.output ?? {}].flat()[0]
		if (/^(?:cjs|commonjs)$/.test(output.format ?? '')) continue
		takeInputs(one.input, output, state)
		for (const plugin of (await Promise.all([one.plugins ?? []].flat(Infinity))).flat(Infinity).filter(Boolean)) {
			if (!idle.test(plugin.name)) { state.plugins.push(plugin); state.use('plugins') }
		}
	}
	if (state.scripts.size === 0) throw new Error('it builds nothing for browsers')
	return state
}

function takeInputs(input, output, state) {
	const named = typeof input === 'string' || Array.isArray(input) ? Object.fromEntries([input].flat().map(file => [path.basename(file, path.extname(file)), file])) : input ?? {}
	for (const [name, file] of Object.entries(named)) {
		state.addEntry(name, './' + path.relative(state.root, path.resolve(state.root, file)), state.root)
		state.filenames.set(name, output.file ? path.basename(output.file) : typeof output.entryFileNames === 'string' ? path.posix.basename(output.entryFileNames) : '[name].js')
		if (/^(?:iife|umd)$/.test(output.format ?? '') && output.name) state.addGlobal(name, output.name, output.exports === 'named' ? 'all' : '')
	}
	state.use('input')
	takePage(output, state)
}

// takePage finds the hand-written page that names what the inputs become. It
// stands where the output is, or around it.
function takePage(output, state) {
	const out = path.resolve(state.root, output.dir ?? path.dirname(output.file ?? 'dist/x'))
	const names = new Map([...state.scripts].map(([name, list]) => [state.filenames.get(name).replaceAll('[name]', name), list]))
	for (let at = out; at.startsWith(state.root); at = path.dirname(at)) {
		const file = path.join(at, 'index.html')
		const text = fs.existsSync(file) ? fs.readFileSync(file, 'utf8') : ''
		const found = [...text.matchAll(/<script\b[^>]*\bsrc\s*=\s*["']?([^"'\s>]+)/gi)].map(([, url]) => url).filter(url => names.has(path.posix.basename(url)))
		if (found.length > 0) {
			const template = state.local(file)
			const sheets = [...text.matchAll(/<link\b[^>]*\bhref\s*=\s*["']?([^"'\s>]+)/gi)].map(([, url]) => url).filter(url => names.has(path.posix.basename(url).replace(/\.css$/, '.js')))
			state.pages.push({ path: 'index.html', title: '', values: {}, head: '', template, source: template, drop: [...found, ...sheets], scripts: found.flatMap(url => names.get(path.posix.basename(url))) })
			state.use('page')
			return
		}
	}
}
