// How the linker reads what plugins give.

const styles = ['css', 'scss', 'sass', 'less', 'styl', 'stylus', 'pcss', 'postcss', 'sss']
const scripts = { js: 'js', mjs: 'js', cjs: 'js', jsx: 'jsx', ts: 'ts', mts: 'ts', cts: 'ts', tsx: 'tsx', json: 'json', txt: 'text' }
const assets = ['file', 'dataurl', 'copy', 'base64', 'binary', 'empty']

// loaderOf tells by a module's id how it is read: by lang.ext of the query, or
// by the extension.
export function loaderOf(id, loaders = {}, code) {
	const [file, query = ''] = id.split(/\?(.*)/s)
	const lang = /(?:^|[?&])lang\.((?:module\.)?\w+)/.exec('?' + query)?.[1]
	const name = lang ? 'x.' + lang : file
	const ext = /\.(\w+)$/.exec(name)?.[1] ?? ''
	if (styles.includes(ext)) return code !== undefined && isScript(code) ? 'js' : /\.module\.\w+$/.test(name) ? 'local-css' : 'css'
	if (scripts[ext]) return ext === 'json' && code !== undefined && isScript(code) ? 'js' : scripts[ext]
	return code === undefined && loaders['.' + ext] ? loaders['.' + ext] : 'js'
}

export const isStyle = id => /\.(css|scss|sass|less|styl|stylus|pcss|postcss)(?:$|\?)|[?&]lang\.(?:module\.)?(css|scss|sass|less|styl|stylus|pcss|postcss)\b/.test(id)
// isTranslated tells whether a module is a style sheet in a language that the linker does not read, so that what
// is made of it counts even where it is the same text.
export const isTranslated = id => /\.(?:scss|sass|less|styl|stylus|pcss|postcss)(?:$|\?)|[?&]lang\.(?:module\.)?(?:scss|sass|less|styl|stylus|pcss|postcss)\b/.test(id)
// isSheet tells whether a module is a style sheet still. Vite's own plugins take those before the plugins that come last.
export const isSheet = loader => ['css', 'local-css'].includes(loader)
export const isAsset = loader => assets.includes(loader)

// scriptOf is the loader after a transform, which may have made a script of something else.
export function scriptOf(loader, code, plugin) {
	if (loader === 'js' || plugin.own) return loader
	return ['css', 'local-css', 'json', 'text'].includes(loader) && isScript(code) ? 'js' : loader
}

const isScript = code => /^\s*(?:import\s*["'{*\w]|export\s+(?:default|const|\{|\*|var|let|function)\b|export\s*\{)/m.test(String(code))
