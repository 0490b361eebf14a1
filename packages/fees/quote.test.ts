import { describe, expect, test } from 'vitest'
import fc from 'fast-check'
import { percent } from '#ground/fen.ts'
import { compare } from '#fees/compare.ts'
import { floor } from '#fees/floor.ts'
import { costTableOn, usualTerms } from '#fees/parameters.ts'
import { instantFee, paymentFee } from '#fees/payment.ts'
import { quote } from '#fees/quote.ts'
import type { FeeProduct, FeeRow, MerchantClass, Profile, Terms } from '#fees/schedule.ts'

const row = (product: FeeProduct, ratePpm: number, more: Partial<FeeRow> = {}): FeeRow => ({
  product,
  ratePpm,
  fromMonth: 0,
  ...more,
})

/** The market’s usual prices without the QR cards this table has no row for. */
const plain: Terms = {
  ...usualTerms,
  rows: usualTerms.rows.filter(({ product }) => product !== 'upqr-small'),
}

const mix = (...rows: [FeeProduct, number, number][]): Profile => ({
  merchantClass: 'standard',
  mix: rows.map(([product, countPerYear, averageYuan]) => ({
    product,
    countPerYear,
    averageFen: averageYuan * 100,
  })),
})

describe('single payments (domain §2.7, rows 1–12)', () => {
  const card = (product: 'debit' | 'credit', ratePpm: number, capFen?: number): FeeRow =>
    row(product, ratePpm, capFen === undefined ? {} : { capFen })
  test.each<[number, number, FeeRow, MerchantClass, number, number, number]>([
    [1, 26_800, card('credit', 6_000), 'standard', 121, 9, 161],
    [2, 300_000, card('debit', 5_000, 2_000), 'standard', 1_050, 98, 1_500],
    [3, 800_000, card('debit', 5_000, 2_000), 'standard', 1_300, 260, 2_000],
    [4, 15_000_000, card('credit', 6_000), 'standard', 67_500, 325, 90_000],
    [5, 15_000_000, card('debit', 5_000, 2_000), 'standard', 1_300, 325, 2_000],
    [6, 50_000, card('credit', 3_800), 'preferential', 176, 13, 190],
    [7, 30_000, card('debit', 3_800), 'preferential', 82, 8, 114],
    [8, 300_000, card('credit', 0), 'exempt', 0, 0, 0],
    [9, 100_000, card('credit', 6_000), 'standard', 450, 33, 600],
    [10, 10_000, card('credit', 6_000), 'standard', 45, 3, 60],
    [11, 1_000_000, card('credit', 3_800), 'standard', 4_500, 325, 3_800],
    [12, 1_000_000, card('credit', 6_800), 'standard', 4_500, 325, 6_800],
  ])('row %i', (_, amountFen, fee, merchantClass, issuerFen, networkFen, feeFen) => {
    const cost = floor(amountFen, fee.product, merchantClass)
    expect(cost).toEqual({ issuerFen, networkFen, floorFen: issuerFen + networkFen })
    expect(paymentFee(amountFen, fee)).toBe(feeFen)
  })

  test('same-day settlement adds three yuan: 9.00 and 3.60 in all', () => {
    const terms: Terms = { ...plain, settlement: 'D0', d0FixedFen: 300 }
    expect(600 + instantFee(100_000, terms)).toBe(900)
    expect(60 + instantFee(10_000, terms)).toBe(360)
  })

  test('debit cost falls to nine tenths while the 2021 reduction lasts', () => {
    expect(floor(300_000, 'debit', 'standard', costTableOn('2022-05-01'))).toEqual({
      issuerFen: 945,
      networkFen: 88,
      floorFen: 1_033,
    })
    expect(costTableOn('2024-09-29').debitFactorPpm).toBe(900_000)
    expect(costTableOn('2024-09-30T00:00:00Z').debitFactorPpm).toBe(1_000_000)
  })
})

