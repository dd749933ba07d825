// Files that another tool copies into its output.

import fs from 'node:fs'
import path from 'node:path'
import { glob } from '../filters.mjs'

// copying is the plugin that publishes what patterns of CopyPlugin name;
// undefined where there are none.
export function copying(patterns, root) {
	if (patterns.length === 0) return undefined
	return {
		name: 'copy',
		async generateBundle() {
			for (const pattern of patterns) {
				const files = await matching(pattern, root)
				if (files.length === 0 && !pattern.optional) this.warn(`nothing is there to copy from ${path.relative(root, pattern.from) || pattern.from}`)
				for (const { file, name } of files) {
					const data = await fs.promises.readFile(file)
					const source = pattern.transform ? await pattern.transform(data, file) : data
					this.emitFile({ type: 'asset', fileName: name, source })
				}
			}
		},
	}
}

async function matching({ from, to = '', ignore = [], filter, context }, root) {
	const info = fs.statSync(from, { throwIfNoEntry: false })
	const target = to.replaceAll('\\', '/').replace(/^\.?\//, '').replace(/\/$/, '')
	if (info?.isFile()) {
		const named = to && !to.endsWith('/') && path.extname(target) !== ''
		return [{ file: from, name: named ? filled(target, from, '') : path.posix.join(target, path.basename(from)) }]
	}
	const base = info ? from : fixed(from)
	const wanted = info ? undefined : glob(from, root)
	const left = ignore.map(pattern => glob(pattern, base))
	const list = []
	for (const file of files(base)) {
		if (wanted && !wanted.test(file) || left.some(pattern => pattern.test(file)) || (filter && !(await filter(file)))) continue
		const inside = path.relative(info ? base : context ?? root, file).replaceAll('\\', '/')
		list.push({ file, name: target.includes('[') ? filled(target, file, path.posix.dirname(inside)) : path.posix.join(target, inside) })
	}
	return list
}

// filled is a target with the parts of a file's name in it.
function filled(target, file, dir) {
	const ext = path.extname(file)
	const parts = { '.[ext]': ext, '[ext]': ext, '[name]': path.basename(file, ext), '[base]': path.basename(file), '[path]': dir && dir !== '.' ? dir + '/' : '' }
	return path.posix.normalize(Object.entries(parts).reduce((name, [part, value]) => name.replaceAll(part, value), target))
}

// fixed is the directory of a pattern before its first wildcard.
function fixed(pattern) {
	const parts = pattern.replaceAll('\\', '/').split('/')
	const at = parts.findIndex(part => /[*?{[(]/.test(part))
	return parts.slice(0, at < 0 ? -1 : at).join('/') || '/'
}

function files(dir) {
	if (!fs.statSync(dir, { throwIfNoEntry: false })?.isDirectory()) return []
	return fs.readdirSync(dir, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1)).flatMap(entry => {
		const at = path.posix.join(dir.replaceAll('\\', '/'), entry.name)
		return entry.isDirectory() ? (entry.name === 'node_modules' ? [] : files(at)) : [at]
	})
}
