// What configurations call of Vite and of Rsbuild, for projects that have not installed them.

import fs from 'node:fs'
import path from 'node:path'
import { parseEnv } from 'node:util'

export const defineConfig = config => config
export const defineProject = defineConfig
export const defineWorkspace = defineConfig
export const configDefaults = { exclude: [], include: [], coverage: { exclude: [] } }
export const version = '6.0.0'
export const normalizePath = name => path.posix.normalize(name.replaceAll('\\', '/'))
export const splitVendorChunkPlugin = () => null
export const createLogger = () => ({ info() {}, warn() {}, warnOnce() {}, error() {}, clearScreen() {}, hasErrorLogged: () => false })
export const searchForWorkspaceRoot = dir => dir
export const defaultClientConditions = ['module', 'browser']
export const defaultServerConditions = ['module', 'node']

export function loadEnv(mode, dir, prefixes = 'VITE_') {
	if (mode === undefined || typeof mode === 'object') { // Rsbuild's
		const { cwd = process.cwd(), mode: name = 'production', prefixes: own = ['PUBLIC_'] } = mode ?? {}
		const found = loadEnv(name, cwd, own)
		const named = start => Object.fromEntries(Object.entries(found).map(([key, value]) => [start + key, JSON.stringify(value)]))
		return { rawPublicVars: found, publicVars: { ...named('process.env.'), ...named('import.meta.env.') }, parsed: loadEnv(name, cwd, ''), filePaths: [], cleanup() {} }
	}
	const values = {}
	for (const name of ['.env', '.env.local', '.env.' + mode, '.env.' + mode + '.local']) {
		const file = path.join(dir, name)
		if (fs.statSync(file, { throwIfNoEntry: false })?.isFile()) Object.assign(values, parseEnv(fs.readFileSync(file, 'utf8')))
	}
	return Object.fromEntries(Object.entries({ ...values, ...process.env }).filter(([name]) => [prefixes].flat().some(prefix => name.startsWith(prefix))))
}

const plain = value => Object.prototype.toString.call(value) === '[object Object]'

export function mergeConfig(below, above) {
	const made = { ...below }
	for (const [key, value] of Object.entries(above)) {
		const there = made[key]
		if (value == null) continue
		if (there == null) made[key] = value
		else if (key === 'alias') made[key] = [...listed(value), ...listed(there)]
		else if (Array.isArray(there) || Array.isArray(value)) made[key] = [there, value].flat()
		else made[key] = plain(there) && plain(value) ? mergeConfig(there, value) : value
	}
	return made
}

const listed = alias => (Array.isArray(alias) ? alias : Object.entries(alias).map(([find, replacement]) => ({ find, replacement })))

export default { defineConfig, loadEnv, mergeConfig, normalizePath }
