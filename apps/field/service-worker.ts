/**
 * Lets the technician's and the hand-over pages open again without a network. It keeps the built files, by their hashes, and
 * the page that names them; never an answer of the house: what was asked is asked again or not shown.
 */

/** Written in when the pages are built (vite.config.ts): the files, and a name that changes with any of them. */
declare const SHELL: { readonly version: string; readonly files: readonly string[] }

type Lasting = Event & { waitUntil(work: Promise<unknown>): void }
type Asked = Lasting & { readonly request: Request; respondWith(answer: Promise<Response>): void }
/** The compiler's DOM library knows pages, not workers. */
type Waiter = {
  readonly clients: { claim(): Promise<void> }
  addEventListener(type: 'install' | 'activate', listener: (event: Lasting) => void): void
  addEventListener(type: 'fetch', listener: (event: Asked) => void): void
}

const worker = globalThis as unknown as Waiter
const prefix = 'fangxin-shell-'
const shelf = `${prefix}${SHELL.version}`
/** A line that is there but answers nothing is no network either. */
const PATIENCE_MS = 4_000
const machinery = /^\/(api|log|demo|docs|iso8583|assets)(\/|$)|\.(json|js|svg)$|^\/(healthz|readyz)$/

const kept = async (path: string): Promise<Response | undefined> =>
  (await caches.open(shelf)).match(path, { ignoreVary: true })

/** The page itself is asked for each time, so that a new one is there at once; the kept one stands in for it. */
const page = async (request: Request): Promise<Response> => {
  const stop = new AbortController()
  const timer = setTimeout(() => stop.abort(), PATIENCE_MS)
  try {
    return await fetch(request, { signal: stop.signal })
  } catch (failure) {
    const before = await kept('/')
    if (before) return before
    throw failure
  } finally {
    clearTimeout(timer)
  }
}

worker.addEventListener('install', (event) => {
  const fresh = SHELL.files.map((path) => new Request(path, { cache: path === '/' ? 'reload' : 'default' }))
  // Whole or not at all: a page without one of its files would be worse than none.
  event.waitUntil(caches.open(shelf).then((cache) => cache.addAll(fresh)))
})

// A new one waits until every page of the old one is closed, so the old files are nobody's any more.
worker.addEventListener('activate', (event) => {
  const tidy = async () => {
    for (const name of await caches.keys())
      if (name.startsWith(prefix) && name !== shelf) await caches.delete(name)
    await worker.clients.claim()
  }
  event.waitUntil(tidy())
})

const files = new Set(SHELL.files)

worker.addEventListener('fetch', (event) => {
  const { request } = event
  const { origin, pathname } = new URL(request.url)
  if (request.method !== 'GET' || origin !== location.origin) return
  if (request.mode === 'navigate') {
    if (!machinery.test(pathname)) event.respondWith(page(request))
  } else if (pathname !== '/' && files.has(pathname))
    event.respondWith(kept(pathname).then((before) => before ?? fetch(request)))
})

export {}
