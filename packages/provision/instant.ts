const DAY = 86_400_000

/** `a` earlier than `b`. Compared as time, not text: `…00Z` and `…00.500Z` sort wrongly as strings. */
export const isBefore = (a: string, b: string): boolean => Date.parse(a) < Date.parse(b)

/** The UTC instant `days` × 24 hours after `at`. */
export const plusDays = (at: string, days: number): string =>
  new Date(Date.parse(at) + days * DAY).toISOString()
