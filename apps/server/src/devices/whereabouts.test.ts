import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Displacement, type DisplacementFact, evolveDisplacement } from '#device/displacement.ts'
import type { Device, DeviceFact } from '#device/device.ts'
import { evolve } from '#device/evolve.ts'
import { openTestRoom, type TestRoom } from '../../test/room.ts'
import { fix, openShelf, type Shelf, surveyedPlace } from '../../test/shelf.ts'
import type { Shop } from '../../test/shop.ts'
import { loadCase, moveCase } from '../cases/case.ts'
import { openTexts, sealText } from '../cases/sealed.ts'
import { visits } from '../cases/visits.ts'
import { performAsHouse } from '../house/corridor.ts'
import { NotFound } from '../house/errand.ts'
import { consentsPort } from '../vault/consents.ts'
import { grantsPort } from '../vault/grant.ts'
import { devices } from './devices.ts'
import { displacementClock, displacements, suspendDisplaced } from './displacements.ts'
import { deviceAsHouse, recordFix } from './whereabouts.ts'

let room: TestRoom
let shelf: Shelf
beforeAll(async () => {
  room = await openTestRoom({
    ...visits(grantsPort, consentsPort),
    ...devices({ loadCase, moveCase, surveyedPlace, sealText }),
    ...displacements({ sealText, openTexts }),
  })
  shelf = await openShelf(room)
})
afterAll(() => room.close())

const start = '2026-11-20T02:00:00.000Z'
const minutes = (n: number) => new Date(Date.parse(start) + n * 60_000).toISOString()
const away = { ...fix, latitudeE6: fix.latitudeE6 + 20_000 }

/** Jobs of this task that wait, run as the job runner would; answers how many there were. */
const runJobs = async (
  task: 'suspend-displaced' | 'displacement-clock',
  work: typeof suspendDisplaced,
): Promise<number> => {
  const { rows } = await room.owner.query<{ id: string; payload: Record<string, string> }>(
    `select j.id, p.payload from graphile_worker.jobs j join graphile_worker._private_jobs p on p.id = j.id
      where j.task_identifier = $1 and j.run_at <= greatest(now(), $2::timestamptz)`,
    [task, room.clock.now],
  )
  for (const { id, payload } of rows) {
    await performAsHouse(room.house, `job-${id}`.padEnd(8, '0'), (errand) => work(errand, payload))
    await room.owner.query('delete from graphile_worker._private_jobs where id = $1', [id])
  }
  return rows.length
}

/** As the heartbeats' batch would hand it in. */
const beat = (deviceId: string, minute: number, where = away) => {
  room.clock.now = minutes(minute)
  return performAsHouse(room.house, 'test-beat', async (errand) =>
    recordFix(errand, await deviceAsHouse(errand, deviceId), {
      ...where,
      at: minutes(minute),
      source: 'heartbeat',
    }),
  )
}

const suspended = async (): Promise<{ shop: Shop; deviceId: string; serialNo: string; id: string }> => {
  room.clock.now = start
  const shop = await shelf.another()
  const { deviceId, serialNo } = await shelf.putLive(shop)
  for (const minute of [10, 25, 40]) await beat(deviceId, minute)
  expect(await runJobs('suspend-displaced', suspendDisplaced)).toBe(1)
  const { items } = await room.granted(shop.merchant, 'displacements.list', { deviceId })
  return { shop, deviceId, serialNo, id: items[0]?.displacementId ?? '' }
}