describe('merchant years (domain §2.7)', () => {
  const snack = mix(['qr-wallet', 21_600, 18])
  const clothing = mix(['credit', 3_600, 320], ['debit', 1_800, 320], ['qr-wallet', 7_200, 160])
  const year = (terms: Terms, profile: Profile) => quote(terms, profile, 12)

  test('snack bar, honest and trapped', () => {
    const honest = year(plain, snack)
    expect(honest.literalFen).toBe(151_200)
    expect(percent(honest.effectivePpm)).toBe('0.3889')
    expect(honest.promisedFen).toBe(honest.literalFen)
    const trap = year(
      { ...plain, sim: { feeFen: 9_600, intervalMonths: 12, freeMonths: 0 }, membershipFenPerYear: 39_900 },
      snack,
    )
    expect(trap.literalFen).toBe(200_700)
    expect(percent(trap.effectivePpm)).toBe('0.5162')
  })

  test('clothing shop, honest and trapped', () => {
    const honest = year(plain, clothing)
    expect(honest.literalFen).toBe(1_418_400)
    expect(percent(honest.effectivePpm)).toBe('0.4925')
    const trap: Terms = {
      ...plain,
      rows: [row('credit', 6_800), row('debit', 5_000, { capFen: 2_000 }), row('qr-wallet', 3_800)],
      settlement: 'D0',
      d0FixedFen: 300,
      insurancePpm: 500,
      sim: { feeFen: 12_000, intervalMonths: 12, freeMonths: 0 },
      deposit: { amountFen: 29_900, refundVolumeFen: 20_000_000, refundWithinMonths: 3 },
    }
    const quoted = quote(trap, clothing, 12, { depositLossPpm: 850_000 })
    expect(quoted.literalFen).toBe(3_313_415)
    expect(percent(quoted.effectivePpm)).toBe('1.1505')
    expect(quoted.flags.map(({ flag }) => flag)).toEqual(
      expect.arrayContaining([
        'effective-above-headline',
        'instant-settlement-default',
        'instant-too-early',
        'insurance-included',
      ]),
    )
  })

  test('hotel, car dealer, supermarket, clinic, hospital', () => {
    const hotel = mix(['credit', 2_400, 680], ['debit', 960, 680], ['qr-wallet', 1_200, 680])
    expect(year(plain, hotel).literalFen).toBe(1_615_200)
    expect(percent(year(plain, hotel).effectivePpm)).toBe('0.5209')
    const car = mix(['debit', 120, 120_000], ['credit', 24, 50_000])
    expect(year(plain, car).literalFen).toBe(960_000)
    expect(percent(year(plain, car).effectivePpm)).toBe('0.0615')
    const preferential: Terms = {
      ...plain,
      rows: [row('credit', 3_800), row('debit', 3_800, { capFen: 2_000 }), row('qr-wallet', 3_800)],
    }
    const supermarket: Profile = {
      ...mix(['credit', 12_000, 86], ['debit', 6_000, 86], ['qr-wallet', 60_000, 42]),
      merchantClass: 'preferential',
    }
    expect(year(preferential, supermarket).literalFen).toBe(1_554_000)
    expect(percent(year(preferential, supermarket).effectivePpm)).toBe('0.382')
    const clinic = year(
      { ...plain, sim: { feeFen: 7_200, intervalMonths: 12, freeMonths: 0 } },
      mix(['credit', 2_000, 260], ['debit', 1_000, 260]),
    )
    expect(clinic.literalFen).toBe(449_200)
    expect(percent(clinic.effectivePpm)).toBe('0.5759')
    const free: Terms = { ...plain, rows: [row('credit', 0), row('debit', 0)] }
    const hospital: Profile = { ...mix(['credit', 2_600, 3_000]), merchantClass: 'exempt' }
    expect(year(free, hospital)).toMatchObject({ literalFen: 0, flags: [] })
  })
})

