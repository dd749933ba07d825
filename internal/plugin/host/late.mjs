// Style sheets that are made of what all modules say. Their plugin gives a mark
// when they are loaded, and writes them when it is shown chunks, through Vite's
// plugin for style sheets. Here the first run of the linker takes nothing for
// them; once it has loaded all modules, the plugin is shown one chunk that holds
// all, and the text counts from the next run on.

import { hooked } from './plugins.mjs'

const late = /^unocss:global:build/

export class Late {
	#marks = new Map() // what the plugin gave for a module, by its id
	#texts = new Map()
	#written = new Map()
	#bundled = false // they have been shown a bundle

	constructor(host) {
		this.host = host
		this.plugins = host.plugins.filter(plugin => late.test(plugin.name))
	}

	// post is what these plugins look for among Vite's.
	get post() {
		return { name: 'vite:css-post', transform: (code, id) => { this.#written.set(id.split('?')[0], code) } }
	}

	// text is what a module has, as far as it is known.
	text(plugin, id, given) {
		if (!this.plugins.includes(plugin)) return given
		this.#marks.set(id, given)
		return this.#texts.get(id) ?? ''
	}

	// settle finishes the sheets, and tells which have changed.
	async settle(modules) {
		if (this.#marks.size === 0) return []
		this.#written.clear()
		const output = { dir: this.host.config.build.outDir, format: 'es', sourcemap: false }
		const chunk = {
			type: 'chunk', fileName: 'all.js', name: 'all', code: '', isEntry: true, isDynamicEntry: false, facadeModuleId: null, imports: [], dynamicImports: [], exports: [], moduleIds: modules,
			modules: Object.fromEntries(modules.map(id => [id, { code: null, originalLength: 0, renderedLength: 0, removedExports: [], renderedExports: [] }])),
		}
		for (const hook of hooked(this.plugins, 'renderChunk')) await this.host.call(hook, undefined, {}, ['', chunk, output, { chunks: {} }])
		const changed = []
		for (const [id, mark] of this.#marks) {
			const text = this.#written.get(id.split('?')[0]) ?? (await this.#filled(mark, output))
			if (text === this.#texts.get(id)) continue
			this.#texts.set(id, text)
			changed.push(id)
		}
		return changed
	}

	// ended tells whether a plugin has done to its sheets what it does to the bundle: the
	// real one has no mark, and the plugin fails where it finds none.
	ended(plugin) {
		return this.#bundled && this.plugins.includes(plugin)
	}

	// filled has the plugin put what it wrote into the place of its mark, as older ones do in the bundle.
	async #filled(mark, output) {
		this.#bundled = true
		const sheet = { type: 'asset', fileName: 'all.css', name: 'all.css', source: mark + [...this.#written.values()].join('') }
		for (const hook of hooked(this.plugins, 'generateBundle')) await this.host.call(hook, undefined, {}, [output, { 'all.css': sheet }, true])
		return sheet.source
	}
}
