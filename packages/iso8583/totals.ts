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

export const EQUAL = '1'
export const UNEQUAL = '2'

/** Field 48 with another result digit, in both halves. */
export const markTotals = (totals: string, result: string): string =>
  totals.slice(0, 2 * SIDE) + result + totals.slice(HALF, HALF + 2 * SIDE) + result

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

type Counted = Pick<Entry, 'transaction' | 'amountFen' | 'status'>

/**
 * The side the dialect counts an entry on, or null: what was declined or reversed, an order nobody has paid and a mere
 * authorisation do not count. A voided sale and its void both do.
 */
export const countsIn = (codec: Codec, { transaction, status }: Counted): 'debit' | 'credit' | null =>
  status === 'approved' || status === 'voided' || status === 'completed'
    ? (codec.counts.get(transaction) ?? null)
    : null

/** The sums of a batch. */
export const sumBatch = (codec: Codec, entries: Iterable<Counted>): Totals => {
  const totals = { debitFen: 0, debits: 0, creditFen: 0, credits: 0 }
  for (const entry of entries) {
    const side = countsIn(codec, entry)
    if (side === 'debit') {
      totals.debitFen += entry.amountFen
      totals.debits += 1
    } else if (side === 'credit') {
      totals.creditFen += entry.amountFen
      totals.credits += 1
    }
  }
  return totals
}
