import { type Ppm, percent, yuan } from '#ground/fen.ts'
import { floor } from '#fees/floor.ts'
import {
  costTableOn,
  gapWorthWarningPpm,
  longestFairTermMonths,
  usualDebitCapFen,
  instantAfter,
} from '#fees/parameters.ts'
import { paymentFee, rowInMonth } from '#fees/payment.ts'
import type { FeeRow, Profile, Terms } from '#fees/schedule.ts'

/** A warning about an offer: a stable name for machines, a rule id for the words on the screen. */
export type QuoteFlag = {
  readonly flag: FlagName
  readonly rule: string
  readonly params: Readonly<Record<string, string | number>>
}

export type FlagName =
  | 'below-cost'
  | 'effective-above-headline'
  | 'promotion-shorter-than-term'
  | 'deposit-unrefundable'
  | 'deposit-unreachable'
  | 'debit-without-cap'
  | 'debit-cap-too-high'
  | 'instant-settlement-default'
  | 'term-too-long'
  | 'insurance-included'
  | 'minimum-volume'
  | 'product-without-price'
  | 'instant-too-early'
  | 'booked-as-another-class'

type Known = {
  readonly effectivePpm: Ppm
  readonly headlinePpm: Ppm
  readonly comesBack: boolean
  readonly day: string | undefined
}

const flag = (name: FlagName, rule: string, params: QuoteFlag['params'] = {}): QuoteFlag => ({
  flag: name,
  rule,
  params,
})

const belowCost = (terms: Terms, profile: Profile, day: string | undefined): QuoteFlag[] =>
  profile.mix.flatMap((mix) =>
    terms.rows
      .filter((row) => row.product === mix.product)
      .flatMap((row) => {
        const cost = floor(mix.averageFen, mix.product, profile.merchantClass, costTableOn(day))
        const fee = paymentFee(mix.averageFen, row)
        if (cost === null || fee >= cost.floorFen) return []
        return flag('below-cost', 'FEE-11', {
          product: mix.product,
          ratePercent: percent(row.ratePpm),
          feeYuan: yuan(fee),
          costYuan: yuan(cost.floorFen),
        })
      }),
  )

/** A card price that covers the cost of a preferential shop and not of this one: only another class makes it possible (套码). */
const anotherClass = (terms: Terms, profile: Profile, day: string | undefined): QuoteFlag[] => {
  if (profile.merchantClass !== 'standard') return []
  return profile.mix.flatMap(({ product, averageFen }) =>
    terms.rows
      .filter((row) => row.product === product)
      .flatMap((row) => {
        const [own, other] = (['standard', 'preferential'] as const).map((merchantClass) =>
          floor(averageFen, product, merchantClass, costTableOn(day)),
        )
        const fee = paymentFee(averageFen, row)
        if (!own || !other || fee >= own.floorFen || fee < other.floorFen) return []
        return flag('booked-as-another-class', 'FEE-24', { product, ratePercent: percent(row.ratePpm) })
      }),
  )
}

const isDebit = (row: FeeRow): boolean => row.product === 'debit' || row.product === 'upqr-debit'

/** A promotion that ends while the merchant is still bound and is followed by a dearer row. */
const shortPromotions = (terms: Terms): QuoteFlag[] =>
  terms.rows.flatMap((row) => {
    const { untilMonth } = row
    if (untilMonth === undefined || untilMonth >= terms.termMonths) return []
    const next = rowInMonth(terms, row.product, untilMonth)
    if (next === undefined || next.ratePpm <= row.ratePpm) return []
    return flag('promotion-shorter-than-term', 'FEE-13', {
      product: row.product,
      untilMonth,
      termMonths: terms.termMonths,
      nextPercent: percent(next.ratePpm),
    })
  })

const depositFlags = (terms: Terms, comesBack: boolean): QuoteFlag[] => {
  const { amountFen, refundWithinMonths, refundVolumeFen } = terms.deposit
  if (amountFen === 0) return []
  const depositYuan = yuan(amountFen)
  if (refundWithinMonths === 0) return [flag('deposit-unrefundable', 'FEE-14', { depositYuan })]
  if (comesBack) return []
  return [
    flag('deposit-unreachable', 'FEE-15', {
      depositYuan,
      volumeYuan: yuan(refundVolumeFen),
      months: refundWithinMonths,
    }),
  ]
}

/** Every warning the terms deserve for this merchant. Order: money first, then binding, then the rest. */
export const flagsOf = (terms: Terms, profile: Profile, known: Known): QuoteFlag[] => [
  ...belowCost(terms, profile, known.day),
  ...anotherClass(terms, profile, known.day),
  ...(known.effectivePpm - known.headlinePpm > gapWorthWarningPpm
    ? [
        flag('effective-above-headline', 'FEE-12', {
          headlinePercent: percent(known.headlinePpm),
          effectivePercent: percent(known.effectivePpm),
        }),
      ]
    : []),
  ...shortPromotions(terms),
  ...depositFlags(terms, known.comesBack),
  ...terms.rows
    .filter((row) => isDebit(row) && row.ratePpm > 0 && row.capFen === undefined)
    .map((row) => flag('debit-without-cap', 'FEE-16', { ratePercent: percent(row.ratePpm) })),
  ...terms.rows
    .filter((row) => isDebit(row) && (row.capFen ?? 0) > usualDebitCapFen)
    .map((row) =>
      flag('debit-cap-too-high', 'FEE-17', {
        capYuan: yuan(row.capFen ?? 0),
        usualYuan: yuan(usualDebitCapFen),
      }),
    ),
  ...(terms.settlement === 'D0' && (terms.d0FixedFen > 0 || terms.d0Ppm > 0)
    ? [flag('instant-settlement-default', 'FEE-18', { fixedYuan: yuan(terms.d0FixedFen) })]
    : []),
  ...(terms.settlement === 'D0'
    ? [
        flag('instant-too-early', 'FEE-23', {
          networkDays: instantAfter.networkDays,
          tradingDays: instantAfter.tradingDays,
        }),
      ]
    : []),
  ...(terms.termMonths > longestFairTermMonths
    ? [flag('term-too-long', 'FEE-19', { termMonths: terms.termMonths })]
    : []),
  ...(terms.insurancePpm > 0
    ? [flag('insurance-included', 'FEE-20', { ratePercent: percent(terms.insurancePpm) })]
    : []),
  ...(terms.minimumVolume.penaltyFen > 0
    ? [
        flag('minimum-volume', 'FEE-21', {
          monthlyYuan: yuan(terms.minimumVolume.monthlyFen),
          penaltyYuan: yuan(terms.minimumVolume.penaltyFen),
        }),
      ]
    : []),
  ...profile.mix
    .filter((mix) => !terms.rows.some((row) => row.product === mix.product))
    .map((mix) => flag('product-without-price', 'FEE-22', { product: mix.product })),
]
