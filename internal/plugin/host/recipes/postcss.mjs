// PostCSS with the project's configuration, once for each sheet.

import fs from 'node:fs'
import path from 'node:path'
import { createRequire } from 'node:module'
import { pathToFileURL } from 'node:url'
import { isStyle } from '../loaders.mjs'
import { inlineImports } from './inline.mjs'

export default async function postcss(project, options) {
	let ready
	const name = path.basename(options.config)

	async function start() {
		const loaded = await project.load('postcss')
		const make = loaded.default ?? loaded
		const inline = options.css?.postcss // of Vite's configuration
		let config = inline?.plugins ? inline : await read(options.config)
		if (typeof config === 'function') config = await config({ env: process.env.NODE_ENV, cwd: options.root, file: {}, options: {} })
		const plugins = await pluginsOf(config?.plugins, path.dirname(options.config))
		const settings = {}
		for (const key of ['parser', 'syntax', 'stringifier']) {
			if (config?.[key]) settings[key] = typeof config[key] === 'string' ? requireFrom(options.config)(config[key]) : config[key]
		}
		const tailwind = project.version('tailwindcss')?.startsWith('3.') ?? false
		return { make, processor: make(plugins), settings, empty: plugins.length === 0, inline: tailwind }
	}

	async function read(file) {
		if (name === 'package.json') return JSON.parse(fs.readFileSync(file, 'utf8')).postcss
		if (/\.[cm]?js$/.test(name)) {
			const loaded = await import(pathToFileURL(file).href)
			return loaded.default ?? loaded
		}
		const text = fs.readFileSync(file, 'utf8')
		if (/^\s*\{/.test(text)) return JSON.parse(text)
		const yaml = await project.import('yaml')
		return yaml.parse(text)
	}

	return {
		transform: {
			filter: { id: /./ },
			async handler(code, id) {
				if (!isStyle(id)) return null
				const file = id.split('?')[0]
				if (file.includes('/node_modules/') && !/@(?:tailwind|apply)\b/.test(code)) return null
				const { make, processor, settings, empty, inline } = await (ready ??= start())
				if (empty) return null
				try {
					const root = inline && code.includes('@import') ? await inlineImports(make.parse(code, { from: file }), file, make, this) : code
					const result = await processor.process(root, { ...settings, from: file, to: file, map: options.sourcemap ? { inline: false, annotation: false, sourcesContent: true } : false })
					for (const read of sources(result.root, file)) this.addWatchFile(read)
					const preflight = inline && /@tailwind\s+base\b/.test(code) && path.join(project.directory('tailwindcss'), 'lib/css/preflight.css')
					if (preflight && fs.existsSync(preflight)) this.addWatchFile(preflight) // which it reads without a word
					for (const message of result.messages) {
						if (message.type === 'dependency') this.addWatchFile(message.file)
						if (message.type === 'dir-dependency') this.addWatchFile(message.dir)
						if (message.type === 'warning') this.warn({ message: message.text, loc: { file, line: message.line ?? 0, column: message.column ?? 0 } })
					}
					return { code: result.css, map: result.map?.toJSON() }
				} catch (error) {
					if (error.name !== 'CssSyntaxError') throw error
					throw Object.assign(new Error((error.plugin ? error.plugin + ': ' : '') + error.reason), { loc: { file: error.file ?? file, line: error.line ?? 0, column: (error.column ?? 1) - 1 } })
				}
			},
		},
	}
}

// sources are the files that rules of a sheet come from, beside its own.
function sources(root, file) {
	const found = new Set()
	root?.walk?.(node => found.add(node.source?.input.file))
	found.delete(undefined)
	found.delete(file)
	return found
}

const requireFrom = file => createRequire(file)

// pluginsOf reads the list, or the object of names and options.
async function pluginsOf(plugins, dir) {
	const load = async (name, settings) => {
		const found = requireFrom(path.join(dir, 'package.json')).resolve(name)
		const loaded = await import(pathToFileURL(found).href)
		const plugin = loaded.default ?? loaded
		return settings === undefined || (settings && Object.keys(settings).length === 0) ? plugin() : plugin(settings)
	}
	const list = Array.isArray(plugins)
		? plugins.map(plugin => (typeof plugin === 'string' ? load(plugin) : Array.isArray(plugin) ? load(plugin[0], plugin[1]) : plugin))
		: Object.entries(plugins ?? {}).filter(([, settings]) => settings !== false).map(([name, settings]) => load(name, settings === true ? undefined : settings))
	return (await Promise.all(list)).filter(Boolean)
}
