import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Concern, type ConcernFact, evolveConcern } from '#device/concern.ts'
import { nobody, openTestRoom, type TestRoom } from '../../test/room.ts'
import { openShelf, sealText, type Shelf, surveyedPlace } from '../../test/shelf.ts'
import { loadCase, moveCase } from '../cases/case.ts'
import { visits } from '../cases/visits.ts'
import { NotFound } from '../house/errand.ts'
import { BadRequest } from '../house/problem.ts'
import { consentsPort } from '../vault/consents.ts'
import { grantsPort } from '../vault/grant.ts'
import { devices } from './devices.ts'

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

const start = '2026-11-20T02:00:00.000Z'
const printed = async (deviceId: string, anew = false) => {
  const label = await room.granted(shelf.shop.reviewer, 'terminals.print-label', { deviceId, anew })
  return { ...label, labelId: label.url.split('/').at(-1) ?? '' }
}
const see = (labelId: string) => room.granted(nobody, 'terminals.terminal', { labelId })

describe('a label', () => {
  test('is a PDF and an SVG of an address nobody can guess, the same until printed anew', async () => {
    room.clock.now = start
    const { deviceId } = await shelf.inStock()
    const label = await printed(deviceId)
    expect(label.url).toMatch(/^http:\/\/localhost:8080\/t\/[A-Za-z0-9_-]{22}$/)
    expect(label.svg).toMatch(/^<svg/)
    expect(Buffer.from(label.pdf, 'base64').toString('latin1')).toMatch(/^%PDF-/)
    expect((await printed(deviceId)).labelId).toBe(label.labelId)
    const next = await printed(deviceId, true)
    expect(next.labelId).not.toBe(label.labelId)
    expect((await see(label.labelId)).standing).toBe('label-replaced')
    expect((await see(next.labelId)).standing).toBe('not-installed')
    const { rows } = await room.owner.query('select t::text as told from device_labels t')
    for (const { told } of rows) expect(told).not.toContain(label.labelId)
  })

  test('an unknown one is not found; one of another form is refused; a stranger prints none', async () => {
    await expect(see('A'.repeat(22))).rejects.toThrow(NotFound)
    await expect(see('short')).rejects.toThrow(BadRequest)
    const { deviceId } = await shelf.inStock()
    const rival = await room.seat('reviewer', '别家收单机构')
    await expect(room.ask(rival, 'terminals.print-label', { deviceId, anew: false })).rejects.toThrow(
      NotFound,
    )
  })
})

describe('the page', () => {
  test('tells of a terminal in a shop what helps to trust it, masked and coarse; and no more', async () => {
    room.clock.now = start
    const shop = await shelf.another()
    const { deviceId, serialNo } = await shelf.carryTo(shop)
    const { labelId } = await printed(deviceId)
    const seen = await see(labelId)
    expect(seen).toMatchObject({
      standing: 'being-installed',
      shop: null,
      regionCode: null,
      certificatesValid: true,
      inspectedAt: start,
      canProve: false,
    })
    expect(JSON.stringify(seen)).not.toContain(serialNo)
    expect(seen.certificates.map(({ kind }) => kind)).toContain('network-access')
    room.clock.now = '2028-01-03T02:00:00.000Z'
    expect(await see(labelId)).toMatchObject({ certificatesValid: false })
    room.clock.now = start
  })

  test('a bound one tells shop and district', async () => {
    const shop = await shelf.another()
    const { deviceId, serialNo, visitId } = await shelf.carryTo(shop)
    await room.granted(shop.merchant, 'devices.accept', { deviceId })
    const { latitudeE6, longitudeE6 } = await surveyedPlace()
    await room.granted(shop.technician, 'devices.bind', {
      ...{ deviceId, visitId, readSerial: serialNo, latitudeE6, longitudeE6, accuracyMetres: 15 },
    })
    const { labelId } = await printed(deviceId)
    const seen = await see(labelId)
    expect(seen.shop).toBe('De****s')
    expect(seen.regionCode).toMatch(/^\d{6}$/)
    expect(seen.boundAt).toBe(start)
    expect(JSON.stringify(seen)).not.toMatch(/Demo Noodles|22540|11405/)
    // A label that was replaced may stand on anything.
    await printed(deviceId, true)
    expect(await see(labelId)).toMatchObject({ standing: 'label-replaced', shop: null, regionCode: null })
  })
})

