import { type Assumptions, type Quote, quote } from '#fees/quote.ts'
import type { Profile, Terms } from '#fees/schedule.ts'

export type Priced = { readonly offerId: string; readonly quote: Quote }

/** Offers side by side for one merchant, cheapest literal total first; equal totals: the smaller worst case first. */
export const compare = (
  offers: readonly { readonly offerId: string; readonly terms: Terms }[],
  profile: Profile,
  months: number,
  assume: Assumptions = {},
): readonly Priced[] =>
  offers
    .map(({ offerId, terms }) => ({ offerId, quote: quote(terms, profile, months, assume) }))
    .toSorted((a, b) => a.quote.literalFen - b.quote.literalFen || a.quote.worstFen - b.quote.worstFen)
