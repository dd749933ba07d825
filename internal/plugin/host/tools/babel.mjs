// When Babel does more than what every bundler does.

import path from 'node:path'

const nameOf = one => {
	const value = Array.isArray(one) ? one[0] : one
	if (typeof value !== 'string') return value?.key ?? value?.name ?? ''
	const inside = /[\\/]node_modules[\\/]((?:@[^\\/]+[\\/])?[^\\/]+)/.exec(value.slice(value.lastIndexOf('node_modules') - 1))?.[1]
	return (inside ?? value).replaceAll('\\', '/').replace(/^module:/, '')
}

// Presets and plugins whose work the linker does, or that have none in a build.
export const coveredPresets = /^(?:(?:@babel\/)?(?:preset-)?(?:env|react|typescript|modules|stage-\d)|babel-preset-(?:env|react|es201\d|latest|stage-\d|react-app|typescript|airbnb|preact-app|react-optimize)|es201\d|stage-\d|react-app|airbnb|@vue\/(?:cli-plugin-babel(?:\/preset)?|babel-preset-app|app)|@babel\/preset-(?:env|react|typescript))$/
export const coveredPlugins = new RegExp('^(?:(?:@babel\\/)?(?:babel-)?(?:plugin-)?(?:' + [
	'(?:proposal|transform)-(?:class-properties|object-rest-spread|optional-chaining|nullish-coalescing-operator|private-methods|private-property-in-object|numeric-separator|logical-assignment-operators|optional-catch-binding|async-generator-functions|json-strings|export-namespace-from|dynamic-import|unicode-property-regex|class-static-block)',
	'syntax-[\\w-]+', 'transform-(?:runtime|regenerator|async-to-generator|arrow-functions|classes|destructuring|spread|parameters|template-literals|block-scoping|for-of|computed-properties|shorthand-properties|modules-commonjs|es2015-[\\w-]+|react-jsx(?:-source|-self|-development)?|react-constant-elements|react-inline-elements|react-remove-prop-types|react-display-name|typescript|exponentiation-operator|object-assign|flow-strip-types-never)',
	'dynamic-import-(?:node|webpack)', 'dynamic-import-node', 'lodash', 'react-hot-loader', 'istanbul', 'dev-expression', 'add-module-exports', 'named-asset-import', 'transform-imports-never', 'transform-react-remove-prop-types', 'minify-[\\w-]+', 'typescript-metadata-never',
].join('|') + ')|react-hot-loader\\/babel|react-refresh\\/babel|(?:babel-plugin-)?(?:lodash|istanbul|dev-expression|transform-remove-console-never|ramda|date-fns))$')

// needsBabel tells whether options of Babel name what the linker does not do.
export function needsBabel(options, state) {
	const plugins = [options.plugins ?? []].flat(1).filter(Boolean)
	const presets = [options.presets ?? []].flat(1).filter(Boolean)
	const listed = given => given.filter(one => !(Array.isArray(one) && typeof one[1] === 'undefined' && one[0] === undefined))
	for (const preset of listed(presets)) {
		const [, settings] = Array.isArray(preset) ? preset : []
		if (/preset-react$|^react$/.test(nameOf(preset)) && settings?.runtime) (state.esbuild ??= {}).jsx = settings.runtime
		if (/preset-react$|^react$/.test(nameOf(preset)) && (settings?.pragma && !/^React\.createElement$/.test(settings.pragma) || settings?.importSource && settings.importSource !== 'react')) {
			if (settings.importSource) { (state.esbuild ??= {}).jsxImportSource = settings.importSource; continue }
			return true
		}
		if (!coveredPresets.test(nameOf(preset)) && typeof preset !== 'function') return true
	}
	return listed(plugins).some(plugin => !coveredPlugins.test(nameOf(plugin)) && !onlyImages(plugin))
}

// onlyImages is the plugin of Create React App that makes components of images, which a recipe does.
const onlyImages = plugin => path.basename(String(nameOf(plugin))) === 'babel-plugin-named-asset-import'
