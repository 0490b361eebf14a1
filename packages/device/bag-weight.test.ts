import { expect, test } from 'vitest'
import { decide } from '#device/custody.ts'
import type { DutyMove } from '#device/duty-move.ts'
import {
  acquirer,
  given,
  inStock,
  purchased,
  receive,
  register,
  rule,
  second,
  type Turn,
} from '#device/given.ts'
import { beginErasure } from '#device/given-duties.ts'

const stated = (packedGrams: number): Turn[] => [[{ ...register, packedGrams }, acquirer]]
const { weightGrams: _, ...bare } = receive
const at = (packedGrams: number, weightGrams: number) =>
  rule(decide(given(...stated(packedGrams)), { ...receive, weightGrams }, acquirer))
const repair: Turn[] = [
  ...inStock,
  [beginErasure, acquirer],
  [{ type: 'witness-erasure' }, second],
  [{ type: 'send-to-repair', repairer: 'demo', sealNo: 'SEAL-R', bagOf: null, mayEnter: true }, acquirer],
]
const back: Extract<DutyMove, { type: 'receive-from-repair' }> = {
  ...{
    type: 'receive-from-repair',
    readSerial: '00000902D100001',
    readSeal: 'SEAL-B',
    announcedSeal: 'SEAL-B',
  },
  ...{ sealIntact: true, bagOf: null },
}

test('CUST-67: a receipt gives a weight or a photo of the closed bag', () => {
  expect(rule(decide(given(...purchased), bare, acquirer))).toBe('CUST-67')
  expect(rule(decide(given(...purchased), { ...bare, readSeal: 'OTHER' }, acquirer))).toBe('CUST-67')
  expect(rule(decide(given(...repair), back, acquirer))).toBe('CUST-67')
  const photo = { photoId: 'bph_1' }
  expect(decide(given(...purchased), { ...bare, ...photo }, acquirer)).toEqual([
    { type: 'device-received', sealNo: 'SEAL-1', photoId: 'bph_1' },
  ])
  expect(decide(given(...purchased), { ...bare, weightGrams: 512 }, acquirer)).toEqual([
    { type: 'device-received', sealNo: 'SEAL-1', weightGrams: 512 },
  ])
  expect(decide(given(...repair), { ...back, weightGrams: 512, ...photo }, acquirer)).toEqual([
    { type: 'back-from-repair', sealNo: 'SEAL-B', weightGrams: 512, photoId: 'bph_1' },
  ])
})

test('CUST-68: further off than a share, or a floor in grams, is quarantine', () => {
  // The floor, 15 g, up to 750 g; two per cent above.
  for (const [packed, read] of [
    [500, 515],
    [500, 485],
    [2000, 2040],
    [2000, 1960],
  ] as const)
    expect(at(packed, read)).toEqual(['device-received'])
  for (const [packed, read] of [
    [500, 516],
    [500, 484],
    [2000, 2041],
    [2000, 1959],
  ] as const)
    expect(at(packed, read)).toEqual(['weight-mismatched'])
  expect(given(...stated(500), [{ ...receive, weightGrams: 560 }, acquirer])).toMatchObject({
    ...{ status: 'suspect', doubt: 'weight', custodian: { kind: 'acquirer' } },
  })
  expect(decide(given(...stated(500)), { ...receive, weightGrams: 560 }, acquirer)).toEqual([
    {
      ...{ type: 'weight-mismatched', readGrams: 560, packedGrams: 500 },
      holder: { kind: 'acquirer', holderId: 'org_acquirer' },
    },
  ])
})

test('a photo does instead of a weight; no weight on the list is compared with nothing; numbers come first', () => {
  expect(rule(decide(given(...stated(500)), { ...bare, photoId: 'bph_1' }, acquirer))).toEqual([
    'device-received',
  ])
  expect(rule(decide(given(...purchased), { ...receive, weightGrams: 9 }, acquirer))).toEqual([
    'device-received',
  ])
  expect(
    rule(decide(given(...stated(500)), { ...receive, readSeal: 'X', weightGrams: 9 }, acquirer)),
  ).toEqual(['seal-mismatched'])
  // What the maker packed says nothing of a bag somebody closed later.
  expect(given(...stated(500), [{ ...receive, weightGrams: 500 }, acquirer])).not.toHaveProperty(
    'packedGrams',
  )
})
