/**
 * Promise: while every stored value is sealed anew under new data keys, no read fails and the 99th percentile of reads
 * at a fixed rate changes by at most 5 %. `npm run bench -- rotation [values] [pace]`, 100,000 and 15 % unless told.
 * Floor: the same reads at the same rate in the same run. After every twenty seconds the walk is stopped for ten: what else
 * this machine is doing weighs on both sides alike. Both come with the range in which 95 of 100 repetitions would lie
 * (bootstrap over those spans of ten seconds).
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { readConfig } from '../apps/server/src/house/config.ts'
import { openPool, transaction } from '../apps/server/src/house/database.ts'
import { openConfiguredKeys } from '../apps/server/src/house/keys.ts'
import { migrate } from '../apps/server/src/house/migrate.ts'
import { startPostgres } from '../apps/server/src/house/postgres.ts'

const values = Number(process.argv[2] ?? 100_000)
const pace = Number(process.argv[3] ?? 15)
const subjects = Math.min(20_000, Math.ceil(values / 5))
const perSecond = 100
const fieldsRead = 10

const dataDir = mkdtempSync(join(tmpdir(), 'fangxin-bench-'))
const postgres = await startPostgres({ dataDir })
await migrate(postgres.connection)
const keys = await openConfiguredKeys(readConfig({ DATA_DIR: dataDir }, { demo: false }))
const owner = new pg.Client(postgres.connection)
await owner.connect()

const acquirer = 'org_acquirer'
const idOf = (kind: string, n: number) => `${kind}_${String(n).padStart(12, '0')}`
const caseOf = (value: number) => value % subjects

/** A statement of many rows at once; a row is what unnest makes of the columns. */
const fill = async (): Promise<void> => {
  await owner.query(`insert into organisations (organisation_id, kind, name) values ($1, 'acquirer', 'a')`, [
    acquirer,
  ])
  await owner.query(
    `insert into organisations (organisation_id, kind, name)
     select 'org_' || lpad(n::text, 12, '0'), 'merchant', 'm' from generate_series(0, $1 - 1) n`,
    [subjects],
  )
  await owner.query(
    `insert into cases (case_id, merchant_id, acquirer_id, step, version, state, opened_at, updated_at)
     select 'cas_' || lpad(n::text, 12, '0'), 'org_' || lpad(n::text, 12, '0'), $2, 'live', 1, '{}', now(), now()
       from generate_series(0, $1 - 1) n`,
    [subjects, acquirer],
  )
  // The store waits for the disk at every first key; the bench has no need of that.
  const { store } = keys.ring
  const chunk = 5_000
  for (let from = 0; from < values; from += chunk) {
    const numbers = Array.from({ length: Math.min(chunk, values - from) }, (_, n) => from + n)
    await keys.ring.tenant(acquirer)
    if (from < subjects)
      store.together(() => {
        for (const n of numbers)
          if (n < subjects)
            void keys.ring.ring({ tenant: acquirer, subject: idOf('org', n), keep: 'agreement' })
      })
    const sealed: Buffer[] = []
    for (const n of numbers)
      sealed.push(
        await keys.seal(
          {
            datum: 'vault_values.survey-note',
            row: idOf('val', n),
            tenant: acquirer,
            subject: idOf('org', caseOf(n)),
          },
          `勘察备注 ${n} ${'·'.repeat(20)}`,
        ),
      )
    await owner.query(
      `insert into vault_values (value_id, owner_id, case_id, field, value_sealed, masked)
       select v, 'o', c, 'survey-note', s, '' from unnest($1::text[], $2::text[], $3::bytea[]) as t(v, c, s)`,
      [numbers.map((n) => idOf('val', n)), numbers.map((n) => idOf('cas', caseOf(n))), sealed],
    )
  }
  await owner.query('vacuum analyze')
  await owner.query('checkpoint')
}

/** Reads ten values of a random shop and opens them, `perSecond` times a second, whether or not the last one is done. */
const pool = openPool(postgres.connection, 8)
const failures: string[] = []
const readOnce = async (): Promise<number> => {
  const n = Math.floor(Math.random() * subjects)
  const ids = Array.from({ length: Math.min(fieldsRead, Math.floor(values / subjects)) }, (_, each) =>
    idOf('val', n + each * subjects),
  )
  const started = performance.now()
  try {
    await transaction(pool, `begin; set local fx.principal = 'house'`, async (tx) => {
      const { rows } = await tx.query<{ value_id: string; value_sealed: Buffer }>({
        name: 'read',
        text: 'select value_id, value_sealed from vault_values where value_id = any ($1)',
        values: [ids],
      })
      if (rows.length !== ids.length) throw new Error(`${rows.length} of ${ids.length} values`)
      for (const { value_id, value_sealed } of rows) {
        const place = {
          datum: 'vault_values.survey-note',
          row: value_id,
          tenant: acquirer,
          subject: idOf('org', n),
        } as const
        const clear = (await keys.open(place, value_sealed)).toString()
        if (!clear.startsWith(`勘察备注 ${Number(value_id.slice(4))} `)) throw new Error('another value')
      }
    })
  } catch (error) {
    failures.push((error as Error).message)
  }
  return performance.now() - started
}

