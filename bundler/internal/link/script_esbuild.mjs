// What scripts that run esbuild call of it: nothing is built, and the options are noted.

const calls = (globalThis[Symbol.for('paintbox.esbuild')] ??= [])
const result = () => ({ errors: [], warnings: [], outputFiles: [], metafile: { inputs: {}, outputs: {} } })

export const version = '0.28.2'
export const buildSync = options => (calls.push(options), result())
export const build = async options => buildSync(options)
export const context = async options => (calls.push(options), { rebuild: async () => result(), watch: async () => {}, serve: async () => ({ hosts: [], port: 0 }), cancel: async () => {}, dispose: async () => {} })
export const transformSync = code => ({ code, map: '', warnings: [] })
export const transform = async code => transformSync(code)
export const analyzeMetafileSync = () => ''
export const analyzeMetafile = async () => ''
export const formatMessagesSync = () => []
export const formatMessages = async () => []
export const initialize = async () => {}
export const stop = async () => {}

export default { version, build, buildSync, context, transform, transformSync, analyzeMetafile, analyzeMetafileSync, formatMessages, formatMessagesSync, initialize, stop }
