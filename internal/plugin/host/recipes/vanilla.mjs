// .css.ts by the plugin that vanilla-extract has for esbuild.

export default async function vanilla(project) {
	const { vanillaExtractPlugin } = await project.import('@vanilla-extract/esbuild-plugin')
	return vanillaExtractPlugin()
}
