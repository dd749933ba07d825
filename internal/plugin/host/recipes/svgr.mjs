// SVG images as components of React or Preact: by @svgr/core where the project
// has it, else what the image holds, as JSX.

import fs from 'node:fs'
import path from 'node:path'

export default async function svgr(project, options) {
	let ready
	const given = { default: options.image, ...options.given?.svgr } // what the loader or plugin of another tool was told
	const { exportType, namedExport, ...settings } = given.options ?? {}
	const start = async () => {
		if (!project.has('@svgr/core') || !project.has('@svgr/plugin-jsx')) return undefined
		const optimized = given.options && settings.svgo !== false && project.has('@svgr/plugin-svgo') // as the loader does
		const [core, ...plugins] = await Promise.all(['@svgr/core', ...(optimized ? ['@svgr/plugin-svgo'] : []), '@svgr/plugin-jsx'].map(name => project.import(name)))
		return {
			transform: core.transform ?? core.default.transform ?? core.default.default ?? core.default, // until 5 the function itself
			plugins: plugins.map(plugin => plugin.default?.default ?? plugin.default ?? plugin),
		}
	}
	return {
		load: {
			filter: { id: /\.svg\?(?:react|component|svgr)\b/ },
			async handler(id) {
				const [file, query] = id.split('?')
				const svg = await fs.promises.readFile(file, 'utf8')
				this.addWatchFile(file)
				const found = await (ready ??= start())
				const own = query.startsWith('svgr') && !given.options ? { titleProp: true, ref: true, svgo: false, prettier: false } : settings // as Create React App has it
				const component = found ? await found.transform(svg, { ...own, exportType: 'named', namedExport: 'ReactComponent', jsxRuntime: 'automatic' }, { filePath: file, caller: { defaultPlugins: found.plugins } }) : write(svg)
				const named = /export\s*\{[^}]*ReactComponent|export (?:const|function) ReactComponent/.test(component) ? component : component.replace(/export default (\w+);?\s*$/, 'export { $1 as ReactComponent };')
				const runtime = jsx(project)
				if (query.startsWith('svgr') && given.default !== 'component') return { code: named + `\nexport { default } from ${JSON.stringify('./' + path.basename(file) + '?url')};\n` + runtime, loader: 'jsx' }
				return { code: named + '\nexport { ' + exported(named) + ' as default };\n' + runtime, loader: 'jsx' }
			},
		},
	}
}

// jsx says how the component's JSX becomes calls, whatever the project's own does: by a runtime, or by a React that has none.
function jsx(project) {
	const react = project.directory('react')
	return react && !fs.existsSync(path.join(react, 'jsx-runtime.js')) ? "import * as React from 'react';\n/* @jsxRuntime classic */ /* @jsx React.createElement */ /* @jsxFrag React.Fragment */\n" : '/* @jsxRuntime automatic */\n'
}

// exported is the variable that stands behind the named export.
const exported = code => /(\w+) as ReactComponent/.exec(code)?.[1] ?? 'ReactComponent'

// write makes a component of an image.
function write(svg) {
	const text = svg.replace(/<\?xml[\s\S]*?\?>|<!DOCTYPE[\s\S]*?>|<!--[\s\S]*?-->/g, '').trim()
	const jsx = text.replace(/<style([^>]*)>([\s\S]*?)<\/style>/g, (_, attributes, css) => `<style${attributes}>{${JSON.stringify(css.replace(/<!\[CDATA\[|\]\]>/g, ''))}}</style>`)
		.replace(/<([a-zA-Z][\w:.-]*)((?:\s+[\w:.-]+\s*=\s*(?:"[^"]*"|'[^']*'))*)\s*(\/?)>/g, (_, tag, list, end) => `<${tag}${attributes(list)}${end ? ' /' : ''}>`)
		.replace(/<svg\b([^>]*?)(\s*\/?)>/, '<svg$1 {...props}$2>')
	return `export function ReactComponent(props) {\n  return ${jsx};\n}\n`
}

function attributes(list) {
	return list.replace(/\s+([\w:.-]+)\s*=\s*("[^"]*"|'[^']*')/g, (_, name, quoted) => {
		const value = quoted.slice(1, -1)
		if (name === 'style') {
			const rules = value.split(';').map(rule => rule.split(/:(.*)/s)).filter(([key, text]) => key.trim() && text)
			return ` style={{${rules.map(([key, text]) => `${JSON.stringify(camel(key.trim()))}: ${JSON.stringify(text.trim())}`).join(', ')}}}`
		}
		return ` ${attribute(name)}={${JSON.stringify(value.replaceAll('&quot;', '"').replaceAll('&amp;', '&').replaceAll('&lt;', '<').replaceAll('&gt;', '>'))}}`
	})
}

const camel = name => (name.startsWith('--') ? name : name.replace(/-([a-z])/g, (_, c) => c.toUpperCase()))
const attribute = name => (name === 'class' ? 'className' : /^(?:data|aria)-/.test(name) ? name : name.replace(/[:-]([a-z])/g, (_, c) => c.toUpperCase()))