describe('BIND-12', () => {
  test('three heartbeats away over half an hour suspend; the merchant is told what to do and not where', async () => {
    room.clock.now = start
    const shop = await shelf.another()
    const { deviceId } = await shelf.putLive(shop)
    expect((await beat(deviceId, 5, fix)).verdict).toBe('inside')
    expect((await beat(deviceId, 10)).verdict).toBe('outside')
    expect((await beat(deviceId, 10)).verdict).toBe('ignored')
    expect((await beat(deviceId, 25)).verdict).toBe('outside')
    expect(await runJobs('suspend-displaced', suspendDisplaced)).toBe(0)
    expect((await beat(deviceId, 40)).verdict).toBe('moved')
    expect(await shelf.statusOf(deviceId)).toBe('live')
    expect(await runJobs('suspend-displaced', suspendDisplaced)).toBe(1)
    expect(await shelf.statusOf(deviceId)).toBe('suspended')
    const { items } = await room.granted(shop.merchant, 'displacements.list', {})
    expect(items).toMatchObject([
      { deviceId, status: 'open', fixes: 3, lastInsideAt: minutes(5), appealBy: '2026-12-05T15:59:59.999Z' },
    ])
    expect(items[0]?.metres).toBeGreaterThan(2_000)
    const { rows } = await room.owner.query(`select template from messages where template = 'displaced'`)
    expect(rows).toHaveLength(1)
    // The job is harmless when it comes twice.
    await performAsHouse(room.house, 'test-again', (errand) => suspendDisplaced(errand, { deviceId }))
    expect((await room.granted(shop.merchant, 'displacements.list', {})).items).toHaveLength(1)
  })

  test('a technician before it: once; the serial must be this one’s, and the fix fine enough (BIND-4, BIND-11)', async () => {
    room.clock.now = start
    const shop = await shelf.another()
    const { deviceId, serialNo } = await shelf.putLive(shop)
    room.clock.now = minutes(5)
    const measured = { deviceId, readSerial: serialNo, ...away }
    const refused = (change: object) =>
      room.refused(shop.technician, 'devices.record-fix', { ...measured, ...change })
    expect(await refused({ readSerial: 'OTHER-001' })).toBe('BIND-4')
    expect(await refused({ accuracyMetres: 501 })).toBe('BIND-11')
    const answer = await room.granted(shop.technician, 'devices.record-fix', measured)
    expect(answer.verdict).toBe('moved')
    expect(await runJobs('suspend-displaced', suspendDisplaced)).toBe(1)
    expect(await shelf.statusOf(deviceId)).toBe('suspended')
    const rival = await room.seat('technician', '别家技术员')
    await expect(room.ask(rival, 'devices.record-fix', measured)).rejects.toThrow(NotFound)
  })

  test('a technician’s fix that waited for a network counts at the time it was taken, not at the time it came (BIND-11)', async () => {
    room.clock.now = start
    const shop = await shelf.another()
    const { deviceId, serialNo } = await shelf.putLive(shop)
    await beat(deviceId, 60, fix)
    room.clock.now = minutes(90)
    const measured = { deviceId, readSerial: serialNo, ...away }
    const record = async (measuredAt: string, where = away) =>
      (await room.granted(shop.technician, 'devices.record-fix', { ...measured, ...where, measuredAt }))
        .verdict
    // Taken before the heartbeat that found it at home, or by a clock that runs ahead: says nothing.
    expect(await record(minutes(30))).toBe('ignored')
    expect(await record(minutes(120))).toBe('ignored')
    expect(await record(minutes(70), fix)).toBe('inside')
    expect(await runJobs('suspend-displaced', suspendDisplaced)).toBe(0)
    expect(await shelf.statusOf(deviceId)).toBe('live')
  })

  test('a place is in no row, fact or job in clear', async () => {
    const { rows } = await room.owner.query<{ told: string }>(
      `select t::text as told from device_watches t union all select t::text from displacements t
       union all select body::text from facts union all select payload::text from graphile_worker._private_jobs`,
    )
    const told = rows.map((row) => row.told).join('\n')
    for (const each of [fix, away]) expect(told).not.toContain(String(each.latitudeE6))
  })
})

