import alias from '@rollup/plugin-alias'
import dsv from '@rollup/plugin-dsv'
import image from '@rollup/plugin-image'
import inject from '@rollup/plugin-inject'
import legacy from '@rollup/plugin-legacy'
import replace from '@rollup/plugin-replace'
import strip from '@rollup/plugin-strip'
import virtual from '@rollup/plugin-virtual'
import yaml from '@rollup/plugin-yaml'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

const src = path.join(path.dirname(fileURLToPath(import.meta.url)), 'src')

export default [
	alias({ entries: [{ find: '@lib', replacement: src }] }),
	replace({ __VERSION__: JSON.stringify('1.2.3'), preventAssignment: true }),
	virtual({ settings: 'export default { mode: "virtual" }' }),
	yaml(), dsv(), image(),
	legacy({ [path.join(src, 'global.js')]: { counter: 'counter' } }),
	inject({ twice: path.join(src, 'twice.js') }),
	strip({ functions: ['debug.*'] }),
]
