import { afterAll, beforeAll, expect, test } from 'vitest'
import { openFleetRoom } from '../../test/fleet-room.ts'
import { beatOf } from '../../test/terminals.ts'

let fleet: Awaited<ReturnType<typeof openFleetRoom>>
beforeAll(async () => {
  fleet = await openFleetRoom()
})
afterAll(() => fleet.close())

const standing = async ({ deviceId }: { readonly deviceId: string }) =>
  (await fleet.room.granted(fleet.terminals.reviewer, 'identities.identity', { deviceId })).identity !== null

/** A terminal that is home again by two people, with the keys it worked with. */
const home = async () => {
  const { room, terminals } = fleet
  const one = await terminals.enrolled()
  const { deviceId, serialNo } = one
  const second = await room.seat('reviewer', '第二审核员', terminals.reviewer.organisationId)
  await room.granted(terminals.reviewer, 'devices.order-return', {
    ...{ deviceId, reason: 'repair', dueOn: '2026-12-01' },
  })
  await room.granted(second, 'devices.take-back', { deviceId, readSerial: serialNo })
  return { ...one, second }
}

test('IDENT-4: keys erased before a witness prove nothing any more, neither an answer nor a heartbeat', async () => {
  const { room, terminals } = fleet
  const one = await home()
  const { deviceId, second, answer } = one
  await room.granted(terminals.reviewer, 'devices.begin-erasure', {
    ...{ deviceId, method: 'device-menu', proof: 'a'.repeat(64) },
  })
  // One person's word ends nothing yet.
  expect(await standing(one)).toBe(true)
  expect(await fleet.send(one, beatOf(one, 1))).toBe('taken')
  const before = await answer()
  await room.granted(second, 'devices.witness-erasure', { deviceId })
  expect(await standing(one)).toBe(false)
  expect(await room.refused(fleet.terminals.reviewer, 'identities.answer', before)).toBe('IDENT-4')
  expect(await fleet.send(one, beatOf(one, 2))).toBe('BEAT-1')
})

test('IDENT-4: what is lost for good has no identity, and its heartbeats are refused', async () => {
  const { room, terminals } = fleet
  const one = await home()
  const { deviceId, second } = one
  await room.granted(terminals.reviewer, 'devices.propose-disposal', {
    ...{ deviceId, reason: 'lost', certificateNo: '1' },
  })
  expect(await fleet.send(one, beatOf(one, 1))).toBe('taken')
  expect(await room.granted(second, 'devices.decide-disposal', { deviceId, agreed: true })).toEqual({
    status: 'retired',
  })
  expect(await standing(one)).toBe(false)
  expect(await fleet.send(one, beatOf(one, 2))).toBe('BEAT-1')
})
