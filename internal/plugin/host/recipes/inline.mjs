// @import of style sheets, put where it stands: Tailwind 3 sees a sheet whole.

import fs from 'node:fs'
import path from 'node:path'

export async function inlineImports(root, file, postcss, context, seen = new Set([file])) {
	for (const rule of [...root.nodes]) {
		if (rule.type !== 'atrule' || rule.name !== 'import') continue
		const found = /^(?:url\(\s*)?(["']?)([^"')\s]+)\1\s*\)?\s*(.*)$/s.exec(rule.params)
		if (!found || /^(?:[a-z]+:)?\/\//i.test(found[2])) continue
		const target = await locate(found[2], file, context)
		if (!target || seen.has(target)) continue
		seen.add(target)
		context.addWatchFile(target)
		const inner = await inlineImports(postcss.parse(await fs.promises.readFile(target, 'utf8'), { from: target }), target, postcss, context, seen)
		inner.walkDecls(decl => { decl.value = rebase(decl.value, path.dirname(target), path.dirname(file)) })
		const layer = /^layer(?:\(([^)]*)\))?\s*(.*)$/s.exec(found[3])
		let nodes = inner.nodes
		const media = (layer ? layer[2] : found[3]).trim()
		if (media) nodes = [postcss.atRule({ name: 'media', params: media, nodes, source: rule.source })]
		if (layer) nodes = [postcss.atRule({ name: 'layer', params: layer[1] ?? '', nodes, source: rule.source })]
		rule.replaceWith(nodes)
	}
	return root
}

async function locate(specifier, file, context) {
	const near = path.resolve(path.dirname(file), specifier)
	if (fs.statSync(near, { throwIfNoEntry: false })?.isFile()) return near
	for (const attempt of [specifier, specifier + '.css']) {
		const found = await context.resolve(attempt, file)
		if (found && !found.external && found.id.endsWith('.css')) return found.id
	}
}

function rebase(value, from, to) {
	return value.replace(/url\(\s*(["']?)([^"')]+)\1\s*\)/g, (whole, quote, url) => {
		if (!/^\.{0,2}\/?[\w@]/.test(url) || /^(?:[a-z]+:|\/)/i.test(url)) return whole
		const moved = path.relative(to, path.resolve(from, url)).replaceAll('\\', '/')
		return `url(${quote}${moved.startsWith('.') ? moved : './' + moved}${quote})`
	})
}
