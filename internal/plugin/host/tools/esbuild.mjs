// esbuild, which has its configuration in the flags of a command, or in a script
// that calls it. The script is run with an esbuild that notes what it is told, and
// with functions that change no file of the project.

import fs from 'node:fs'
import path from 'node:path'
import { glob } from '../filters.mjs'
import { hold } from '../redirect.mjs'
import { State } from './state.mjs'
import { takeScripts } from './pages.mjs'

// idle are plugins that the linker or a recipe stands in for, or that see nothing here.
const idle = /^(?:sass-?plugin|esbuild-(?:sass|scss)-plugin|sass|postcss2?|esbuild-(?:style|postcss)-plugin|css-modules(?:-plugin)?|esbuild-css-modules-plugin|clean|esbuild-plugin-clean|copy|plugin:copy|esbuild-plugin-copy|copy-static-files|html|esbuild-(?:plugin-)?html(?:-plugin)?|@?craftamap.*|manifest|esbuild-plugin-manifest|livereload|live-?reload|watch|rebuild|time|notify|(?:plugin:|esbuild-plugin-)?compress|visualizer|meta|tsc|typecheck|eslint|env|dotenv|esbuild-envfile-plugin|node-externals|svelte|esbuild-svelte|vue|vue-plugin|esbuild-plugin-vue3?)$/i

// readEsbuild reads flags, or runs the script.
export async function readEsbuild(args, project, load) {
	const calls = args.flags ? [fromFlags(args.flags)] : await noted(args.root, load)
	const list = calls.filter(one => one?.bundle && one.platform !== 'node' && entriesOf(one, args.root).length > 0)
	if (list.length === 0) throw new Error('it builds nothing for browsers')
	const state = new State(args.root, project)
	for (const options of list) take(options, state)
	takeScripts({}, state)
	const page = path.join(args.root, 'index.html')
	if (state.pages.length === 0 && fs.existsSync(page)) {
		state.scripts.clear() // a page of the project's own starts what it says
		state.used.delete('entry')
	}
	return state
}

// noted are the options that the script calls esbuild with.
async function noted(root, load) {
	const calls = (globalThis[Symbol.for('paintbox.esbuild')] = [])
	const release = hold(root)
	const { exit } = process
	const listeners = process.listeners('unhandledRejection')
	const ignore = () => {} // what it does with its output fails, since there is none
	process.removeAllListeners('unhandledRejection').on('unhandledRejection', ignore)
	process.exit = () => {}
	try {
		await load().catch(error => {
			if (calls.length === 0) throw error
		})
		for (let i = 0; i < 100 && calls.length === 0; i++) await new Promise(done => setTimeout(done, 10))
		await new Promise(done => setImmediate(done))
		return calls
	} finally {
		process.exit = exit
		process.off('unhandledRejection', ignore)
		for (const listener of listeners) process.on('unhandledRejection', listener)
		release()
	}
}

function take(options, state) {
	const base = path.resolve(state.root, options.absWorkingDir ?? '.')
	const at = name => (/^\.{1,2}(?:\/|$)/.test(name) ? path.resolve(base, name) : name)
	for (const [name, value] of Object.entries(options.alias ?? {})) state.addAlias(name, at(value))
	for (const [name, value] of Object.entries(options.define ?? {})) state.addDefine(name, value)
	state.extensions.push(...(options.resolveExtensions ?? []))
	const out = options.outdir ?? (options.outfile && path.dirname(options.outfile))
	if (out) state.outDir = path.resolve(base, out)
	for (const [name, file] of entriesOf(options, base)) {
		state.addEntry(name, file, base)
		state.filenames.set(name, options.outfile ? path.basename(options.outfile) : path.posix.basename(name) + '.js')
	}
	state.use('entry', ...(out ? ['output'] : []))
	if (options.publicPath) state.base = /^(?:[a-z]+:)?\/\//.test(options.publicPath) || options.publicPath.startsWith('/') ? options.publicPath : undefined
	for (const [ext, loader] of Object.entries(options.loader ?? {})) {
		if (!/^(?:jsx?|tsx?|css|json|default|copy)$/.test(loader)) { state.loader[ext] = loader; state.use('loader') }
	}
	if (options.external?.length > 0) { state.own.external = options.external; state.use('external') }
	if (options.conditions?.length > 0) { state.own.conditions = options.conditions; state.use('conditions') }
	for (const key of ['jsx', 'jsxFactory', 'jsxFragment', 'jsxImportSource']) {
		if (options[key]) { (state.esbuild ??= {})[key] = options[key]; state.use(key) }
	}
	for (const file of options.inject ?? []) inject(path.resolve(base, file), entriesOf(options, base).map(([, entry]) => path.resolve(base, entry)), state)
	for (const plugin of [options.plugins ?? []].flat(Infinity).filter(Boolean)) {
		if (!idle.test(plugin.name)) { state.plugins.push(plugin); state.use('plugins') }
	}
}

