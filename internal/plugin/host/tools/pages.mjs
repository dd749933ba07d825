// Pages that another tool makes: of templates, or hand-written ones that name
// what the tool writes.

import fs from 'node:fs'
import path from 'node:path'

const plainPage = title => `<!doctype html>\n<html>\n<head>\n<meta charset="utf-8">\n<title>${title}</title>\n<meta name="viewport" content="width=device-width,initial-scale=1">\n</head>\n<body>\n</body>\n</html>\n`
const escape = text => String(text).replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;')
const isFile = file => fs.statSync(file, { throwIfNoEntry: false })?.isFile() ?? false

// addPage makes a page of options as HtmlWebpackPlugin has them, one for each
// entry where its name says so.
export async function addPage(given, state, context) {
	const options = { title: 'Webpack App', filename: 'index.html', inject: true, chunks: 'all', ...given }
	const filename = typeof options.filename === 'function' ? undefined : options.filename
	const names = filename === undefined || filename.includes('[name]') ? [...state.scripts.keys()] : [undefined]
	for (const name of names) {
		const file = filename === undefined ? options.filename(name) : filename.replaceAll('[name]', name ?? '').replace(/[.-]?\[\w*hash(?::\d+)?\]/g, '')
		const only = name !== undefined && options.chunks === 'all' && names.length > 1 && filename === undefined ? [name] : options.chunks
		await place({ ...options, filename: file, chunks: only }, state, context)
	}
	state.use('page template')
}

async function place(options, state, context) {
	const inside = path.isAbsolute(options.filename) ? path.relative(state.outDir ?? path.resolve(state.root, 'dist'), options.filename) : options.filename
	const file = path.posix.normalize(inside.replaceAll('\\', '/'))
	if (file.startsWith('../')) return state.fail(`the page ${options.filename} is outside of the output`, 'give it a name inside of it')
	const page = { path: file, title: String(options.title ?? ''), values: {}, head: head(options, state, context), scripts: scriptsOf(options, state), source: '' }
	await takeTemplate(page, options, state, context)
	takeValues(page, options)
	flatten('webpackConfig', state.configuration, page.values)
	await takeParameters(page, options, state)
	const taken = state.pages.some(other => other.source === page.template)
	page.source = page.template && !taken ? page.template : path.posix.join(page.template ? path.posix.dirname(page.template) : '.', page.template ? file.replaceAll('/', '-') : file)
	state.pages.push(page)
}

async function takeTemplate(page, options, state, context) {
	const { template, templateContent } = options
	if (templateContent !== undefined && templateContent !== false) {
		const made = typeof templateContent === 'function' ? await templateContent({ htmlWebpackPlugin: shown(options), compilation: {}, webpackConfig: {} }) : await templateContent
		page.text = String(made)
		return
	}
	if (typeof template !== 'string' || template === 'auto') {
		const standard = path.join(context, 'src/index.ejs')
		if (template === undefined && isFile(standard)) page.template = state.local(standard)
		else page.text = plainPage(escape(options.title))
		return
	}
	const parts = template.split('!')
	const name = parts.pop().split('?')[0]
	const at = path.resolve(context, name)
	const own = /^(?:raw|html|ejs|ejs-compiled|underscore-template|lodash-template|lodash|handlebars|pug|jade)?-?(?:loader)?$/
	const loader = parts.filter(Boolean).map(part => /((?:[\w-]+-)?loader)/.exec(part.split('?')[0].replaceAll('/lib/loader.js', ''))?.[1] ?? part).find(part => /pug|jade|handlebars|nunjucks|twig|mustache/.test(part) || !own.test(part) && !/html-webpack-plugin/.test(part))
	if (!isFile(at)) return state.fail(`the page's template ${template} does not exist`, 'create it, or correct the path')
	if (loader || !/\.(?:html?|ejs|tpl|tmpl|template|php)$/i.test(at)) {
		return state.fail(`the page's template ${state.local(at)} is in a language that Paintbox does not render${loader ? ` (${loader})` : ''}`, 'write it as HTML, with <%= %> for values')
	}
	page.template = state.local(at)
}

// head is what the plugin adds to the head of the page.
function head(options, state, context) {
	const lines = []
	if (options.base) lines.push(`<base ${attributes(typeof options.base === 'string' ? { href: options.base } : options.base)}>`)
	if (options.favicon) {
		const file = path.resolve(context, options.favicon)
		if (isFile(file)) lines.push(`<link rel="icon" href="/${escape(state.local(file))}">`)
		else state.warn(`the favicon ${options.favicon} does not exist`, 'correct the path')
	}
	for (const [name, content] of Object.entries(options.meta || {})) {
		if (content) lines.push(`<meta ${attributes(typeof content === 'string' ? { name, content } : content)}>`)
	}
	return lines.join('')
}

