import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Device } from '#device/device.ts'
import { accept, offer, phoneOf } from '../../test/hand-over-phone.ts'
import { openTestRoom, type Seat, type TestRoom } from '../../test/room.ts'
import { fix, look, openShelf, sealText, type Shelf, surveyedPlace } from '../../test/shelf.ts'
import { arrive } from '../../test/shop.ts'
import { loadCase, moveCase } from '../cases/case.ts'
import { visits } from '../cases/visits.ts'
import { performAsHouse } from '../house/corridor.ts'
import { consentsPort } from '../vault/consents.ts'
import { grantsPort } from '../vault/grant.ts'
import { devices } from './devices.ts'
import { deviceGoesLive } from './evidence.ts'

let room: TestRoom
let shelf: Shelf

beforeAll(async () => {
  room = await openTestRoom({
    ...visits(grantsPort, consentsPort),
    ...devices({ loadCase, moveCase, surveyedPlace, sealText }),
  })
  shelf = await openShelf(room)
})
afterAll(() => room.close())

const deviceOf = async (deviceId: string): Promise<Device> =>
  (await room.owner.query('select state from devices where device_id = $1', [deviceId])).rows[0].state

const toldOfTwo = async (): Promise<number> =>
  (await room.owner.query(`select count(*)::int as n from messages where template = 'signed-twice'`)).rows[0]
    .n

test('CUST-31, 70: told when it already works in a shop, it stops there and stays there; shop and desk hear who signed', async () => {
  const shop = await shelf.another()
  const { deviceId, serialNo } = await shelf.inStock()
  const one = { deviceId, serialNo, sealNo: `BAG-${deviceId.slice(-8)}` }
  await room.granted(shop.reviewer, 'devices.reserve', { deviceId, caseId: shop.caseId })
  const wang = await room.seat('technician', '王技术员', shop.technician.organisationId)
  const giver = await phoneOf(room, shop.reviewer)
  /** The same turn, signed face to face with each. */
  const sign = async (taker: Seat) => {
    const signed = { ...one, hand: 0, takerId: taker.personId, at: room.clock.now }
    const offered = await offer(giver, signed)
    return {
      offer: offered,
      acceptance: await accept(await phoneOf(room, taker), offered, { at: room.clock.now }),
    }
  }
  const [toLin, toWang] = [await sign(shop.technician), await sign(wang)]
  await room.granted(shop.technician, 'hand-overs.deliver', toLin)
  const visitId = await arrive(room, shop)
  await room.granted(shop.technician, 'devices.inspect-on-site', {
    ...{ deviceId: one.deviceId, visitId, readSerial: one.serialNo, readSeal: one.sealNo },
    ...look,
  })
  await room.granted(shop.merchant, 'devices.accept', { deviceId: one.deviceId })
  await room.granted(shop.technician, 'devices.bind', {
    ...{ deviceId: one.deviceId, visitId, readSerial: one.serialNo },
    ...fix,
  })
  await performAsHouse(room.house, 'test-live', (errand) =>
    deviceGoesLive(errand, one.deviceId, errand.stamp.at),
  )
  expect(await deviceOf(one.deviceId)).toMatchObject({ status: 'live' })
  room.clock.now = '2026-11-22T02:00:00.000Z'
  const before = await toldOfTwo()
  expect(await room.granted(wang, 'hand-overs.deliver', toWang)).toMatchObject({
    ...{ outcome: 'quarantined', status: 'suspect' },
  })
  expect(await deviceOf(one.deviceId)).toMatchObject({
    ...{ doubt: 'double-hand-over', binding: { caseId: shop.caseId } },
    custodian: { kind: 'merchant', holderId: shop.merchant.organisationId },
  })
  expect(await shelf.install(shop.caseId)).toMatchObject({ deviceId: one.deviceId })
  const { rows: people } = await room.owner.query(
    `select count(*)::int as n from memberships where ended_at is null
      and (organisation_id = $1 or (organisation_id = $2 and principal = 'reviewer'))`,
    [shop.merchant.organisationId, shop.reviewer.organisationId],
  )
  expect((await toldOfTwo()) - before).toBe(people[0].n)
  // The desk calls it back as any other in quarantine, and the case may have another.
  expect(await shelf.bringBack(one.deviceId, one.serialNo)).toMatchObject({ status: 'suspect' })
  expect(await shelf.install(shop.caseId)).toBeNull()
})
