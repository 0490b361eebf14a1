import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openTestRoom, type Seat, type TestRoom } from '../../test/room.ts'
import { model, openShelf, sealText, surveyedPlace, type Shelf } from '../../test/shelf.ts'
import { loadCase, moveCase } from '../cases/case.ts'
import { visits } from '../cases/visits.ts'
import { NotFound } from '../house/errand.ts'
import { consentsPort } from '../vault/consents.ts'
import { grantsPort } from '../vault/grant.ts'
import { devices } from './devices.ts'

let room: TestRoom
let shelf: Shelf
let reviewer: Seat
let second: Seat
let rival: Seat

beforeAll(async () => {
  room = await openTestRoom({
    ...visits(grantsPort, consentsPort),
    ...devices({ loadCase, moveCase, surveyedPlace, sealText }),
  })
  shelf = await openShelf(room)
  reviewer = shelf.shop.reviewer
  second = await room.seat('reviewer', '第二人', reviewer.organisationId)
  rival = await room.seat('reviewer', '别家收单机构')
})
afterAll(() => room.close())

const listOf = (orderNo: string, from: number, to: number) => ({
  modelCode: model.modelCode,
  orderNo,
  channel: 'letter' as const,
  serials: Array.from({ length: to - from + 1 }, (_, n) => ({
    serialNo: `${orderNo}-SN${from + n}`,
    sealNo: `${orderNo}-BAG${from + n}`,
  })),
})
/** What one of them finds about this device among the things that wait for a second person. */
const waiting = async (who: Seat, deviceId: string) =>
  (await room.granted(who, 'devices.awaiting', {})).items.find((each) => each.deviceId === deviceId)

const box = (orderNo: string, n: number, more: object = {}) => ({
  readSerial: `${orderNo}-SN${n}`,
  readSeal: `${orderNo}-BAG${n}`,
  sealIntact: true,
  ...more,
})

describe('deliveries', () => {
  test('CUST-24: a list of its own channel, under an open number of its own model', async () => {
    const list = listOf('ORD-A', 1, 2)
    const said = (more: object, who = reviewer) =>
      room.refused(who, 'devices.register', { ...list, ...more } as typeof list)
    expect(await said({ channel: 'with-goods' })).toBe('CUST-24')
    await room.granted(reviewer, 'devices.register-model', { ...model, modelCode: 'DEMO-S2' })
    expect(await said({})).toBe('granted')
    expect(await said({ modelCode: 'DEMO-S2', serials: [] })).toBe('CUST-24')
    expect(await said({ serials: listOf('ORD-A', 3, 3).serials })).toBe('granted')
    const boxes = [1, 2, 3].map((n) => box('ORD-A', n))
    await room.granted(reviewer, 'deliveries.receive', { orderNo: 'ord-a', boxes })
    await room.granted(reviewer, 'deliveries.close', { orderNo: 'ORD-A', missing: [] })
    expect(await said({ serials: listOf('ORD-A', 4, 4).serials })).toBe('CUST-24')
    const late = { orderNo: 'ORD-A', boxes: [box('ORD-A', 1)] }
    expect(await room.refused(reviewer, 'deliveries.receive', late)).toBe('CUST-24')
    expect(await room.refused(reviewer, 'deliveries.close', { orderNo: 'ORD-A', missing: [] })).toBe(
      'CUST-24',
    )
    await expect(room.ask(rival, 'deliveries.receive', late)).rejects.toThrow(NotFound)
    expect((await room.granted(rival, 'deliveries.list', {})).items).toEqual([])
  })

  test('CUST-25: each box compared, what is not listed set aside, what did not come named', async () => {
    await room.granted(reviewer, 'devices.register', listOf('ORD-B', 1, 5))
    const { boxes } = await room.granted(reviewer, 'deliveries.receive', {
      orderNo: 'ORD-B',
      boxes: [
        box('ORD-B', 1),
        box('ORD-B', 1),
        box('ORD-B', 2, { readSeal: 'OTHER' }),
        box('ORD-B', 3, { sealIntact: false }),
        box('ORD-B', 9),
        box('ORD-A', 1),
      ],
    })
    expect(boxes.map((each) => each.outcome)).toEqual([
      ...['received', 'received-before', 'quarantined', 'quarantined', 'not-listed', 'not-listed'],
    ])
    const close = (missing: string[]) =>
      room.refused(reviewer, 'deliveries.close', { orderNo: 'ORD-B', missing })
    expect(await close([])).toBe('CUST-25')
    expect(await close(['ORD-B-SN4'])).toBe('CUST-25')
    expect(await close(['ORD-B-SN4', 'ORD-B-SN1'])).toBe('CUST-25')
    expect(await close(['ORD-B-SN4', 'ORD-B-SN5', 'ORD-B-SN1'])).toBe('CUST-25')
    expect(await close(['ORD-B-SN4', 'NOBODY-1'])).toBe('CUST-25')
    const { items } = await room.granted(reviewer, 'deliveries.list', {})
    expect(items.find((each) => each.orderNo === 'ORD-B')).toMatchObject({
      listed: 5,
      open: ['ORD-B-SN4', 'ORD-B-SN5'],
      quarantined: 2,
      notListed: ['ORD-B-SN9', 'ORD-A-SN1'],
    })
    expect(
      await room.granted(reviewer, 'deliveries.close', {
        orderNo: 'ORD-B',
        missing: ['ord-b-sn5', 'ORD-B-SN4'],
      }),
    ).toEqual({ received: 1, quarantined: 2, missing: 2, notListed: 2 })
    const { rows } = await room.owner.query(
      `select state ->> 'doubt' as doubt from devices where serial_no = 'ORD-B-SN5'`,
    )
    expect(rows).toEqual([{ doubt: 'missing' }])
  })
})

