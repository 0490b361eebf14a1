import { afterAll, beforeAll, expect, test } from 'vitest'
import type { InputOf } from '#api/calls.ts'
import { pointNames } from '#device/surface.ts'
import { photographed, plainPaper } from '../../test/papers.ts'
import { openTestRoom, type TestRoom } from '../../test/room.ts'
import { fix, look, openShelf, sealText, type Shelf, surveyedPlace } from '../../test/shelf.ts'
import { arrive, type Shop } from '../../test/shop.ts'
import { loadCase, moveCase } from '../cases/case.ts'
import { askToLook, lookAtPicture } from '../cases/look-at-picture.ts'
import { keepPaper, showPaper } from '../cases/papers.ts'
import { finishVisit, visits } from '../cases/visits.ts'
import { openIncident } from '../fleet/incident.ts'
import { remindYearlyLook } from '../fleet/yearly-look.ts'
import { performAsHouse } from '../house/corridor.ts'
import { NotFound } from '../house/errand.ts'
import { consentsPort } from '../vault/consents.ts'
import { grantsPort } from '../vault/grant.ts'
import { devices } from './devices.ts'
import { inspections } from './inspections.ts'
import { suspendDevice } from './suspend.ts'
import { takeFix } from './whereabouts.ts'

const casesPort = { loadCase, moveCase, surveyedPlace, sealText }
const papers = { keepPaper, askToLook, showPaper }
let room: TestRoom
let shelf: Shelf
let picture: string
let card: string
beforeAll(async () => {
  room = await openTestRoom({
    ...visits(grantsPort, consentsPort),
    ...devices(casesPort, papers),
    ...inspections(casesPort, papers, grantsPort, finishVisit(grantsPort), (errand, whose, count) =>
      openIncident(errand, { suspendDevice, takeFix }, whose, {
        kind: 'surface-doubted',
        params: { count },
      }),
    ),
  })
  shelf = await openShelf(room)
  const drawn = async (lines: readonly string[]) =>
    (await photographed.turned(plainPaper(lines))).toString('base64')
  picture = await drawn(['演示终端', '背面'])
  card = await drawn(['演示银行 信用卡', '6222 0200 0000 0000 018', 'VALID THRU 12/29'])
}, 120_000)
afterAll(() => room?.close())

const later = (hours: number) => {
  room.clock.now = new Date(Date.parse(room.clock.now) + hours * 3_600_000).toISOString()
}
type Record_ = InputOf<'inspections.record'>
const well = Object.fromEntries(pointNames.map((point) => [point, true])) as Record_['points']
const photo = (side: 'front' | 'back', content = picture) => ({ side, mediaType: 'image/jpeg', content })

/** A live terminal, and its technician let in for this. */
const atTheTerminal = async (kind: 'inspection' | 'repair' | 'return' = 'inspection') => {
  const shop = await shelf.another()
  const one = await shelf.putLive(shop)
  // The test's own go-live moved the device alone.
  later(5)
  const visitId = await arrive(room, shop, kind)
  const record: Record_ = {
    ...{ deviceId: one.deviceId, visitId, readSerial: one.serialNo, firmwareVersion: '1.4.2' },
    ...{ points: well, photos: [photo('front'), photo('back')] },
  }
  return { shop, ...one, visitId, record }
}
const incidentsOf = async (deviceId: string): Promise<string[]> =>
  (await room.owner.query('select kind from incidents where device_id = $1', [deviceId])).rows.map(
    (row: { kind: string }) => row.kind,
  )
const lookOf = async (shop: Shop, deviceId: string) =>
  (await room.granted(shop.reviewer, 'inspections.list', { deviceId })).items

test('INSP-1: only inside a visit for it; all well, photos sealed, the shop and its reviewer see them and nobody else', {
  timeout: 120_000,
}, async () => {
  const { shop, deviceId, visitId, record } = await atTheTerminal()
  const colleague = await room.seat('technician', '同事', shop.technician.organisationId)
  await expect(room.ask(colleague, 'inspections.record', record)).rejects.toThrow(NotFound)
  expect(await room.granted(shop.technician, 'inspections.record', record)).toEqual({
    ...{ status: 'live', noes: [] },
  })
  expect(await incidentsOf(deviceId)).toEqual([])
  const [look] = await lookOf(shop, deviceId)
  expect(look).toMatchObject({ kind: 'surface', serialMatched: true, noes: [], status: 'live' })
  expect(look?.photos.map(({ side }) => side)).toEqual(['front', 'back'])
  const asked = { inspectionId: look?.inspectionId ?? '', photoId: look?.photos[0]?.photoId ?? '' }
  // On record: who looked, at what, under which leave.
  const shown = await room.granted(shop.reviewer, 'inspections.photo', asked)
  expect(Buffer.from(shown.content, 'base64').subarray(0, 2).toString('hex')).toBe('ffd8')
  const { rows } = await room.owner.query('select fields from reveals where case_id = $1', [shop.caseId])
  expect(rows).toContainEqual({ fields: ['document:terminal-front'] })
  await room.granted(shop.merchant, 'inspections.photo', asked)
  // The technician compares while inside, and not after.
  await room.granted(shop.technician, 'inspections.photo', asked)
  // The inspection was what the visit was for: it is over.
  expect(await room.refused(shop.technician, 'visits.finish', { caseId: shop.caseId, visitId })).toBe(
    'VISIT-12',
  )
  later(3)
  expect(await room.refused(shop.technician, 'inspections.photo', asked)).toBe('INSP-7')
  expect(await room.refused(shop.technician, 'inspections.list', { deviceId })).toBe('INSP-7')
  expect(await room.refused(shop.technician, 'inspections.record', record)).toBe('INSP-1')
  // What was measured inside and told later counts at its own time; a place out of one does not (VISIT-11).
  const inside = new Date(Date.parse(room.clock.now) - 3 * 3_600_000).toISOString()
  expect(
    (await room.granted(shop.technician, 'inspections.record', { ...record, inspectedAt: inside })).status,
  ).toBe('live')
  const place = { deviceId, readSerial: record.readSerial, ...fix }
  expect(await room.refused(shop.technician, 'devices.record-fix', place)).toBe('VISIT-11')
  await room.granted(shop.technician, 'devices.record-fix', { ...place, measuredAt: inside })
  const stranger = await room.seat('reviewer', '别家收单机构')
  await expect(room.ask(stranger, 'inspections.photo', asked)).rejects.toThrow(NotFound)
  await expect(room.ask(stranger, 'inspections.list', { deviceId })).rejects.toThrow(NotFound)
})

