// Tailwind 4 by its plugin for Vite, without Vite.

export default async function tailwind(project) {
	const loaded = await project.import('@tailwindcss/vite')
	const list = [(loaded.default?.default ?? loaded.default)()].flat()
	return list.filter(plugin => plugin.apply !== 'serve')
}
