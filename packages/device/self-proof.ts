import { isAfter } from '#ground/calendar.ts'

/** Whether a terminal has to say with its own key that it is the one, and whether the identity it has today has done so. */
export type SelfProof = {
  /** Its model states that it can (`proves-identity`), or it has a standing identity. */
  readonly required: boolean
  readonly identityId: string | null
  /** When its standing identity last answered a challenge that was put since; null when it has not. */
  readonly provedAt: string | null
}

/** One question to this device, as it is on record. */
export type PutChallenge = {
  readonly identityId: string | null
  readonly askedAt: string
  readonly answeredAt: string | null
  readonly proved: boolean
}

/**
 * TEST-20, GATE-14: only the identity that stands counts, and only what it was asked since: an answer given before a run
 * began, by another device or under an identity that has ended says nothing about the terminal at the counter.
 */
export const selfProofOf = (
  stated: boolean,
  standing: string | null,
  since: string,
  asked: readonly PutChallenge[],
): SelfProof => {
  const answers = asked.flatMap(({ identityId, askedAt, answeredAt, proved }) =>
    standing !== null && identityId === standing && proved && answeredAt !== null && !isAfter(since, askedAt)
      ? [answeredAt]
      : [],
  )
  return {
    required: stated || standing !== null,
    identityId: standing,
    provedAt: answers.toSorted().at(-1) ?? null,
  }
}
