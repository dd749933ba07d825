// What of another tool's configuration can be written down: values as data, and
// the plugins of Vite's as a file that makes the same ones. What is neither, is
// named, since the configuration has to stay for it.

import fs from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { split } from '../aliases.mjs'
import { flat } from '../plugins.mjs'
import { calls } from './calls.mjs'

// written describes a configuration that was read.
export async function written({ tool, file, root }, config, used, project) {
	const text = fs.readFileSync(file, 'utf8')
	const stays = new Set(used.filter(key => !['alias', 'base', 'conditions', 'define', 'plugins', 'publicDir', 'outDir', 'envPrefix', 'preprocessorOptions'].includes(key)))
	const define = {}
	for (const [name, value] of Object.entries(config.define ?? {})) {
		const code = typeof value === 'string' ? value : JSON.stringify(value) ?? 'undefined'
		if (constant(code) && stated(code, text)) define[name] = code
		else stays.add(`the value of ${name}`)
	}
	const { plain, others } = split(config.resolve?.alias, path.resolve(root, config.root ?? '.'))
	const alias = Object.fromEntries(Object.entries(plain).map(([name, to]) => [name, path.isAbsolute(to) ? relative(root, to) : to]))
	if (others.length > 0) stays.add('aliases of patterns')
	const css = config.css?.preprocessorOptions && Object.keys(config.css.preprocessorOptions).length > 0 ? config.css.preprocessorOptions : undefined
	const styles = css && isData(css) && !JSON.stringify(css).includes(root) ? css : undefined
	if (css && !styles) stays.add('css.preprocessorOptions')
	if (config.resolve?.extensions) stays.add('resolve.extensions')
	let module = ''
	if (tool === 'vite') {
		if (config.plugins.length > 0 || styles) module = await pluginFile(file, text, root, config, styles, stays, project)
		if (config.plugins.length > 0 && !module) stays.add('plugins')
	} else {
		for (const key of used) if (!['alias', 'define'].includes(key)) stays.add(key)
	}
	return { define, alias, conditions: config.resolve?.conditions ?? [], module, stays: [...stays].sort() }
}

const relative = (root, file) => {
	const name = path.relative(root, file).replaceAll('\\', '/')
	return name.startsWith('../') ? name : './' + name
}

// names is how a global is written, with its parts.
const names = /^[\p{L}_$][\p{L}\p{N}_$]*(?:\.[\p{L}_$][\p{L}\p{N}_$]*)*$/u

// constant tells whether code is a value or a name.
function constant(code) {
	if (names.test(code)) return true
	try {
		JSON.parse(code)
		return true
	} catch {
		return false
	}
}

// stated tells whether a value stands in the text, and is not computed anew by
// each build, as times and versions are.
function stated(code, text) {
	let value
	try {
		value = JSON.parse(code)
	} catch {
		return true // a name
	}
	const leaves = value => (value !== null && typeof value === 'object' ? Object.values(value).flatMap(leaves) : [value])
	return leaves(value).every(leaf => text.includes(typeof leaf === 'string' ? JSON.stringify(leaf).slice(1, -1) : String(leaf)))
}

function isData(value) {
	if (value === null || ['string', 'number', 'boolean'].includes(typeof value)) return true
	if (typeof value !== 'object' || ![Object.prototype, Array.prototype, null].includes(Object.getPrototypeOf(value))) return false
	return Object.values(value).every(isData)
}

// pluginFile is the text of a file that exports the same plugins: the first that
// does, when it is run. Its calls are those of the configuration where they are
// given data; else the configuration is asked for its plugins.
async function pluginFile(file, text, root, config, styles, stays, project) {
	const name = path.basename(file)
	const css = styles ? `\tcss: { preprocessorOptions: ${JSON.stringify(styles)} },\n` : ''
	const whole = list => `export default {\n\tplugins: ${list},\n${css}}\n`
	const at = './' + path.relative(root, file).replaceAll('\\', '/')
	const candidates = []
	const found = config.plugins.length > 0 ? calls(text) : { imports: [], plugins: [] }
	if (found) candidates.push({ text: `// What ${name} says that is no value for paintbox.json.\n\n` + found.imports.map(line => line + '\n').join('') + (found.imports.length > 0 ? '\n' : '') + whole(`[${found.plugins.join(', ')}]`) })
	const env = `{ command: 'build', mode: 'production', isSsrBuild: false, isPreview: false }`
	const why = `// The plugins of ${name}, which has to stay: some of them are given more than data.\n\n`
	if (project.has('vite')) {
		candidates.push({ of: 'plugins', text: why + `import { fileURLToPath } from 'node:url'\nimport { loadConfigFromFile } from 'vite'\n\nconst file = fileURLToPath(new URL(${JSON.stringify(at)}, import.meta.url))\nconst { config } = await loadConfigFromFile(${env}, file)\n\n` + whole('config.plugins') })
	}
	candidates.push({ of: 'plugins', text: why + `import exported from ${JSON.stringify(at)}\n\nconst config = await (typeof exported === 'function' ? exported(${env}) : exported)\n\n` + whole('config.plugins') })
	for (const candidate of candidates) {
		if (!(await same(candidate.text, root, config.plugins))) continue
		if (candidate.of) stays.add(candidate.of)
		return candidate.text
	}
	return ''
}

// same tells whether a file exports plugins of the same names.
async function same(text, root, plugins) {
	const trial = path.join(root, `.paintbox-plugins-${process.pid}-${performance.now()}.mjs`)
	try {
		fs.writeFileSync(trial, text)
		const made = await flat((await import(pathToFileURL(trial).href)).default.plugins)
		return JSON.stringify(made.map(plugin => plugin.name)) === JSON.stringify(plugins.map(plugin => plugin.name))
	} catch {
		return false // a package is not found from there, or the file is none that Node reads
	} finally {
		fs.rmSync(trial, { force: true })
	}
}
