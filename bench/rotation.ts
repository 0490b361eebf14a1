/**
 * Promise: while every stored value is sealed anew under new data keys, no read fails and the 99th percentile of reads
 * at a fixed rate changes by at most 5 %. `npm run bench -- rotation [values] [pace]`, 100,000 and 15 % unless told.
 * Floor: the same reads at the same rate just before and after, in the same run.
 */
import { spawn } from 'node:child_process'
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
  await owner.query('vacuum analyze vault_values')
  await owner.query('checkpoint')
}

type Load = { readonly p50: number; readonly p99: number; readonly reads: number; readonly failed: number }

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

const load = async (until: Promise<unknown>): Promise<Load> => {
  const took: number[] = []
  const running: Promise<unknown>[] = []
  const before = failures.length
  let over = false
  void until.then(() => {
    over = true
  })
  const started = performance.now()
  for (let n = 0; !over; n++) {
    running.push(readOnce().then((ms) => took.push(ms)))
    await sleep(Math.max(0, started + ((n + 1) * 1_000) / perSecond - performance.now()))
  }
  await Promise.all(running)
  const sorted = took.toSorted((a, b) => a - b)
  const at = (share: number) => sorted[Math.floor(sorted.length * share)] ?? 0
  return { p50: at(0.5), p99: at(0.99), reads: sorted.length, failed: failures.length - before }
}

const told = (name: string, { p50, p99, reads, failed }: Load) =>
  process.stdout.write(
    `${name}: ${reads} reads, ${failed} failed, p50 ${p50.toFixed(2)} ms, p99 ${p99.toFixed(2)} ms\n`,
  )

/** `fangxin keys …` beside it, as an operator runs it. */
const command = async (...args: string[]): Promise<Record<string, unknown>> => {
  const child = spawn(
    process.execPath,
    [join(import.meta.dirname, '../apps/cli/fangxin.mjs'), 'keys', ...args, '--json'],
    {
      env: { ...process.env, DATA_DIR: dataDir },
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  )
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
  const quiet = Math.min(60_000, Math.max(10_000, values / 20))
  await load(sleep(5_000))
  const before = await load(sleep(quiet))
  told('before', before)
  const rotation = performance.now()
  const work = (async () => {
    const { renewed } = await command('rotate-data')
    return { renewed, ...(await command('reseal', '--pace', String(pace))) }
  })()
  const during = await load(work)
  const seconds = (performance.now() - rotation) / 1_000
  told('during', during)
  const done = (await work) as { renewed: number; moved: number; destroyed: number }
  const after = await load(sleep(quiet))
  told('after', after)
  const floor = (before.p99 + after.p99) / 2
  const change = (during.p99 / floor - 1) * 100
  const kept = failures.length === 0 && change <= 5
  process.stdout.write(
    `${done.renewed} data keys, ${done.moved} values sealed anew in ${seconds.toFixed(0)} s at pace ${pace} %, ${done.destroyed} older keys destroyed; ${failures.length} failed reads, p99 ${change.toFixed(1)} % over the floor; promise 0 and ≤ 5 %: ${kept ? 'kept' : 'BROKEN'}\n`,
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