type Span = { readonly moving: boolean; readonly took: number[] }
const spanMs = 10_000

/** Reads until `over`; `turn` is told at each new span whether the walk may go on. */
const load = async (over: Promise<unknown>, turn: (moving: boolean) => void): Promise<Span[]> => {
  const spans: Span[] = []
  const running: Promise<unknown>[] = []
  let done = false
  void over.then(() => {
    done = true
  })
  const started = performance.now()
  for (let n = 0; !done; n++) {
    const since = performance.now() - started
    if (since >= spans.length * spanMs) {
      const moving = spans.length % 3 !== 2
      spans.push({ moving, took: [] })
      turn(moving)
    }
    const { took } = spans.at(-1) as Span
    // What runs while the walk is stopped or woken belongs to neither side.
    const counted = since - (spans.length - 1) * spanMs > 300
    running.push(readOnce().then((ms) => counted && took.push(ms)))
    await sleep(Math.max(0, started + ((n + 1) * 1_000) / perSecond - performance.now()))
  }
  turn(true)
  await Promise.all(running)
  // The last span was cut off.
  return spans.slice(0, -1)
}

const percentile = (spans: readonly Span[], share: number): number => {
  const sorted = Float64Array.from(spans.flatMap(({ took }) => took)).sort()
  return sorted[Math.floor(sorted.length * share)] ?? 0
}

/** The change of the 99th percentile in percent, and where it lies when the spans are drawn again 1,000 times. */
const changeOf = (moving: readonly Span[], still: readonly Span[]) => {
  const change = (a: readonly Span[], b: readonly Span[]) =>
    (percentile(a, 0.99) / percentile(b, 0.99) - 1) * 100
  const drawn = (spans: readonly Span[]) =>
    spans.map(() => spans[Math.floor(Math.random() * spans.length)] as Span)
  const again = Float64Array.from({ length: 1_000 }, () => change(drawn(moving), drawn(still))).sort()
  return { change: change(moving, still), low: again[25] ?? 0, high: again[974] ?? 0 }
}

const told = (name: string, spans: readonly Span[]) =>
  process.stdout.write(
    `${name}: ${spans.length} spans, ${spans.reduce((sum, { took }) => sum + took.length, 0)} reads, p50 ${percentile(spans, 0.5).toFixed(2)} ms, p99 ${percentile(spans, 0.99).toFixed(2)} ms\n`,
  )

/** `fangxin keys …` beside it, as an operator runs it. */
let running: ChildProcess | null = null
const command = async (...args: string[]): Promise<Record<string, unknown>> => {
  const child = spawn(
    process.execPath,
    [join(import.meta.dirname, '../apps/cli/fangxin.mjs'), 'keys', ...args, '--json'],
    {
      env: { ...process.env, DATA_DIR: dataDir },
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  )
  running = child
  let out = ''
  child.stdout.on('data', (text) => (out += text))
  const [code] = (await once(child, 'close')) as [number]
  if (code !== 0) throw new Error(`keys ${args.join(' ')} ended with ${code}: ${out}`)
  return JSON.parse(out)
}

try {
  const began = performance.now()
  await fill()
  process.stdout.write(
    `${values} values of ${subjects} subjects sealed and stored in ${((performance.now() - began) / 1_000).toFixed(0)} s\n`,
  )
  await load(sleep(5_000), () => undefined)
  const rotation = performance.now()
  const work = (async () => {
    const { renewed } = await command('rotate-data')
    return { renewed, ...(await command('reseal', '--pace', String(pace))) }
  })()
  // One that has ended takes no signal, and says so by `false`.
  const spans = await load(work, (moving) => void running?.kill(moving ? 'SIGCONT' : 'SIGSTOP'))
  const seconds = (performance.now() - rotation) / 1_000
  const [moving, still] = [spans.filter((span) => span.moving), spans.filter((span) => !span.moving)]
  told('rotating', moving)
  told('stopped', still)
  const done = (await work) as { renewed: number; moved: number; destroyed: number }
  const { change, low, high } = changeOf(moving, still)
  const kept = failures.length === 0 && change <= 5
  process.stdout.write(
    `${done.renewed} data keys, ${done.moved} values sealed anew in ${seconds.toFixed(0)} s, a third of it stopped, at pace ${pace} %, ${done.destroyed} older keys destroyed; ${failures.length} failed reads, p99 ${change.toFixed(1)} % over the floor (95 of 100: ${low.toFixed(1)} to ${high.toFixed(1)}); promise 0 and ≤ 5 %: ${kept ? 'kept' : 'BROKEN'}\n`,
  )
  for (const each of new Set(failures)) process.stdout.write(`failed: ${each}\n`)
  if (!kept) process.exitCode = 1
} finally {
  await owner.end()
  await pool.end()
  keys.close()
  await postgres.stop()
  rmSync(dataDir, { recursive: true, force: true })
}
