import { expect, test } from 'vitest'
import type { Terms } from '#fees/schedule.ts'
import { draftOf, termsOf } from './offer-draft.ts'

const terms: Terms = {
  rows: [
    { product: 'credit', ratePpm: 3_800, fromMonth: 0, untilMonth: 3 },
    { product: 'credit', ratePpm: 6_850, fromMonth: 3 },
    { product: 'debit', ratePpm: 5_000, fromMonth: 0, capFen: 1_990 },
  ],
  settlement: 'D0',
  d0FixedFen: 300,
  d0Ppm: 250,
  insurancePpm: 500,
  sim: { feeFen: 9_900, intervalMonths: 3, freeMonths: 12 },
  membershipFenPerYear: 39_900,
  minimumVolume: { monthlyFen: 5_000_000, penaltyFen: 10_000 },
  deposit: { amountFen: 29_900, refundVolumeFen: 20_000_000, refundWithinMonths: 3 },
  devicePriceFen: 8_800,
  termMonths: 36,
  exitFeeFen: 200_000,
}

test('terms go into the form and come out to the fen', () => {
  expect(termsOf(draftOf('A', terms))).toEqual(terms)
})

test('no terms while something typed is no number, or no rate is there', () => {
  const draft = draftOf('A', terms)
  for (const wrong of ['三块', '-1', '1.23456', '1e9'])
    expect(termsOf({ ...draft, figures: { ...draft.figures, exitFeeYuan: wrong } }), wrong).toBe(null)
  expect(termsOf({ ...draft, rates: {} })).toBe(null)
})
