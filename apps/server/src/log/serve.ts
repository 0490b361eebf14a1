import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import { writeBundle } from '#tlog/bundle.ts'
import { readTilePath, type TileName, WIDTH } from '#tlog/tile.ts'
import { writeVerifierKey } from '#tlog/verifier-key.ts'
import { performAsHouse } from '../house/corridor.ts'
import { type Errand, NotFound } from '../house/errand.ts'
import type { House } from '../house/house.ts'
import type { openHttp } from '../house/http.ts'
import { logIdentity } from './identity.ts'
import { loadEntries, loadTiles, newestCheckpoint } from './stored-tree.ts'

type App = Awaited<ReturnType<typeof openHttp>>

/** Anybody's page may read the log: a check that only our own page can make is none. */
const toAnybody = (cache: string) => ({
  'cache-control': cache,
  'access-control-allow-origin': '*',
  'cross-origin-resource-policy': 'cross-origin',
})
const text = 'text/plain; charset=utf-8'

const bundleBytes = async (errand: Errand, { index, width }: TileName): Promise<Uint8Array | null> => {
  const entries = await loadEntries(errand, index * WIDTH, index * WIDTH + width)
  return entries.length === width ? writeBundle(entries) : null
}

const tileBytes = async (errand: Errand, name: TileName): Promise<Uint8Array | null> =>
  (await loadTiles(errand, [name]))[0]?.hashes ?? null

/** The log as C2SP tlog-tiles serves it, under `/log`, and its verifier key. */
export const openLog = (app: App, house: House): void => {
  const { key } = logIdentity(house)
  app.get('/log/key', async (_request, reply) =>
    reply
      .type(text)
      .headers(toAnybody('no-cache'))
      .send(`${writeVerifierKey(key)}\n`),
  )

  app.get('/log/checkpoint', async (request, reply) => {
    const checkpoint = await performAsHouse(house, request.id, (errand) => newestCheckpoint(errand, key.name))
    if (checkpoint === undefined) throw new NotFound()
    return reply.type(text).headers(toAnybody('no-cache')).send(checkpoint.note)
  })

  app.get<{ Params: { '*': string } }>('/log/tile/*', async (request, reply) => {
    const name = readTilePath(`tile/${request.params['*']}`)
    if (name === null) throw new NotFound()
    const bytes = await performAsHouse(house, request.id, (errand) =>
      name.level === 'entries' ? bundleBytes(errand, name) : tileBytes(errand, name),
    )
    if (bytes === null) throw new NotFound()
    // A tile never changes; a partial one is soon of no use.
    const cache = name.width === WIDTH ? 'public, max-age=31536000, immutable' : 'public, max-age=3600'
    reply.type('application/octet-stream').headers(toAnybody(cache))
    if (name.level !== 'entries') return reply.send(Buffer.from(bytes))
    reply.header('vary', 'accept-encoding')
    return /\bgzip\b/.test(request.headers['accept-encoding'] ?? '')
      ? reply.header('content-encoding', 'gzip').send(await promisify(gzip)(bytes))
      : reply.send(Buffer.from(bytes))
  })
}
