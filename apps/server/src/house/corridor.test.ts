import { afterAll, beforeAll, expect, test } from 'vitest'
import { evolve as evolveTicket, type Ticket, type TicketFact } from '#care/ticket.ts'
import type { Device, DeviceFact } from '#device/device.ts'
import { evolve as evolveDevice } from '#device/evolve.ts'
import type { Stamp } from '#ground/stamp.ts'
import type { Case } from '#provision/case.ts'
import { evolve as evolveCase, type StampedFact } from '#provision/evolve.ts'
import { cast } from '../../../../scripts/demo/cast.ts'
import { agree, survey } from '../../../../scripts/demo/journey.ts'
import { type Person, signIn } from '../../../../scripts/demo/person.ts'
import { openToldHouse, type ToldHouse } from '../../test/told-house.ts'

let house: ToldHouse
let draft: { cookie: string; caseId: string }
beforeAll(async () => {
  house = await openToldHouse()
  const cookie = await house.enter(cast.merchants.draft.phone)
  const { body } = await house.ask('cases.list', {}, { cookie })
  draft = { cookie, caseId: body.items[0].caseId }
})
afterAll(() => house?.close())

const draftFacts = async () =>
  (await house.sql('select from facts where stream = $1', [`case/${draft.caseId}`])).length
const caseCount = async () => (await house.sql('select from cases')).length
const named = (shopName: string) => ({ caseId: draft.caseId, shop: { shopName } })

type FactRow = Stamp & { stream: string; type: string; version: number; body: object }

test('replaying the facts of every case, device and ticket gives the stored state to the last field', async () => {
  const facts = await house.sql<FactRow>(
    `select stream, type, version, body, at, principal, person_id as "personId", organisation_id as "organisationId"
       from facts order by stream, version`,
  )
  const stored = await house.sql<{ stream: string; version: number; state: unknown }>(
    `select 'case/' || case_id as stream, version, state from cases
     union all select 'device/' || device_id, version, state from devices
     union all select 'ticket/' || ticket_id, version, state from tickets`,
  )
  expect(stored.length).toBeGreaterThan(10)
  for (const { stream, version, state } of stored) {
    const own = facts.filter((fact) => fact.stream === stream)
    expect(own.map((fact) => fact.version)).toEqual(own.map((_, position) => position + 1))
    expect(own.length).toBe(version)
    const told = own.map(({ type, body, at, principal, personId, organisationId }) => ({
      ...body,
      type,
      stamp: { principal, personId, organisationId, at },
    }))
    const bare = own.map(({ type, body }) => ({ ...body, type }))
    const replayed = stream.startsWith('case/')
      ? (told as unknown as StampedFact[]).reduce<Case | null>(evolveCase, null)
      : stream.startsWith('device/')
        ? (bare as unknown as DeviceFact[]).reduce<Device | null>(evolveDevice, null)
        : (bare as unknown as TicketFact[]).reduce<Ticket | null>(evolveTicket, null)
    expect(JSON.parse(JSON.stringify(replayed)), stream).toEqual(state)
  }
})

test('every fact of the story has its log leaf, and no leaf is without a fact', async () => {
  const [counted] = await house.sql<{ facts: number; leaves: number; alone: number }>(
    `select (select count(*) from facts) as facts, (select count(*) from log_leaves) as leaves,
            (select count(*) from facts f left join log_leaves l on l.fact_seq = f.seq where l.fact_seq is null) as alone`,
  )
  expect(counted).toMatchObject({ leaves: counted?.facts, alone: 0 })
})

test('the same key and body answer the same again, with one effect', async () => {
  const before = await draftFacts()
  const options = { cookie: draft.cookie, key: 'corridor-same-1' }
  const first = await house.ask('applications.save-draft', named('同键一次'), options)
  const again = await house.ask('applications.save-draft', named('同键一次'), options)
  expect(first.status).toBe(200)
  expect(first.headers.get('idempotent-replayed')).toBeNull()
  expect(again.headers.get('idempotent-replayed')).toBe('true')
  expect(again.body).toEqual(first.body)
  expect(await draftFacts()).toBe(before + 1)
})

test('the same key with another body, or for another call, is 422 and changes nothing', async () => {
  const options = { cookie: draft.cookie, key: 'corridor-same-2' }
  await house.ask('applications.save-draft', named('第一份'), options)
  await house.settled()
  const before = await house.prints()
  const other = await house.ask('applications.save-draft', named('第二份'), options)
  expect(other).toMatchObject({ status: 422, body: { rule: 'HTTP-422' } })
  const otherCall = await house.ask('cases.open', {}, options)
  expect(otherCall.status).toBe(422)
  expect(await house.prints()).toEqual(before)
})

