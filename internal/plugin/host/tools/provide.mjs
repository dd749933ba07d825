// Names that stand for modules wherever they are used and not declared.

// providing is the plugin for such names, by name a specifier or a list of a
// specifier and an export; undefined where there are none.
export function providing(names) {
	const list = Object.entries(names).map(([name, value]) => {
		const [from, exported] = [value].flat()
		return { name, root: name.split('.')[0], from, exported }
	})
	if (list.length === 0) return undefined
	const escaped = list.map(({ root }) => root.replace(/[$]/g, '\\$&')).filter((name, i, all) => all.indexOf(name) === i)
	const word = new RegExp('(?<![\\w$.])(?:' + escaped.join('|') + ')(?![\\w$])')
	return {
		name: 'provide',
		transform: {
			filter: { id: /^[^?]*\.(?:[cm]?[jt]sx?|vue|svelte|mdx)$/, code: new RegExp(escaped.join('|')) },
			handler(code, id) {
				if (!word.test(code)) return null
				code = named(code, list)
				const free = list.map(one => (one.root === 'process' ? { ...one, root: standIn } : one)).filter(({ root, from }) => uses(code, root) && !declares(code, root) && !fromItself(id, from))
				if (free.length === 0) return null
				const module = /^\s*(?:import\b(?!\s*[.(])|export\b)/m.test(code)
				const done = new Set()
				const lines = free.filter(({ root }) => !done.has(root) && done.add(root)).map(({ root, from, exported }) => (module ? imported(root, from, exported) : required(root, from, exported)))
				const strict = /^(?:\s|\/\*[\s\S]*?\*\/|\/\/[^\n]*\n)*(["'])use strict\1;?/.exec(code)?.[0] ?? ''
				return { code: strict + (strict && !strict.endsWith(';') ? ';' : '') + lines.join('') + code.slice(strict.length), map: null }
			},
		},
	}
}

// Variables of the environment are constants, wherever process is from.
const standIn = 'paintbox_process'

// named gives what is asked of a provided process, apart from its env, a name of its own.
function named(code, list) {
	if (!list.some(one => one.root === 'process') || declares(code, 'process')) return code
	return code.replace(/(?<![\w$.])process(?=\s*\??\.\s*(?!env\b)[A-Za-z_$])/g, standIn)
}

// imported follows webpack: the whole module of CommonJS, the namespace's export where one is named.
function imported(name, from, exported) {
	const source = JSON.stringify(from)
	if (exported && exported !== 'default') return `import { ${exported} as ${name} } from ${source};`
	return `import ${name} from ${source};`
}

const required = (name, from, exported) => `var ${name} = require(${JSON.stringify(from)})${exported ? `[${JSON.stringify(exported)}]` : ''};`

// plain is code without comments and strings.
const plain = code => code.replace(/\/\*[\s\S]*?\*\/|(?<![:\\"'`])\/\/[^\n]*|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'/g, text => (text.startsWith('/') ? ' ' : '""'))

function uses(code, name) {
	const word = name.replace(/[$]/g, '\\$&')
	return new RegExp(`(?<![\\w$.])${word}(?![\\w$]|\\s*:(?!:))`).test(plain(code)) || new RegExp(`[?][^:]*(?<![\\w$.])${word}\\s*:`).test(plain(code))
}

// declares tells whether a module has the name at its top itself.
function declares(code, name) {
	const word = name.replace(/[$]/g, '\\$&')
	const at = '(?<![\\w$.])' + word + '(?![\\w$])'
	return new RegExp(`^(?:export\\s+(?:default\\s+)?)?(?:(?:async\\s+)?function\\s*\\*?\\s*|class\\s+|(?:var|let|const)\\s+(?:[^=;\\n]*[,{[\\s])?)${at}`, 'm').test(code) || new RegExp(`\\bimport\\s+[^"';]*${at}[^"';]*\\bfrom\\b`).test(code)
}

const fromItself = (id, from) => id.includes(`/node_modules/${from}/`)
