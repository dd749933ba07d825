// .svelte, .svelte.js and .svelte.ts, by the compiler of Svelte 4 or 5, with what
// svelte.config.js says. Styles are modules of their own.

import fs from 'node:fs'
import path from 'node:path'
import { createHash } from 'node:crypto'
import { pathToFileURL } from 'node:url'

export default async function svelte(project, options) {
	const compiler = await project.import('svelte/compiler')
	const major = parseInt(compiler.VERSION ?? project.version('svelte'))
	const read = await readConfig(options.root), given = options.given?.svelte ?? {} // what the plugin of another tool was told goes first
	const config = { ...read, ...given, preprocess: given.preprocess ?? read.preprocess, compilerOptions: { ...read.compilerOptions, ...given.compilerOptions } }
	const styles = new Map()
	const languages = new Map()

	// language compiles a block of styles as a file of that language would be.
	async function language(lang, code, file, context) {
		const script = { scss: 'sass', sass: 'sass', less: 'less', styl: 'stylus', stylus: 'stylus' }[lang]
		if (!script) return undefined
		if (!languages.has(script)) languages.set(script, import(`./${script}.mjs`).then(recipe => recipe.default(project, options)))
		const { transform } = await languages.get(script)
		return transform.handler.call(context, code, file + '?lang.' + lang)
	}

	function preprocessors(file, context) {
		const own = {
			name: 'paintbox',
			style: async ({ content, attributes }) => language(attributes.lang ?? attributes.type?.replace('text/', ''), content, file, context),
			script: async ({ content, attributes }) => (major < 5 && attributes.lang === 'ts' ? context.compile(content, 'ts', file, true) : undefined),
		}
		return [config.preprocess, config.preprocess ? undefined : own].flat().filter(Boolean)
	}

	return {
		load: {
			filter: { id: /\?svelte&type=style/ },
			handler(id) {
				const style = styles.get(id.split('?')[0])
				return style && { code: style.code, map: style.map }
			},
		},
		transform: {
			filter: { id: /\.svelte(?:\.[jt]s)?$/ },
			async handler(code, file) {
				const shared = { filename: file, dev: false, generate: major < 5 ? 'dom' : 'client' }
				if (!file.endsWith('.svelte')) {
					if (file.endsWith('.ts')) code = (await this.compile(code, 'ts', file)).code
					const { js } = compiler.compileModule(code, shared)
					return { code: js.code, map: js.map, loader: 'js' }
				}
				const processed = await compiler.preprocess(code, preprocessors(file, this), { filename: file })
				for (const read of processed.dependencies ?? []) this.addWatchFile(read)
				const name = path.relative(options.root, file).replaceAll('\\', '/')
				const { js, css, warnings } = compiler.compile(processed.code, {
					...config.compilerOptions, ...shared, css: config.compilerOptions?.customElement ? 'injected' : 'external',
					cssHash: config.compilerOptions?.cssHash ?? (({ css }) => 'svelte-' + createHash('sha256').update(name + css).digest('hex').slice(0, 8)), sourcemap: processed.map,
				})
				if (!file.includes('/node_modules/')) {
					const say = warning => this.warn({ message: warning.message, loc: warning.start && { file, line: warning.start.line, column: warning.start.column } })
					for (const warning of warnings ?? []) typeof config.onwarn === 'function' ? config.onwarn(warning, say) : say(warning)
				}
				if (!css?.code) return { code: js.code, map: js.map, loader: 'js' }
				styles.set(file, css)
				return { code: js.code + `\nimport ${JSON.stringify(file + '?svelte&type=style&lang.css')};\n`, map: js.map, loader: 'js' }
			},
		},
	}
}

async function readConfig(root) {
	for (const name of ['svelte.config.js', 'svelte.config.mjs', 'svelte.config.cjs']) {
		const file = path.join(root, name)
		if (fs.existsSync(file)) return (await import(pathToFileURL(file).href)).default ?? {}
	}
	return {}
}
