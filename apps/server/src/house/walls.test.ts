import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { cast } from '../../../../scripts/demo/cast.ts'
import { type Asker, isPublic, ownRows } from '../../test/own-rows.ts'
import { openToldHouse, type ToldHouse } from '../../test/told-house.ts'

let house: ToldHouse
/** The application's role, with the server and its code taken away: only the walls are left. */
let app: pg.Client
let people: Map<string, Asker>

beforeAll(async () => {
  house = await openToldHouse()
  app = new pg.Client({ ...house.database.connection, options: '-c role=fangxin_app' })
  await app.connect()
  people = new Map()
  for (const phone of [
    ...Object.values(cast.merchants).map((merchant) => merchant.phone),
    ...cast.providers.flatMap(({ desk, technicians }) => [
      desk.phone,
      ...technicians.map((each) => each.phone),
    ]),
    cast.reviewers[0].phone,
    cast.regulator.person.phone,
    cast.operator.phone,
  ]) {
    const { body } = await house.ask('people.me', {}, { cookie: await house.enter(phone) })
    people.set(phone, {
      principal: body.principal,
      personId: body.personId,
      organisationId: body.organisation.organisationId,
    })
  }
})
afterAll(async () => {
  await app?.end()
  await house?.close()
})

/** Runs as somebody inside a transaction that is always rolled back. */
const as = async <Row extends object>(
  who: Asker | null,
  text: string,
  values: unknown[] = [],
): Promise<Row[]> => {
  await app.query('begin')
  try {
    if (who)
      await app.query(
        `select set_config('fx.principal', $1, true), set_config('fx.person', $2, true), set_config('fx.organisation', $3, true)`,
        [who.principal, who.personId, who.organisationId],
      )
    return (await app.query<Row>(text, values)).rows
  } finally {
    await app.query('rollback')
  }
}
const count = async (who: Asker | null, from: string, values: unknown[] = []): Promise<number> =>
  (await as<{ count: number }>(who, `select count(*)::int as count from ${from}`, values))[0]?.count ?? -1

const tables = async () =>
  (
    await house.sql<{ name: string }>(
      `select tablename as name from pg_tables where schemaname = 'public' and tablename not like 'kysely%' order by 1`,
    )
  ).map(({ name }) => name)

describe('the catalogue says', () => {
  test('row-level security is enabled and forced on every table, with a policy, and the application owns none', async () => {
    const open = await house.sql<{ table: string }>(
      `select c.relname as table from pg_class c
        where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and c.relname not like 'kysely%'
          and not (c.relrowsecurity and c.relforcerowsecurity
            and c.relowner <> 'fangxin_app'::regrole and exists (select from pg_policy p where p.polrelid = c.oid))`,
    )
    expect(open).toEqual([])
    expect((await tables()).length).toBeGreaterThan(25)
  })

  test("the migrator's own tables and views are not the application's to read", async () => {
    const open = await house.sql(
      `select relname from pg_class where relnamespace = 'public'::regnamespace and relname like 'kysely%' and relkind = 'r'
          and has_table_privilege('fangxin_app', oid, 'select, insert, update, delete')`,
    )
    expect(open).toEqual([])
    expect(await house.sql(`select 1 from pg_views where schemaname = 'public'`)).toEqual([])
  })

  test('the application role bypasses nothing, belongs to nobody and may not create', async () => {
    const [role] = await house.sql(
      `select rolsuper, rolbypassrls, rolcreaterole, rolcreatedb, rolcanlogin, rolreplication,
              (select count(*)::int from pg_auth_members where member = r.oid) as member_of,
              has_schema_privilege(oid, 'public', 'create') as creates,
              has_schema_privilege(oid, 'graphile_worker', 'usage') as jobs
         from pg_roles r where rolname = 'fangxin_app'`,
    )
    expect(role).toEqual({
      rolsuper: false,
      rolbypassrls: false,
      rolcreaterole: false,
      rolcreatedb: false,
      rolcanlogin: false,
      rolreplication: false,
      member_of: 0,
      creates: false,
      jobs: false,
    })
  })

  test('only one function runs with its owner’s rights, with a fixed search path and named tasks only', async () => {
    const definers = await house.sql(
      `select proname, proconfig from pg_proc where prosecdef and pronamespace = 'public'::regnamespace`,
    )
    expect(definers).toEqual([{ proname: 'enqueue', proconfig: ['search_path=pg_catalog, pg_temp'] }])
    await expect(as(null, `select enqueue('drop-everything', '{}')`)).rejects.toThrow('unknown task')
    const [door] = await house.sql(
      `select has_function_privilege('public', 'enqueue(text, json, timestamptz)', 'execute') as open`,
    )
    expect(door).toEqual({ open: false })
  })
})

