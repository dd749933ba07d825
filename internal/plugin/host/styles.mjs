// What style sheets import by the name of a package, for plugins that resolve it
// themselves.

import { existsSync, readFileSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'

// forStyles tells whether a resolver is wanted for style sheets.
export function forStyles(wish) {
	return Boolean(wish?.conditions?.includes('style') || wish?.mainFields?.includes('style'))
}

// styleFile finds the style sheet that a specifier names from a directory;
// undefined where it names none.
export function styleFile(specifier, from) {
	if (/^\.{0,2}\//.test(specifier)) return sheet(specifier.startsWith('/') ? specifier : join(from, specifier))
	const [, name, rest] = /^((?:@[^/]+\/)?[^/]+)\/?(.*)$/.exec(specifier) ?? []
	for (let at = from; name; at = dirname(at)) {
		const home = join(at, 'node_modules', name)
		if (existsSync(join(home, 'package.json'))) {
			const manifest = JSON.parse(readFileSync(join(home, 'package.json'), 'utf8'))
			const target = styleOf(manifest.exports?.[rest ? './' + rest : '.']) ?? (rest || manifest.style)
			return target ? sheet(join(home, target)) : undefined
		}
		if (dirname(at) === at) return undefined
	}
}

// styleOf is the style sheet among the conditions of an export.
function styleOf(target) {
	if (typeof target === 'string') return /\.css$/.test(target) ? target : undefined
	return target?.style && (typeof target.style === 'string' ? target.style : styleOf(target.style.default))
}

function sheet(file) {
	return [file, file + '.css'].find(name => existsSync(name) && statSync(name).isFile())
}
