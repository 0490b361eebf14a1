import { quote } from '#fees/quote.ts'
import { describe, expect, test } from 'vitest'
import { type TermsDraft, emptyTerms, termsOf } from './terms-draft.ts'

const filled: TermsDraft = {
  ...emptyTerms(null),
  rows: [
    { product: 'debit', ratePpm: 5000, capFen: 2000, fromMonth: 0 },
    { product: 'credit', ratePpm: 6000, fromMonth: 0 },
  ],
  termMonths: 12,
}

describe('a fee schedule while it is typed', () => {
  test('starts without a single presumed rate or fee', () => {
    const draft = emptyTerms(null)
    expect(draft.rows?.every((row) => row.ratePpm === undefined)).toBe(true)
    expect(termsOf(draft)).toBeNull()
  })

  test('is whole once every needed number is there, and can be priced', () => {
    const terms = termsOf(filled)
    expect(terms?.rows).toHaveLength(2)
    if (!terms) throw new Error('terms are whole')
    const mix = [{ product: 'credit', countPerYear: 12, averageFen: 10_000 }] as const
    expect(quote(terms, { mix, merchantClass: 'standard' }, 12).promisedFen).toBe(12 * 60)
  })

  test.each([
    ['a rate', { rows: [{ product: 'debit', fromMonth: 0 }] }],
    ['every row', { rows: [] }],
    ['the term', { termMonths: undefined }],
    ['a part of the deposit', { deposit: { amountFen: 0 } }],
    ['the SIM fee', { sim: { intervalMonths: 12, freeMonths: 0 } }],
  ])('is not whole without %s', (_, missing) => {
    expect(termsOf({ ...filled, ...missing } as TermsDraft)).toBeNull()
  })

  test('an emptied optional cell is left out, not sent as nothing', () => {
    const rows = [{ product: 'debit', ratePpm: 5000, fromMonth: 0, capFen: null }]
    expect(termsOf({ ...filled, rows } as unknown as TermsDraft)?.rows[0]).toEqual({
      product: 'debit',
      ratePpm: 5000,
      fromMonth: 0,
    })
  })
})