test('INSP-1: a visit to take the terminal away is none to inspect it', async () => {
  const { shop, record } = await atTheTerminal('return')
  expect(await room.refused(shop.technician, 'inspections.record', record)).toBe('INSP-1')
})

test('INSP-4: a "no" stops the terminal and opens an incident at once, and the shop is told', async () => {
  const { shop, deviceId, record } = await atTheTerminal('repair')
  expect(
    await room.refused(shop.technician, 'inspections.record', { ...record, photos: [photo('front')] }),
  ).toBe('INSP-2')
  const said = await room.granted(shop.technician, 'inspections.record', {
    ...record,
    points: { ...well, 'card-slot': false },
  })
  expect(said).toEqual({ status: 'suspect', noes: ['card-slot'] })
  expect(await shelf.statusOf(deviceId)).toBe('suspect')
  expect(await incidentsOf(deviceId)).toEqual(['surface-doubted'])
  expect((await lookOf(shop, deviceId))[0]).toMatchObject({ noes: ['card-slot'], status: 'suspect' })
})

test('a photo that shows a card is taken out again, and its look stands', async () => {
  const { shop, deviceId, record } = await atTheTerminal()
  await room.granted(shop.technician, 'inspections.record', {
    ...record,
    photos: [photo('front', card), photo('back')],
  })
  const [before] = await lookOf(shop, deviceId)
  const waits = async (photoId: string): Promise<boolean> =>
    (await room.owner.query(`select from documents where document_id = $1 and look = 'waiting'`, [photoId]))
      .rows.length > 0
  // A reader that was busy for too long is asked again, as its job would.
  for (const { photoId, side } of before?.photos ?? [])
    for (let turn = 0; turn < 5 && (await waits(photoId)); turn += 1)
      await performAsHouse(room.house, `look-${turn}-${photoId}`, (errand) =>
        lookAtPicture(errand, {
          ...{ caseId: shop.caseId, kind: `terminal-${side}`, documentId: photoId },
          ...{ personId: shop.technician.personId, attempt: '1' },
        }),
      )
  const [after] = await lookOf(shop, deviceId)
  expect(after?.photos.map(({ side }) => side)).toEqual(['back'])
}, 120_000)

test('INSP-5, INSP-6: due within the year, told with the yearly look’s own clock, and to the acquirer when late', async () => {
  const { shop, deviceId, record } = await atTheTerminal()
  await room.owner.query(`update devices set status = 'returned' where device_id <> $1`, [deviceId])
  await room.granted(shop.technician, 'inspections.record', record)
  const { dueOn } = await room.granted(shop.merchant, 'inspections.list', { deviceId })
  const round = async (day: string) => {
    room.clock.now = `${day}T02:00:00.000Z`
    await performAsHouse(room.house, `round-${day}`, remindYearlyLook)
    const { rows } = await room.owner.query(
      'select rule, step from told_notices where about = $1 order by rule',
      [deviceId],
    )
    return rows.map((row: { rule: string; step: string }) => `${row.rule} ${row.step}`)
  }
  const plus = (days: number) =>
    new Date(Date.parse(`${dueOn}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)
  expect(await round(plus(-31))).toEqual([])
  expect(await round(plus(-30))).toEqual([`INSP-5 ${dueOn}`])
  expect(await round(plus(1))).toEqual([`INSP-5 ${dueOn}`, `INSP-6 ${dueOn}`])
})

test('photos taken before the installation are what later looks are compared with; without them it goes on as ever', async () => {
  const shop = await shelf.another()
  const { deviceId, serialNo } = await shelf.inStock()
  const sealNo = `BAG-${deviceId.slice(-8)}`
  const read = { deviceId, readSerial: serialNo, readSeal: sealNo }
  await room.granted(shop.reviewer, 'devices.reserve', { deviceId, caseId: shop.caseId })
  await room.granted(shop.reviewer, 'devices.hand-over', {
    ...{ deviceId, technicianId: shop.technician.personId, sealNo },
  })
  await room.granted(shop.technician, 'devices.accept-device', { ...read, sealIntact: true })
  const visitId = await arrive(room, shop)
  const inspected = { ...read, visitId, ...look, photos: [photo('front'), photo('back')] }
  expect(await room.granted(shop.technician, 'devices.inspect-on-site', inspected)).toEqual({
    status: 'on-site',
  })
  const [reference] = await lookOf(shop, deviceId)
  expect(reference).toMatchObject({ kind: 'reference', serialMatched: true, status: 'on-site' })
  expect(reference?.photos.map(({ side }) => side)).toEqual(['front', 'back'])
})
