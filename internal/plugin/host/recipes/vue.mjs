// .vue files, by the compiler that comes with Vue 3. A block of styles is a
// module of its own, which passes what style sheets pass, and then gets its scope.

import path from 'node:path'
import { createHash } from 'node:crypto'

const helper = '\0vue/export'

export default async function vue(project, options) {
	const sfc = await project.load('vue/compiler-sfc')
	const files = new Map(), scripts = new Map()
	const given = options.given?.vue ?? {} // what the plugin of another tool was told

	function parse(file, source) {
		const { descriptor, errors } = sfc.parse(source, { filename: file, sourceMap: options.sourcemap })
		if (errors.length > 0) throw errors[0]
		const name = path.relative(options.root, file).replaceAll('\\', '/')
		const id = createHash('sha256').update(name + '\n' + source.replaceAll('\r\n', '\n')).digest('hex').slice(0, 8)
		const parsed = { descriptor, id, file }
		files.set(file, parsed)
		return parsed
	}

	function script({ descriptor, id }) {
		if (!descriptor.script && !descriptor.scriptSetup) return { content: 'const _sfc_main = {}', bindings: {} }
		return renamed(sfc.compileScript(descriptor, {
			id: 'data-v-' + id, isProd: true, inlineTemplate: inlined(descriptor), genDefaultAs: '_sfc_main', sourceMap: options.sourcemap,
			propsDestructure: true, ...given.features, ...given.script, templateOptions: template(descriptor, id), fs: undefined,
		}), descriptor)
	}

	// renamed gives the component its name, which compilers before Vue 3.3 do not.
	function renamed(compiled, { script, scriptSetup }) {
		if (/\b_sfc_main\b/.test(compiled.content)) return compiled
		const typed = /^tsx?$/.test((scriptSetup ?? script)?.lang ?? '')
		return { ...compiled, content: sfc.rewriteDefault(compiled.content, '_sfc_main', typed ? ['typescript'] : []) }
	}

	const inlined = d => Boolean(d.scriptSetup && d.template && !d.template.src && (!d.template.lang || d.template.lang === 'html'))

	function template(descriptor, id, bindings) {
		const scoped = descriptor.styles.some(style => style.scoped)
		const lang = descriptor.scriptSetup?.lang ?? descriptor.script?.lang
		return {
			id: 'data-v-' + id, filename: descriptor.filename, scoped, slotted: descriptor.slotted, isProd: true, ssrCssVars: descriptor.cssVars,
			preprocessLang: descriptor.template?.lang === 'html' ? undefined : descriptor.template?.lang,
			preprocessCustomRequire: project.require, ...given.template, transformAssetUrls: urls(given.template?.transformAssetUrls),
			compilerOptions: { ...given.template?.compilerOptions, bindingMetadata: bindings, scopeId: scoped ? 'data-v-' + id : undefined, expressionPlugins: /^tsx?$/.test(lang ?? '') ? ['typescript'] : undefined },
		}
	}

	// urls are the attributes whose values are imports.
	function urls(wanted) {
		if (wanted === false || wanted === undefined) return wanted ?? { base: undefined, includeAbsolute: true }
		return wanted.base === undefined && wanted.includeAbsolute === undefined && !wanted.tags ? { base: undefined, includeAbsolute: true, ...(wanted === true ? {} : { tags: wanted }) } : wanted
	}

	async function main(file, source, context) {
		const parsed = parse(file, source)
		const { descriptor, id } = parsed
		const compiled = script(parsed)
		const lang = descriptor.scriptSetup?.lang ?? descriptor.script?.lang ?? 'js'
		const apart = /^[jt]sx$/.test(lang) // plugins that compile JSX know it by the name
		if (apart) scripts.set(file, { code: compiled.content + '\nexport default _sfc_main\n', map: compiled.map })
		const from = apart ? JSON.stringify(`${file}?vue&type=script&id=${id}&lang.${lang}`) : ''
		const parts = apart ? [`import _sfc_main from ${from}`, `export * from ${from}`] : [compiled.content], attached = []
		if (descriptor.template && !inlined(descriptor)) {
			const result = sfc.compileTemplate({ ...template(descriptor, id, compiled.bindings), source: descriptor.template.content, ast: descriptor.template.lang && descriptor.template.lang !== 'html' ? undefined : descriptor.template.ast })
			if (result.errors.length > 0) throw typeof result.errors[0] === 'string' ? new Error(result.errors[0]) : result.errors[0]
			parts.push(result.code.replace(/\nexport function render/, '\nfunction _sfc_render').replace(/^export function render/, 'function _sfc_render'))
			attached.push('["render", _sfc_render]')
		}
		const modules = []
		if (/\.ce\.vue$/.test(file) && descriptor.styles.length > 0) throw Object.assign(new Error('the styles of a component that becomes a custom element belong into its shadow root, where nothing here puts them'), { note: 'give them to the option "styles" of the component, as text: import css from "./x.css?inline"' })
		for (const [i, style] of descriptor.styles.entries()) {
			const query = `?vue&type=style&index=${i}&id=${id}${style.scoped ? '&scoped' : ''}${style.src ? '&src' : ''}&lang.${style.module ? 'module.' : ''}${style.lang ?? 'css'}`
			const from = style.src ? (await context.resolve(style.src, file))?.id ?? style.src : file
			if (!style.module) { parts.push(`import ${JSON.stringify(from + query)}`); continue }
			parts.push(`import _style${i} from ${JSON.stringify(from + query)}`)
			modules.push(`${JSON.stringify(style.module === true ? '$style' : style.module)}: _style${i}`)
		}
		if (modules.length > 0) attached.push(`["__cssModules", { ${modules.join(', ')} }]`)
		if (descriptor.styles.some(style => style.scoped)) attached.push(`["__scopeId", "data-v-${id}"]`)
		if (attached.length === 0) parts.push('export default _sfc_main')
		else parts.push(`import _export_sfc from ${JSON.stringify('virtual:paintbox/vue')}`, `export default /*#__PURE__*/_export_sfc(_sfc_main, [${attached.join(', ')}])`)
		return { code: parts.join('\n'), map: apart ? undefined : compiled.map, loader: apart ? 'js' : lang }
	}

	return {
		resolveId: { filter: { id: /^virtual:paintbox\/vue$/ }, handler: () => helper },
		load: {
			filter: { id: /\0vue\/export|\?vue&type=(?:style|script)/ },
			handler(id) {
				if (id === helper) return 'export default (component, parts) => {\n  const target = component.__vccOpts || component;\n  for (const [key, value] of parts) target[key] = value;\n  return target;\n};\n'
				const [file, query] = id.split('?')
				if (/&src\b/.test(query)) return null
				if (/type=script/.test(query)) return scripts.get(file)
				const style = files.get(file)?.descriptor.styles[Number(/index=(\d+)/.exec(query)[1])]
				if (!style) throw new Error('its component is not there')
				return { code: style.content, map: style.map }
			},
		},
		transform: {
			filter: { id: /\.vue$|\?vue&type=style/ },
			async handler(code, id) {
				const [file, query] = id.split('?')
				if (query === undefined) return main(file, code, this)
				if (!/&scoped\b/.test(query) && !code.includes('v-bind(')) return null
				const result = await sfc.compileStyleAsync({ source: code, filename: file, id: 'data-v-' + /[?&]id=(\w+)/.exec('?' + query)[1], scoped: /&scoped\b/.test(query), isProd: true, ...given.style })
				if (result.errors.length > 0) throw result.errors[0]
				return { code: result.code }
			},
		},
	}
}
