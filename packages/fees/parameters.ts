import type { Terms } from '#fees/schedule.ts'
import type { Fen, Ppm } from '#ground/fen.ts'

/**
 * What a card payment costs the acquirer, as set or announced for a time. Dates are inclusive, `YYYY-MM-DD`.
 * Sources: 发改价格〔2016〕557号 (issuer and network fees from 2016-09-06) and 银发〔2021〕169号 (debit at 90 %,
 * 2021-09-30 to 2024-09-29). Since 2024-09-30 the cut rests on an association initiative: the base table is used again.
 */
export type CostTable = {
  readonly from: string
  readonly until?: string
  readonly source: string
  readonly issuerDebitPpm: Ppm
  readonly issuerCreditPpm: Ppm
  readonly issuerDebitCapFen: Fen
  /** The acquirer's half of the network fee. */
  readonly networkPpm: Ppm
  readonly networkCapFen: Fen
  /** Share of the debit fees that is charged: 1,000,000 = all. */
  readonly debitFactorPpm: Ppm
  /** Share of the fees that preferential classes (supermarkets, fuel, transport, utilities) pay. */
  readonly preferentialFactorPpm: Ppm
}

const base = {
  issuerDebitPpm: 3_500,
  issuerCreditPpm: 4_500,
  issuerDebitCapFen: 1_300,
  networkPpm: 325,
  networkCapFen: 325,
  debitFactorPpm: 1_000_000,
  preferentialFactorPpm: 780_000,
} as const

export const costTables: readonly CostTable[] = [
  { ...base, from: '2016-09-06', until: '2021-09-29', source: '发改价格〔2016〕557号' },
  {
    ...base,
    from: '2021-09-30',
    until: '2024-09-29',
    source: '银发〔2021〕169号',
    debitFactorPpm: 900_000,
  },
  { ...base, from: '2024-09-30', source: '发改价格〔2016〕557号' },
]

/** The table in force on a day (`YYYY-MM-DD` or any ISO time); the newest when no day is named. */
export const costTableOn = (day?: string): CostTable => {
  const newest = costTables[costTables.length - 1] as CostTable
  if (day === undefined) return newest
  const date = day.slice(0, 10)
  return costTables.findLast((table) => table.from <= date) ?? (costTables[0] as CostTable)
}

/** Highest debit cap seen on the market (18, 20 and 25 yuan per payment); above it a cap protects nobody. */
export const usualDebitCapFen: Fen = 2_500

/** An effective price this far above the headline is worth a warning: 0.05 percentage points. */
export const gapWorthWarningPpm: Ppm = 500

/** Longest lock-in a shop should accept (domain §5 T16). */
export const longestFairTermMonths = 12

/**
 * Prices usual on the market for a standard shop (domain §2.4, seen 2019–2026): what an offer is held against when there
 * is no other. Credit 0.60 %, debit 0.50 % capped at 20 yuan, wallet and small UnionPay QR 0.38 %, next-day settlement.
 */
export const usualTerms: Terms = {
  rows: [
    { product: 'credit', ratePpm: 6_000, fromMonth: 0 },
    { product: 'debit', ratePpm: 5_000, capFen: 2_000, fromMonth: 0 },
    { product: 'qr-wallet', ratePpm: 3_800, fromMonth: 0 },
    { product: 'upqr-small', ratePpm: 3_800, fromMonth: 0 },
  ],
  settlement: 'T1',
  d0FixedFen: 0,
  d0Ppm: 0,
  insurancePpm: 0,
  sim: { feeFen: 0, intervalMonths: 12, freeMonths: 0 },
  membershipFenPerYear: 0,
  minimumVolume: { monthlyFen: 0, penaltyFen: 0 },
  deposit: { amountFen: 0, refundVolumeFen: 0, refundWithinMonths: 0 },
  devicePriceFen: 0,
  termMonths: 12,
  exitFeeFen: 0,
}

/** The highest rate a “price by announcement” clause was seen to end in (domain §2.5: 0.60, 0.65, 0.68 %). */
export const highestResetPpm: Ppm = 6_800

/**
 * Same-day settlement is for merchants at least so long in the network and trading normally (银发〔2016〕261号, domain §1.9,
 * known from a secondary source).
 */
export const instantAfter = { networkDays: 90, tradingDays: 30 }
