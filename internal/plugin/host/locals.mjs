// Names of classes of CSS modules, as scripts say them: localsConvention of Vite,
// exportLocalsConvention of css-loader. The class itself gets the name that scripts
// say, and where the sheet's own name counts as well, that stands for it.

const conventions = {
	camelCase: { name: camel, both: true }, camelCaseOnly: { name: camel }, dashes: { name: dashes, both: true }, dashesOnly: { name: dashes },
}

// convention is the one that css-loader or Vite means; undefined where names stay, null where it is none that is known.
export function convention(stated) {
	if (stated === undefined || stated === 'asIs' || stated === 'as-is') return undefined
	const name = typeof stated === 'string' ? stated.replace(/-(\w)/g, (_, letter) => letter.toUpperCase()) : ''
	return Object.hasOwn(conventions, name) ? name : null
}

// locals is the plugin for a convention.
export function locals(name) {
	const { name: change, both } = conventions[name]
	return {
		name: 'css.modules',
		transform: {
			filter: { id: /\.(?:css|scss|sass|less|styl|stylus|pcss|postcss)(?:$|\?)|[?&]lang\.module\./ },
			handler: (code, id, { moduleType }) => (moduleType === 'local-css' ? { code: renamed(code, change, both), loader: moduleType, map: null } : null),
		},
	}
}

// renamed is a sheet whose local classes have other names.
export function renamed(code, change, both) {
	const plain = masked(code)
	const places = []
	for (const { 0: text, index } of plain.matchAll(/[^{};]*\{/g)) {
		if (/^\s*@/.test(text)) continue
		const local = blank(blank(text, /:global\s*\([^()]*(?:\([^()]*\)[^()]*)*\)/g), /:global\b[^,{]*/g)
		for (const { 1: name, index: at } of local.matchAll(/\.(-?[_a-zA-Z][\w-]*)/g)) places.push({ name, at: index + at + 1 })
	}
	for (const { 1: before, 2: list, index } of plain.matchAll(/(\bcomposes\s*:)([^;}]*)/g)) {
		if (!/\bfrom\b/.test(list)) for (const { 0: name, index: at } of list.matchAll(/-?[_a-zA-Z][\w-]*/g)) places.push({ name, at: index + before.length + at })
	}
	const there = new Set(places.map(({ name }) => name))
	const names = new Map([...there].map(name => [name, change(name)]).filter(([name, to]) => to && to !== name && !there.has(to)))
	let made = '', last = 0
	for (const { name, at } of places.sort((a, b) => a.at - b.at)) {
		if (!names.has(name)) continue
		made += code.slice(last, at) + names.get(name)
		last = at + name.length
	}
	made += code.slice(last)
	return both ? made + [...names].map(([name, to]) => `\n.${name}{composes:${to}}`).join('') : made
}

// counted is what is said of a pattern or function for the names of classes in the output, of which Paintbox makes its own:
// nothing where those of it depend on the file, so that nobody can write them down.
export function counted(pattern, made, { root, project }) {
	const note = 'name classes that others count on in :global(…)'
	if (project.has('babel-plugin-react-css-modules') || project.has('@dr.pogodin/babel-plugin-react-css-modules')) {
		return ['styleName of babel-plugin-react-css-modules names classes by a pattern, and classes have other names here', 'import the style sheet and write className={styles.name}']
	}
	if (made) {
		const names = ['a', 'b'].map(file => attempt(() => made('local', root + '/' + file + '.module.css')))
		return typeof names[0] === 'string' && names[0] === names[1] && names[0] !== '' ? [`the names of classes of CSS modules such as ${names[0]} are not taken over`, note] : undefined
	}
	if (typeof pattern !== 'string' || /\[(?:[\w-]+:)*(?:hash|contenthash|fullhash|name|path|folder|file|minimized)\b/.test(pattern)) return undefined
	return [`the pattern ${pattern} for names of classes of CSS modules is not taken over`, note]
}

function attempt(run) {
	try {
		return run()
	} catch {
		return undefined // it wants to know more
	}
}

// masked is a sheet of the same length without comments, strings and addresses.
const masked = code => blank(code, /\/\*[^]*?\*\/|"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|\burl\([^)]*\)/g)
const blank = (text, pattern) => text.replace(pattern, found => ' '.repeat(found.length))

function dashes(name) {
	return name.replace(/-+(\w)/g, (_, letter) => letter.toUpperCase())
}

function camel(name) {
	const words = name.match(/[A-Z]{2,}(?![a-z])|[A-Z]?[a-z]+|[A-Z]+|\d+/g) ?? []
	return words.map((word, i) => (i === 0 ? word.toLowerCase() : word[0].toUpperCase() + word.slice(1).toLowerCase())).join('')
}
