import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openFleetRoom } from '../../test/fleet-room.ts'
import { beatOf, home } from '../../test/terminals.ts'
import { deviceEvidence, deviceGoesLive } from '../devices/evidence.ts'
import { performAsHouse } from '../house/corridor.ts'

let fleet: Awaited<ReturnType<typeof openFleetRoom>>
beforeAll(async () => {
  fleet = await openFleetRoom()
})
afterAll(() => fleet.close())

/** A terminal that is bound and heard, and not live yet. */
const bound = async () => {
  const one = await fleet.terminals.enrolled()
  await fleet.room.owner.query(
    `update devices set status = 'bound', state = jsonb_set(state, '{status}', '"bound"') where device_id = $1`,
    [one.deviceId],
  )
  return one
}
const alarms = async ({ deviceId }: { readonly deviceId: string }) =>
  (
    await performAsHouse(fleet.room.house, `evidence of ${deviceId}`, (errand) =>
      deviceEvidence(errand, deviceId),
    )
  )?.alarms
const goLive = ({ deviceId }: { readonly deviceId: string }) =>
  performAsHouse(fleet.room.house, `go live ${deviceId}`, (errand) =>
    deviceGoesLive(errand, deviceId, fleet.room.clock.now),
  )
const statusOf = async ({ deviceId }: { readonly deviceId: string }) =>
  (await fleet.room.owner.query('select status from devices where device_id = $1', [deviceId])).rows[0].status

describe('GATE-13: an alarm before go-live', () => {
  test('one without an alarm passes the gate and goes live', async () => {
    const one = await bound()
    await fleet.send(one, beatOf(one, 1))
    expect(await alarms(one)).toBe(0)
    await goLive(one)
    expect(await statusOf(one)).toBe('live')
  })

  test('opened while it is bound: the gate stays closed, whatever it says later', async () => {
    const one = await bound()
    await fleet.send(one, beatOf(one, 1, { tampered: true }))
    await fleet.send(one, beatOf(one, 2))
    expect(await alarms(one)).toBeGreaterThan(0)
    await expect(goLive(one)).rejects.toThrow('GATE-13')
    expect(await statusOf(one)).toBe('bound')
  })

  test('moved while it is bound: closed until three fixes say that it is home again', async () => {
    const one = await bound()
    const away = { ...home, latitudeE6: home.latitudeE6 + 3_000, accuracyMetres: 20 }
    for (const beatNo of [1, 2, 3]) await fleet.send(one, beatOf(one, beatNo, { fix: away }))
    expect(await alarms(one)).toBeGreaterThan(0)
    await expect(goLive(one)).rejects.toThrow('GATE-13')
    const { clock } = fleet.room
    for (const beatNo of [4, 5, 6]) {
      clock.now = new Date(Date.parse(clock.now) + 60_000).toISOString()
      await fleet.send(one, beatOf(one, beatNo, { fix: home }))
    }
    expect(await alarms(one)).toBe(0)
  })
})
