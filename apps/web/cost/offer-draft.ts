import type { FeeProduct, FeeRow, Terms } from '#fees/schedule.ts'
import { fenFromYuan, percentFromPpm, ppmFromPercent, yuanFromFen } from '../console/amount.ts'

/** Prices of one product as people speak of them: a rate, perhaps a cap, perhaps another rate after some months. */
export type RateDraft = {
  readonly percent: string
  readonly capYuan: string
  readonly promotionMonths: string
  readonly laterPercent: string
}

/** Single figures of the terms as typed; what is left empty is nothing. */
export const figures = [
  'd0FixedYuan',
  'd0Percent',
  'simYuan',
  'simIntervalMonths',
  'simFreeMonths',
  'membershipYuan',
  'insurancePercent',
  'depositYuan',
  'depositVolumeYuan',
  'depositMonths',
  'minimumYuan',
  'minimumPenaltyYuan',
  'devicePriceYuan',
  'termMonths',
  'exitFeeYuan',
] as const
export type Figure = (typeof figures)[number]

export type OfferDraft = {
  readonly name: string
  readonly rates: Readonly<Partial<Record<FeeProduct, RateDraft>>>
  readonly instantByDefault: boolean
  readonly figures: Readonly<Record<Figure, string>>
}

const shown = (value: number): string => (value === 0 ? '' : String(value))
const emptyRate: RateDraft = { percent: '', capYuan: '', promotionMonths: '', laterPercent: '' }

export const rateOf = (draft: OfferDraft, product: FeeProduct): RateDraft => draft.rates[product] ?? emptyRate

const rateDraft = (rows: readonly FeeRow[]): RateDraft => {
  const [first, later] = rows.toSorted((a, b) => a.fromMonth - b.fromMonth)
  return {
    percent: first ? String(percentFromPpm(first.ratePpm)) : '',
    capYuan: first?.capFen === undefined ? '' : String(yuanFromFen(first.capFen)),
    promotionMonths: first?.untilMonth === undefined ? '' : String(first.untilMonth),
    laterPercent: later ? String(percentFromPpm(later.ratePpm)) : '',
  }
}

/** The form for given terms. Of a product's rows the first two are kept: a promotion and what follows. */
export const draftOf = (name: string, terms: Terms): OfferDraft => ({
  name,
  rates: Object.fromEntries(
    [...new Set(terms.rows.map(({ product }) => product))].map((product) => [
      product,
      rateDraft(terms.rows.filter((row) => row.product === product)),
    ]),
  ),
  instantByDefault: terms.settlement === 'D0',
  figures: {
    d0FixedYuan: shown(yuanFromFen(terms.d0FixedFen)),
    d0Percent: shown(percentFromPpm(terms.d0Ppm)),
    simYuan: shown(yuanFromFen(terms.sim.feeFen)),
    simIntervalMonths: String(terms.sim.intervalMonths),
    simFreeMonths: shown(terms.sim.freeMonths),
    membershipYuan: shown(yuanFromFen(terms.membershipFenPerYear)),
    insurancePercent: shown(percentFromPpm(terms.insurancePpm)),
    depositYuan: shown(yuanFromFen(terms.deposit.amountFen)),
    depositVolumeYuan: shown(yuanFromFen(terms.deposit.refundVolumeFen)),
    depositMonths: shown(terms.deposit.refundWithinMonths),
    minimumYuan: shown(yuanFromFen(terms.minimumVolume.monthlyFen)),
    minimumPenaltyYuan: shown(yuanFromFen(terms.minimumVolume.penaltyFen)),
    devicePriceYuan: shown(yuanFromFen(terms.devicePriceFen)),
    termMonths: String(terms.termMonths),
    exitFeeYuan: shown(yuanFromFen(terms.exitFeeFen)),
  },
})

/** Digits with at most one point; everything else is no number, and says so. */
export const isFigure = (typed: string): boolean =>
  typed.trim() === '' || /^\d{1,9}(?:\.\d{1,4})?$/u.test(typed.trim())

const number = (typed: string): number => (typed.trim() === '' ? 0 : Number(typed))
const fen = (typed: string): number => fenFromYuan(number(typed))
const ppm = (typed: string): number => ppmFromPercent(number(typed))
const months = (typed: string): number => Math.round(number(typed))

const rowsOf = (product: FeeProduct, rate: RateDraft): FeeRow[] => {
  if (rate.percent.trim() === '') return []
  const cap = rate.capYuan.trim() === '' ? {} : { capFen: fen(rate.capYuan) }
  const until = months(rate.promotionMonths)
  if (until === 0 || rate.laterPercent.trim() === '')
    return [{ product, ratePpm: ppm(rate.percent), fromMonth: 0, ...cap }]
  return [
    { product, ratePpm: ppm(rate.percent), fromMonth: 0, untilMonth: until, ...cap },
    { product, ratePpm: ppm(rate.laterPercent), fromMonth: until, ...cap },
  ]
}

/** The terms as typed; null while something typed is no number, or no rate is there at all. */
export const termsOf = ({ rates, instantByDefault, figures: typed }: OfferDraft): Terms | null => {
  const all = [...Object.values(typed), ...Object.values(rates).flatMap((rate) => Object.values(rate))]
  const rows = (Object.keys(rates) as FeeProduct[]).flatMap((product) =>
    rowsOf(product, rates[product] ?? emptyRate),
  )
  if (rows.length === 0 || !all.every(isFigure)) return null
  return {
    rows,
    settlement: instantByDefault ? 'D0' : 'T1',
    d0FixedFen: fen(typed.d0FixedYuan),
    d0Ppm: ppm(typed.d0Percent),
    insurancePpm: ppm(typed.insurancePercent),
    sim: {
      feeFen: fen(typed.simYuan),
      intervalMonths: Math.max(1, months(typed.simIntervalMonths)),
      freeMonths: months(typed.simFreeMonths),
    },
    membershipFenPerYear: fen(typed.membershipYuan),
    minimumVolume: { monthlyFen: fen(typed.minimumYuan), penaltyFen: fen(typed.minimumPenaltyYuan) },
    deposit: {
      amountFen: fen(typed.depositYuan),
      refundVolumeFen: fen(typed.depositVolumeYuan),
      refundWithinMonths: months(typed.depositMonths),
    },
    devicePriceFen: fen(typed.devicePriceYuan),
    termMonths: months(typed.termMonths),
    exitFeeFen: fen(typed.exitFeeYuan),
  }
}