test('without anybody asking, no table shows a row but those that are public by purpose', async () => {
  const seen: string[] = []
  for (const table of await tables()) {
    const all = await house.sql<{ count: number }>(`select count(*)::int as count from ${table}`)
    if ((await count(null, table)) > 0) seen.push(table)
    else if (
      [
        'cases',
        'persons',
        'sessions',
        'messages',
        'vault_values',
        'documents',
        'tickets',
        'devices',
      ].includes(table)
    )
      expect(all[0]?.count, `${table} has rows to hide`).toBeGreaterThan(0)
  }
  expect(seen.filter((table) => !isPublic.has(table))).toEqual([])
})

test('nobody but the role of the application, without becoming somebody, may change a thing', async () => {
  for (const table of await tables()) {
    const [allowed] = await house.sql<{ update: boolean; delete: boolean; truncate: boolean }>(
      `select has_table_privilege('fangxin_app', $1, 'update') as update, has_table_privilege('fangxin_app', $1, 'delete') as delete,
              has_table_privilege('fangxin_app', $1, 'truncate') as truncate`,
      [table],
    )
    expect(allowed?.truncate, table).toBe(false)
    if (!allowed?.delete)
      await expect(as(null, `delete from ${table}`), table).rejects.toThrow('permission denied')
    else expect((await app.query(`delete from ${table}`)).rowCount, table).toBe(0)
  }
})

test('each of the story sees exactly their own rows of every table, whatever the SQL', async () => {
  const foreign: string[] = []
  let hidden = 0
  for (const who of people.values()) {
    const values = [who.personId, who.organisationId]
    for (const table of await tables()) {
      // The parameters stand in a dead clause so that every condition may use one, both or none.
      const [expected] = await house.sql<{ mine: number; all: number }>(
        `select count(*) filter (where ${ownRows(table, who)})::int as mine, count(*)::int as all from ${table} where $1 || $2 is not null`,
        values,
      )
      const seen = await count(who, table)
      hidden += (expected?.all ?? 0) - seen
      if (seen !== expected?.mine)
        foreign.push(`${who.principal} ${who.organisationId} sees ${seen} of ${table}, not ${expected?.mine}`)
    }
  }
  expect(foreign).toEqual([])
  expect(hidden).toBeGreaterThan(500)
})

test('naming another’s row does not open it, and changing it changes nothing', async () => {
  const [mine, other] = [people.get(cast.merchants.draft.phone), people.get(cast.merchants.live.phone)]
  if (!mine || !other) throw new Error('two merchants are needed')
  for (const table of [
    'cases',
    'devices',
    'tickets',
    'vault_values',
    'documents',
    'visits',
    'agreement_texts',
    'quizzes',
  ]) {
    const [column] =
      table === 'cases' || table === 'devices' || table === 'tickets'
        ? ['merchant_id = $1']
        : [`case_id in (select case_id from cases where merchant_id = $1)`]
    const [there] = await house.sql<{ count: number }>(
      `select count(*)::int as count from ${table} where ${column}`,
      [other.organisationId],
    )
    expect(there?.count, table).toBeGreaterThan(0)
    expect(await count(mine, `${table} where ${column}`, [other.organisationId]), table).toBe(0)
  }
  const change = await as(
    mine,
    `update cases set step = 'support' where merchant_id = $1 returning case_id`,
    [other.organisationId],
  )
  expect(change).toEqual([])
  await expect(
    as(
      mine,
      `insert into cases (case_id, merchant_id, acquirer_id, step, version, state, opened_at, updated_at)
      values ('cas_x', $1, $1, 'support', 1, '{}', now(), now())`,
      [other.organisationId],
    ),
  ).rejects.toThrow('row-level security')
})

