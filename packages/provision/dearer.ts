import type { ServiceLevel } from '#provision/case.ts'
import type { FeeRow, Terms } from '#fees/schedule.ts'

const period = ({ product, fromMonth, untilMonth }: FeeRow): string =>
  `${product} ${fromMonth}–${untilMonth ?? ''}`

/** The first price of a row that is above the offered one. No cap costs more than any cap. */
const dearerPrice = (row: FeeRow, offered: FeeRow): string | null => {
  if (row.ratePpm > offered.ratePpm) return 'ratePpm'
  if ((row.minFen ?? 0) > (offered.minFen ?? 0)) return 'minFen'
  if ((row.fixedFen ?? 0) > (offered.fixedFen ?? 0)) return 'fixedFen'
  return (row.capFen ?? Infinity) > (offered.capFen ?? Infinity) ? 'capFen' : null
}

const dearerRow = (rows: readonly FeeRow[], offered: readonly FeeRow[]): string | null => {
  const unused = new Map(offered.map((row) => [period(row), row]))
  for (const row of rows) {
    const match = unused.get(period(row))
    // A row the offer does not have is a new fee, even at 0: its months may push a cheaper row aside.
    if (match === undefined) return `rows ${period(row)}`
    unused.delete(period(row))
    const price = dearerPrice(row, match)
    if (price !== null) return `rows ${period(row)} ${price}`
  }
  const [lost] = unused.keys()
  return lost === undefined ? null : `rows ${lost}`
}

/**
 * The first term of `terms` that leaves the merchant worse off than `offered`, or null.
 * Fee rows are compared product by product and period by period; all else term by term.
 */
export const dearerTerm = (terms: Terms, offered: Terms): string | null => {
  const { sim, minimumVolume: volume, deposit } = terms
  const worse: readonly (readonly [term: string, isWorse: boolean])[] = [
    ['settlement', terms.settlement !== offered.settlement],
    ['d0FixedFen', terms.d0FixedFen > offered.d0FixedFen],
    ['d0Ppm', terms.d0Ppm > offered.d0Ppm],
    ['insurancePpm', terms.insurancePpm > offered.insurancePpm],
    ['sim.feeFen', sim.feeFen > offered.sim.feeFen],
    ['sim.intervalMonths', sim.feeFen > 0 && sim.intervalMonths < offered.sim.intervalMonths],
    ['sim.freeMonths', sim.feeFen > 0 && sim.freeMonths < offered.sim.freeMonths],
    ['membershipFenPerYear', terms.membershipFenPerYear > offered.membershipFenPerYear],
    [
      'minimumVolume.monthlyFen',
      volume.penaltyFen > 0 && volume.monthlyFen > offered.minimumVolume.monthlyFen,
    ],
    ['minimumVolume.penaltyFen', volume.penaltyFen > offered.minimumVolume.penaltyFen],
    ['deposit.amountFen', deposit.amountFen > offered.deposit.amountFen],
    [
      'deposit.refundVolumeFen',
      deposit.amountFen > 0 && deposit.refundVolumeFen > offered.deposit.refundVolumeFen,
    ],
    [
      'deposit.refundWithinMonths',
      deposit.amountFen > 0 && deposit.refundWithinMonths !== offered.deposit.refundWithinMonths,
    ],
    ['devicePriceFen', terms.devicePriceFen > offered.devicePriceFen],
    ['termMonths', terms.termMonths > offered.termMonths],
    ['exitFeeFen', terms.exitFeeFen > offered.exitFeeFen],
  ]
  return dearerRow(terms.rows, offered.rows) ?? worse.find(([, isWorse]) => isWorse)?.[0] ?? null
}

/** The first promise of service that is weaker than the offered one, or null. */
export const weakerService = (level: ServiceLevel, offered: ServiceLevel): string | null => {
  if (level.answerMinutes > offered.answerMinutes) return 'answerMinutes'
  if (level.onSiteHours > offered.onSiteHours) return 'onSiteHours'
  if (!level.spareUnit && offered.spareUnit) return 'spareUnit'
  return level.maintenancePerYear < offered.maintenancePerYear ? 'maintenancePerYear' : null
}
