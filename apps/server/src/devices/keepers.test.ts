import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openTestRoom, type Seat, type TestRoom } from '../../test/room.ts'
import { openShelf, sealText, surveyedPlace, type Shelf } from '../../test/shelf.ts'
import { loadCase, moveCase } from '../cases/case.ts'
import { visits } from '../cases/visits.ts'
import { performAsHouse } from '../house/corridor.ts'
import { NotFound } from '../house/errand.ts'
import { consentsPort } from '../vault/consents.ts'
import { grantsPort } from '../vault/grant.ts'
import { devices } from './devices.ts'
import { mayEnter } from './keepers.ts'

let room: TestRoom
let shelf: Shelf
let reviewer: Seat
let second: Seat
let rival: Seat
let regulator: Seat
let opened = 0

beforeAll(async () => {
  room = await openTestRoom({
    ...visits(grantsPort, consentsPort),
    ...devices({ loadCase, moveCase, surveyedPlace, sealText }),
  })
  shelf = await openShelf(room)
  reviewer = shelf.shop.reviewer
  second = await room.seat('reviewer', '第二人', reviewer.organisationId)
  rival = await room.seat('reviewer', '别家收单机构')
  regulator = await room.seat('regulator', '演示监管')
})
afterAll(() => room.close())

const openRoom = async () => {
  opened += 1
  return (await room.granted(reviewer, 'stores.open', { name: `库房${opened}` })).storeId
}
const roomOf = async (who: Seat, storeId: string) =>
  (await room.granted(who, 'stores.list', {})).items.find((each) => each.storeId === storeId)
const letIn = (who: Seat, storeId: string, whom: Seat, until?: string) =>
  room.refused(who, 'stores.let-in', { storeId, personId: whom.personId, ...(until && { until }) })
const end = (who: Seat, storeId: string, whom: Seat) =>
  room.refused(who, 'stores.end-access', { storeId, personId: whom.personId })