test('a key belongs to one person: another may use the same', async () => {
  const key = 'corridor-mine-1'
  const before = await caseCount()
  const mine = await house.ask('cases.open', {}, { cookie: draft.cookie, key })
  const cookie = await house.enter(cast.merchants.review.phone)
  const theirs = await house.ask('cases.open', {}, { cookie, key })
  expect(theirs.headers.get('idempotent-replayed')).toBeNull()
  expect(theirs.body.caseId).not.toBe(mine.body.caseId)
  expect(await caseCount()).toBe(before + 2)
})

test('twenty requests at once with one key have one effect and one answer', async () => {
  const before = await caseCount()
  const answers = await Promise.all(
    Array.from({ length: 20 }, () =>
      house.ask('cases.open', {}, { cookie: draft.cookie, key: 'corridor-twenty' }),
    ),
  )
  expect(answers.map(({ status }) => status)).toEqual(Array(20).fill(200))
  expect(new Set(answers.map(({ body }) => body.caseId)).size).toBe(1)
  expect(answers.filter(({ headers }) => headers.get('idempotent-replayed') === 'true').length).toBe(19)
  expect(await caseCount()).toBe(before + 1)
})

test('a refused command leaves its key free: mended, it goes through under the same key', async () => {
  const options = { cookie: draft.cookie, key: 'corridor-refused' }
  const refused = await house.ask('applications.submit', { caseId: draft.caseId }, options)
  expect(refused.status).toBe(409)
  const mended = await house.ask('applications.save-draft', named('改好了'), options)
  expect(mended.status).toBe(200)
})

test('a machine must send a key with a command, and does what its key names, no more', async () => {
  const desk = await house.enter(cast.providers[0].desk.phone)
  const issued = await house.ask(
    'organisations.issue-api-key',
    { label: '演示接口', calls: ['offers.decline', 'cases.list'] },
    { cookie: desk },
  )
  const bearer: string = issued.body.apiKey
  const [row] = await house.sql<{ case_id: string }>(`select case_id from cases where step = 'offers'`)
  const input = { caseId: row?.case_id ?? '' }
  expect((await house.ask('cases.list', {}, { bearer })).status).toBe(200)
  expect(await house.ask('offers.decline', input, { bearer })).toMatchObject({
    status: 400,
    body: { rule: 'HTTP-428' },
  })
  expect(await house.ask('cases.case', input, { bearer })).toMatchObject({ status: 403 })
  const keyed = await house.ask('offers.decline', input, { bearer, key: 'machine-key-1' })
  expect(keyed.body.rule ?? 'done').not.toBe('HTTP-428')
  expect(await house.ask('cases.list', {}, { bearer: 'fx_unknown' })).toMatchObject({ status: 401 })
})

test('a refusal, a thing not found and a forbidden call change nothing but the audit', async () => {
  const reviewer = await house.enter(cast.reviewers[0].phone)
  const waiting = await house.enter(cast.merchants.review.phone)
  const { body } = await house.ask('cases.list', { step: 'review' }, { cookie: waiting })
  // The dossier is closed, which is seen only after the value was sealed: that must be undone.
  const late = { caseId: body.items[0].caseId, sealed: { contactPhone: '19900000033' } }
  await house.settled()
  const before = await house.prints()
  const stranger = `cas_${'0'.repeat(32)}`
  const told = [
    await house.ask('applications.submit', { caseId: draft.caseId }, { cookie: draft.cookie }),
    await house.ask(
      'applications.submit',
      { caseId: stranger },
      { cookie: draft.cookie, key: 'not-found-1' },
    ),
    await house.ask('cases.open', {}, { cookie: reviewer }),
    await house.ask('applications.save-draft', late, { cookie: waiting, key: 'refused-late-1' }),
  ]
  expect(told.map(({ status }) => status)).toEqual([409, 404, 403, 409])
  expect(await house.prints()).toEqual(before)
  const rows = await house.sql<{ outcome: string; call: string }>(
    `select outcome, call from audit where request_id = any ($1) order by audit_id`,
    [told.map(({ headers }) => headers.get('x-request-id'))],
  )
  expect(rows).toEqual([
    { call: 'applications.submit', outcome: told[0]?.body.rule },
    { call: 'applications.submit', outcome: 'HTTP-404' },
    { call: 'cases.open', outcome: 'HTTP-403' },
    { call: 'applications.save-draft', outcome: told[3]?.body.rule },
  ])
})

