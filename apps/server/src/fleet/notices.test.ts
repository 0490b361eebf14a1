import { afterAll, beforeAll, expect, test } from 'vitest'
import type { IncidentKind } from '#fleet/incident.ts'
import { openTestRoom, type Seat, type TestRoom } from '../../test/room.ts'
import { sealText, surveyedPlace } from '../../test/shelf.ts'
import { openTerminals } from '../../test/terminals.ts'
import { loadCase, moveCase } from '../cases/case.ts'
import { devices } from '../devices/devices.ts'
import { suspendDevice } from '../devices/suspend.ts'
import { takeFix } from '../devices/whereabouts.ts'
import { performAsHouse } from '../house/corridor.ts'
import { openMessage } from '../house/messages.ts'
import { newId } from '../house/new-id.ts'
import { db } from '../house/tables.ts'
import { openIncident } from './incident.ts'
import { tellWhatWaits } from './notices.ts'
import { fleetViews } from './views.ts'
import { remindYearlyLook } from './yearly-look.ts'

let room: TestRoom
let terminals: Awaited<ReturnType<typeof openTerminals>>
let reviewer: Seat
beforeAll(async () => {
  room = await openTestRoom({ ...devices({ loadCase, moveCase, surveyedPlace, sealText }), ...fleetViews })
  terminals = await openTerminals(room)
  reviewer = terminals.reviewer
  await room.seat('regulator', '演示监管机构')
})
afterAll(() => room.close())

const read = new Set<string>()
/** One round at this moment; what people were newly told, each text as often as there were people. */
const round = async (at: string, work = tellWhatWaits): Promise<string[]> => {
  room.clock.now = at
  await performAsHouse(room.house, 'test-round', work)
  return performAsHouse(room.house, 'test-read', async (errand) => {
    const rows = (
      await errand.run(db.selectFrom('messages').selectAll().where('template', '=', 'duty-waits'))
    ).filter(({ message_id }) => !read.has(message_id))
    for (const { message_id } of rows) read.add(message_id)
    return Promise.all(rows.map((row) => openMessage(errand, row)))
  })
}

const alarm = async (kind: IncidentKind, params: Record<string, number>) => {
  const one = await terminals.live()
  const whose = {
    deviceId: one.deviceId,
    acquirerId: reviewer.organisationId,
    merchantId: one.merchant.organisationId,
  }
  await performAsHouse(room.house, 'test-alarm', (errand) =>
    openIncident(errand, { suspendDevice, takeFix }, whose, { kind, params }),
  )
  return { ...one, tail: one.serialNo.slice(-4) }
}

test('BIND-21: a report missing after its two days, to the acquirer and the supervisor, once', async () => {
  const one = await terminals.live()
  const reportId = newId('rep')
  await room.owner.query(
    `insert into registry_reports (report_id, device_id, acquirer_id, status, due_by, version, state)
     values ($1, $2, $3, 'due', '2026-11-22T02:00:00Z', 1, $4)`,
    [reportId, one.deviceId, reviewer.organisationId, { binding: { serialNo: one.serialNo } }],
  )
  expect(await round('2026-11-22T02:00:00.000Z')).toEqual([])
  const told = await round('2026-11-22T02:00:01.000Z')
  expect(told).toHaveLength(2)
  for (const text of told) expect(text).toContain(`1 台终端（尾号 ${one.serialNo.slice(-4)}）超过两日`)
  expect(await round('2026-11-23T02:00:00.000Z')).toEqual([])
  await room.owner.query(`update registry_reports set status = 'accepted'`)
})

test('BEAT-20: an alarm nobody takes up for a day, to the acquirer and the desk, once; one taken up is not told', async () => {
  room.clock.now = '2026-11-24T02:00:00.000Z'
  const [late, taken] = [
    await alarm('clock-off', { seconds: 700 }),
    await alarm('unsent', { unsent: 2, hours: 24 }),
  ]
  const { items } = await room.granted(reviewer, 'incidents.list', { deviceId: taken.deviceId })
  await room.granted(reviewer, 'incidents.acknowledge', { incidentId: items[0]?.incidentId ?? '' })
  expect(await round('2026-11-25T02:00:00.000Z')).toEqual([])
  const told = await round('2026-11-25T02:00:01.000Z')
  expect(told).toHaveLength(2)
  for (const text of told) {
    expect(text).toContain(`1 台终端（尾号 ${late.tail}）的告警或举报超过 24 小时`)
    expect(text).not.toContain(taken.tail)
  }
  expect(await round('2026-11-26T02:00:00.000Z')).toEqual([])
})

