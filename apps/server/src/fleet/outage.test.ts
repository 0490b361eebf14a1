import { afterAll, beforeAll, expect, test } from 'vitest'
import { openFleetRoom } from '../../test/fleet-room.ts'
import { beatOf } from '../../test/terminals.ts'
import { newId } from '../house/new-id.ts'

let at: Awaited<ReturnType<typeof openFleetRoom>>
let room: typeof at.room
let terminals: typeof at.terminals
let send: typeof at.send
let job: typeof at.job
let heardAt: typeof at.heardAt
let speak: typeof at.speak

beforeAll(async () => {
  at = await openFleetRoom()
  ;({ room, terminals, send, job, heardAt, speak } = at)
})
afterAll(() => at.close())

const silentIncidents = async () =>
  (await room.granted(terminals.reviewer, 'incidents.list', { kind: 'silent', show: 'open' })).items.map(
    ({ deviceId }) => deviceId,
  )
const listed = async (who = terminals.reviewer) => (await room.granted(who, 'outages.list', {})).items

test('BEAT-28 to 32: a carrier fails in a district: one matter, members released singly, a left-over with its own incident', async () => {
  const spoke = '2026-11-20T02:00:00.000Z'
  // Two codes of one carrier, one district; another carrier's terminal falls silent by itself.
  const members = await Promise.all(
    Array.from({ length: 10 }, (_, n) => heardAt(spoke, n % 2 === 0 ? '46000' : '46007')),
  )
  const other = await heardAt(spoke, '46001')
  const real = await terminals.enrolled()
  room.clock.now = spoke
  expect(await send(real, beatOf(real, 1, { at: spoke, network: '46002' }))).toBe('taken')
  // All of them late, none of them silent.
  room.clock.now = '2026-11-20T02:14:00.000Z'
  await job('sweep-silent-terminals')
  expect(await listed()).toEqual([])
  room.clock.now = '2026-11-20T02:16:00.000Z'
  await job('sweep-silent-terminals')
  expect(await listed()).toMatchObject([{ carrier: 'china-mobile', out: 11, heard: 0, closedAt: null }])
  expect(await silentIncidents()).toEqual([other.deviceId])
  const [outage] = await listed()
  const outageId = outage?.outageId ?? newId('out')
  const rival = await room.seat('reviewer', '别家收单机构')
  expect(await listed(rival)).toEqual([])
  await expect(room.ask(rival, 'outages.acknowledge', { outageId })).rejects.toThrow('')
  await room.granted(terminals.reviewer, 'outages.acknowledge', { outageId })
  expect(await room.refused(terminals.reviewer, 'outages.acknowledge', { outageId })).toBe('BEAT-32')

  // One speaks, through the door: it alone leaves.
  room.clock.now = '2026-11-20T02:40:00.000Z'
  await send(real, beatOf(real, 2, { at: room.clock.now, network: '46002' }))
  await job('sweep-silent-terminals')
  expect(await listed()).toMatchObject([{ out: 10, heard: 1, backAt: null }])
  // Most speak: the carrier is back; one never does.
  const [dead, ...rest] = members.map(({ deviceId }) => deviceId)
  await speak(rest)
  await job('sweep-silent-terminals')
  expect(await listed()).toMatchObject([{ out: 1, heard: 10, backAt: room.clock.now }])
  room.clock.now = '2026-11-20T03:05:00.000Z'
  await speak([...rest, real.deviceId])
  await job('sweep-silent-terminals')
  expect(await silentIncidents()).not.toContain(dead)
  room.clock.now = '2026-11-20T03:10:01.000Z'
  await job('sweep-silent-terminals')
  expect(await listed()).toMatchObject([{ out: 0, heard: 10, ownIncident: 1, closedAt: room.clock.now }])
  expect(new Set(await silentIncidents())).toEqual(new Set([dead, other.deviceId]))
  const { items } = await room.granted(terminals.reviewer, 'outages.members', { outageId })
  expect(items.filter(({ standing }) => standing === 'own-incident')).toMatchObject([{ deviceId: dead }])
  const { rows } = await room.owner.query(`select count(*) from incidents where kind = 'silent'`)
  expect(Number(rows[0].count)).toBe(2)
})