// inject takes a file whose exports stand for names that modules use and do not declare, or that runs before the entry
// points where it exports nothing.
function inject(file, entries, state) {
	const code = isFile(file) ? fs.readFileSync(file, 'utf8').replace(/\/\*[^]*?\*\/|^\s*\/\/.*$/gm, '') : undefined
	if (code === undefined || /\bexport\s*\*(?!\s*as\b)/.test(code)) return state.warn(`inject is not taken over: ${state.local(file)} ${code === undefined ? 'is not there' : 'exports all that another module does'}`, 'name its exports one by one, or import the file where they are used')
	const names = [...code.matchAll(/\bexport\s+(?:async\s+)?(?:const|let|var|function\*?|class)\s+([\w$]+)/g), ...code.matchAll(/\bexport\s*\*\s*as\s+([\w$]+)/g)].map(found => found[1])
	for (const [, list] of code.matchAll(/\bexport\s*\{([^}]*)\}/g)) names.push(...list.split(',').map(one => one.trim().split(/\s+as\s+/).pop()).filter(Boolean))
	for (const name of names) {
		if (/^["']/.test(name)) state.warn(`inject is not taken over for ${name.slice(1, -1)} of ${state.local(file)}`, `state a value in "define": { "${name.slice(1, -1)}": … }`)
		else if (name !== 'default') state.addProvided(name, [file, name])
	}
	if (names.length === 0) state.plugins.push({ name: 'inject', enforce: 'pre', transform: { filter: { id: entries }, handler: text => ({ code: `import ${JSON.stringify(file)};${text}`, map: null }) } })
	state.use('inject')
}

// entriesOf lists the entry points by the names of their outputs.
function entriesOf({ entryPoints = [] }, base) {
	const list = Array.isArray(entryPoints) ? entryPoints.map(one => (typeof one === 'string' ? [undefined, one] : [one.out, one.in])) : Object.entries(entryPoints)
	return list.filter(([, file]) => typeof file === 'string').flatMap(([name, file]) => (/[*]/.test(file) ? matching(file, base).map(found => [undefined, found]) : [[name, path.isAbsolute(file) || /^\.{1,2}\//.test(file) ? file : isFile(path.resolve(base, file)) ? './' + file : file]])).map(([name, file]) => [name ?? path.basename(file).replace(/\.\w+$/, ''), file])
}

const isFile = file => fs.statSync(file, { throwIfNoEntry: false })?.isFile() ?? false

function matching(pattern, base) {
	const dir = path.resolve(base, pattern.split('*')[0].replace(/[^/]*$/, ''))
	const expression = glob(path.resolve(base, pattern), base)
	if (!fs.existsSync(dir)) return []
	return fs.readdirSync(dir, { recursive: true, withFileTypes: true }).filter(one => one.isFile()).map(one => path.join(one.path, one.name)).filter(file => expression.test(file.replaceAll('\\', '/')) && !file.includes('/node_modules/')).sort()
}

// fromFlags are the options that flags of the command stand for.
export function fromFlags(flags) {
	const options = { entryPoints: [] }
	const lists = { external: 'external', inject: 'inject' }
	const maps = { define: 'define', alias: 'alias', loader: 'loader' }
	const comma = { conditions: 'conditions', 'resolve-extensions': 'resolveExtensions', 'main-fields': 'mainFields' }
	for (const flag of flags) {
		const entry = /^(?!-)(?:([^=]+)=)?(.+)$/.exec(flag)
		if (entry) { options.entryPoints.push(entry[1] ? { out: entry[1], in: entry[2] } : entry[2]); continue }
		const [, name, colon, rest = ''] = /^--([\w-]+)(?:([:=])(.*))?$/s.exec(flag) ?? []
		if (!name) continue
		const [key, value = ''] = rest.split(/=(.*)/s)
		if (colon === ':' && maps[name]) (options[maps[name]] ??= {})[key] = value
		else if (colon === ':' && lists[name]) (options[lists[name]] ??= []).push(rest)
		else if (comma[name]) options[comma[name]] = rest.split(',').filter(Boolean)
		else options[name.replace(/-(\w)/g, (_, letter) => letter.toUpperCase())] = colon ? (rest === 'true' ? true : rest === 'false' ? false : rest) : true
	}
	return options
}
