// WebAssembly whose exports scripts import, as webpack and Rspack have it.

import fs from 'node:fs'
import path from 'node:path'
import { extensionsOf } from './webpack-rules.mjs'

// takeWasm makes modules of such files, where the configuration asks for it and no rule says what they are.
export function takeWasm({ experiments = {}, module = {} }, state) {
	const asked = experiments.asyncWebAssembly || experiments.syncWebAssembly || state.project.version('webpack')?.startsWith('4.')
	const ruled = [module.rules ?? []].flat(Infinity).some(rule => rule?.test && extensionsOf(rule).includes('wasm') && !/^webassembly/.test(rule.type ?? ''))
	if (!asked || ruled || state.plugins.some(plugin => plugin.name === 'wasm')) return
	state.plugins.push({ name: 'wasm', load: { filter: { id: /\.wasm$/ }, handler(id) { return fs.existsSync(id) ? moduleOf(fs.readFileSync(id), path.basename(id), this) : null } } })
}

// moduleOf is a module that waits for the instance: it imports what that asks for, and exports what it has.
function moduleOf(source, called, context) {
	const compiled = new WebAssembly.Module(source)
	const published = context.emitFile({ type: 'asset', name: called, source })
	const asked = [...new Set(WebAssembly.Module.imports(compiled).map(one => one.module))]
	const given = WebAssembly.Module.exports(compiled).map(one => one.name)
	const name = text => (/^[A-Za-z_$][\w$]*$/.test(text) ? text : JSON.stringify(text))
	return { loader: 'js', map: null, code: [
		...asked.map((from, i) => `import * as given${i} from ${JSON.stringify(from)}`),
		`const imports = { ${asked.map((from, i) => `${JSON.stringify(from)}: given${i}`).join(', ')} }`,
		`const response = await fetch(import.meta.ROLLUP_FILE_URL_${published})`,
		`const { instance } = await (response.headers.get("content-type") === "application/wasm" ? WebAssembly.instantiateStreaming(response, imports) : WebAssembly.instantiate(await response.arrayBuffer(), imports))`,
		...given.map((text, i) => `const made${i} = instance.exports[${JSON.stringify(text)}]`),
		`export { ${given.map((text, i) => `made${i} as ${name(text)}`).join(', ')} }`,
	].join('\n') }
}
