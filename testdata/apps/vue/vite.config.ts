import vue from '@vitejs/plugin-vue'
import autoImport from 'unplugin-auto-import/vite'
import { defineConfig } from 'vite'

export default defineConfig({
  plugins: [vue(), autoImport({ imports: ['vue'], dts: false })],
  resolve: { alias: { '@': '/src' } },
})
