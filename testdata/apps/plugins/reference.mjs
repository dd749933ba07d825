// Prints the bundle that the tool itself makes: "node reference.mjs rollup".
import path from 'node:path'
import { fileURLToPath } from 'node:url'

const tool = process.argv[2]
const dir = path.dirname(fileURLToPath(import.meta.url))
const entry = path.join(dir, 'src', tool + '.js')
const { default: plugins } = await import(`./${tool}.mjs`)
if (tool === 'rollup') {
	const { rollup } = await import('rollup')
	const bundle = await rollup({ input: entry, plugins })
	process.stdout.write((await bundle.generate({ format: 'es' })).output[0].code)
} else {
	const { build } = await import('esbuild')
	const result = await build({ entryPoints: [entry], bundle: true, format: 'esm', write: false, plugins, absWorkingDir: dir })
	process.stdout.write(result.outputFiles[0].text)
}
