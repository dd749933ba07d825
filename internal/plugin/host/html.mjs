// transformIndexHtml: what it returns, put into the page.

const rank = { pre: 0, post: 2 }

// htmlHooks are the functions for one phase: "pre" sees the page as it was
// written, and what has no order or comes last the page as it is published.
export function htmlHooks(plugins, phase) {
	const list = []
	for (const plugin of plugins) {
		const hook = plugin.transformIndexHtml
		const handler = typeof hook === 'function' ? hook : hook?.handler ?? hook?.transform
		if (typeof handler !== 'function') continue
		const order = hook.order ?? hook.enforce ?? 'normal'
		if ((order === 'pre') === (phase === 'pre')) list.push({ plugin, name: 'transformIndexHtml', handler, order })
	}
	return list.sort((a, b) => (rank[a.order] ?? 1) - (rank[b.order] ?? 1))
}

// apply is the page with what a hook returned. Elements that left tells of are none of the build's.
export function apply(html, result, left) {
	if (result == null) return html
	if (typeof result === 'string') return result
	const tags = Array.isArray(result) ? result : result.tags ?? []
	let page = Array.isArray(result) ? html : result.html ?? html
	for (const place of ['head-prepend', 'head', 'body-prepend', 'body']) {
		const text = tags.filter(tag => (tag.injectTo ?? 'head-prepend') === place).map(tag => serialize(left(tag) ? { ...tag, attrs: { ...tag.attrs, 'data-paintbox-ignore': true } } : tag) + '\n').join('')
		if (text) page = insert(page, text, place)
	}
	return page
}

function insert(page, text, place) {
	const [at, before] = { 'head-prepend': [/<head\b[^>]*>/i, false], head: [/<\/head\s*>/i, true], 'body-prepend': [/<body\b[^>]*>/i, false], body: [/<\/body\s*>/i, true] }[place]
	const found = at.exec(page)
	if (!found) return place.startsWith('head') || place === 'body-prepend' ? text + page : page + text
	const index = before ? found.index : found.index + found[0].length
	return page.slice(0, index) + (before ? text : '\n' + text.trimEnd()) + page.slice(index)
}

const empty = ['link', 'meta', 'base', 'img', 'input', 'br', 'hr']

function serialize({ tag, attrs = {}, children }) {
	const escape = value => String(value).replaceAll('&', '&amp;').replaceAll('"', '&quot;')
	const list = Object.entries(attrs).map(([key, value]) => (value === false || value == null ? '' : value === true ? ` ${key}` : ` ${key}="${escape(value)}"`)).join('')
	if (empty.includes(tag)) return `<${tag}${list}>`
	const inner = typeof children === 'string' ? children : (children ?? []).map(serialize).join('')
	return `<${tag}${list}>${inner}</${tag}>`
}