describe('what the three totals keep apart', () => {
  const shop = mix(['credit', 1_200, 500])
  const promotion: Terms = {
    ...plain,
    rows: [row('credit', 3_800, { untilMonth: 3 }), row('credit', 6_800, { fromMonth: 3 })],
    sim: { feeFen: 9_900, intervalMonths: 3, freeMonths: 12 },
    deposit: { amountFen: 29_900, refundVolumeFen: 20_000_000, refundWithinMonths: 3 },
    termMonths: 36,
    exitFeeFen: 200_000,
  }

  test('a promotion, a SIM fee after a free year and a deposit out of reach', () => {
    const quoted = quote(promotion, shop, 24)
    expect(quoted.promisedFen).toBe(2_400 * 190)
    expect(quoted.literalFen).toBe(300 * 190 + 2_100 * 340 + 4 * 9_900 + 29_900)
    expect(quoted.worstFen).toBe(2_400 * 340 + 4 * 9_900 + 29_900 + 200_000)
    expect(quoted.flags.map(({ flag }) => flag)).toEqual([
      'below-cost',
      'booked-as-another-class',
      'effective-above-headline',
      'promotion-shorter-than-term',
      'deposit-unreachable',
      'term-too-long',
    ])
  })

  test('a unilateral price clause moves only the worst total', () => {
    const without = quote(plain, shop, 12)
    const stepped = quote(plain, shop, 12, { stepUpPpm: 10_000 })
    expect(stepped.literalFen).toBe(without.literalFen)
    expect(stepped.worstFen).toBe(1_200 * 500)
  })

  test('debit without a cap, a cap nobody reaches, a product nobody priced', () => {
    const open: Terms = { ...plain, rows: [row('debit', 5_000), row('upqr-debit', 5_000, { capFen: 9_900 })] }
    const flags = quote(open, mix(['debit', 10, 100], ['foreign', 10, 100]), 12).flags.map(({ flag }) => flag)
    expect(flags).toEqual(['debit-without-cap', 'debit-cap-too-high', 'product-without-price'])
  })

  test('lines add up to their totals, and promised ≤ literal ≤ worst for any plain schedule', () => {
    const term = fc.record({
      rate: fc.integer({ min: 0, max: 30_000 }),
      dearer: fc.integer({ min: 0, max: 20_000 }),
      reset: fc.integer({ min: 1, max: 30 }),
      d0: fc.integer({ min: 0, max: 500 }),
      count: fc.integer({ min: 0, max: 5_000 }),
      averageFen: fc.integer({ min: 1, max: 50_000_00 }),
      deposit: fc.integer({ min: 0, max: 50_000 }),
      months: fc.integer({ min: 1, max: 36 }),
    })
    fc.assert(
      fc.property(term, (t) => {
        const terms: Terms = {
          ...plain,
          rows: [
            row('credit', t.rate, { untilMonth: t.reset }),
            row('credit', t.rate + t.dearer, { fromMonth: t.reset }),
          ],
          settlement: 'D0',
          d0FixedFen: t.d0,
          deposit: { amountFen: t.deposit, refundVolumeFen: 1, refundWithinMonths: 6 },
        }
        const profile: Profile = {
          merchantClass: 'standard',
          mix: [{ product: 'credit', countPerYear: t.count, averageFen: t.averageFen }],
        }
        const quoted = quote(terms, profile, t.months)
        for (const total of ['promised', 'literal', 'worst'] as const) {
          const lines = quoted.lines.filter((one) => one.total === total)
          expect(lines.reduce((sum, one) => sum + one.amountFen, 0)).toBe(quoted[`${total}Fen`])
        }
        expect(quoted.promisedFen).toBeLessThanOrEqual(quoted.literalFen)
        expect(quoted.literalFen).toBeLessThanOrEqual(quoted.worstFen)
      }),
    )
  })

  test('offers side by side: the honest one first although its headline is higher', () => {
    const honest = { ...plain, rows: [row('credit', 6_000)] }
    const [first, second] = compare(
      [
        { offerId: 'low headline', terms: promotion },
        { offerId: 'honest', terms: honest },
      ],
      shop,
      24,
    )
    expect(first?.offerId).toBe('honest')
    expect(second?.quote.promisedFen).toBeLessThan(first?.quote.promisedFen ?? 0)
  })
})
