import { type Fen, type Ppm, percent, ratioPpm, share, yuan } from '#ground/fen.ts'
import { type QuoteFlag, flagsOf } from '#fees/flag.ts'
import {
  countInMonth,
  dearestRow,
  instantFee,
  paymentFee,
  rowInMonth,
  settledInstantly,
} from '#fees/payment.ts'
import type { FeeRow, MixRow, Profile, Terms } from '#fees/schedule.ts'

/** Which of the three sums a line belongs to. */
export type Total = 'promised' | 'literal' | 'worst'

/** One line of arithmetic: its rule's words plus `params` say it, `amountFen` is its part of the total. */
export type QuoteLine = {
  readonly total: Total
  readonly rule: string
  readonly params: Readonly<Record<string, string | number>>
  readonly amountFen: Fen
}

/**
 * Promised: the offer as it looks on its first day, for the whole time. Literal: what the terms say.
 * Worst: the same with every option the provider holds used against the merchant.
 */
export type Quote = {
  readonly months: number
  readonly volumeFen: Fen
  readonly promisedFen: Fen
  readonly literalFen: Fen
  readonly worstFen: Fen
  /** Literal total over the volume. */
  readonly effectivePpm: Ppm
  /** First-month payment fees alone over the volume: the price in the advertisement. */
  readonly headlinePpm: Ppm
  readonly flags: readonly QuoteFlag[]
  readonly lines: readonly QuoteLine[]
}

/** What the terms cannot say: the merchant's own guesses, and the day whose cost table counts. */
export type Assumptions = {
  /** Chance of never seeing the deposit again; without it the merchant's volume decides. */
  readonly depositLossPpm?: Ppm
  /** Rate a unilateral price clause would allow (contract guard T05); used in the worst total only. */
  readonly stepUpPpm?: Ppm
  readonly day?: string
}

/** Volume of the first `months` months. */
export const volumeOver = (profile: Profile, months: number): Fen => {
  let sum = 0
  for (const { countPerYear, averageFen } of profile.mix)
    for (let month = 0; month < months; month++) sum += countInMonth(countPerYear, month) * averageFen
  return sum
}

type Priced = { readonly row: FeeRow; count: number }

/** Groups a product's payments by the row that prices them, month by month. */
const pricedBy = (mix: MixRow, months: number, rowOf: (month: number) => FeeRow | undefined): Priced[] => {
  const groups: Priced[] = []
  for (let month = 0; month < months; month++) {
    const row = rowOf(month)
    if (row === undefined) continue
    const count = countInMonth(mix.countPerYear, month)
    const group = groups.find((one) => one.row === row)
    if (group === undefined) groups.push({ row, count })
    else group.count += count
  }
  return groups
}

const paymentLines = (total: Total, mix: MixRow, groups: readonly Priced[]): QuoteLine[] =>
  groups
    .filter(({ count }) => count > 0)
    .map(({ row, count }) => {
      const eachFen = paymentFee(mix.averageFen, row)
      return {
        total,
        rule: 'FEE-1',
        params: {
          product: mix.product,
          count,
          averageYuan: yuan(mix.averageFen),
          ratePercent: percent(row.ratePpm),
          eachYuan: yuan(eachFen),
          fromMonth: row.fromMonth,
        },
        amountFen: eachFen * count,
      }
    })

const instantLines = (total: Total, terms: Terms, profile: Profile, months: number): QuoteLine[] =>
  profile.mix
    .filter(({ product }) => settledInstantly.has(product))
    .map((mix) => {
      const count = pricedCount(mix, months)
      const eachFen = instantFee(mix.averageFen, terms)
      return line(total, 'FEE-2', eachFen * count, { product: mix.product, count, eachYuan: yuan(eachFen) })
    })

const insuranceLines = (total: Total, terms: Terms, profile: Profile, months: number): QuoteLine[] =>
  profile.mix.map((mix) => {
    const count = pricedCount(mix, months)
    const eachFen = share(mix.averageFen, terms.insurancePpm)
    const ratePercent = percent(terms.insurancePpm)
    return line(total, 'FEE-3', eachFen * count, {
      product: mix.product,
      count,
      ratePercent,
      eachYuan: yuan(eachFen),
    })
  })

const pricedCount = (mix: MixRow, months: number): number => {
  let count = 0
  for (let month = 0; month < months; month++) count += countInMonth(mix.countPerYear, month)
  return count
}

const line = (total: Total, rule: string, amountFen: Fen, params: QuoteLine['params']): QuoteLine => ({
  total,
  rule,
  params,
  amountFen,
})

