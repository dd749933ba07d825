// The packages that are watched while a configuration is loaded.

// watched are those that recipes stand in for, each by the recipe that knows its options.
export const watched = {
	'@vitejs/plugin-vue': 'vue', '@sveltejs/vite-plugin-svelte': 'svelte', 'vite-plugin-solid': 'solid',
	'@rsbuild/plugin-vue': 'vue', '@rsbuild/plugin-svelte': 'svelte', '@rsbuild/plugin-solid': 'solid', '@rsbuild/plugin-react': 'react', '@rsbuild/plugin-preact': 'preact',
	'@rsbuild/plugin-sass': 'sass', '@rsbuild/plugin-less': 'less', '@rsbuild/plugin-stylus': 'stylus', '@rsbuild/plugin-svgr': 'svgr', '@rsbuild/plugin-babel': 'babel', '@rsbuild/plugin-mdx': 'mdx',
}

// Plugins for webpack and Rspack that have a form for Vite.
const variants = /^(?:unplugin[\w-]*|@[\w-]+\/unplugin[\w-]*|@tanstack\/router-plugin)\/(?:webpack|rspack|rsbuild)$/

export const isWatched = specifier => Object.hasOwn(watched, specifier) || variants.test(specifier)
