/** What one document may ask of the house. */
export type TextLimits = {
  readonly pages: number
  /** Pages read from pictures: each takes seconds. */
  readonly pictures: number
  /** UTF-16 units of all pages together. */
  readonly chars: number
  /** For the process that opens the file. */
  readonly openMs: number
  /** For all of it. */
  readonly withinMs: number
}

/** On somebody's own machine, who may wait. */
export const patientLimits: TextLimits = {
  pages: 60,
  pictures: 60,
  chars: 2_000_000,
  openMs: 60_000,
  withinMs: 20 * 60_000,
}

/** On the reading desk, outside any request and any transaction, somebody watching: an agreement of twenty photographed pages. */
export const deskLimits: TextLimits = {
  pages: 60,
  pictures: 20,
  chars: 1_000_000,
  openMs: 45_000,
  withinMs: 5 * 60_000,
}

/** Within a request: with the wait for a lane it stays below the 30 s after which the database ends the transaction. */
export const requestLimits: TextLimits = {
  pages: 60,
  pictures: 5,
  chars: 1_000_000,
  openMs: 12_000,
  withinMs: 20_000,
}
