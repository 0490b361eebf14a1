import type { Terms } from '#fees/schedule.ts'
import type { ServiceLevel } from '#provision/case.ts'
import type { CaseView } from '../console/vocabulary.ts'

/** A fee schedule while it is typed: any number may still be missing. */
export type RowDraft = Partial<Terms['rows'][number]>
export type TermsDraft = Partial<Omit<Terms, 'rows' | 'sim' | 'minimumVolume' | 'deposit'>> & {
  rows?: readonly RowDraft[]
  sim?: Partial<Terms['sim']>
  minimumVolume?: Partial<Terms['minimumVolume']>
  deposit?: Partial<Terms['deposit']>
}
export type ServiceDraft = Partial<ServiceLevel>

type Product = Terms['rows'][number]['product']

/** A schedule to begin with: one row per kind of payment the shop expects, no fee presumed. */
export const emptyTerms = (needs: CaseView['needs']): TermsDraft => {
  const products: readonly Product[] = needs?.profile.mix.map(({ product }) => product) ?? ['debit', 'credit']
  return {
    rows: [...new Set(products)].map((product) => ({ product, fromMonth: 0 })),
    settlement: needs?.settlement ?? 'T1',
    d0FixedFen: 0,
    d0Ppm: 0,
    insurancePpm: 0,
    sim: { feeFen: 0, intervalMonths: 12, freeMonths: 0 },
    membershipFenPerYear: 0,
    minimumVolume: { monthlyFen: 0, penaltyFen: 0 },
    deposit: { amountFen: 0, refundVolumeFen: 0, refundWithinMonths: 0 },
    devicePriceFen: 0,
    exitFeeFen: 0,
  }
}

const rowOf = ({ product, ratePpm, fromMonth, minFen, capFen, fixedFen, untilMonth }: RowDraft) =>
  product === undefined || ratePpm === undefined || fromMonth === undefined
    ? null
    : {
        product,
        ratePpm,
        fromMonth,
        ...(minFen != null && { minFen }),
        ...(capFen != null && { capFen }),
        ...(fixedFen != null && { fixedFen }),
        ...(untilMonth != null && { untilMonth }),
      }

type Row = NonNullable<ReturnType<typeof rowOf>>
export type WholeTerms = Omit<Terms, 'rows'> & { rows: Row[] }

const isNumber = (value: number | null | undefined): boolean => typeof value === 'number'

/** The schedule once nothing is missing, else null. Optional cells left empty are left out. */
export const termsOf = (draft: TermsDraft): WholeTerms | null => {
  const rows = (draft.rows ?? []).map(rowOf)
  const { settlement, d0FixedFen, d0Ppm, insurancePpm, sim, membershipFenPerYear } = draft
  const { minimumVolume, deposit, devicePriceFen, termMonths, exitFeeFen } = draft
  const numbers = [
    d0FixedFen,
    d0Ppm,
    insurancePpm,
    sim?.feeFen,
    sim?.intervalMonths,
    sim?.freeMonths,
    membershipFenPerYear,
    minimumVolume?.monthlyFen,
    minimumVolume?.penaltyFen,
    deposit?.amountFen,
    deposit?.refundVolumeFen,
    deposit?.refundWithinMonths,
    devicePriceFen,
    termMonths,
    exitFeeFen,
  ]
  if (rows.length === 0 || rows.includes(null) || !settlement || !numbers.every(isNumber)) return null
  const whole = {
    settlement,
    d0FixedFen,
    d0Ppm,
    insurancePpm,
    sim,
    membershipFenPerYear,
    minimumVolume,
    deposit,
    devicePriceFen,
    termMonths,
    exitFeeFen,
  }
  return { ...(whole as Omit<Terms, 'rows'>), rows: rows as Row[] }
}
