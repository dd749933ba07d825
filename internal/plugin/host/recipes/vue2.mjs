// .vue files of Vue 2, by the compiler that Vue 2.7 brings with it, or by the one
// that older ones are compiled with. Script and styles are modules of their own.

import path from 'node:path'
import { createHash } from 'node:crypto'

const helper = '\0vue/normalize'

const normalize = `export default (component, render, staticRenderFns, functional, inject, scope) => {
  const options = typeof component === 'function' ? component.options : component
  if (render) Object.assign(options, { render, staticRenderFns, _compiled: true })
  if (functional) options.functional = true
  if (scope) options._scopeId = scope
  if (inject && !options.functional) options.beforeCreate = [].concat(options.beforeCreate || [], inject)
  if (inject && options.functional) {
    const own = options.render
    options._injectStyles = inject
    options.render = (h, context) => (inject.call(context), own(h, context))
  }
  return component
}
`

export default async function vue2(project, options) {
	const tools = await compiler(project)
	const files = new Map()
	const given = options.given?.vue ?? {} // what the loader or plugin of another tool was told
	const whitespace = given.loader && !project.has('@vue/cli-service') ? undefined : 'condense' // the loader itself keeps it

	function parse(file, source) {
		const name = path.relative(options.root, file).replaceAll('\\', '/')
		const id = createHash('sha256').update(name + '\n' + source.replaceAll('\r\n', '\n')).digest('hex').slice(0, 8)
		const descriptor = tools.parse(source, file)
		files.set(file, { descriptor, id, file })
		return files.get(file)
	}

	// main is the module that puts the parts of a component together.
	async function main(file, source, context) {
		const { descriptor, id } = parse(file, source)
		const { template, script, scriptSetup, styles } = descriptor
		const parts = [`import _normalize from 'virtual:paintbox/vue2'`]
		const lang = (scriptSetup ?? script)?.lang ?? 'js'
		const from = async block => (block?.src ? (await context.resolve(block.src, file))?.id ?? block.src : file)
		if (script?.src) parts.push(`import _script from ${JSON.stringify(await from(script))}`)
		else if (script || scriptSetup) parts.push(`import _script from ${JSON.stringify(`${file}?vue&type=script&as=${lang}`)}`)
		else parts.push('const _script = {}')
		if (script && !script.src && /^\s*export\s+(?!default\b)/m.test(script.content)) parts.push(`export * from ${JSON.stringify(`${file}?vue&type=script&as=${lang}`)}`)
		const scoped = styles.some(style => style.scoped)
		if (template) parts.push(await render(template, file, id, scoped, descriptor, context))
		const modules = []
		for (const [i, style] of styles.entries()) {
			const query = `?vue&type=style&index=${i}&id=${id}${style.scoped ? '&scoped' : ''}${style.src ? '&src' : ''}&lang.${style.module ? 'module.' : ''}${style.lang ?? 'css'}`
			const name = JSON.stringify((await from(style)) + query)
			parts.push(style.module ? `import _style${i} from ${name}` : `import ${name}`)
			if (style.module) modules.push(`this[${JSON.stringify(style.module === true ? '$style' : style.module)}] = _style${i}`)
		}
		const inject = modules.length > 0 ? `function () { ${modules.join('; ')} }` : 'null'
		const functional = Boolean(template?.attrs?.functional)
		parts.push(`export default /*#__PURE__*/_normalize(_script, ${template ? 'render, staticRenderFns' : 'null, null'}, ${functional}, ${inject}, ${scoped ? JSON.stringify('data-v-' + id) : 'null'})`)
		return { code: parts.join('\n'), loader: 'js' }
	}

	async function render(template, file, id, scoped, descriptor, context) {
		let source = template.content
		if (template.src) source = await context.fs?.readFile?.(template.src) ?? (await import('node:fs')).readFileSync((await context.resolve(template.src, file)).id, 'utf8')
		const { code, errors } = tools.template(source, file, {
			isProduction: true, isFunctional: Boolean(template.attrs?.functional), preprocessLang: template.lang === 'html' ? undefined : template.lang, prettify: false,
			compilerOptions: { scopeId: scoped ? 'data-v-' + id : undefined, whitespace, ...given.template?.compilerOptions }, bindings: bindings(descriptor, id), transformAssetUrls: given.template?.transformAssetUrls ?? true,
		})
		if (errors?.length > 0) throw new Error(errors.map(error => error.msg ?? error).join('; '))
		const assets = []
		const text = code.replace(/\brequire\(("(?:[^"\\]|\\.)*")\)/g, (_, name) => '_asset' + (assets.push(name) - 1))
		return assets.map((name, i) => `import _asset${i} from ${name}\n`).join('') + text
	}

	const bindings = (descriptor, id) => (descriptor.scriptSetup ? tools.script(descriptor, id).bindings : undefined)

	return {
		resolveId: { filter: { id: /^virtual:paintbox\/vue2$/ }, handler: () => helper },
		load: {
			filter: { id: /\0vue\/normalize|\?vue&type=(?:style|script)/ },
			async handler(id) {
				if (id === helper) return normalize
				const [file, query] = id.split('?')
				if (/&src\b/.test(query)) return null
				const { descriptor, id: scope } = files.get(file) ?? {}
				if (!descriptor) throw new Error('its component is not there')
				if (query.includes('type=script')) {
					const code = descriptor.scriptSetup ? tools.script(descriptor, scope).content : descriptor.script.content
					return { code: await plain.call(this, code, file, /as=(\w+)/.exec(query)[1]), loader: /as=(ts|tsx)\b/.exec(query)?.[1] ?? 'js' }
				}
				return { code: descriptor.styles[Number(/index=(\d+)/.exec(query)[1])].content }
			},
		},
		transform: {
			filter: { id: /\.vue$|\?vue&type=style|\.jsx$/ },
			async handler(code, id) {
				if (/\.jsx$/.test(id)) return { code: await jsx(code, id), loader: 'js' }
				const [file, query] = id.split('?')
				if (query === undefined) return main(file, code, this)
				if (!/&scoped\b/.test(query)) return null
				const result = await tools.style({ source: code, filename: file, id: 'data-v-' + /[?&]id=(\w+)/.exec('?' + query)[1], scoped: true, trim: true, isProd: true })
				if (result.errors.length > 0) throw result.errors[0]
				return { code: result.code }
			},
		},
	}

	// plain is a script without JSX, which Vue 2 has a preset of Babel's for.
	async function plain(code, file, lang) {
		if (lang === 'jsx' || lang === 'tsx') return jsx(code, file, lang)
		if (lang !== 'js' || !/<[a-zA-Z/>]/.test(code)) return code
		try {
			await this.compile(code, 'js', file)
			return code
		} catch {
			return jsx(code, file)
		}
	}

	async function jsx(code, file, lang) {
		const presets = ['@vue/babel-preset-jsx', '@vue/babel-preset-app'].filter(name => project.has(name)).slice(0, 1)
		if (presets.length === 0 || !project.has('@babel/core')) throw Object.assign(new Error('its JSX needs a compiler that is not installed'), { note: 'npm install --save-dev @babel/core @vue/babel-preset-jsx' })
		const loaded = await project.import('@babel/core')
		const babel = loaded.transformAsync ? loaded : loaded.default
		const made = await babel.transformAsync(code, {
			filename: file, configFile: false, babelrc: false, sourceMaps: false, presets: presets.map(name => project.require.resolve(name)),
			parserOpts: { plugins: lang === 'tsx' ? ['typescript', 'jsx'] : ['jsx'] },
		})
		return made.code
	}
}

// compiler is what compiles the parts of a component: of Vue 2.7, or of older ones.
async function compiler(project) {
	if (/^2\.7\./.test(project.version('vue'))) {
		const loaded = await project.load('vue/compiler-sfc')
		const sfc = loaded.parse ? loaded : loaded.default
		return {
			parse: (source, filename) => sfc.parse({ source, filename, sourceMap: false, needMap: false }),
			script: (descriptor, id) => sfc.compileScript(descriptor, { id, isProd: true }),
			template: (source, filename, o) => sfc.compileTemplate({ source, filename, ...o }),
			style: o => sfc.compileStyleAsync(o),
		}
	}
	const [utils, compiler] = ['@vue/component-compiler-utils', 'vue-template-compiler'].map(name => project.require(name))
	return {
		parse: (source, filename) => utils.parse({ source, filename, compiler, needMap: false }),
		template: (source, filename, o) => utils.compileTemplate({ source, filename, compiler, ...o }),
		style: o => utils.compileStyleAsync(o),
	}
}
