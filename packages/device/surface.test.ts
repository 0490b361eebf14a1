import { expect, test } from 'vitest'
import type { Device } from '#device/device.ts'
import { evolve } from '#device/evolve.ts'
import { at, bound, given, live, model, onSite, rule, technician } from '#device/given.ts'
import { sightings } from '#device/sighting.ts'
import { type Look, inspectSurface, nextInspection, pointNames, surfacePoints } from '#device/surface.ts'
import { addMinutes } from '#ground/calendar.ts'
import { isRefusal } from '#ground/refusal.ts'

const allWell = Object.fromEntries(pointNames.map((point) => [point, true])) as Look['points']
const look = (change: Partial<Look> = {}, no: Partial<Look['points']> = {}): Look => ({
  ...{ inspectionId: 'ins_1', visitId: 'vis_9', inspectedAt: at, readSerial: '00000902d100001' },
  ...{ firmwareVersion: '2.0.1', points: { ...allWell, ...no }, sides: ['front', 'back'], model },
  ...change,
})
const inUse = given(...live)
const said = (wish: Look, device: Device = inUse) => rule(inspectSurface(device, wish, technician))
const after = (wish: Look, device: Device = inUse): Device => {
  const facts = inspectSurface(device, wish, technician)
  if (isRefusal(facts)) throw new Error(facts.rule)
  return facts.reduce<Device>(evolve, device)
}

test('all is well: the look is kept, the terminal goes on, and it has been seen', () => {
  expect(said(look())).toEqual(['surface-inspected'])
  expect(after(look())).toEqual(inUse)
  expect(sightings).toContain('surface-inspected')
})

test('[INSP-2] a photo of the front and one of the back', () => {
  expect(said(look({ sides: ['front', 'back', 'front'] }))).toEqual(['surface-inspected'])
  for (const sides of [[], ['front'], ['back', 'back']] as const) expect(said(look({ sides }))).toBe('INSP-2')
})

test('[INSP-3] told within seven days, by a clock that is not ahead', () => {
  const told = (minutes: number) => said(look({ inspectedAt: addMinutes(at, minutes) }))
  expect(told(-7 * 24 * 60)).toEqual(['surface-inspected'])
  expect(told(-7 * 24 * 60 - 1)).toBe('INSP-3')
  expect(told(10)).toEqual(['surface-inspected'])
  expect(told(11)).toBe('INSP-3')
})

test('[INSP-4] each "no" stops the terminal: about itself quarantine, about what is around it suspension', () => {
  for (const point of pointNames) {
    const stopped = after(look({}, { [point]: false }))
    expect([point, stopped.status]).toEqual([
      point,
      surfacePoints[point] === 'quarantine' ? 'suspect' : 'suspended',
    ])
    expect(said(look({}, { [point]: false }))[0]).toBe('surface-inspected')
  }
  expect(after(look({}, { seals: false, 'camera-view': false }))).toMatchObject({
    ...{ status: 'suspect', doubt: 'tampering' },
  })
  expect(after(look({}, { 'camera-view': false }))).toMatchObject({ cause: 'risk' })
  // Suspended for something else already: its cause stays, and the look is kept.
  const moved = evolve(inUse, { type: 'device-suspended', cause: 'moved' })
  expect(after(look({}, { 'camera-view': false }), moved)).toEqual(moved)
  // Before it was ever live, too.
  expect(after(look({}, { screws: false }), given(...bound)).status).toBe('suspect')
})

test('[INSP-4] another serial, or firmware that is none of the model’s', () => {
  expect(said(look({ readSerial: 'OTHER-1' }))).toEqual(['serial-mismatched'])
  expect(said(look({ firmwareVersion: '9.9' }))).toEqual(['surface-inspected', 'firmware-mismatched'])
  expect(after(look({ firmwareVersion: '9.9' }))).toMatchObject({ status: 'suspect', doubt: 'firmware' })
})

test('a terminal that does not stand in a shop is not inspected there', () => {
  expect(said(look(), given(...onSite))).toBe('CUST-5')
  expect(said(look(), after(look({}, { screws: false })))).toBe('CUST-5')
})

test('[INSP-5] every twelve months; every six where the risk is higher or nobody watches the place', () => {
  const due = (riskLevel: 'low' | 'medium' | 'high' | null, fixedPremises: boolean) =>
    nextInspection('2026-11-20', { riskLevel, fixedPremises })
  expect(due('low', true)).toBe('2027-11-20')
  expect(due('medium', true)).toBe('2027-11-20')
  expect(due(null, true)).toBe('2027-11-20')
  expect(due('high', true)).toBe('2027-05-21')
  expect(due('low', false)).toBe('2027-05-21')
})
