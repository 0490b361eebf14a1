import { cp } from 'node:fs/promises'
import { join } from 'node:path'
import pg from 'pg'
import { inject } from 'vitest'
import { cast } from '../../../scripts/demo/cast.ts'
import { loadDemo } from '../../../scripts/demo.ts'
import type { Config } from '../src/house/config.ts'
import { connectTo, toldFiles, toldKeysOf, toldOf } from './cluster.ts'
import { openWholeHouse, type WholeHouse } from './whole-house.ts'

export type Prints = Readonly<Record<string, string>>

export type ToldHouse = WholeHouse & {
  /** The session cookie of somebody of the story, by telephone. */
  enter(phone: string): Promise<string>
  /** Asks as the owner of the tables: looks behind the walls, never used by the house itself. */
  sql<Row extends object>(text: string, values?: readonly unknown[]): Promise<Row[]>
  /** The terminal of the story's first shop: live, put away for the season, its provider the first of the cast. */
  liveTerminal(): Promise<{ readonly deviceId: string; readonly serialNo: string; readonly caseId: string }>
  /** One digest of every table's rows and of the waiting jobs: the whole database, but the audit and the log's tree. */
  prints(): Promise<Prints>
  /** Waits until every job that is due has run. */
  settled(): Promise<void>
}

const due = `select 1 as one from graphile_worker.jobs where run_at <= now() limit 1`

const watch = async (house: WholeHouse): Promise<ToldHouse> => {
  const owner = new pg.Client(house.database.connection)
  await owner.connect()
  const sql = async <Row extends object>(text: string, values: readonly unknown[] = []): Promise<Row[]> =>
    (await owner.query<Row>(text, [...values])).rows
  return {
    ...house,
    sql,
    async enter(phone) {
      const answer = await fetch(`${house.url}/api/demo.enter`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ phone }),
      })
      if (!answer.ok) throw new Error(`nobody of the story has ${phone}`)
      return answer.headers.get('set-cookie')?.split(';')[0] ?? ''
    },
    async liveTerminal() {
      const [row] = await sql<{ deviceId: string; serialNo: string; caseId: string }>(
        `select d.device_id as "deviceId", d.serial_no as "serialNo", d.case_id as "caseId"
           from devices d join organisations o on o.organisation_id = d.merchant_id where o.name = $1`,
        [cast.merchants.live.shopName],
      )
      if (!row) throw new Error('the first shop of the story has no terminal')
      return row
    },
    async prints() {
      const tables = await sql<{ name: string }>(
        `select tablename as name from pg_tables where schemaname = 'public' and tablename not like 'kysely%' and tablename not in ('audit', 'log_tiles', 'log_checkpoints')`,
      )
      // A session is seen once a minute, and leaves are numbered after the fact: no command's doing.
      const each = tables.map(
        ({ name }) =>
          `select '${name}' as name, md5(coalesce(string_agg(row, '' order by row), '')) as print
             from (select (to_jsonb(t) - array['last_seen_at', 'leaf_index'])::text as row from ${name} t) as rows`,
      )
      each.push(
        `select 'jobs', md5(coalesce(string_agg(id::text, ',' order by id), '')) from graphile_worker.jobs`,
      )
      const rows = await sql<{ name: string; print: string }>(each.join(' union all '))
      return Object.fromEntries(rows.map(({ name, print }) => [name, print]))
    },
    async settled() {
      while ((await sql(due)).length > 0) await new Promise((resolve) => setTimeout(resolve, 20))
    },
    async close(afterStop) {
      await owner.end()
      await house.close(afterStop)
    },
  }
}

/** The story is told once a run, by whichever file asks first; the others wait for it and copy. */
const toldTemplate = async (): Promise<string> => {
  const { server, template } = inject('cluster')
  const told = toldOf(template)
  const admin = new pg.Client(connectTo(server, 'postgres'))
  await admin.connect()
  try {
    await admin.query('select pg_advisory_lock(834501)')
    const { rowCount } = await admin.query('select from pg_database where datname = $1', [told])
    if (rowCount === 0) {
      const house = await watch(await openWholeHouse())
      await loadDemo(house, () => undefined)
      await house.settled()
      await house.close(async (dataDir) => {
        await cp(join(dataDir, 'keys'), toldKeysOf(template), { recursive: true })
        await cp(join(dataDir, 'files'), toldFiles(told), { recursive: true, preserveTimestamps: true })
        await admin.query(`alter database ${house.database.name} rename to ${told}`)
      })
    }
    return told
  } finally {
    await admin.end()
  }
}

/** A whole house in which the demo story has been told to its end. */
export const openToldHouse = async (overrides: Partial<Config> = {}): Promise<ToldHouse> => {
  const told = await toldTemplate()
  return watch(
    await openWholeHouse(overrides, {
      copyOf: told,
      // Copies of one told story open its seals only with the keys it was told under.
      keysOf: toldKeysOf(inject('cluster').template),
      filesOf: toldFiles(told),
    }),
  )
}
