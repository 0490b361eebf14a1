import type { Codec } from '#iso8583/dialect.ts'
import type { Entry } from '#iso8583/session.ts'

/** Amounts in fen. */
export type Totals = {
  readonly debitFen: number
  readonly debits: number
  readonly creditFen: number
  readonly credits: number
}

const HALF = 31
const SIDE = 15

/** Field 48 of a settlement: domestic totals and a result digit, then foreign ones; all test cards are domestic. */
export const writeTotals = (totals: Totals, result = '0'): string => {
  const side = (fen: number, count: number) => String(fen).padStart(12, '0') + String(count).padStart(3, '0')
  const domestic = side(totals.debitFen, totals.debits) + side(totals.creditFen, totals.credits)
  return `${domestic}${result}${'0'.repeat(2 * SIDE)}${result}`
}

/** Whether two field 48s state the same sums, whatever their result digits. */
export const sameTotals = (left: string, right: string): boolean =>
  left.length === 2 * HALF &&
  right.length === 2 * HALF &&
  left.slice(0, 2 * SIDE) === right.slice(0, 2 * SIDE) &&
  left.slice(HALF, HALF + 2 * SIDE) === right.slice(HALF, HALF + 2 * SIDE)

/**
 * The sums of a batch: each approved transaction on the side the dialect counts it on. A voided sale and its void both
 * count; what was declined or reversed does not.
 */
export const sumBatch = (
  codec: Codec,
  entries: Iterable<Pick<Entry, 'transaction' | 'amountFen' | 'status'>>,
): Totals => {
  const sides = new Map(codec.dialect.transactions.map(({ name, counts }) => [name, counts]))
  const totals = { debitFen: 0, debits: 0, creditFen: 0, credits: 0 }
  for (const { transaction, amountFen, status } of entries) {
    if (status === 'declined' || status === 'reversed') continue
    if (sides.get(transaction) === 'debit') {
      totals.debitFen += amountFen
      totals.debits += 1
    } else {
      totals.creditFen += amountFen
      totals.credits += 1
    }
  }
  return totals
}