describe('who may enter a storeroom', () => {
  test('CUST-63: outside the list nobody stores, takes out, counts, confirms, or gives away from there', async () => {
    const storeId = await openRoom()
    const [one, two] = [await shelf.inStock(), await shelf.inStock()]
    const put = (who: Seat, deviceId: string, to: string | null) =>
      room.refused(who, 'devices.store', { deviceId, storeId: to })
    expect(await put(second, one.deviceId, storeId)).toBe('CUST-63')
    for (const { deviceId } of [one, two]) expect(await put(reviewer, deviceId, storeId)).toBe('granted')
    expect(await put(second, one.deviceId, null)).toBe('CUST-63')
    // Into one's own room out of another's is taking it out.
    const { storeId: own } = await room.granted(second, 'stores.open', { name: '二人库' })
    expect(await put(second, one.deviceId, own)).toBe('CUST-63')
    expect(await room.refused(second, 'counts.open', { storeId })).toBe('CUST-63')
    const { countId } = await room.granted(reviewer, 'counts.open', { storeId })
    const mark = { countId, readSerial: one.serialNo }
    expect(await room.refused(second, 'counts.record', mark)).toBe('CUST-63')
    await room.granted(reviewer, 'counts.record', mark)
    await room.granted(reviewer, 'counts.record', { countId, readSerial: two.serialNo })
    expect(await room.refused(second, 'counts.confirm', { countId })).toBe('CUST-63')
    const shop = await shelf.another()
    await room.granted(second, 'devices.reserve', { deviceId: one.deviceId, caseId: shop.caseId })
    const out = { deviceId: one.deviceId, technicianId: shop.technician.personId, sealNo: 'OUT-63' }
    expect(await room.refused(second, 'devices.hand-over', out)).toBe('CUST-63')
    const parcel = { deviceId: one.deviceId, courier: '演示快递', trackingNo: 'SF1' }
    expect(await room.refused(second, 'devices.post', parcel)).toBe('CUST-63')
    expect(await letIn(reviewer, storeId, second)).toBe('granted')
    expect(await room.refused(second, 'counts.confirm', { countId })).toBe('granted')
    expect(await room.refused(second, 'devices.hand-over', out)).toBe('granted')
    expect(await put(second, two.deviceId, null)).toBe('granted')
    expect(await put(second, two.deviceId, own)).toBe('granted')
  })

  test('CUST-64, 65: let in by a colleague, for a day or until ended; another desk does not find the room', async () => {
    const storeId = await openRoom()
    expect(await letIn(second, storeId, second)).toBe('CUST-64')
    expect(await letIn(second, storeId, reviewer)).toBe('CUST-65')
    expect(await letIn(reviewer, storeId, rival)).toBe('CUST-65')
    expect(await letIn(reviewer, storeId, shelf.shop.technician)).toBe('CUST-65')
    expect(await letIn(reviewer, storeId, second, '2026-11-19')).toBe('CUST-65')
    await expect(letIn(rival, storeId, second)).rejects.toThrow(NotFound)
    await expect(end(rival, storeId, reviewer)).rejects.toThrow(NotFound)
    expect(await roomOf(rival, storeId)).toBeUndefined()
    expect(await letIn(reviewer, storeId, second, '2026-11-21')).toBe('granted')
    const one = await shelf.inStock()
    const put = (to: string | null) =>
      room.refused(second, 'devices.store', { deviceId: one.deviceId, storeId: to })
    room.clock.now = '2026-11-21T15:59:00.000Z'
    expect(await put(storeId)).toBe('granted')
    room.clock.now = '2026-11-21T16:01:00.000Z'
    expect(await put(null)).toBe('CUST-63')
    expect(await roomOf(second, storeId)).toMatchObject({
      mayEnter: false,
      keepers: [
        { personId: reviewer.personId, because: 'opened', until: null, stands: true },
        { name: '第二人', because: 'let-in', letInBy: '演示收单机构', until: '2026-11-21', stands: false },
      ],
    })
    // Whose day is over is let in anew, without a day; and ended.
    expect(await letIn(reviewer, storeId, second)).toBe('granted')
    expect(await put(null)).toBe('granted')
    expect(await end(second, storeId, second)).toBe('granted')
    expect(await put(storeId)).toBe('CUST-63')
    await expect(end(reviewer, storeId, second)).rejects.toThrow(NotFound)
    room.clock.now = '2026-11-20T02:00:00.000Z'
    const { rows } = await room.owner.query(`select type from facts where stream = $1 order by version`, [
      `store/${storeId}`,
    ])
    expect(rows.map((row) => row.type)).toEqual([
      ...['store-opened', 'keeper-let-in', 'keeper-let-in', 'keeper-let-in', 'keeper-ended'],
    ])
  })

  test('CUST-66: the last keeper stays; two who end each other at the same moment leave one', async () => {
    const storeId = await openRoom()
    expect(await end(reviewer, storeId, reviewer)).toBe('CUST-66')
    expect(await end(second, storeId, reviewer)).toBe('CUST-66')
    await letIn(reviewer, storeId, second)
    const answers = await Promise.all([end(reviewer, storeId, second), end(second, storeId, reviewer)])
    expect(answers.toSorted()).toEqual(['CUST-66', 'granted'])
    const leaver = await room.seat('reviewer', '离职的人', reviewer.organisationId)
    const other = await openRoom()
    await letIn(reviewer, other, leaver)
    await room.owner.query('update memberships set ended_at = now() where person_id = $1', [leaver.personId])
    expect(await end(second, other, reviewer)).toBe('CUST-66')
    expect(await end(second, other, leaver)).toBe('granted')
  })

  test('CUST-63: a signed hand-over out of the room is signed by who was on its list', async () => {
    // Read where the house looks it up: the day of the signature counts, not the day it is told.
    const storeId = await openRoom()
    room.clock.now = '2026-11-22T02:00:00.000Z'
    await letIn(reviewer, storeId, second)
    room.clock.now = '2026-11-23T02:00:00.000Z'
    await end(reviewer, storeId, second)
    const days: boolean[] = []
    for (const day of ['21', '22', '23'])
      await performAsHouse(room.house, 'test-keeper', async (errand) => {
        days.push(await mayEnter(errand, storeId, second.personId, `2026-11-${day}T12:00:00.000Z`))
      })
    expect(days).toEqual([false, true, false])
    room.clock.now = '2026-11-20T02:00:00.000Z'
  })
})

