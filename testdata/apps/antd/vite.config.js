import react from '@vitejs/plugin-react'
import { theme } from './theme.js'

export default {
  plugins: [react()],
  css: { preprocessorOptions: { less: { javascriptEnabled: true, modifyVars: theme } } },
}
