/**
 * How much a person may see, and for how long: the house's own choice, dated, so that a change is seen in the history and
 * an auditor can judge an old reveal by the limits of its day. Chosen well under the counts at which selling becomes a crime
 * (50 items of account or track data; 25 when obtained while providing a service: 法释〔2017〕10号 5, 6).
 */
export type Limits = {
  readonly since: string
  /** Fields of one answer; there is no call for more than one case. */
  readonly perCall: number
  /** Fields in clear per person and China day. */
  readonly perDay: Readonly<Record<'reviewer' | 'technician', number>>
  readonly reviewHours: number
  /** A technician finds the shop again shortly after the visit, not next week. */
  readonly visitGraceHours: number
  readonly breakGlassMinutes: number
}

const dated: readonly Limits[] = [
  {
    since: '2026-11-01',
    perCall: 6,
    perDay: { reviewer: 120, technician: 20 },
    reviewHours: 72,
    visitGraceHours: 2,
    breakGlassMinutes: 30,
  },
]

/** The limits in force at an instant. */
export const limitsAt = (at: string): Limits => {
  const found = dated.findLast(({ since }) => since <= at) ?? dated[0]
  if (!found) throw new Error('no limits')
  return found
}
