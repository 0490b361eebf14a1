import { type Fen, share } from '#ground/fen.ts'
import type { FeeProduct, FeeRow, Terms } from '#fees/schedule.ts'

/** The merchant's fee for one payment under one row: rounded half up, then held between minimum and cap. */
export const paymentFee = (amountFen: Fen, row: FeeRow): Fen => {
  const raw = share(amountFen, row.ratePpm) + (row.fixedFen ?? 0)
  const raised = Math.max(raw, row.minFen ?? 0)
  return row.capFen === undefined ? raised : Math.min(raised, row.capFen)
}

/** The surcharge for same-day settlement of one payment. */
export const instantFee = (amountFen: Fen, terms: Terms): Fen =>
  terms.d0FixedFen + share(amountFen, terms.d0Ppm)

/** Same-day settlement is sold for bank-card payments; wallet payments reach the account by the wallet's own clock. */
export const settledInstantly: ReadonlySet<FeeProduct> = new Set([
  'debit',
  'credit',
  'foreign',
  'upqr-debit',
  'upqr-credit',
])

/** The row that prices `product` in a month counted from go-live (0 = first), if the schedule has one. */
export const rowInMonth = (terms: Terms, product: FeeProduct, month: number): FeeRow | undefined =>
  terms.rows.find(
    (row) =>
      row.product === product &&
      row.fromMonth <= month &&
      (row.untilMonth === undefined || month < row.untilMonth),
  )

/** The dearest row of a product, at this payment's size. */
export const dearestRow = (terms: Terms, product: FeeProduct, averageFen: Fen): FeeRow | undefined =>
  terms.rows
    .filter((row) => row.product === product)
    .toSorted((a, b) => paymentFee(averageFen, b) - paymentFee(averageFen, a))[0]

/** How many of a year's payments fall into a month, so that twelve months make exactly the year. */
export const countInMonth = (countPerYear: number, month: number): number => {
  const place = month % 12
  return Math.floor((countPerYear * (place + 1)) / 12) - Math.floor((countPerYear * place) / 12)
}
