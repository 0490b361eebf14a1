import { testConfig } from '../../test/test-config.ts'
import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { CallName } from '#api/calls.ts'
import { moveCase } from '../cases/case.ts'
import { performAsHouse } from '../house/corridor.ts'
import { openConfiguredKeys } from '../house/keys.ts'
import { personPlace } from '../house/names.ts'
import { newId } from '../house/new-id.ts'
import { type EmbeddedPostgres, startPostgres } from '../house/postgres.ts'
import { newToken, tokenHash } from '../house/session.ts'
import { openHouse, type Running } from '../main.ts'
import { shredDue } from './shred.ts'

/*
 * Threat 20: a merchant was erased, and somebody restores an older backup. A real cluster, really copied, really restored.
 */

const erasedCount = 100
const neighbours = 20
const everybody = erasedCount + neighbours
const day = 86_400_000

type Merchant = { readonly organisationId: string; readonly token: string; readonly idNo: string }
type SealedRow = {
  readonly value_id: string
  readonly value_sealed: Buffer
  readonly merchant_id: string
  readonly acquirer_id: string
}

const folders: string[] = []
const folder = async (): Promise<string> => {
  const path = await mkdtemp(join(tmpdir(), 'fangxin-test-'))
  folders.push(path)
  return path
}
const stops: (() => Promise<unknown>)[] = []

/** A house on the cluster in a folder; its clock may be ahead. */
const open = async (dataDir: string) => {
  const postgres: EmbeddedPostgres = await startPostgres({ dataDir })
  stops.push(() => postgres.stop())
  const running: Running = await openHouse(testConfig(dataDir), postgres.connection, () => undefined)
  stops.push(() => running.stop())
  return { postgres, running }
}
const closeAll = async (): Promise<void> => {
  for (const stop of stops.splice(0).reverse()) await stop()
}

const ask = async (running: Running, { token }: Merchant, name: CallName, input: object) => {
  const answer = await fetch(`${running.url}/api/${name}`, {
    method: 'POST',
    headers: { cookie: `fx_session=${token}`, 'content-type': 'application/json' },
    body: JSON.stringify(input),
  })
  // oxlint-disable-next-line typescript/no-explicit-any
  return { status: answer.status, body: (await answer.json()) as any }
}

/** A few at a time, as merchants come. */
const eachOf = async <T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<R[]> => {
  const done: R[] = []
  const waiting = [...items.entries()]
  const worker = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) done[next[0]] = await work(next[1])
  }
  await Promise.all(Array.from({ length: 6 }, worker))
  return done
}

/** People who are signed in, as the owner of the tables puts them there. */
const settle = async (postgres: EmbeddedPostgres, { house: { keys } }: Running): Promise<Merchant[]> => {
  const owner = new pg.Client(postgres.connection)
  await owner.connect()
  await owner.query(
    `insert into organisations (organisation_id, kind, name) values ($1, 'acquirer', '演示收单机构')`,
    [newId('org')],
  )
  const merchants: Merchant[] = []
  for (let n = 0; n < everybody; n++) {
    const [organisationId, personId, token] = [newId('org'), newId('per'), newToken()]
    await owner.query(`insert into organisations (organisation_id, kind, name) values ($1, 'merchant', '')`, [
      organisationId,
    ])
    await owner.query(
      `insert into persons (person_id, phone_index, phone_sealed, name_sealed) values ($1, $2, $3, $4)`,
      [
        personId,
        Buffer.from(personId),
        await keys.seal(personPlace('phone', personId), '+8619900000099'),
        await keys.seal(personPlace('name', personId), '店主（演示）'),
      ],
    )
    await owner.query(
      `insert into memberships (person_id, organisation_id, principal) values ($1, $2, 'merchant')`,
      [personId, organisationId],
    )
    await owner.query(
      `insert into sessions (session_id, token_hash, person_id, organisation_id, principal, device, last_seen_at, expires_at)
       values ($1, $2, $3, $4, 'merchant', 'test', 'infinity', 'infinity')`,
      [newId('ses'), tokenHash(token), personId, organisationId],
    )
    merchants.push({ organisationId, token, idNo: `DEMO${String(n).padStart(14, '0')}` })
  }
  await owner.end()
  return merchants
}

const sealedRows = async (postgres: EmbeddedPostgres): Promise<SealedRow[]> => {
  const owner = new pg.Client(postgres.connection)
  await owner.connect()
  const { rows } = await owner.query<SealedRow>(
    `select v.value_id, v.value_sealed, c.merchant_id, c.acquirer_id from vault_values v join cases c using (case_id)
      where v.field = 'legalPersonIdNo' order by v.value_id`,
  )
  await owner.end()
  return rows
}

