/** `npm run canaries -- 1000 SEED`: pushes canaries through the real interface and looks for them everywhere. */
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { appendFileSync, chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import pg from 'pg'
import type { Datum } from '#vault/datum.ts'
import { finderFor, type Hit } from './canaries/find.ts'
import { typeIntoForm } from './canaries/form.ts'
import { fingerprint, push, setStage } from './canaries/push.ts'
import { type Flock, flock } from './canaries/seed.ts'
import { mayTell, type Told } from './canaries/told.ts'
import { seeded } from './crash.ts'

export type Leak = { readonly place: string; readonly datum: string } & Omit<Hit, 'text'>
export type Place = { readonly place: string; readonly bytes: number; readonly files: number }
export type Found = {
  readonly seed: number
  readonly fingerprint: string
  readonly canaries: number
  /** What they were typed as. */
  readonly data: readonly Datum[]
  readonly merchants: number
  readonly patterns: number
  readonly places: readonly Place[]
  readonly answers: number
  /** Looks at clear text that were answered: the canaries were truly there to be leaked. */
  readonly looks: number
  readonly leaks: readonly Leak[]
  /** The same for what was planted on purpose: the search finds it. */
  readonly noticed: readonly Leak[]
  readonly seconds: Readonly<Record<'push' | 'search', number>>
}

type Serving = { url: string; owner: pg.ClientConfig; stop(): Promise<void> }

const serve = async (dataDir: string, output: string): Promise<Serving> => {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'canaries/serve.ts')], {
    env: { ...process.env, DATA_DIR: dataDir, PORT: '0', ISO8583_PORT: '0', LOG_LEVEL: 'trace' },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const ended = once(child, 'exit')
  const ready = new Promise<{ url: string; owner: pg.ClientConfig }>((resolve, reject) => {
    for (const stream of [child.stdout, child.stderr])
      createInterface({ input: stream }).on('line', (line) => {
        appendFileSync(output, `${line}\n`)
        const [, url, owner] = /^canaries ready (http:\S+) (.*)$/.exec(line) ?? []
        if (url && owner) resolve({ url, owner: JSON.parse(owner) as pg.ClientConfig })
      })
    void ended.then(() => reject(new Error(`the house ended before it was ready: ${output}`)))
  })
  return {
    ...(await ready),
    async stop() {
      child.kill('SIGTERM')
      await ended
    },
  }
}

/** Every row of every table as COPY writes it, and as pg_dump does; answers whether there is a pg_dump for this server. */
const dump = async (owner: pg.ClientConfig, folder: string): Promise<boolean> => {
  const client = new pg.Client(owner)
  await client.connect()
  try {
    const { rows } = await client.query<{ name: string }>(
      `select format('%I.%I', n.nspname, c.relname) as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
        where c.relkind in ('r', 'm') and n.nspname not in ('pg_catalog', 'information_schema', 'pg_toast')`,
    )
    for (const [n, { name }] of rows.entries())
      await client.query(`copy ${name} to '${join(folder, `${n}.copy`)}'`)
    await client.query('checkpoint')
  } finally {
    await client.end()
  }
  const { host = '', user = '', database = '' } = owner
  const args = ['-h', host, '-U', String(user), '-f', join(folder, 'pg_dump.sql'), String(database)]
  return spawnSync('pg_dump', args).status === 0
}

/** Puts values where they must not be, so that the search shows it finds them; answers which. */
export type Plant = (at: {
  readonly dataDir: string
  readonly printed: string
  readonly owner: pg.ClientConfig
  readonly birds: Flock
  readonly told: Told[]
}) => Promise<readonly string[]>

/**
 * A house as a process of its own, at its most talkative, on a PostgreSQL of its own; `count` canaries through HTTP and a
 * browser; then every byte it kept, printed and answered is searched in every encoding.
 */
