import mdx from '@mdx-js/rollup'

export default {
  plugins: [{ enforce: 'pre', ...mdx({ jsxImportSource: 'preact' }) }],
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
}