/** Opens each row with the keys of a folder, past suspension: what is left is only whether the key is there. */
const openRows = async (dataDir: string, rows: readonly SealedRow[]) => {
  const keys = await openConfiguredKeys(testConfig(dataDir))
  const told = { readable: new Map<string, string>(), erased: 0, otherwise: [] as string[] }
  for (const row of rows)
    await keys
      .open(
        {
          datum: 'vault_values.legalPersonIdNo',
          row: row.value_id,
          tenant: row.acquirer_id,
          subject: row.merchant_id,
        },
        row.value_sealed,
        'legal-duty',
      )
      .then(
        (plain) => told.readable.set(row.merchant_id, plain.toString()),
        (error: Error) => (error.name === 'Erased' ? told.erased++ : told.otherwise.push(error.name)),
      )
  keys.close()
  return told
}

/** What each merchant's own export says of their number: in clear, or the rule that withholds it. */
const exported = (running: Running, merchants: readonly Merchant[]) =>
  eachOf(merchants, async (merchant) => {
    const { status, body } = await ask(running, merchant, 'vault.export', {})
    if (status !== 200) return String(body.rule)
    const values: { datum: string; value: string }[] = body.cases.flatMap(
      (each: { values: object[] }) => each.values,
    )
    return values.find(({ datum }) => datum === 'vault_values.legalPersonIdNo')?.value ?? 'nothing'
  })

let live = ''
let backup = ''
let keysThen = ''
let merchants: Merchant[] = []
let gone: Merchant[] = []
let stay: Merchant[] = []

beforeAll(async () => {
  live = await folder()
  const { postgres, running } = await open(live)
  merchants = await settle(postgres, running)
  ;[gone, stay] = [merchants.slice(0, erasedCount), merchants.slice(erasedCount)]
  await eachOf(merchants, async (merchant) => {
    const { body } = await ask(running, merchant, 'cases.open', {})
    const { caseId } = body
    const saved = await ask(running, merchant, 'applications.save-draft', {
      caseId,
      sealed: { legalPersonIdNo: merchant.idNo, contactPhone: '19900000099' },
    })
    if (saved.status !== 200) throw new Error(`nothing was sealed: ${saved.body.rule}`)
  })
  await closeAll()
  // The backup, and the key store as it stood then: an operator keeps the first and must not keep the second as long.
  backup = await folder()
  keysThen = await folder()
  await cp(join(live, 'postgres'), join(backup, 'postgres'), { recursive: true })
  await cp(join(live, 'keys'), join(keysThen, 'keys'), { recursive: true })
}, 120_000)
afterAll(async () => {
  await closeAll()
  await Promise.all(folders.map((path) => rm(path, { recursive: true, force: true })))
})

test('100 merchants ask, and a month later their keys are gone; 20 neighbours read on', async () => {
  const { running } = await open(live)
  const asked = await eachOf(gone, (merchant) => ask(running, merchant, 'vault.request-deletion', {}))
  expect(new Set(asked.map(({ status }) => status))).toEqual(new Set([200]))
  const sealedOff = await exported(running, gone.slice(0, 10))
  expect(new Set(sealedOff)).toEqual(new Set(['VAULT-8']))
  Object.assign(running.house, { now: () => new Date(Date.now() + 31 * day) })
  await performAsHouse(running.house, 'test-shred', shredDue(moveCase))
  Object.assign(running.house, { now: () => new Date() })
  expect(await exported(running, stay)).toEqual(stay.map(({ idNo }) => idNo))
  await closeAll()
}, 90_000)

test('the older backup beside the keys of today: 100 of 100 unreadable, by hand and through the house; 20 of 20 readable', async () => {
  await cp(join(live, 'keys'), join(backup, 'keys'), { recursive: true })
  const postgres = await startPostgres({ dataDir: backup })
  stops.push(() => postgres.stop())
  const rows = await sealedRows(postgres)
  expect(rows).toHaveLength(everybody)
  expect(rows.every(({ value_sealed }) => value_sealed.length > 0)).toBe(true)

  const today = await openRows(backup, rows)
  expect([today.erased, today.otherwise]).toEqual([erasedCount, []])
  expect(today.readable).toEqual(new Map(stay.map(({ organisationId, idNo }) => [organisationId, idNo])))

  // With the key store restored as well nothing was destroyed, and everything opens: the rows are the true ones.
  const then = await openRows(keysThen, rows)
  expect([then.erased, then.otherwise]).toEqual([0, []])
  expect(then.readable).toEqual(new Map(merchants.map(({ organisationId, idNo }) => [organisationId, idNo])))
  await closeAll()

  // The house brings the database in line before it serves: the requests it had forgotten stand again.
  const restored = await open(backup)
  const told = await exported(restored.running, merchants)
  expect(new Set(told.slice(0, erasedCount))).toEqual(new Set(['VAULT-8']))
  expect(told.slice(erasedCount)).toEqual(stay.map(({ idNo }) => idNo))
  const owner = new pg.Client(restored.postgres.connection)
  await owner.connect()
  const { rows: counted } = await owner.query(
    `select (select count(*) from erasures) as erasures, (select count(*) from cases where step = 'withdrawn') as withdrawn`,
  )
  await owner.end()
  expect(counted[0]).toEqual({ erasures: erasedCount, withdrawn: erasedCount })
}, 90_000)