test('a session cannot be opened, nor a role taken, by anybody but the house', async () => {
  const merchant = people.get(cast.merchants.draft.phone)
  const victim = people.get(cast.reviewers[0].phone)
  if (!merchant || !victim) throw new Error('a merchant and a reviewer are needed')
  const steal = `insert into sessions (session_id, token_hash, person_id, organisation_id, principal, device, expires_at)
    values ('ses_x', '\\x00', $1, $2, 'reviewer', '', now() + interval '1 day')`
  await expect(as(merchant, steal, [victim.personId, victim.organisationId])).rejects.toThrow(
    'row-level security',
  )
  const grant = `insert into memberships (person_id, organisation_id, principal) values ($1, $2, $3)`
  await expect(as(merchant, grant, [merchant.personId, victim.organisationId, 'reviewer'])).rejects.toThrow(
    'row-level security',
  )
  await expect(as(merchant, grant, [merchant.personId, merchant.organisationId, 'operator'])).rejects.toThrow(
    'row-level security',
  )
})

test('of the rows one may change, only the columns that change hands by the rules', async () => {
  const merchant = people.get(cast.merchants.draft.phone)
  const technician = people.get(cast.providers[0].technicians[0].phone)
  if (!merchant || !technician) throw new Error('a merchant and a technician are needed')
  for (const change of [
    `update memberships set principal = 'operator'`,
    `update organisations set kind = 'acquirer'`,
    `update sessions set principal = 'operator'`,
    `update api_keys set calls = '{}'`,
  ])
    await expect(as(merchant, change), change).rejects.toThrow('permission denied')
  expect(
    await as(merchant, `update organisations set name = 'x' where organisation_id = $1 returning 1`, [
      technician.organisationId,
    ]),
  ).toEqual([])
  expect(await as(technician, 'update memberships set ended_at = now() returning 1')).toEqual([])
})

test('facts and audit stay as they were written, for everybody', async () => {
  for (const who of [...people.values(), { principal: 'house', personId: '', organisationId: '' } as const]) {
    for (const table of ['facts', 'audit']) {
      await expect(as(who, `delete from ${table}`)).rejects.toThrow('permission denied')
      await expect(as(who, `update ${table} set request_id = 'x'`)).rejects.toThrow('permission denied')
    }
    await expect(as(who, `update log_leaves set entry = ''`)).rejects.toThrow('permission denied')
    await expect(as(who, 'delete from log_leaves')).rejects.toThrow('permission denied')
  }
})

test('nobody can write a fact in another’s name', async () => {
  const [mine, other] = [people.get(cast.merchants.draft.phone), people.get(cast.merchants.live.phone)]
  if (!mine || !other) throw new Error('two merchants are needed')
  const forge = `insert into facts (fact_id, stream, version, type, body, at, principal, person_id, organisation_id, request_id, salt)
    values ('fac_x', 'case/x', 1, 'x', '{}', now(), $1, $2, $3, 'x', '')`
  await expect(as(mine, forge, ['merchant', other.personId, other.organisationId])).rejects.toThrow(
    'row-level security',
  )
  await expect(as(mine, forge, ['house', mine.personId, mine.organisationId])).rejects.toThrow(
    'row-level security',
  )
  await expect(as(mine, forge, ['merchant', mine.personId, other.organisationId])).rejects.toThrow(
    'row-level security',
  )
  const audit = `insert into audit (at, call, principal, person_id, organisation_id, outcome, request_id)
    values (now(), 'x', $1, $2, $3, 'ok', 'x')`
  await expect(as(mine, audit, ['merchant', other.personId, other.organisationId])).rejects.toThrow(
    'row-level security',
  )
  expect(await as(mine, audit, ['merchant', mine.personId, mine.organisationId])).toEqual([])
})