test('what went in and out of a room, from the facts, newest first and paged; for the acquirer and the regulator', async () => {
  const storeId = await openRoom()
  const other = await openRoom()
  const shop = await shelf.another()
  const [given, moved] = [await shelf.inStock(), await shelf.inStock()]
  const put = (deviceId: string, to: string | null) =>
    room.granted(reviewer, 'devices.store', { deviceId, storeId: to })
  await put(given.deviceId, storeId)
  await put(moved.deviceId, storeId)
  await put(moved.deviceId, other)
  await put(moved.deviceId, storeId)
  await put(moved.deviceId, null)
  await room.granted(reviewer, 'devices.reserve', { deviceId: given.deviceId, caseId: shop.caseId })
  const sealNo = `BAG-${given.deviceId}`
  await room.granted(reviewer, 'devices.hand-over', {
    ...{ deviceId: given.deviceId, technicianId: shop.technician.personId, sealNo },
  })
  const log = async (who: Seat, of = storeId) =>
    (await room.granted(who, 'stores.moves', { storeId: of })).items
  // Offered is not gone: it lies there until the technician has it.
  expect((await log(reviewer)).map(({ way }) => way)).toEqual(['out', 'in', 'out', 'in', 'in'])
  await room.granted(shop.technician, 'devices.accept-device', {
    ...{ deviceId: given.deviceId, readSerial: given.serialNo, readSeal: sealNo, sealIntact: true },
  })
  const by = '演示收单机构'
  const told = [
    { way: 'out', how: 'handed-over', serialNo: given.serialNo, by, other: '林技术员' },
    { way: 'out', how: 'stored', serialNo: moved.serialNo, by, other: '' },
    { way: 'in', how: 'moved', serialNo: moved.serialNo, by, other: `库房${opened}` },
    { way: 'out', how: 'moved', serialNo: moved.serialNo, by, other: `库房${opened}` },
    { way: 'in', how: 'stored', serialNo: moved.serialNo, by, other: '' },
    { way: 'in', how: 'stored', serialNo: given.serialNo, by, other: '' },
  ]
  expect(await log(reviewer)).toMatchObject(told)
  expect(await log(regulator)).toMatchObject(told)
  expect(await roomOf(regulator, storeId)).toMatchObject({
    acquirer: '演示收单机构',
    devices: 0,
    mayEnter: false,
  })
  await expect(log(rival)).rejects.toThrow(NotFound)
  const first = await room.granted(second, 'stores.moves', { storeId, limit: 4 })
  const rest = await room.granted(second, 'stores.moves', { storeId, limit: 4, after: first.next ?? '' })
  expect([...first.items, ...rest.items]).toMatchObject(told)
  expect(rest.next).toBeNull()
})

test('rooms that stood before there were lists: who has used one keeps it, else everybody of the desk', async () => {
  const [used, unused] = [await openRoom(), await openRoom()]
  const { deviceId } = await shelf.inStock()
  await room.granted(reviewer, 'stores.let-in', { storeId: used, personId: second.personId })
  await room.granted(second, 'devices.store', { deviceId, storeId: used })
  const counter = await room.seat('reviewer', '盘点的人', reviewer.organisationId)
  await room.granted(reviewer, 'stores.let-in', { storeId: used, personId: counter.personId })
  await room.granted(counter, 'counts.open', { storeId: used })
  const leaver = await room.seat('reviewer', '已离开', reviewer.organisationId)
  await room.owner.query('update memberships set ended_at = now() where person_id = $1', [leaver.personId])
  await room.owner.query('delete from store_keepers')
  const migration = new URL('../../migrations/083-storeroom-keepers.sql', import.meta.url)
  const inserts = readFileSync(migration, 'utf8').match(/^insert into store_keepers[^;]+;/gm) ?? []
  expect(inserts).toHaveLength(2)
  for (const insert of inserts) await room.owner.query(insert)
  const list = async (storeId: string) =>
    (await roomOf(reviewer, storeId))?.keepers.map(({ personId, because }) => `${because} ${personId}`) ?? []
  expect(new Set(await list(used))).toEqual(
    new Set([second, counter].map(({ personId }) => `had-used-it ${personId}`)),
  )
  const desk = await list(unused)
  const was = ({ personId }: Seat) => `was-reviewer ${personId}`
  expect(desk).toEqual(expect.arrayContaining([reviewer, second, counter].map(was)))
  for (const who of [leaver, rival, shelf.shop.technician]) expect(desk).not.toContain(was(who))
})
