import alias from 'esbuild-plugin-alias'
import glob from 'esbuild-plugin-import-glob'
import yaml from 'esbuild-plugin-yaml'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

const src = path.join(path.dirname(fileURLToPath(import.meta.url)), 'src')

export default [alias({ lib: path.join(src, 'twice.js') }), glob.default?.() ?? glob(), yaml.yamlPlugin()]