describe('BIND-13, BIND-14, BIND-15', () => {
  test('appealed in two taps, decided by the acquirer: it goes on, and its fixes begin anew', async () => {
    const { shop, deviceId, id } = await suspended()
    const appeal = { displacementId: id, ground: 'back-again' as const, words: '装修时搬到隔壁，已搬回' }
    expect((await room.granted(shop.merchant, 'displacements.appeal', appeal)).decideBy).toBe(
      '2026-11-22T02:40:00.000Z',
    )
    expect(await room.refused(shop.merchant, 'displacements.appeal', appeal)).toBe('BIND-13')
    // Words alone put no terminal back.
    const early = { displacementId: id, restore: true, words: '商户电话里说已搬回' }
    expect(await room.refused(shelf.shop.reviewer, 'displacements.decide', early)).toBe('BIND-25')
    expect(await shelf.statusOf(deviceId)).toBe('suspended')
    await beat(deviceId, 60, fix)
    const { items } = await room.granted(shelf.shop.reviewer, 'displacements.list', { status: 'appealed' })
    expect(items[0]).toMatchObject({ words: appeal.words, lastInsideAt: minutes(60) })
    const decide = { displacementId: id, restore: true, words: '最近定位在店内' }
    const rival = await room.seat('reviewer', '别家收单机构')
    await expect(room.ask(rival, 'displacements.decide', decide)).rejects.toThrow(NotFound)
    // Carried away once more: that it was inside in between says nothing any more.
    await beat(deviceId, 65)
    expect(await room.refused(shelf.shop.reviewer, 'displacements.decide', decide)).toBe('BIND-25')
    expect(await shelf.statusOf(deviceId)).toBe('suspended')
    await beat(deviceId, 70, fix)
    expect(await room.refused(shelf.shop.reviewer, 'displacements.decide', decide)).toBe('granted')
    expect(await shelf.statusOf(deviceId)).toBe('live')
    expect(await room.refused(shelf.shop.reviewer, 'displacements.decide', decide)).toBe('BIND-14')
    expect((await beat(deviceId, 90)).verdict).toBe('outside')
  })

  test('the clock: nobody appeals, and it lapses; nobody decides, and it is overdue', async () => {
    const first = await suspended()
    room.clock.now = '2026-12-05T16:00:01.000Z'
    await runJobs('displacement-clock', displacementClock)
    const status = async (deviceId: string) =>
      (await room.granted(shelf.shop.reviewer, 'displacements.list', { deviceId })).items[0]
    expect(await status(first.deviceId)).toMatchObject({ status: 'lapsed' })
    const second = await suspended()
    const appeal = { displacementId: second.id, ground: 'never-left' as const, words: '' }
    await room.granted(second.shop.merchant, 'displacements.appeal', appeal)
    room.clock.now = '2026-11-23T02:00:00.000Z'
    await runJobs('displacement-clock', displacementClock)
    expect(await status(second.deviceId)).toMatchObject({ status: 'appealed', overdue: true })
  })

  test('a shop that has moved is surveyed, inspected and accepted anew before its terminal is bound', async () => {
    const { shop, deviceId, serialNo, id } = await suspended()
    await room.granted(shop.merchant, 'displacements.appeal', {
      displacementId: id,
      ground: 'shop-moved',
      words: '',
    })
    const decide = (restore: boolean) =>
      room.refused(shelf.shop.reviewer, 'displacements.decide', {
        displacementId: id,
        restore,
        words: '请预约重新勘查',
      })
    expect(await decide(true)).toBe('BIND-15')
    expect(await decide(false)).toBe('granted')
    expect(await shelf.statusOf(deviceId)).toBe('suspended')
    await shelf.bringBack(deviceId, serialNo)
    room.clock.now = '2026-11-24T02:00:00.000Z'
    await shelf.surveyAnew(shop)
    const again = await shelf.putLive(shop)
    expect(await shelf.statusOf(again.deviceId)).toBe('live')
  })

  test('law 7: devices and displacements are what their facts say', async () => {
    const { rows } = await room.owner.query(
      `select x.state, x.version, (select json_agg(f.body || jsonb_build_object('type', f.type, 'at', f.at) order by f.version)
         from facts f where f.stream = 'displacement/' || x.displacement_id) as facts from displacements x`,
    )
    expect(rows.length).toBeGreaterThan(3)
    for (const { state, version, facts } of rows) {
      expect(facts).toHaveLength(version)
      const replayed = (facts as (DisplacementFact & { at: string })[]).reduce<Displacement | null>(
        (each, { at, ...fact }) =>
          evolveDisplacement(each, fact as DisplacementFact, { at: new Date(at).toISOString() }),
        null,
      )
      expect(replayed).toEqual(state)
    }
    const { rows: held } = await room.owner.query(
      `select d.state, (select json_agg(f.body || jsonb_build_object('type', f.type) order by f.version)
         from facts f where f.stream = 'device/' || d.device_id) as facts from devices d`,
    )
    for (const { state, facts } of held)
      expect((facts as DeviceFact[]).reduce<Device | null>(evolve, null)).toEqual(state)
  })
})
