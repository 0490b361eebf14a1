import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

const here = fileURLToPath(new URL('.', import.meta.url))
const server = 'http://127.0.0.1:8080'

export default defineConfig({
  root: here,
  cacheDir: `${here}.cache`,
  plugins: [react()],
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    // Android WeChat's engine and older system browsers (field notes §4.4).
    target: ['es2020', 'chrome87', 'safari14'],
    cssTarget: ['chrome87', 'safari14'],
    chunkSizeWarningLimit: 1500,
  },
  server: {
    host: '127.0.0.1',
    proxy: { '/api': server, '/demo': server, '/log': server, '/readyz': server },
  },
})