describe('storerooms and counts', () => {
  test('CUST-34, 35, 36: one room each; counted by one, confirmed by another; the missing quarantined', async () => {
    const { storeId } = await room.granted(reviewer, 'stores.open', { name: '一号库' })
    expect(await room.refused(reviewer, 'stores.open', { name: ' 一号库 ' })).toBe('CUST-34')
    const three = [await shelf.inStock(), await shelf.inStock(), await shelf.inStock()]
    const [one, two, gone] = three as [(typeof three)[0], (typeof three)[0], (typeof three)[0]]
    const put = (deviceId: string, room_: string | null, who = reviewer) =>
      room.refused(who, 'devices.store', { deviceId, storeId: room_ })
    for (const each of three) expect(await put(each.deviceId, storeId)).toBe('granted')
    expect(await put(one.deviceId, storeId)).toBe('CUST-34')
    expect(await put(one.deviceId, `sto_${'0'.repeat(32)}`)).toBe('CUST-34')
    const foreign = await room.granted(rival, 'stores.open', { name: '别家库' })
    expect(await put(one.deviceId, foreign.storeId)).toBe('CUST-34')
    await expect(room.ask(rival, 'devices.store', { deviceId: one.deviceId, storeId })).rejects.toThrow(
      NotFound,
    )
    await expect(room.ask(rival, 'counts.open', { storeId })).rejects.toThrow(NotFound)

    const { countId, expected } = await room.granted(reviewer, 'counts.open', { storeId })
    expect(expected).toBe(3)
    const third = await room.seat('reviewer', '第三人', reviewer.organisationId)
    for (const { personId } of [second, third])
      await room.granted(reviewer, 'stores.let-in', { storeId, personId })
    expect(await room.refused(second, 'counts.open', { storeId })).toBe('CUST-35')
    const elsewhere = await shelf.inStock()
    const found = async (readSerial: string, who = reviewer, readSeal?: string) =>
      (await room.granted(who, 'counts.record', { countId, readSerial, ...(readSeal && { readSeal }) })).found
    expect(await found(one.serialNo.toLowerCase())).toBe('here')
    expect(await found(two.serialNo, reviewer, 'OPENED')).toBe('quarantined')
    expect(await found(elsewhere.serialNo)).toBe('elsewhere')
    expect(await found('NOT-OURS-1')).toBe('unknown')
    expect(await found('NOT-OURS-2', third)).toBe('unknown')
    expect(await room.granted(reviewer, 'counts.count', { countId })).toMatchObject({
      missing: [gone.serialNo],
      elsewhere: [elsewhere.serialNo],
      unknown: ['NOT-OURS-1', 'NOT-OURS-2'],
    })
    expect(await room.refused(reviewer, 'counts.confirm', { countId })).toBe('CUST-36')
    expect(await room.refused(third, 'counts.confirm', { countId })).toBe('CUST-36')
    await expect(room.ask(rival, 'counts.confirm', { countId })).rejects.toThrow(NotFound)
    expect(await room.granted(second, 'counts.confirm', { countId })).toEqual({ missing: [gone.serialNo] })
    expect(await shelf.statusOf(gone.deviceId)).toBe('suspect')
    expect(await room.refused(second, 'counts.confirm', { countId })).toBe('CUST-35')
    expect(await room.refused(reviewer, 'counts.record', { countId, readSerial: 'LATE-01' })).toBe('CUST-35')

    const [store] = (await room.granted(reviewer, 'stores.list', {})).items
    expect(store).toMatchObject({ devices: 3, countedOn: '2026-11-20', countDue: false })
    room.clock.now = '2026-12-23T02:00:00.000Z'
    expect((await room.granted(reviewer, 'stores.list', {})).items[0]?.countDue).toBe(true)
    room.clock.now = '2026-11-20T02:00:00.000Z'
  })

  test('CUST-37: what nobody has seen for a year is overdue; its holder may say it is there', async () => {
    const shop = await shelf.another()
    const { deviceId, serialNo } = await shelf.carryTo(shop)
    const row = async () => {
      const { items } = await room.granted(reviewer, 'devices.inventory', { limit: 100 })
      return items.find((each) => each.deviceId === deviceId)
    }
    expect(await row()).toMatchObject({ seenOn: '2026-11-20', dueOn: '2027-11-20', overdue: false })
    room.clock.now = '2027-11-21T02:00:00.000Z'
    expect(await row()).toMatchObject({ overdue: true, place: `technician/${shop.technician.personId}` })
    const attest = (who: Seat, more: object = {}) =>
      room.refused(who, 'devices.attest', { deviceId, readSerial: serialNo, undamaged: true, ...more })
    expect(await attest(shop.merchant)).toBe('CUST-9')
    expect(await attest(shop.technician)).toBe('granted')
    expect(await row()).toMatchObject({ seenOn: '2027-11-21', overdue: false })
    expect((await room.granted(rival, 'devices.inventory', {})).items).toEqual([])
    room.clock.now = '2026-11-20T02:00:00.000Z'
  })
})