const attributes = list => Object.entries(list).filter(([, value]) => value !== false && value != null).map(([name, value]) => (value === true ? name : `${name}="${escape(value)}"`)).join(' ')

// scriptsOf are the modules that the page's entries start with.
function scriptsOf({ chunks, excludeChunks = [], chunksSortMode }, state) {
	const names = [...state.scripts.keys()].filter(name => (chunks === 'all' || chunks === undefined || chunks.includes(name)) && !excludeChunks.includes(name))
	if (chunksSortMode === 'manual') names.sort((a, b) => chunks.indexOf(a) - chunks.indexOf(b))
	const sheet = script => script.path && /\.(?:css|s[ac]ss|less|styl)$/.test(script.path)
	return names.flatMap(name => state.scripts.get(name)).map(script => (sheet(script) ? { specifier: '/' + script.path } : script))
}

const shown = options => ({ options, tags: { headTags: '', bodyTags: '' }, files: { publicPath: '', js: [], css: [], favicon: undefined, manifest: undefined } })

function takeValues(page, options) {
	flatten('htmlWebpackPlugin.options', options, page.values)
}

async function takeParameters(page, { templateParameters, ...options }, state) {
	if (!templateParameters) return
	let values = templateParameters
	if (typeof values === 'function') {
		try {
			values = await values({ options: {}, outputOptions: {} }, { publicPath: '', js: [], css: [] }, { headTags: [], bodyTags: [] }, options)
		} catch (error) {
			if (values.name === 'templateParametersGenerator') return // the plugin's own, for what the names already say
			return state.warn(`templateParameters is not taken over: ${error.message}`, 'state the values in "define"')
		}
	}
	for (const [name, value] of Object.entries(values ?? {})) {
		if (!['htmlWebpackPlugin', 'compilation', 'webpackConfig'].includes(name)) flatten(name, value, page.values)
	}
}

// flatten lists values by their paths.
export function flatten(name, value, into, depth = 0) {
	if (['string', 'number', 'boolean'].includes(typeof value) || value === null) into[name] = value
	else if (value === undefined) into[name] = null
	else if (Array.isArray(value)) into[name + '.length'] = value.length
	else if (typeof value === 'object' && depth < 6) for (const [key, inner] of Object.entries(value)) flatten(`${name}.${key}`, inner, into, depth + 1)
}

// takeScripts finds the hand-written page that names what the entries become.
export function takeScripts(config, state) {
	const scripts = new Map([...state.scripts].map(([name, list]) => [path.posix.basename(state.filenames.get(name).replaceAll('[name]', name).replace(/[.-]?\[\w+(?::\d+)?\]/g, '')), list]))
	const out = state.outDir && state.local(state.outDir)
	const dirs = ['.', 'public', 'static', 'src', 'www', 'app', 'client', 'dev', config.devServer?.contentBase, config.devServer?.static?.directory ?? config.devServer?.static, out, 'dist', 'build'].flat()
	for (const dir of dirs) {
		if (typeof dir !== 'string') continue
		const file = path.resolve(state.root, dir, 'index.html')
		if (!isFile(file) || file.includes('/node_modules/')) continue
		const text = fs.readFileSync(file, 'utf8')
		const found = [...text.matchAll(/<script\b[^>]*\bsrc\s*=\s*["']?([^"'\s>]+)/gi)].map(([, url]) => url).filter(url => scripts.has(path.posix.basename(url.split('?')[0])))
		if (found.length === 0) continue
		const template = state.local(file)
		const sheets = [...text.matchAll(/<link\b[^>]*\bhref\s*=\s*["']?([^"'\s>]+)/gi)].map(([, url]) => url).filter(url => /\.css(?:\?|$)/.test(url) && scripts.has(path.posix.basename(url.split('?')[0]).replace(/css$/, 'js')) && !exists(file, url, state))
		state.pages.push({ path: 'index.html', title: '', values: {}, head: '', template, source: template, drop: [...found, ...sheets], scripts: found.flatMap(url => scripts.get(path.posix.basename(url.split('?')[0]))) })
		state.use('page')
		return
	}
}

// exists tells whether the file that a page names is one of the project.
const exists = (page, url, state) => {
	const name = url.split('?')[0]
	const out = state.outDir && path.resolve(state.outDir) + path.sep
	return [path.resolve(path.dirname(page), './' + name), path.join(state.root, 'public', name)].some(file => isFile(file) && !(out && file.startsWith(out)))
}
