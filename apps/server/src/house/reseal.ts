import { setTimeout as sleep } from 'node:timers/promises'
import type pg from 'pg'
import { SealBroken } from '#vault/envelope.ts'
import { transaction } from './database.ts'
import type { House } from './house.ts'
import { Erased, lookEveryMs } from './keyring.ts'
import type { Keys } from './keys.ts'
import { type SealedColumn, type SealedRow, sealedColumns, walkedTerms } from './sealed-columns.ts'
import { type FilesRow, type SealedFiles, sealedFiles } from './sealed-files.ts'

export type Resealed = {
  /** Values read, and values sealed anew. */
  readonly seen: number
  readonly moved: number
  /** Values that changed or were locked while they were sealed anew: whoever changed them won, the next pass looks again. */
  readonly overtaken: number
  /** Values whose subject was erased: their keys are gone, and so are they. */
  readonly erased: number
  /** Values that do not open, by table and key. While there are any, no key is destroyed. */
  readonly broken: readonly string[]
  readonly passes: number
  readonly destroyed: number
  /** Why older keys were left standing, or null. */
  readonly kept: 'broken' | 'overtaken' | 'open-transaction' | 'asked' | null
}

type Resealing = Pick<House, 'pool' | 'keys' | 'files'>

type Count = { seen: number; moved: number; overtaken: number; erased: number; broken: string[] }

export type Pace = {
  /** The share of the time this walk works, in percent; the rest of it others have the database for themselves. */
  readonly percent: number
  /** How long transactions that may still know an older key are waited for. */
  readonly patienceMs?: number
  /** Leaves older keys standing, for as long as backups of the database that need them are kept. */
  readonly keepOlder?: boolean
}

const mostPasses = 5
const mostBrokenTold = 20

// Commits wait for the disk: a key is destroyed afterwards, and no power cut may bring back what was sealed under it.
const asHouse = `begin; set local fx.principal = 'house'`

/**
 * Rows after a key, with what tells whose they are; what was emptied or never there has no seal. The rows are cut off
 * before they are joined: a planner that knows little of the other table then still reads no more of it than these need.
 */
export const readSql = (column: SealedColumn): string => {
  const { table, key, sealed, tenant, subject, field, at, join, batch } = column
  return `select t.${key} as key, t.${sealed} as sealed, ${tenant ?? 'null'} as tenant, ${subject ?? 'null'} as subject,
                 ${field ?? 'null'} as field, ${at ?? 'null'} as at
            from (select * from ${table} where ${key} > $1 and ${sealed} <> ''::bytea order by ${key} limit ${batch}) t
                 ${join ?? ''} order by t.${key}`
}

/**
 * Only what still stands as it was read, and nothing that somebody holds: this walk waits for no row, so it can be part
 * of no deadlock, and holds what it changes for one statement.
 */
const writeSql = ({ table, key, sealed }: SealedColumn): string =>
  `with n as (select * from unnest($1::text[], $2::bytea[], $3::bytea[]) as n(key, was, anew)),
        free as (select t.${key} as key, n.anew from ${table} t join n on t.${key} = n.key and t.${sealed} = n.was
                  order by t.${key} for no key update of t skip locked)
   update ${table} t set ${sealed} = free.anew from free where t.${key} = free.key`

const sealBatch = async (keys: Keys, column: SealedColumn, rows: readonly SealedRow[], count: Count) => {
  const stale: { key: string; was: Buffer; anew: Buffer }[] = []
  for (const row of rows) {
    // Emptied when its subject was erased.
    if (row.sealed.length === 0) continue
    try {
      const anew = await keys.reseal(column.place(row), row.sealed)
      if (anew) stale.push({ key: row.key, was: row.sealed, anew })
    } catch (error) {
      if (error instanceof Erased) count.erased++
      else if (error instanceof SealBroken) count.broken.push(`${column.table}.${column.sealed} ${row.key}`)
      else throw error
    }
  }
  return stale
}

/** Once over one column, in the order of its keys. */
const walk = async (
  { pool, keys }: Resealing,
  column: SealedColumn,
  { percent }: Pace,
  count: Count,
): Promise<void> => {
  const [read, write] = [readSql(column), writeSql(column)]
  const of = `${column.table}.${column.sealed}`
  for (let last = ''; ; ) {
    const started = performance.now()
    const rows = await transaction(
      pool,
      asHouse,
      async (tx) => (await tx.query<SealedRow>({ name: `read ${of}`, text: read, values: [last] })).rows,
    )
    if (rows.length === 0) return
    count.seen += rows.length
    const stale = await sealBatch(keys, column, rows, count)
    if (stale.length > 0) {
      const values = [stale.map(({ key }) => key), stale.map(({ was }) => was), stale.map(({ anew }) => anew)]
      const { rowCount } = await transaction(pool, asHouse, (tx) =>
        tx.query({ name: `write ${of}`, text: write, values }),
      )
      count.moved += rowCount ?? 0
      count.overtaken += stale.length - (rowCount ?? 0)
    }
    last = rows.at(-1)?.key ?? ''
    const worked = performance.now() - started
    await sleep(worked * (100 / percent - 1))
  }
}