describe('a report', () => {
  const report = (labelId: string, attempt: string = randomUUID()) =>
    room.granted(nobody, 'terminals.report', {
      ...{ labelId, attempt, kind: 'suspicion', reason: 'extra-part' },
    })

  test('goes to the acquirer with clocks, and its number opens what became of it', async () => {
    room.clock.now = start
    const { deviceId, serialNo } = await shelf.inStock()
    const { labelId } = await printed(deviceId)
    const { number, answerDue } = await report(labelId)
    expect(number).toMatch(/^.{5}-.{5}$/)
    expect(answerDue).toBe('2026-11-20T02:30:00.000Z')
    const { items } = await room.granted(shelf.shop.reviewer, 'terminals.reports', { deviceId })
    expect(items).toMatchObject([{ serialNo, kind: 'suspicion', reason: 'extra-part', status: 'open' }])
    const { concernId } = items[0] as { concernId: string }
    const rival = await room.seat('reviewer', '别家收单机构')
    expect((await room.granted(rival, 'terminals.reports', {})).items).toEqual([])
    await expect(room.ask(rival, 'terminals.take-up', { concernId })).rejects.toThrow(NotFound)
    room.clock.now = '2026-11-20T02:31:00.000Z'
    const status = () => room.granted(nobody, 'terminals.report-status', { number })
    expect(await status()).toMatchObject({ status: 'open', late: true, outcome: null })
    await room.granted(shelf.shop.reviewer, 'terminals.take-up', { concernId })
    await room.granted(shelf.shop.reviewer, 'terminals.close-report', { concernId, outcome: 'nothing-wrong' })
    expect(await status()).toMatchObject({ status: 'closed', outcome: 'nothing-wrong' })
    expect(await room.refused(shelf.shop.reviewer, 'terminals.take-up', { concernId })).toBe('IDENT-12')
    await expect(room.ask(nobody, 'terminals.report-status', { number: 'AAAAA-AAAAA' })).rejects.toThrow(
      NotFound,
    )
  })

  test('IDENT-13 and IDENT-11: a foreign reason, and the sixth of a network within an hour', async () => {
    room.clock.now = '2026-11-21T02:00:00.000Z'
    const { labelId } = await printed((await shelf.inStock()).deviceId)
    const once = (reason: 'extra-part' | 'no-print') =>
      room.refused(nobody, 'terminals.report', {
        ...{ labelId, attempt: randomUUID(), kind: 'suspicion', reason },
      })
    expect(await once('no-print')).toBe('IDENT-13')
    // All at once: the pace holds also for those who do not wait for one another.
    const answers = await Promise.all(Array.from({ length: 6 }, () => once('extra-part')))
    expect(answers.sort()).toEqual(['IDENT-11', ...Array(5).fill('granted')])
    room.clock.now = '2026-11-21T03:00:00.001Z'
    expect(await once('extra-part')).toBe('granted')
  })

  test('sent again because no answer came, also twice at once: one report, one number', async () => {
    room.clock.now = '2026-11-22T02:00:00.000Z'
    const { deviceId } = await shelf.inStock()
    const { labelId } = await printed(deviceId)
    const attempt = randomUUID()
    const answers = await Promise.all([report(labelId, attempt), report(labelId, attempt)])
    room.clock.now = '2026-11-22T02:05:00.000Z'
    answers.push(await report(labelId, attempt))
    expect(new Set(answers.map((each) => JSON.stringify(each))).size).toBe(1)
    const { items } = await room.granted(shelf.shop.reviewer, 'terminals.reports', { deviceId })
    expect(items).toHaveLength(1)
    expect((await report(labelId)).number).not.toBe(answers[0]?.number)
  })

  test('law 7: every report is what its facts say', async () => {
    const { rows } = await room.owner.query(
      `select c.state, c.version, (select json_agg(f.body || jsonb_build_object('type', f.type, 'at', f.at) order by f.version)
         from facts f where f.stream = 'concern/' || c.concern_id) as facts from concerns c`,
    )
    expect(rows.length).toBeGreaterThan(3)
    for (const { state, version, facts } of rows) {
      expect(facts).toHaveLength(version)
      const replayed = (facts as (ConcernFact & { at: string })[]).reduce<Concern | null>(
        (concern, { at, ...fact }) =>
          evolveConcern(concern, fact as ConcernFact, { at: new Date(at).toISOString() }),
        null,
      )
      expect(replayed).toEqual(state)
    }
  })
})
