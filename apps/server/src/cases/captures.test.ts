import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Handler } from '#vault/capture.ts'
import { maskHandler, unfit } from '#vault/capture.ts'
import { sealHandler } from '../../../field/handler/seal.ts'
import { openTestRoom, type Seat, type TestRoom } from '../../test/room.ts'
import { arrive, openShop, type Shop } from '../../test/shop.ts'
import { NotFound } from '../house/errand.ts'
import { consentsPort } from '../vault/consents.ts'
import { grantsPort } from '../vault/grant.ts'
import { captures } from './captures.ts'
import { visits } from './visits.ts'

let room: TestRoom
let shop: Shop
let other: Shop
let visitId: string
let otherVisit: string
beforeAll(async () => {
  room = await openTestRoom({ ...captures(grantsPort), ...visits(grantsPort, consentsPort) })
  shop = await openShop(room)
  visitId = await arrive(room, shop)
  // A second shop of the same acquirer, provider and technician: what is moved between them must not open.
  room.clock.now = '2026-11-20T08:00:00.000Z'
  other = await openShop(room, {
    reviewer: shop.reviewer,
    provider: shop.provider,
    technician: shop.technician,
  })
  otherVisit = await arrive(room, other)
})
afterAll(() => room?.close())

const handler: Handler = {
  name: '经办甲（演示）',
  idKind: 'resident-id',
  idNo: '110101199003070070',
  idValidUntil: '长期',
  phone: '19900000071',
}
const purpose = '核对经办人（演示）'

const keyFor = (here: Shop = shop, visit = visitId) =>
  room.granted(here.technician, 'capture.key', { caseId: here.caseId, visitId: visit })
const record = (sealed: Awaited<ReturnType<typeof sealHandler>>) =>
  room.refused(shop.technician, 'visits.record-handler', sealed)
const reveal = (here: Shop = shop) =>
  room.ask(here.reviewer, 'reviews.reveal-handler', { caseId: here.caseId, purpose })

test('without a key of the acquirer nothing is captured', async () => {
  expect(await room.refused(shop.technician, 'capture.key', { caseId: shop.caseId, visitId })).toBe('CAP-1')
  expect(await reveal()).toMatchObject({ rule: 'CAP-6' })
})

test('what the phone seals is stored as it came and opens for the acquirer’s reviewer', async () => {
  await room.granted(shop.reviewer, 'capture.rotate-key', { immediately: false })
  const key = await keyFor()
  expect(key.acquirer).toBe('演示收单机构')
  const sealed = await sealHandler(key, { caseId: shop.caseId, visitId }, handler)
  expect(new Set(Object.values(sealed.sealed).map(({ length }) => length))).toEqual(new Set([452]))
  expect(await record(sealed)).toBe('granted')
  const { rows } = await room.owner.query<{ capture_id: string; fields_sealed: Buffer }>(
    'select capture_id, fields_sealed from captures',
  )
  const place = {
    datum: 'captures.fields',
    row: rows[0]?.capture_id ?? '',
    tenant: shop.reviewer.organisationId,
    subject: shop.merchant.organisationId,
  } as const
  // Under the outer seal, which ends with the merchant's data, stands what the phone sent and nothing clearer.
  const kept = await room.house.keys.open(place, rows[0]?.fields_sealed as Buffer)
  expect(JSON.parse(kept.toString())).toEqual(sealed.sealed)
  expect(await reveal()).toEqual({ ...handler, recordedAt: room.clock.now })
  const { rows: facts } = await room.owner.query<{ type: string; body: object }>(
    `select type, body from facts where stream = $1 and type like 'handler-%' order by seq`,
    [`case/${shop.caseId}`],
  )
  expect(facts.map(({ type }) => type)).toEqual(['handler-recorded', 'handler-revealed'])
  expect(JSON.stringify(facts)).not.toContain(purpose)
})

test('a changed byte, and a field, visit or case exchanged, opens nothing and leaves no fact of a look', async () => {
  const key = await keyFor()
  const good = await sealHandler(key, { caseId: shop.caseId, visitId }, handler)
  const elsewhere = await sealHandler(key, { caseId: other.caseId, visitId: otherVisit }, handler)
  const otherTrip = await sealHandler(key, { caseId: shop.caseId, visitId: otherVisit }, handler)
  const otherKey = await sealHandler(
    { ...key, keyId: `cak_${'0'.repeat(32)}` },
    { caseId: shop.caseId, visitId },
    handler,
  )
  const flipped = Buffer.from(good.sealed.idNo, 'base64')
  flipped[200] = (flipped[200] ?? 0) ^ 1
  const noPoint = Buffer.from(good.sealed.idNo, 'base64')
  noPoint[10] = (noPoint[10] ?? 0) ^ 1
  const looks = async () =>
    (await room.owner.query(`select from facts where type = 'handler-revealed'`)).rows.length
  const before = await looks()
  const broken = [
    { ...good.sealed, idNo: flipped.toString('base64') },
    { ...good.sealed, idNo: noPoint.toString('base64') },
    { ...good.sealed, idNo: good.sealed.phone, phone: good.sealed.idNo },
    elsewhere.sealed,
    otherTrip.sealed,
    otherKey.sealed,
  ]
  for (const [place, sealed] of broken.entries()) {
    expect(await record({ ...good, sealed }), String(place)).toBe('granted')
    expect(await reveal(), String(place)).toMatchObject({ rule: 'CAP-5' })
  }
  expect(await looks()).toBe(before)
  expect(await record(good)).toBe('granted')
  expect(await reveal()).toMatchObject(handler)
})