test('a granted command leaves one audit row that names who, what and about which case', async () => {
  const answer = await house.ask('applications.save-draft', named('记一笔'), { cookie: draft.cookie })
  const rows = await house.sql(`select * from audit where request_id = $1`, [
    answer.headers.get('x-request-id'),
  ])
  const [state] = await house.sql<{ merchant_id: string }>(
    'select merchant_id from cases where case_id = $1',
    [draft.caseId],
  )
  expect(rows).toMatchObject([
    {
      call: 'applications.save-draft',
      principal: 'merchant',
      organisation_id: state?.merchant_id,
      case_id: draft.caseId,
      outcome: 'ok',
    },
  ])
})

/** The shop that compares offers goes on until only the acquirer's signature is missing. */
const signedByMerchant = async (): Promise<{ caseId: string; digest: string }> => {
  const merchant = await signIn(house.url, cast.merchants.offers.phone)
  const desk = await signIn(house.url, cast.providers[1].desk.phone)
  const technician = await signIn(house.url, cast.providers[1].technicians[0].phone)
  const { items } = await merchant.call('cases.list', { step: 'offers' })
  const caseId = items[0]?.caseId ?? ''
  const { items: priced } = await merchant.call('offers.compare', { caseId })
  const chosen = priced.find(({ provider }) => provider === cast.providers[1].name)
  await merchant.call('offers.choose', { caseId, offerId: chosen?.offer.offerId ?? '' })
  const { items: staff } = await desk.call('people.colleagues', {})
  const technicianId = staff.find(({ principal }) => principal === 'technician')?.personId ?? ''
  await survey(caseId, { merchant, desk, technician, technicianId, began: new Date().toISOString() })
  const signed: { caseId: string; digest: string }[] = []
  const waiting = { phone: '', call: async (_: string, input: never) => void signed.push(input) }
  await agree(house.url, caseId, { merchant, desk, reviewer: waiting as unknown as Person })
  return signed[0] ?? { caseId, digest: '' }
}

test('state, fact, leaf, message and job are written together or not at all', async () => {
  const input = await signedByMerchant()
  const cookie = await house.enter(cast.reviewers[0].phone)
  await house.settled()
  await house.sql(`create function fail_late() returns trigger language plpgsql as
    $$ begin raise exception 'a statement fails late'; end $$`)
  const before = await house.prints()
  const late = `for each row when (new.call = 'agreements.countersign') execute function fail_late()`
  for (const trigger of [
    `create trigger late after insert on audit ${late}`,
    `create constraint trigger late after insert on audit deferrable initially deferred ${late}`,
  ]) {
    await house.sql(trigger)
    const failed = await house.ask('agreements.countersign', input, { cookie, key: 'corridor-late' })
    await house.sql('drop trigger late on audit')
    expect(failed).toMatchObject({ status: 500, body: { rule: 'HTTP-500' } })
    expect(await house.prints()).toEqual(before)
  }
  const done = await house.ask('agreements.countersign', input, { cookie, key: 'corridor-late' })
  expect(done).toMatchObject({ status: 200 })
  const after = await house.prints()
  const changed = Object.keys(before).filter((table) => before[table] !== after[table])
  expect(changed).toEqual(expect.arrayContaining(['cases', 'facts', 'log_leaves', 'messages', 'idempotency']))
})

test('a job runs as the house after commit; failing it is tried again, repeated it does no harm', async () => {
  const sent: string[] = []
  let broken = true
  Object.assign(house.house, {
    sendMessage: async (phone: string) => {
      if (broken) throw new Error('the gateway is away')
      sent.push(phone)
      return 'gateway'
    },
  })
  const phone = '+8619900000077'
  await house.ask('people.request-code', { phone })
  const job = async () =>
    (
      await house.sql<{ attempts: number; payload: unknown }>(
        `select j.attempts, p.payload from graphile_worker.jobs j join graphile_worker._private_jobs p using (id)
          where j.task_identifier = 'deliver-message' and j.locked_at is null`,
      )
    )[0]
  while (((await job())?.attempts ?? 0) === 0) await new Promise((resolve) => setTimeout(resolve, 20))
  const [failed] = await house.sql<{ message_id: string; delivered_at: string | null }>(
    'select message_id, delivered_at from messages order by created_at desc limit 1',
  )
  expect(failed?.delivered_at).toBeNull()
  broken = false
  const messageId = failed?.message_id
  await house.sql(
    `update graphile_worker._private_jobs set run_at = now() where payload->>'messageId' = $1`,
    [messageId],
  )
  await house.sql(
    `select graphile_worker.add_job('deliver-message', json_build_object('messageId', $1::text))`,
    [messageId],
  )
  await house.settled()
  expect(sent).toEqual([phone])
  const [row] = await house.sql('select delivered_by from messages where message_id = $1', [messageId])
  expect(row).toEqual({ delivered_by: 'gateway' })
})
