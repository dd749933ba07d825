// Imports that name their loaders: "!!raw-loader!./notes.txt". What the loaders of
// these names give, suffixes give here.

const suffixes = { 'raw-loader': '?raw', 'text-loader': '?raw', 'file-loader': '?url', 'url-loader': '?url', 'worker-loader': '?worker', 'svg-url-loader': '?url' }
const plain = /^(?:style|css|sass|less|stylus|postcss|babel|ts|vue-style|to-string|json|source-map|eslint)-loader$/
const mark = '\0paintbox/request:'

// requests is the plugin that understands them.
export function requests(loaderOf) {
	return {
		name: 'inline loaders', enforce: 'pre',
		resolveId: {
			filter: { id: /^[^\0]*!./ },
			async handler(specifier, importer, options) {
				const parts = specifier.replace(/^-?!{1,2}/, '').split('!')
				const wanted = parts.pop()
				const names = parts.map(part => loaderOf(part.split('?')[0]))
				const unknown = names.find(name => !suffixes[name] && !plain.test(name))
				if (unknown) throw Object.assign(new Error(`${JSON.stringify(specifier)} asks for the loader ${unknown}, which does not run in an import`), { note: 'name the loader in module.rules, or import the file with ?raw, ?url or ?worker' })
				const found = await this.resolve(wanted, importer, { ...options, skipSelf: true })
				if (!found) return null
				const suffix = names.map(name => suffixes[name]).find(Boolean)
				return suffix ? mark + found.id.split('?')[0] + suffix : found
			},
		},
		load: { filter: { id: /^\0paintbox\/request:/ }, handler: id => `export { default } from ${JSON.stringify(id.slice(mark.length))}` },
	}
}