test('BEAT-20: so many at once are one message, with three named', async () => {
  room.clock.now = '2026-11-27T02:00:00.000Z'
  for (let n = 0; n < 5; n++) await alarm('clock-off', { seconds: 700 })
  const told = await round('2026-11-28T02:00:01.000Z')
  // One for the acquirer; each shop here has a desk of its own.
  expect(told).toHaveLength(6)
  const [acquirers] = told.filter((text) => text.includes('5 台终端'))
  expect(acquirers).toMatch(/尾号 .{4}、.{4}、.{4} …）/)
})

test('BEAT-21: three months and twelve without a sale, to the acquirer and the desk, once each', async () => {
  room.clock.now = '2026-11-29T02:00:00.000Z'
  await alarm('dormant', { months: 3 })
  await alarm('stopped', { months: 12 })
  const told = await round('2026-11-29T02:07:00.000Z')
  expect(told.filter((text) => text.includes('已满 3 个月'))).toHaveLength(2)
  expect(told.filter((text) => text.includes('已满 12 个月没有'))).toHaveLength(2)
  expect(await round('2026-11-29T03:07:00.000Z')).toEqual([])
  await room.owner.query(`update incidents set acknowledged_at = now()`)
})

test('BEAT-22: a quarantine nobody moves for seven days, and again only after the next move', async () => {
  const one = await terminals.live()
  const set = (at: string) =>
    room.owner.query(
      `update devices set status = 'suspect', updated_at = $2, version = version + 1 where device_id = $1`,
      [one.deviceId, at],
    )
  await set('2026-12-01T02:00:00Z')
  expect(await round('2026-12-08T02:00:00.000Z')).toEqual([])
  expect(await round('2026-12-08T02:00:01.000Z')).toHaveLength(2)
  expect(await round('2026-12-20T02:00:00.000Z')).toEqual([])
  await set('2026-12-20T03:00:00Z')
  expect(await round('2026-12-28T02:00:00.000Z')).toHaveLength(2)
  await room.owner.query(`update devices set status = 'returned' where device_id = $1`, [one.deviceId])
})

test('BIND-22, 23, 24: ninety, thirty and seven days before a certificate ends, and when it has; the shop then, in plain words', async () => {
  await room.owner.query(`update devices set status = 'returned'`)
  const one = await terminals.live()
  // The model's four certificates all end on 31 December 2027: one message each, not four.
  expect(await round('2027-10-01T02:00:00.000Z')).toEqual([])
  const steps = ['2027-10-02', '2027-12-01', '2027-12-24'] as const
  for (const day of steps) {
    const told = await round(`${day}T02:00:00.000Z`)
    expect(told).toHaveLength(2)
    expect(told[0]).toContain('将于 2027-12-31 到期，在用 1 台')
    expect(await round(`${day}T03:00:00.000Z`)).toEqual([])
  }
  const ended = await round('2028-01-01T02:00:00.000Z')
  expect(ended.filter((text) => text.includes('已于 2027-12-31 到期，在用 1 台'))).toHaveLength(2)
  const [shop] = ended.filter((text) => text.includes('您不用付费'))
  expect(shop).toContain(`尾号 ${one.serialNo.slice(-4)}`)
  expect(ended).toHaveLength(3)
  expect(await round('2028-02-01T02:00:00.000Z')).toEqual([])
})

test('CERT-24: terminals that still run firmware whose approval was taken back, once, with what replaces it', async () => {
  const [version, sha256] = ['1.5.0', 'c'.repeat(64)]
  const approval = {
    ...{ modelCode: 'DEMO-S1', version, sha256, certificateNo: 'P3100', validFrom: '2026-01-01' },
    validUntil: null,
  }
  await room.owner.query(`update devices set status = 'returned'`)
  room.clock.now = '2027-06-01T02:00:00.000Z'
  const one = await terminals.live()
  await room.granted(reviewer, 'catalogue.approve-firmware', approval)
  await room.owner.query(
    `insert into fleet (device_id, acquirer_id, generation, enrolled_at, seen_at, seen) values ($1, $2, 1, $3, $3, $4)`,
    [
      ...[one.deviceId, reviewer.organisationId, room.clock.now],
      JSON.stringify({ firmwareVersion: version, firmwareHash: sha256 }),
    ],
  )
  expect(await round('2027-06-01T03:00:00.000Z')).toEqual([])
  await room.granted(reviewer, 'catalogue.withdraw-firmware', {
    ...{ modelCode: 'DEMO-S1', version, sha256, reason: 'vulnerability' as const },
  })
  const told = await round('2027-06-01T04:00:00.000Z')
  expect(told).toHaveLength(2)
  expect(told[0]).toContain(`固件 1.5.0 自 2027-06-01 起不再获批；仍有 1 台`)
  expect(told[0]).toContain('更新到 1.4.2')
  expect(await round('2027-06-02T04:00:00.000Z')).toEqual([])
})