export const canaries = async (
  count: number,
  seed: number,
  say: (line: string) => void = () => undefined,
  plant: Plant = async () => [],
): Promise<Found> => {
  const home = mkdtempSync(join(tmpdir(), 'fangxin-canaries-'))
  const folder = (name: string) => {
    mkdirSync(join(home, name))
    return join(home, name)
  }
  const [dataDir, printed, dumped] = [folder('data'), folder('printed'), folder('dumped')]
  // A house that is served by root gives its PostgreSQL to another account, which writes the dump.
  chmodSync(home, 0o711)
  chmodSync(dumped, 0o777)
  const told: Told[] = []
  const birds = flock(seeded(seed))
  let house: Serving | null = null
  try {
    const started = performance.now()
    house = await serve(dataDir, join(printed, 'output.log'))
    const { url, owner, stop } = house
    say(`up after ${Math.round((performance.now() - started) / 1e3)} s`)
    const stage = await setStage(url, told)
    say(`stage set after ${Math.round((performance.now() - started) / 1e3)} s`)
    const { merchants } = await push(stage, birds, count, (caseId, cookie) =>
      typeIntoForm(url, birds, { caseId, cookie }, told),
    )
    const planted = new Set(await plant({ dataDir, printed, owner, birds, told }))
    const pushed = performance.now()
    say(`${birds.all.length} canaries of ${merchants} merchants are in the house`)

    const finder = finderFor(birds.all.map(({ text }) => text))
    const datumOf = new Map(birds.all.map((canary) => [canary.text, canary]))
    const places: Place[] = []
    const leaks: Leak[] = []
    const noticed: Leak[] = []
    const note = (place: string, { text, ...hit }: Hit) => {
      const list = planted.has(text) ? noticed : leaks
      list.push({ place, datum: datumOf.get(text)?.datum ?? '', ...hit })
    }
    const look = async (place: string, path: string) => {
      const { hits, bytes, files } = await finder.scanFolder(path)
      places.push({ place, bytes, files })
      for (const hit of hits) note(place, hit)
      say(`${place}: ${files} files, ${Math.round(bytes / 1e6)} MB, ${hits.length} found`)
    }
    await look('what a serving house keeps: database, WAL before a checkpoint, keys', dataDir)
    const pgDump = await dump(owner, dumped)
    await look(`a logical dump by COPY${pgDump ? ' and pg_dump' : ''}`, dumped)
    await stop()
    house = null
    cpSync(dataDir, join(home, 'backup'), { recursive: true })
    await look('a copy of all files after the last checkpoint', join(home, 'backup'))
    await look('what it printed', printed)

    let looks = 0
    let answered = 0
    for (const answer of told) {
      answered += answer.text.length
      const hits = finder.scan(Buffer.from(answer.text), `${answer.call} to ${answer.principal}`)
      if (hits.some(({ text }) => datumOf.get(text)?.datum.includes('Account')) && answer.status === 200)
        looks++
      for (const hit of hits) {
        const canary = datumOf.get(hit.text)
        if (canary && !mayTell(answer, canary)) note('answers', hit)
      }
    }
    places.push({ place: 'answers', bytes: answered, files: told.length })
    const end = performance.now()
    return {
      ...{ seed, fingerprint: fingerprint(birds), canaries: birds.all.length, merchants },
      data: [...new Set(birds.all.map(({ datum }) => datum))],
      ...{ patterns: finder.patterns, places, answers: told.length, looks, leaks, noticed },
      seconds: { push: Math.round((pushed - started) / 1e3), search: Math.round((end - pushed) / 1e3) },
    }
  } finally {
    await house?.stop()
    if (existsSync(home)) rmSync(home, { recursive: true, force: true, maxRetries: 20, retryDelay: 200 })
  }
}

if (import.meta.main) {
  const [count = '1000', seed = String(Date.now() % 1e9)] = process.argv.slice(2)
  process.stdout.write(`${count} canaries, seed ${seed}\n`)
  const found = await canaries(Number(count), Number(seed), (line) => process.stdout.write(`${line}\n`))
  process.stdout.write(`${JSON.stringify(found, null, 1)}\n`)
  process.exitCode = found.leaks.length === 0 && found.looks > 0 ? 0 : 1
}