const fileRows = 20

/**
 * Once over the files one table names. A file is put in place of itself, whole or not at all; one whose row was removed
 * meanwhile and whose file is put after that is an orphan like any other, and swept.
 */
const walkFiles = async (
  { pool, keys, files }: Resealing,
  { datum, table, key, rows: select, files: filesOf }: SealedFiles,
  { percent }: Pace,
  count: Count,
): Promise<void> => {
  const rowsSql = `${select} where t.${key} > $1 order by t.${key} limit ${fileRows}`
  const stands = (row: string) =>
    transaction(
      pool,
      asHouse,
      async (tx) => (await tx.query(`select 1 from ${table} where ${key} = $1`, [row])).rowCount === 1,
    )
  for (let last = ''; ; ) {
    const rows = await transaction(
      pool,
      asHouse,
      async (tx) => (await tx.query<FilesRow>({ text: rowsSql, values: [last] })).rows,
    )
    for (const row of rows)
      for (const { fileKey, place } of filesOf(row)) {
        const started = performance.now()
        count.seen++
        try {
          const anew = await keys.reseal(place, await files.get(fileKey))
          if (anew) {
            await files.put(fileKey, anew)
            count.moved++
          }
        } catch (error) {
          if (error instanceof Erased) count.erased++
          // Lost, or not ours: while its row stands no key may go.
          else if (await stands(row.key)) count.broken.push(`${datum} ${fileKey}`)
        }
        await sleep((performance.now() - started) * (100 / percent - 1))
      }
    if (rows.length < fileRows) return
    last = rows.at(-1)?.key ?? ''
  }
}

/**
 * Waits until nobody can still be using keys older than now: each process looks at the store once a second, and what it
 * read or sealed before that is in a transaction that began before. False when one of those stays open for too long, or
 * belongs to a database user whose transactions ours may not see.
 */
const settled = async (pool: pg.Pool, patienceMs: number): Promise<boolean> => {
  await sleep(lookEveryMs + 200)
  const heard = performance.now()
  for (;;) {
    const waitedMs = performance.now() - heard
    // As the one who logged in: fangxin_app itself sees no transaction but its own.
    const open = await transaction(
      pool,
      `begin; set local role none`,
      async (tx) =>
        (
          await tx.query<{ n: number }>({
            text: `select count(*)::int as n from pg_stat_activity
                    where datname = current_database() and pid <> pg_backend_pid()
                      and (query = '<insufficient privilege>'
                        or (backend_type = 'client backend'
                          and xact_start < clock_timestamp() - make_interval(secs => $1)))`,
            values: [waitedMs / 1_000],
          })
        ).rows[0]?.n,
    )
    if (open === 0) return true
    if (waitedMs > patienceMs) return false
    await sleep(50)
  }
}

/**
 * Seals every stored value and file anew under the newest version of its subject's key, while the house is open; then destroys the
 * versions nothing is sealed under any more. That is shown, not assumed: a pass that began when nobody could know an
 * older key any more finds none. Killed midway it is simply run again; two at once share the work. A backup of the
 * database taken before needs the keys that are destroyed here.
 */
export const resealValues = async (house: Resealing, pace: Pace): Promise<Resealed> => {
  const { pool, keys } = house
  const { store } = keys.ring
  // What has a newer version now is what may go at the end, whatever is made meanwhile.
  store.noteOlder()
  keys.ring.forget()
  const total: Count = { seen: 0, moved: 0, overtaken: 0, erased: 0, broken: [] }
  let passes = 0
  const pass = async (): Promise<Count> => {
    const count: Count = { seen: 0, moved: 0, overtaken: 0, erased: 0, broken: [] }
    for (const column of sealedColumns) await walk(house, column, pace, count)
    for (const each of sealedFiles) await walkFiles(house, each, pace, count)
    passes++
    total.seen += count.seen
    total.moved += count.moved
    total.overtaken += count.overtaken
    Object.assign(total, { erased: count.erased, broken: count.broken })
    return count
  }
  const told = (kept: Resealed['kept'], destroyed = 0): Resealed => ({
    ...total,
    broken: total.broken.slice(0, mostBrokenTold),
    passes,
    destroyed,
    kept,
  })
  await pass()
  if (pace.keepOlder) return told('asked')
  for (let clean = false; !clean; ) {
    if (passes === mostPasses) return told('overtaken')
    if (!(await settled(pool, pace.patienceMs ?? 60_000))) return told('open-transaction')
    const { moved, overtaken } = await pass()
    clean = moved === 0 && overtaken === 0
  }
  if (total.broken.length > 0) return told('broken')
  let destroyed = 0
  for (let more = true; more; ) {
    const step = store.destroyOlder(walkedTerms, new Date().toISOString(), 200)
    destroyed += step.destroyed
    more = step.more
    await sleep(step.more ? 20 : 0)
  }
  store.cutLog()
  keys.ring.forget()
  return told(null, destroyed)
}
