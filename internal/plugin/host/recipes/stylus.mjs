// .styl, by stylus.

export default async function stylus(project, options) {
	let loading
	const { additionalData = '', ...settings } = options.css?.preprocessorOptions?.styl ?? options.css?.preprocessorOptions?.stylus ?? {}
	return {
		transform: {
			filter: { id: /\.styl(?:us)?(?:\?|$)|[?&]lang\.(?:module\.)?styl(?:us)?\b/ },
			async handler(code, id) {
				const compiler = await (loading ??= project.load('stylus').then(loaded => loaded.default ?? loaded))
				const file = id.split('?')[0]
				const text = typeof additionalData === 'function' ? await additionalData(code, file) : additionalData + code
				const sheet = compiler(text, { paths: ['node_modules'], ...settings, filename: file })
				sheet.set('include css', true).set('resolve url', true).define('url', compiler.resolver())
				for (const read of sheet.deps()) this.addWatchFile(read)
				return { code: sheet.render() }
			},
		},
	}
}