describe('returns, repair, the end', () => {
  test('refusing a device orders its return; overdue ones are told; homecoming ends it', async () => {
    const shop = await shelf.another()
    const { deviceId, serialNo } = await shelf.carryTo(shop)
    await room.granted(shop.merchant, 'devices.refuse', { deviceId, reason: '机身有划痕' })
    const due = async (who: Seat) =>
      (await room.granted(who, 'devices.returns', {})).items.find((each) => each.deviceId === deviceId)
    expect(await due(reviewer)).toMatchObject({ reason: 'refused', dueOn: '2026-11-23', overdue: false })
    expect(await due(shop.technician)).toMatchObject({ holder: '林技术员' })
    expect(await due(rival)).toBeUndefined()
    room.clock.now = '2026-11-24T02:00:00.000Z'
    expect(await due(reviewer)).toMatchObject({ overdue: true })
    await room.granted(reviewer, 'devices.take-back', { deviceId, readSerial: serialNo })
    expect(await due(reviewer)).toBeUndefined()
    room.clock.now = '2026-11-20T02:00:00.000Z'
  })

  test('a shop’s terminal declared missing by two frees its case for another', async () => {
    const shop = await shelf.another()
    const { deviceId } = await shelf.putLive(shop)
    await room.granted(reviewer, 'devices.propose-disposal', {
      deviceId,
      reason: 'lost',
      certificateNo: 'LOST-1',
    })
    expect(await shelf.install(shop.caseId)).toMatchObject({ deviceId })
    const agreed = await room.granted(shelf.second, 'devices.decide-disposal', { deviceId, agreed: true })
    expect(agreed).toEqual({ status: 'retired' })
    expect(await shelf.install(shop.caseId)).toBeNull()
  })

  test('CUST-18, 22, 38, 39, 40: erased by one, witnessed by another, repaired, erased again, scrapped by two', async () => {
    const { deviceId, serialNo } = await shelf.inStock()
    const proof = 'a'.repeat(64)
    const erase = async () => {
      await room.granted(reviewer, 'devices.begin-erasure', { deviceId, method: 'device-menu', proof })
      expect(await room.refused(reviewer, 'devices.witness-erasure', { deviceId })).toBe('CUST-39')
      expect(await waiting(second, deviceId)).toMatchObject({ what: 'erasure', reason: null, mine: false })
      await room.granted(second, 'devices.witness-erasure', { deviceId })
    }
    const repair = { deviceId, repairer: '演示维修厂', sealNo: `R-${serialNo}` }
    expect(await room.refused(reviewer, 'devices.send-to-repair', repair)).toBe('CUST-38')
    await erase()
    expect(await room.granted(reviewer, 'devices.send-to-repair', repair)).toEqual({ status: 'in-repair' })
    const seen = await room.granted(reviewer, 'devices.device', { deviceId })
    expect(seen.device.custodian).toEqual({ kind: 'repairer', name: '演示维修厂' })
    const back = { deviceId, readSerial: serialNo, readSeal: `B-${serialNo}`, sealIntact: true }
    const announcedSeal = `B-${serialNo}`
    expect(
      await room.refused(reviewer, 'devices.receive-from-repair', { ...back, announcedSeal: repair.sealNo }),
    ).toBe('CUST-40')
    expect(await room.granted(reviewer, 'devices.receive-from-repair', { ...back, announcedSeal })).toEqual({
      status: 'returned',
    })
    await room.granted(reviewer, 'devices.receive', {
      deviceId,
      readSerial: serialNo,
      readSeal: announcedSeal,
      sealIntact: true,
    })
    const propose = { deviceId, reason: 'scrapped' as const, certificateNo: 'DEST-1' }
    expect(await room.refused(reviewer, 'devices.propose-disposal', propose)).toBe('CUST-22')
    await erase()
    await room.granted(reviewer, 'devices.propose-disposal', propose)
    // Both find it among what waits; only the other one is asked.
    const asked = { what: 'disposal', reason: 'scrapped', certificateNo: 'DEST-1' }
    expect(await waiting(reviewer, deviceId)).toMatchObject({ ...asked, mine: true })
    expect(await waiting(second, deviceId)).toMatchObject({ ...asked, mine: false })
    expect(await waiting(rival, deviceId)).toBeUndefined()
    expect(await room.refused(reviewer, 'devices.decide-disposal', { deviceId, agreed: true })).toBe(
      'CUST-18',
    )
    expect(await room.granted(second, 'devices.decide-disposal', { deviceId, agreed: true })).toEqual({
      status: 'retired',
    })
    expect(await waiting(second, deviceId)).toBeUndefined()
    const again = { ...listOf('ORD-R', 1, 1), serials: [{ serialNo, sealNo: 'ORD-R-BAG1' }] }
    expect(await room.refused(reviewer, 'devices.register', again)).toBe('CUST-2')
  })
})
