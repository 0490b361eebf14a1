import { createHash } from 'node:crypto'
import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin, type Rolldown } from 'vite'

const here = fileURLToPath(new URL('.', import.meta.url))
const server = 'http://127.0.0.1:8080'

const field = fileURLToPath(new URL('../field/', import.meta.url))
/** What must open in a cellar: these pages, with everything they may still load. */
const cellar = [`${field}technician.tsx`, `${field}hand-over/hand-over.tsx`]
const worker = 'service-worker.js'

/** Builds the service worker and writes into it which files to keep, with a name that changes with any of them. */
const shell = (): Plugin => ({
  name: 'fangxin-shell',
  apply: 'build',
  buildStart() {
    this.emitFile({ type: 'chunk', id: `${field}service-worker.ts`, fileName: worker })
  },
  generateBundle: {
    order: 'post',
    handler(_options, bundle) {
      const chunks = Object.values(bundle).filter((each) => each.type === 'chunk')
      const files = new Set(['/', '/mark.svg'])
      const take = (chunk: Rolldown.OutputChunk | undefined, lazy: boolean): void => {
        if (!chunk || files.has(`/${chunk.fileName}`)) return
        files.add(`/${chunk.fileName}`)
        const { importedCss = [], importedAssets = [] } = chunk.viteMetadata ?? {}
        for (const name of [...importedCss, ...importedAssets]) files.add(`/${name}`)
        const next = [...chunk.imports, ...(lazy ? chunk.dynamicImports : [])]
        for (const name of next)
          take(
            chunks.find(({ fileName }) => fileName === name),
            lazy,
          )
      }
      // The way in, without the desks it may load later; then the cellar's pages with all of theirs.
      take(
        chunks.find(({ isEntry, fileName }) => isEntry && fileName !== worker),
        false,
      )
      for (const page of cellar) {
        const chunk = chunks.find(({ facadeModuleId }) => facadeModuleId === page)
        if (!chunk)
          throw new Error(`${page} is no page of its own any more: nothing would open without a network`)
        take(chunk, true)
      }
      const version = createHash('sha256')
        .update([...files].join('\n'))
        .digest('hex')
        .slice(0, 16)
      const code = chunks.find(({ fileName }) => fileName === worker)
      if (!code) throw new Error('no service worker was built')
      code.code = `const SHELL=${JSON.stringify({ version, files: [...files] })};${code.code}`
    },
  },
})

export default defineConfig({
  root: here,
  cacheDir: `${here}.cache`,
  plugins: [react(), shell()],
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
