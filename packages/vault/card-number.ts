import { passesLuhn } from '#ground/check-digit.ts'
import { type CardRange, cardRanges } from '#vault/card-ranges.ts'

const fits = ({ prefixes, digits }: CardRange, cardNo: string): boolean =>
  digits.includes(cardNo.length) &&
  prefixes.some(([first, last]) => {
    const head = cardNo.slice(0, first.length)
    return head >= first && head <= last
  })

/** Rows used on a day; without one, those in force now. */
const inForce = ({ from, until }: CardRange, on: string | undefined): boolean =>
  on === undefined ? until === null : from <= on && (until === null || on < until)

/** The range a number of the right length and check digit belongs to, or null. `cardNo` is digits only. */
export const rangeOf = (cardNo: string, on?: string): CardRange | null => {
  const range = cardRanges.find((each) => inForce(each, on) && fits(each, cardNo))
  return range !== undefined && passesLuhn(cardNo) ? range : null
}

/**
 * Does the number alone say that it is a credit card? A `false` is no proof of a debit card: under 62, 60 and 65 only
 * the acquirer's BIN table knows, and the reviewer asks it.
 */
export const isCreditByNumber = (cardNo: string, on?: string): boolean =>
  rangeOf(cardNo, on)?.issues === 'credit'
