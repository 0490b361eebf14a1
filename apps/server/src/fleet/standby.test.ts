import { afterAll, beforeAll, expect, test } from 'vitest'
import { openFleetRoom } from '../../test/fleet-room.ts'
import { beatOf, home } from '../../test/terminals.ts'

let at: Awaited<ReturnType<typeof openFleetRoom>>
let room: typeof at.room
let terminals: typeof at.terminals
let send: typeof at.send
let kindsOf: typeof at.kindsOf
let job: typeof at.job

beforeAll(async () => {
  at = await openFleetRoom()
  ;({ room, terminals, send, kindsOf, job } = at)
})
afterAll(() => at.close())

test('BEAT-23 to 27: put away for the season: silent in peace, loud when opened or moved, and watched again by itself', async () => {
  const one = await terminals.enrolled()
  const { deviceId, merchant } = one
  await send(one, beatOf(one, 1))
  const begin = (until: string, who = merchant) =>
    room.refused(who, 'fleet.begin-standby', { deviceId, reason: 'season', until })
  expect(await begin('2026-11-20')).toBe('BEAT-24')
  expect(await begin('2026-12-01')).toBe('granted')
  expect(await begin('2026-12-01')).toBe('BEAT-25')
  const stranger = await room.seat('merchant', '别家小店')
  await expect(begin('2026-12-01', stranger)).rejects.toThrow('')
  const listed = async () => (await room.granted(terminals.reviewer, 'fleet.list', { show: 'standby' })).items
  expect(await listed()).toMatchObject([
    { deviceId, silent: false, standby: { reason: 'season', until: '2026-12-01' } },
  ])
  const device = await room.granted(terminals.reviewer, 'devices.device', { deviceId })
  expect(device.standby).toEqual({ reason: 'season', until: '2026-12-01' })
  room.clock.now = '2026-11-25T02:00:00.000Z'
  await job('sweep-silent-terminals')
  await job('end-standbys')
  expect(await kindsOf(one)).toEqual([])
  // Whatever it says of itself while put away is heard.
  const away = { ...home, latitudeE6: home.latitudeE6 + 20_000 }
  for (const beatNo of [2, 3, 4]) await send(one, beatOf(one, beatNo, { at: room.clock.now, fix: away }))
  expect(await kindsOf(one)).toEqual(['moved open'])
  const other = await terminals.enrolled()
  await room.granted(other.merchant, 'fleet.begin-standby', {
    ...{ deviceId: other.deviceId, reason: 'stored' as const, until: '2026-12-01' },
  })
  await send(other, beatOf(other, 1, { at: room.clock.now, tampered: true }))
  expect(await kindsOf(other)).toEqual(['tampered open'])
  await room.granted(other.merchant, 'fleet.end-standby', { deviceId: other.deviceId })
  // The last day is over in China: silence counts from there.
  room.clock.now = '2026-12-01T16:00:00.000Z'
  await job('end-standbys')
  expect(await listed()).toEqual([])
  const told = await room.owner.query(`select count(*) from messages where created_at = $1`, [room.clock.now])
  expect(Number(told.rows[0].count)).toBe(1)
  await job('sweep-silent-terminals')
  expect(await kindsOf(one)).toEqual(['moved open'])
  room.clock.now = '2026-12-01T16:15:01.000Z'
  await job('sweep-silent-terminals')
  expect((await kindsOf(one)).toSorted()).toEqual(['moved open', 'silent open'])
  room.clock.now = '2026-11-20T02:00:00.000Z'
})

test('BEAT-26: the months without a sale run on while a terminal is put away', async () => {
  const one = await terminals.enrolled('2026-08-19T02:00:00.000Z')
  const { deviceId, merchant } = one
  await room.granted(merchant, 'fleet.begin-standby', { deviceId, reason: 'stored', until: '2027-01-01' })
  await job('sweep-resting-terminals')
  expect(await kindsOf(one)).toEqual(['dormant open'])
})