test('CERT-41: 90, 30 and 7 days before an approval of firmware ends, once each; then CERT-24, as before', async () => {
  const [version, sha256] = ['1.6.0', 'd'.repeat(64)]
  await room.owner.query(`update devices set status = 'returned'`)
  room.clock.now = '2027-06-10T02:00:00.000Z'
  const one = await terminals.live()
  const approval = { modelCode: 'DEMO-S1', certificateNo: 'P3100', validFrom: '2026-01-01' }
  const approve = (more: { version: string; sha256: string; validUntil: string | null }) =>
    room.granted(reviewer, 'catalogue.approve-firmware', { ...approval, ...more })
  await approve({ version, sha256, validUntil: '2027-12-31' })
  await approve({ version: '1.6.1', sha256: 'e'.repeat(64), validUntil: '2027-12-15' })
  await room.owner.query(
    `insert into fleet (device_id, acquirer_id, generation, enrolled_at, seen_at, seen) values ($1, $2, 1, $3, $3, $4)`,
    [
      ...[one.deviceId, reviewer.organisationId, room.clock.now],
      JSON.stringify({
        ...{ firmwareVersion: version, firmwareHash: sha256, receivedAt: room.clock.now },
        firmwareSince: room.clock.now,
      }),
    ],
  )
  // The model's own certificates are warned of by rules of their own.
  const about = async (at: string) => (await round(at)).filter((text) => text.includes('固件'))
  expect(await about('2027-10-01T02:00:00.000Z')).toEqual([])
  const notes = async () =>
    (await room.granted(reviewer, 'devices.device', { deviceId: one.deviceId })).certificateNotes.map(
      ({ rule }) => rule,
    )
  expect(await notes()).not.toContain('CERT-40')
  for (const day of ['2027-10-02', '2027-12-01', '2027-12-24', '2027-12-31']) {
    const told = await about(`${day}T02:00:00.000Z`)
    expect(told, day).toHaveLength(day === '2027-12-31' ? 0 : 2)
    for (const text of told) {
      expect(text).toContain('固件 1.6.0 的批准将于 2027-12-31 到期，1 台终端在运行它')
      expect(text).toContain('推送 1.4.2')
    }
    expect(await about(`${day}T03:00:00.000Z`)).toEqual([])
  }
  // On its last day it stands, is warned of and is in the plan.
  expect(await notes()).toContain('CERT-40')
  const { firmwares } = await room.granted(reviewer, 'devices.replacements', {})
  expect(firmwares.find((each) => each.version === version)).toMatchObject({
    ...{ standing: 'ending', endsOn: '2027-12-31', goTo: '1.4.2', campaignId: null },
    running: [{ deviceId: one.deviceId }],
  })
  const ended = await about('2027-12-31T16:00:01.000Z')
  expect(ended).toHaveLength(2)
  expect(ended[0]).toContain('固件 1.6.0 自 2027-12-31 起不再获批')
  expect(await notes()).not.toContain('CERT-40')
})

test('CUST-52, 53: the yearly look, thirty days before and when it is late, once each; a look begins a new year', async () => {
  await room.owner.query(`update devices set status = 'returned'`)
  room.clock.now = '2027-07-01T02:00:00.000Z'
  const one = await terminals.live()
  const look = (version: number) =>
    performAsHouse(room.house, 'test-look', (errand) =>
      errand.record(`device/${one.deviceId}`, version, [{ type: 'device-attested' }]),
    )
  await look(0)
  const told = (at: string) => round(at, remindYearlyLook)
  expect(await told('2028-05-30T02:00:00.000Z')).toEqual([])
  const soon = await told('2028-05-31T02:00:00.000Z')
  // The shop and its desk.
  expect(soon).toHaveLength(2)
  expect(soon[0]).toContain(`（${one.serialNo.slice(-4)}）须在 2028-06-30 前完成年度核对`)
  expect(await told('2028-06-30T02:00:00.000Z')).toEqual([])
  const late = await told('2028-07-01T02:00:00.000Z')
  // And the acquirer.
  expect(late).toHaveLength(3)
  expect(late[0]).toContain('已超过期限 2028-06-30')
  expect(await told('2028-08-01T02:00:00.000Z')).toEqual([])
  await look(1)
  expect(await told('2028-08-02T02:00:00.000Z')).toEqual([])
  expect(await told('2029-07-05T02:00:00.000Z')).toHaveLength(2)
})