test('keys: another acquirer’s, an unknown and an ended one are refused; an old one still opens', async () => {
  const place = { caseId: shop.caseId, visitId }
  const key = await keyFor()
  const stranger = await room.seat('reviewer', '另一收单机构（演示）')
  const { keyId: theirs } = await room.granted(stranger, 'capture.rotate-key', { immediately: false })
  expect(await record({ ...(await sealHandler(key, place, handler)), keyId: theirs })).toBe('CAP-2')
  expect(await record({ ...(await sealHandler(key, place, handler)), keyId: `cak_${'0'.repeat(32)}` })).toBe(
    'CAP-2',
  )
  // Their rotation ended none of ours.
  expect((await keyFor()).keyId).toBe(key.keyId)

  const old = await sealHandler(key, place, { ...handler, name: '经办旧（演示）' })
  await room.granted(shop.reviewer, 'capture.rotate-key', { immediately: false })
  const fresh = await keyFor()
  expect(fresh.keyId).not.toBe(key.keyId)
  const now = room.clock.now
  room.clock.now = '2026-11-22T08:00:00.000Z'
  expect(await record(old)).toBe('granted')
  room.clock.now = '2026-11-23T08:00:00.000Z'
  expect(await record(old)).toBe('CAP-2')
  expect(await reveal()).toMatchObject({ name: '经办旧（演示）' })
  room.clock.now = '2027-06-20T08:00:00.000Z'
  expect(await record(await sealHandler(fresh, place, handler))).toBe('CAP-2')
  room.clock.now = now

  const stolen = await sealHandler(fresh, place, handler)
  await room.granted(shop.reviewer, 'capture.rotate-key', { immediately: true })
  expect(await record(stolen)).toBe('CAP-2')
})

test('only the technician let in for this installation records, and only the acquirer’s reviewer opens', async () => {
  const colleague = await room.seat('technician', '另一技术员（演示）', shop.provider.organisationId)
  const place = { caseId: shop.caseId, visitId }
  const sealed = await sealHandler(await keyFor(), place, handler)
  const denied = async (
    who: Seat,
    call: 'visits.record-handler' | 'reviews.reveal-handler' | 'capture.key',
  ) => {
    const input = call === 'reviews.reveal-handler' ? { caseId: shop.caseId, purpose } : sealed
    return room.ask(who, call, (call === 'capture.key' ? place : input) as never).then(
      (answer) => answer,
      (error: unknown) => (error instanceof NotFound ? 'not found' : (error as { rule: string }).rule),
    )
  }
  expect(await denied(colleague, 'visits.record-handler')).toBe('not found')
  expect(await denied(colleague, 'capture.key')).toBe('not found')
  for (const who of [shop.provider, shop.merchant, shop.technician])
    expect(await denied(who, 'reviews.reveal-handler'), who.principal).toBe('HTTP-403')
  expect(await denied(await room.seat('reviewer', '外人（演示）'), 'reviews.reveal-handler')).toBe(
    'not found',
  )

  // Before the door check nobody is inside.
  const third = await openShop(room, {
    technician: shop.technician,
    provider: shop.provider,
    reviewer: shop.reviewer,
  })
  const { visitId: booked } = await room.granted(shop.provider, 'visits.propose', {
    caseId: third.caseId,
    kind: 'install',
    technicianId: shop.technician.personId,
    startsAt: '2026-11-21T02:00:00.000Z',
    endsAt: '2026-11-21T04:00:00.000Z',
  })
  const early = await sealHandler(await keyFor(), { caseId: third.caseId, visitId: booked }, handler)
  expect(await record(early)).toBe('CAP-3')
})

test('the phone checks what is typed and shows it masked', () => {
  expect(unfit(handler)).toEqual([])
  expect(unfit({ ...handler, idNo: '110101199003070071', phone: '123', name: '甲' })).toEqual([
    'name',
    'idNo',
    'phone',
  ])
  expect(unfit({ ...handler, idKind: 'passport', idNo: 'E12345678', idValidUntil: '2030-01-01' })).toEqual([])
  expect(maskHandler(handler)).toMatchObject({ idNo: '110****70', phone: '199****0071' })
})
