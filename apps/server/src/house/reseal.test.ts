import { type ChildProcess, spawn } from 'node:child_process'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { cast } from '../../../../scripts/demo/cast.ts'
import { data, type Datum } from '#vault/datum.ts'
import { type Place, unframe } from '#vault/envelope.ts'
import { openToldHouse, type ToldHouse } from '../../test/told-house.ts'
import { renewDataKeys } from './key-rotation.ts'
import { newId } from './new-id.ts'
import { readSql, resealValues } from './reseal.ts'
import { expiring, type SealedRow, sealedColumns, walked, walkedTerms } from './sealed-columns.ts'
import { type FilesRow, sealedFiles } from './sealed-files.ts'

let house: ToldHouse
const many = 800
beforeAll(async () => {
  house = await openToldHouse()
  await moreValues(many)
})
afterAll(() => house?.close())

const cli = join(import.meta.dirname, '../../../cli/fangxin.mjs')

/** `fangxin keys …` as an operator runs it beside the running server: another process on the same store and database. */
const run = (...args: string[]) => {
  const child: ChildProcess = spawn(process.execPath, [cli, 'keys', ...args, '--json'], {
    env: { ...process.env, DATA_DIR: house.house.config.dataDir, DATABASE_URL: house.database.url },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let [out, err] = ['', '']
  child.stdout?.on('data', (chunk) => (out += chunk))
  child.stderr?.on('data', (chunk) => (err += chunk))
  const ended = new Promise<{ code: number | null; told: Record<string, unknown>; err: string }>((resolve) =>
    child.once('close', (code) => resolve({ code, told: out === '' ? {} : JSON.parse(out), err })),
  )
  return { child, ended }
}

const everyRow = async () => {
  const rows: {
    datum: Datum
    key: string
    sealed: Buffer
    place: Place
  }[] = []
  for (const column of sealedColumns)
    for (const row of await house.sql<SealedRow>(readSql({ ...column, batch: 1_000_000 }), ['']))
      if (row.sealed.length > 0) {
        const place = column.place(row)
        rows.push({ datum: place.datum, key: row.key, sealed: row.sealed, place })
      }
  return rows
}

const everyPage = async () => {
  const pages: { datum: Datum; key: string; sealed: Buffer; place: Place }[] = []
  for (const { rows, files } of sealedFiles)
    for (const row of await house.sql<FilesRow>(rows))
      for (const { fileKey, place } of files(row))
        pages.push({
          datum: place.datum as Datum,
          key: fileKey,
          sealed: await house.house.files.get(fileKey),
          place,
        })
  return pages
}

/** Every value of the house in clear, with the version it is sealed under. */
const everything = async () => {
  const told = new Map<string, { clear: string; version: number; table: string }>()
  for (const { datum, key, sealed, place } of [...(await everyRow()), ...(await everyPage())])
    told.set(`${datum} ${key}`, {
      clear: (await house.house.keys.open(place, sealed)).toString('base64'),
      version: unframe(sealed).keyVersion,
      table: datum.split('.')[0] ?? '',
    })
  return told
}

/** So many more values of one case of the story, as the house itself would seal them. */
const moreValues = async (count: number): Promise<void> => {
  const [owner] = await house.sql<{ case_id: string; tenant: string; subject: string }>(
    'select case_id, acquirer_id as tenant, merchant_id as subject from cases order by case_id limit 1',
  )
  if (!owner) throw new Error('no case')
  const ids = Array.from({ length: count }, () => newId('val'))
  const sealed = await Promise.all(
    ids.map((row) =>
      house.house.keys.seal(
        { datum: 'vault_values.survey-note', row, tenant: owner.tenant, subject: owner.subject },
        `note ${row}`,
      ),
    ),
  )
  await house.sql(
    `insert into vault_values (value_id, owner_id, case_id, field, value_sealed, masked)
     select id, 'org', $1, 'survey-note', sealed, '' from unnest($2::text[], $3::bytea[]) as v(id, sealed)`,
    [owner.case_id, ids, sealed],
  )
}

test('every sealed column of the database is walked or ends by itself, and so is every declared datum', async () => {
  const columns = await house.sql<{ at: string }>(
    `select table_name || '.' || column_name as at from information_schema.columns
      where table_schema = 'public' and column_name like '%\\_sealed'`,
  )
  const known = [
    ...sealedColumns.map(({ table, sealed }) => `${table}.${sealed}`),
    'idempotency.reply_sealed',
  ]
  expect(new Set(columns.map(({ at }) => at))).toEqual(new Set(known))
  expect(new Set([...walked, ...expiring])).toEqual(new Set(Object.keys(data)))
  expect(walkedTerms).toEqual(expect.arrayContaining(['agreement', 'account', 'complaint', 'cdd']))
  expect(walkedTerms).not.toContain('answer')
})

test('every sealed column may be written anew, whether or not a row stands in it today', async () => {
  const barred: string[] = []
  for (const { table, sealed } of sealedColumns) {
    const [row] = await house.sql<{ may: boolean }>(
      `select has_column_privilege('fangxin_app', $1, $2, 'update') as may`,
      [table, sealed],
    )
    if (row?.may !== true) barred.push(`${table}.${sealed}`)
  }
  expect(barred).toEqual([])
})

test('keys of every floor change under load: no read and no write fails, killed midway and run twice at once', {
  timeout: 150_000,
}, async () => {
  const [merchant, reviewer] = [
    await house.enter(cast.merchants.live.phone),
    await house.enter(cast.reviewers[0].phone),
  ]
  const caseOf = async (cookie: string) =>
    (await house.ask('cases.list', {}, { cookie })).body.items[0].caseId as string
  const [mine, theirs] = [await caseOf(merchant), await caseOf(reviewer)]
  const before = await everything()
  // The house of this test shares its process with the test, which has just kept it busy.
  await expect
    .poll(async () => (await house.ask('cases.case', { caseId: mine }, { cookie: merchant })).status, {
      timeout: 10_000,
    })
    .toBe(200)
  const failures: string[] = []
  const answered = { reads: 0, writes: 0 }
  let over = false
  const reading = async (cookie: string, caseId: string) => {
    while (!over) {
      const { status, body } = await house.ask('cases.case', { caseId }, { cookie })
      if (status === 200) answered.reads++
      else failures.push(`read ${status} ${body.rule}`)
      await sleep(5)
    }
  }
  const writing = async () => {
    for (let n = 0; !over; n++) {
      const { status, body } = await house.ask(
        'tickets.open',
        {
          caseId: mine,
          category: 'training',
          businessStopped: false,
          subject: `问题 ${n}`,
          description: `内容 ${n}`,
        },
        { cookie: merchant, key: `rotation.${n}` },
      )
      if (status === 200) answered.writes++
      else failures.push(`write ${status} ${JSON.stringify(body)}`)
      await sleep(25)
    }
  }
  const load = [reading(merchant, mine), reading(reviewer, theirs), writing()]
  const under = async (version: number) =>
    (
      await house.sql<{ n: number }>(
        `select count(*)::int as n from vault_values where substring(value_sealed from 3 for 4) = int4send($1)`,
        [version],
      )
    )[0]?.n ?? 0

  expect((await run('rotate-kek').ended).told).toMatchObject({ currentKek: 'file:2', left: [] })
  expect((await run('rotate-tenants').ended).code).toBe(0)
  expect((await run('rotate-data').ended).told['renewed']).toBeGreaterThan(5)

  const killed = run('reseal', '--pace', '15')
  while ((await under(2)) < 150) await sleep(5)
  killed.child.kill('SIGKILL')
  await killed.ended
  const done = await under(2)
  expect(done).toBeLessThan(many)

  const [one, other] = await Promise.all([
    run('reseal', '--pace', '80').ended,
    run('reseal', '--pace', '80').ended,
  ])
  expect([one.code, other.code], one.err + other.err).toEqual([0, 0])
  expect([one.told['broken'], other.told['broken']]).toEqual([[], []])
  expect(Number(one.told['destroyed']) + Number(other.told['destroyed'])).toBeGreaterThan(5)
  over = true
  await Promise.all(load)

  expect(failures).toEqual([])
  expect(answered.reads).toBeGreaterThan(50)
  expect(answered.writes).toBeGreaterThan(5)
  const after = await everything()
  for (const [at, { clear }] of before) expect(after.get(at)?.clear, at).toBe(clear)
  expect([...after.values()].filter(({ version }) => version !== 2)).toEqual([])
  expect([...after.keys()].filter((at) => at.startsWith('documents.content')).length).toBeGreaterThan(3)
  expect(new Set([...after.values()].map(({ table }) => table)).size).toBeGreaterThanOrEqual(8)
  // The day's kept answers end by themselves.
  const { store } = house.house.keys.ring
  const left = store.dataKeysAfter(null, 1_000).flatMap((name) =>
    store
      .versions(name)
      .filter(({ wrapped }) => wrapped !== null)
      .slice(0, -1),
  )
  expect(new Set(left.map(({ keep }) => keep))).toEqual(new Set(['answer']))
  expect((await run('status').ended).told['older']).toBe(left.length)
})

test('while a transaction is open that may still know an older key, no key is destroyed', async () => {
  const { keys } = house.house
  await renewDataKeys(keys.ring)
  const older = keys.ring.store.census().older
  await house.sql('begin')
  try {
    await house.sql('select 1')
    const told = await resealValues(house.house, { percent: 100, patienceMs: 100 })
    expect(told).toMatchObject({ kept: 'open-transaction', destroyed: 0 })
    expect(told.moved).toBeGreaterThan(many)
    expect(keys.ring.store.census().older).toBe(older)
  } finally {
    await house.sql('commit')
  }
})

test('who changes a value meanwhile wins, and a value that does not open keeps every key', async () => {
  const { keys } = house.house
  await renewDataKeys(keys.ring)
  const rows = (await everyRow()).filter(({ datum }) => datum === 'vault_values.survey-note')
  const [held, spoilt] = [rows.at(-1), rows.at(-2)]
  if (!held || !spoilt) throw new Error('no values')
  const theirs = await keys.seal(held.place, 'what somebody wrote meanwhile')
  await house.sql('begin')
  await house.sql('update vault_values set value_sealed = $2 where value_id = $1', [held.key, theirs])
  const walking = resealValues(house.house, { percent: 100, patienceMs: 20_000 })
  await sleep(2_500)
  await house.sql('commit')
  const told = await walking
  expect(told.kept).toBe(null)
  expect(told.overtaken).toBeGreaterThan(0)
  const now = (await everyRow()).find(({ key }) => key === held.key)
  expect((await keys.open(held.place, now?.sealed as Buffer)).toString()).toBe(
    'what somebody wrote meanwhile',
  )

  await renewDataKeys(keys.ring)
  const bad = Buffer.from(spoilt.sealed)
  bad[bad.length - 1] = (bad.at(-1) ?? 0) ^ 1
  await house.sql('update vault_values set value_sealed = $2 where value_id = $1', [spoilt.key, bad])
  const { kept, broken, destroyed } = await resealValues(house.house, { percent: 100 })
  expect({ kept, broken, destroyed }).toEqual({
    kept: 'broken',
    broken: [`vault_values.value_sealed ${spoilt.key}`],
    destroyed: 0,
  })
})

test('a page that is lost, or not under its own seal, keeps every key', async () => {
  const { keys, files } = house.house
  const [page, other] = await everyPage()
  if (!page || !other) throw new Error('no pages')
  await renewDataKeys(keys.ring)
  await files.remove(page.key)
  await files.put(other.key, page.sealed)
  const told = await resealValues(house.house, { percent: 100 })
  expect(told).toMatchObject({ kept: 'broken', destroyed: 0 })
  expect(told.broken).toEqual(
    expect.arrayContaining([`documents.content ${page.key}`, `documents.content ${other.key}`]),
  )
  for (const { key, sealed } of [page, other]) await files.put(key, sealed)
})

test('a subject sealed off is sealed anew like any other, and stays sealed off', async () => {
  const { keys } = house.house
  const row = (await everyRow()).find(({ datum }) => datum === 'vault_values.legalPersonIdNo')
  if (!row) throw new Error('no value')
  keys.suspend(row.place, '2026-11-25T00:00:00.000Z')
  await renewDataKeys(keys.ring)
  await resealValues(house.house, { percent: 100, keepOlder: true })
  const now = (await everyRow()).find(({ key }) => key === row.key)
  expect(unframe(now?.sealed as Buffer).keyVersion).toBeGreaterThan(unframe(row.sealed).keyVersion)
  await expect(keys.open(row.place, now?.sealed as Buffer)).rejects.toThrow('sealed off')
  keys.suspend(row.place, null)
  expect(await keys.open(row.place, now?.sealed as Buffer)).toEqual(await keys.open(row.place, row.sealed))
})

test('a command never founds a house where none is, and says what it does not understand', async () => {
  const elsewhere = spawn(process.execPath, [cli, 'keys', 'status'], {
    env: { ...process.env, DATA_DIR: join(house.house.config.dataDir, 'nowhere') },
  })
  const code = (child: ChildProcess) => new Promise((resolve) => child.once('close', resolve))
  expect(await code(elsewhere)).toBe(2)
  expect((await run('rotate').ended.then(({ code: seen }) => seen)) ?? 0).toBe(2)
})
