import { afterAll, beforeAll, expect, test } from 'vitest'
import { openFleetRoom } from '../../test/fleet-room.ts'
import { beatOf } from '../../test/terminals.ts'
import { nobody } from '../../test/room.ts'

let at: Awaited<ReturnType<typeof openFleetRoom>>
beforeAll(async () => {
  at = await openFleetRoom()
})
afterAll(() => at.close())

test('BEAT-20 to 22: what a provider’s desk is told of it can read, and another provider’s reads nothing of it', async () => {
  const { room, terminals, send } = at
  const { reviewer } = terminals
  const now = '2026-11-20T02:00:00.000Z'
  room.clock.now = now
  const [mine, other] = [await terminals.enrolled(), await terminals.live()]
  const { deviceId, serialNo, provider } = mine
  const shown = (seat: typeof provider) =>
    Promise.all([
      room.granted(seat, 'incidents.list', {}).then(({ items }) => items),
      room.granted(seat, 'fleet.list', {}).then(({ items }) => items),
      room.granted(seat, 'terminals.reports', {}).then(({ items }) => items),
    ])
  expect(await shown(provider)).toMatchObject([[], [{ deviceId, lastHeardAt: null }], []])

  expect(await send(mine, beatOf(mine, 1, { at: now, tampered: true, battery: 12 }))).toBe('taken')
  const { url } = await room.granted(reviewer, 'terminals.print-label', { deviceId, anew: false })
  await room.granted(nobody, 'terminals.report', {
    labelId: new URL(url).pathname.split('/').at(-1) ?? '',
    ...{ attempt: crypto.randomUUID(), kind: 'fault', reason: 'no-power' },
  })

  const [incidents, fleet, reports] = await shown(provider)
  expect(incidents).toMatchObject([{ deviceId, serialNo, kind: 'tampered', closedAt: null }])
  expect(incidents[0]?.caseId).toMatch(/^cas_/)
  expect(fleet).toMatchObject([{ deviceId, battery: 12, openIncidents: ['tampered'] }])
  expect(reports).toMatchObject([{ deviceId, kind: 'fault', status: 'open', caseId: incidents[0]?.caseId }])
  const read = await room.granted(provider, 'fleet.terminal', { deviceId })
  expect(read.beats).toMatchObject([{ beatNo: 1, tampered: true }])
  // It reads; taking it up is the acquirer's.
  const { incidentId = '' } = incidents[0] ?? {}
  await expect(room.ask(provider, 'incidents.acknowledge', { incidentId })).rejects.toThrow('')

  expect(await shown(other.provider)).toMatchObject([[], [], []])
  await expect(room.ask(other.provider, 'fleet.terminal', { deviceId })).rejects.toThrow('')

  // The terminal goes on to a shop of the other provider: nothing of the first shop goes with it.
  const move = (status: string) =>
    room.owner.query(
      `update devices set status = $2, provider_id = $3, merchant_id = $4, case_id = null where device_id = $1`,
      [deviceId, status, other.provider.organisationId, other.merchant.organisationId],
    )
  await move('in-transit')
  expect(await shown(other.provider)).toMatchObject([[], [], []])
  expect(await shown(provider)).toMatchObject([[], [], []])
  await move('live')
  expect(await shown(other.provider)).toMatchObject([[], [{ deviceId }], []])
})

test('a terminal its merchant put away is not silent to the provider’s desk', async () => {
  const { room, terminals } = at
  const one = await terminals.enrolled()
  room.clock.now = '2026-11-25T02:00:00.000Z'
  const of = async () => (await room.granted(one.provider, 'fleet.list', {})).items[0]
  expect(await of()).toMatchObject({ silent: true, standby: null })
  await room.granted(one.merchant, 'fleet.begin-standby', {
    ...{ deviceId: one.deviceId, reason: 'season', until: '2026-12-20' },
  })
  expect(await of()).toMatchObject({ silent: false, standby: { reason: 'season' } })
})
