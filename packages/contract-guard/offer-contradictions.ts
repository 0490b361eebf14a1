import type { FeeLine, FeeWhat } from '#contract-guard/fee-lines.ts'
import type { FeeProduct, Terms } from '#fees/schedule.ts'
import { percent, yuan } from '#ground/fen.ts'

/** A place where the agreement does not say what the offer says. */
export type OfferContradiction = {
  readonly what: FeeWhat
  readonly offered: string
  /** Where the agreement says otherwise; absent when it says nothing at all. */
  readonly start?: number
  readonly end?: number
  readonly why: { readonly zh: string; readonly en: string }
}

const whatOf: Readonly<Record<FeeProduct, FeeWhat>> = {
  debit: 'debit',
  credit: 'credit',
  'qr-wallet': 'qr-wallet',
  'upqr-small': 'upqr',
  'upqr-debit': 'upqr',
  'upqr-credit': 'upqr',
  foreign: 'foreign',
}

/** Charges an offer either names or does not have. */
const charges = (terms: Terms): readonly (readonly [FeeWhat, number])[] => [
  ['deposit', terms.deposit.amountFen],
  ['sim', terms.sim.feeFen],
  ['membership', terms.membershipFenPerYear],
  ['instant', terms.d0FixedFen],
  ['terminal', terms.devicePriceFen],
]

/** Rates of the agreement that the offer does not have, and charges it does not name or names differently. */
export const contradictions = (terms: Terms, lines: readonly FeeLine[]): readonly OfferContradiction[] => [
  ...lines.flatMap((line) => {
    const rates = terms.rows.filter((row) => whatOf[row.product] === line.what).map(({ ratePpm }) => ratePpm)
    if (line.ratePpm === undefined || rates.length === 0 || rates.includes(line.ratePpm)) return []
    const offered = rates.map((rate) => `${percent(rate)}%`).join(' / ')
    return {
      what: line.what,
      offered,
      start: line.start,
      end: line.end,
      why: {
        zh: `合同写“${line.quote}”，报价是 ${offered}（${line.what}）。`,
        en: `The agreement says “${line.quote}”, the offer ${offered} (${line.what}).`,
      },
    }
  }),
  ...charges(terms).flatMap(([what, fen]) =>
    lines
      .filter((line) => line.what === what && line.amountFen !== undefined && line.amountFen !== fen)
      .map((line) => ({
        what,
        offered: `${yuan(fen)}`,
        start: line.start,
        end: line.end,
        why: {
          zh: `合同写“${line.quote}”，报价是 ${yuan(fen)} 元（${what}）。`,
          en: `The agreement says “${line.quote}”, the offer ${yuan(fen)} yuan (${what}).`,
        },
      })),
  ),
]