const simLine = (total: Total, { sim }: Terms, months: number): QuoteLine => {
  const chargedMonths = Math.max(0, months - sim.freeMonths)
  const times = sim.intervalMonths > 0 ? Math.ceil(chargedMonths / sim.intervalMonths) : 0
  return line(total, 'FEE-4', sim.feeFen * times, {
    times,
    feeYuan: yuan(sim.feeFen),
    intervalMonths: sim.intervalMonths,
    freeMonths: sim.freeMonths,
  })
}

const membershipLine = (total: Total, terms: Terms, months: number): QuoteLine => {
  const years = Math.ceil(months / 12)
  return line(total, 'FEE-5', terms.membershipFenPerYear * years, {
    years,
    feeYuan: yuan(terms.membershipFenPerYear),
  })
}

const minimumLine = (total: Total, terms: Terms, profile: Profile, months: number): QuoteLine => {
  const { monthlyFen, penaltyFen } = terms.minimumVolume
  let short = 0
  for (let month = 0; month < months; month++) {
    const volume = profile.mix.reduce(
      (sum, mix) => sum + countInMonth(mix.countPerYear, month) * mix.averageFen,
      0,
    )
    if (volume < monthlyFen) short += 1
  }
  return line(total, 'FEE-6', penaltyFen * short, {
    months: short,
    minimumYuan: yuan(monthlyFen),
    penaltyYuan: yuan(penaltyFen),
  })
}

/** True when the merchant's own volume earns the deposit back in time. */
export const depositComesBack = (terms: Terms, profile: Profile): boolean =>
  terms.deposit.refundWithinMonths > 0 &&
  volumeOver(profile, terms.deposit.refundWithinMonths) >= terms.deposit.refundVolumeFen

const depositLine = (total: Total, terms: Terms, lostPpm: Ppm): QuoteLine =>
  line(total, 'FEE-7', share(terms.deposit.amountFen, lostPpm), {
    depositYuan: yuan(terms.deposit.amountFen),
    lostPercent: percent(lostPpm),
  })

/** Three totals over `months` for this merchant's mix, with every line of the arithmetic. */
export const quote = (terms: Terms, profile: Profile, months: number, assume: Assumptions = {}): Quote => {
  const certain = 1_000_000
  const comesBack = depositComesBack(terms, profile)
  const stepped = (mix: MixRow): FeeRow | undefined => {
    const row = dearestRow(terms, mix.product, mix.averageFen)
    if (row === undefined || assume.stepUpPpm === undefined || assume.stepUpPpm <= row.ratePpm) return row
    return { ...row, ratePpm: assume.stepUpPpm }
  }
  const lines = [
    ...profile.mix.flatMap((mix) => {
      const first = rowInMonth(terms, mix.product, 0)
      const dearest = stepped(mix)
      return [
        ...paymentLines(
          'promised',
          mix,
          pricedBy(mix, months, () => first),
        ),
        ...paymentLines(
          'literal',
          mix,
          pricedBy(mix, months, (month) => rowInMonth(terms, mix.product, month)),
        ),
        ...paymentLines(
          'worst',
          mix,
          pricedBy(mix, months, () => dearest),
        ),
      ]
    }),
    ...(terms.settlement === 'D0' ? instantLines('literal', terms, profile, months) : []),
    ...instantLines('worst', terms, profile, months),
    ...(['literal', 'worst'] as const).flatMap((total) => insuranceLines(total, terms, profile, months)),
    ...(['promised', 'literal', 'worst'] as const).flatMap((total) => [
      ...(total === 'promised' && terms.sim.freeMonths > 0 ? [] : [simLine(total, terms, months)]),
      membershipLine(total, terms, months),
      line(total, 'FEE-8', terms.devicePriceFen, {}),
    ]),
    ...(['literal', 'worst'] as const).map((total) => minimumLine(total, terms, profile, months)),
    depositLine('literal', terms, assume.depositLossPpm ?? (comesBack ? 0 : certain)),
    depositLine('worst', terms, certain),
    line('worst', 'FEE-9', months < terms.termMonths ? terms.exitFeeFen : 0, {
      termMonths: terms.termMonths,
    }),
  ].filter(({ amountFen }) => amountFen > 0)
  const sum = (total: Total): Fen =>
    lines.filter((one) => one.total === total).reduce((all, one) => all + one.amountFen, 0)
  const volumeFen = volumeOver(profile, months)
  const headlineFen = lines
    .filter((one) => one.total === 'promised' && one.rule === 'FEE-1')
    .reduce((all, one) => all + one.amountFen, 0)
  const effectivePpm = ratioPpm(sum('literal'), volumeFen)
  const headlinePpm = ratioPpm(headlineFen, volumeFen)
  return {
    months,
    volumeFen,
    promisedFen: sum('promised'),
    literalFen: sum('literal'),
    worstFen: sum('worst'),
    effectivePpm,
    headlinePpm,
    flags: flagsOf(terms, profile, { effectivePpm, headlinePpm, comesBack, day: assume.day }),
    lines,
  }
}
