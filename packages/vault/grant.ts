import { type Refusal, refuse } from '#ground/refusal.ts'
import type { Stamp } from '#ground/stamp.ts'
import { limitsAt } from '#vault/limits.ts'

/**
 * Leave to see a person's data in clear: who, which fields, for which step of which case, until when, given by whom.
 * Without a live one every reader sees masks (PIPL art. 6, 51).
 */
export type Grant = {
  readonly grantId: string
  readonly caseId: string
  readonly kind: GrantKind
  readonly readerId: string
  readonly organisationId: string
  readonly fields: readonly string[]
  /** Whose act gave it: the merchant's for review and visit, the recommending reviewer's for the second pair of eyes. */
  readonly givenBy: string
  readonly givenAt: string
  readonly expiresAt: string
  /** Break-glass only: why, in the asker's words, as a vault reference; the merchant reads them (VAULT-6). */
  readonly reason: string | null
  /** Break-glass only: null until a second person has confirmed it. */
  readonly confirmedBy: string | null
  readonly ended: { readonly at: string; readonly because: EndReason } | null
  /** Fields shown under it so far. */
  readonly shown: number
}

/**
 * `handler-check`: the acquirer compares who took the terminal over, until the terminal goes live. `correction`: it compares
 * the value as it stands with the one the merchant asks for, until that is answered. `registry-report`: the elements of one
 * binding go into one file for the registry (259号); the leave ends with the file. `inspection`: it looks at photos of its
 * own terminal at the shop.
 */
export type GrantKind =
  | 'review'
  | 'second-review'
  | 'handler-check'
  | 'correction'
  | 'registry-report'
  | 'inspection'
  | 'visit'
  | 'break-glass'

export type EndReason =
  | 'review-decided'
  | 'visit-over'
  | 'case-closed'
  | 'consent-withdrawn'
  | 'deletion-requested'
  | 'replaced'
  | 'report-written'

export type GrantMove =
  | {
      readonly type: 'give'
      readonly grantId: string
      readonly caseId: string
      readonly kind: Exclude<GrantKind, 'break-glass'>
      readonly readerId: string
      readonly organisationId: string
      readonly fields: readonly string[]
      readonly givenBy: string
      /** When the visit is over, for a visit's grant. */
      readonly visitEndsAt?: string
    }
  | {
      readonly type: 'ask-break-glass'
      readonly grantId: string
      readonly caseId: string
      readonly fields: readonly string[]
      readonly reason: string
    }
  | { readonly type: 'confirm-break-glass' }
  | {
      readonly type: 'show'
      readonly fields: readonly string[]
      /** Fields this person has been shown today, in China's day, under any grant. */
      readonly shownToday: number
    }
  | { readonly type: 'end'; readonly because: EndReason }

export type GrantFact =
  | ({ readonly type: 'grant-given' } & Omit<Grant, 'reason' | 'confirmedBy' | 'ended' | 'shown' | 'givenAt'>)
  | ({ readonly type: 'break-glass-asked'; readonly reason: string } & Pick<
      Grant,
      'grantId' | 'caseId' | 'readerId' | 'organisationId' | 'fields'
    >)
  | { readonly type: 'break-glass-confirmed'; readonly expiresAt: string }
  | { readonly type: 'fields-shown'; readonly fields: readonly string[] }
  | { readonly type: 'grant-ended'; readonly because: EndReason }

const plus = (at: string, minutes: number): string =>
  new Date(Date.parse(at) + minutes * 60_000).toISOString()

const expiryOf = (move: Extract<GrantMove, { type: 'give' }>, at: string): string => {
  const { reviewHours, visitGraceHours } = limitsAt(at)
  return move.visitEndsAt === undefined
    ? plus(at, reviewHours * 60)
    : plus(move.visitEndsAt, visitGraceHours * 60)
}

/** Does it open anything at this instant? */
export const isLive = (grant: Grant, at: string): boolean =>
  grant.ended === null && grant.expiresAt > at && (grant.kind !== 'break-glass' || grant.confirmedBy !== null)

/** A live grant of this person for these fields, or null. */
export const grantFor = (
  grants: readonly Grant[],
  {
    readerId,
    fields,
    at,
  }: { readonly readerId: string; readonly fields: readonly string[]; readonly at: string },
): Grant | null =>
  grants.find(
    (grant) =>
      grant.readerId === readerId &&
      isLive(grant, at) &&
      fields.every((field) => grant.fields.includes(field)),
  ) ?? null

const show = (
  grant: Grant,
  { fields, shownToday }: Extract<GrantMove, { type: 'show' }>,
  { personId, principal, at }: Stamp,
): readonly GrantFact[] | Refusal => {
  const { perCall, perDay } = limitsAt(at)
  if (grant.readerId !== personId) return refuse('VAULT-1')
  if (!isLive(grant, at)) return refuse('VAULT-2')
  if (fields.length === 0 || fields.some((field) => !grant.fields.includes(field)))
    return refuse('VAULT-1', {}, 'fields')
  if (fields.length > perCall) return refuse('VAULT-3', { most: perCall }, 'fields')
  const most = perDay[principal === 'technician' ? 'technician' : 'reviewer']
  if (shownToday + fields.length > most) return refuse('VAULT-4', { most })
  return [{ type: 'fields-shown', fields }]
}

/** What follows from a move, or the rule that forbids it. `null` is no grant yet. */
export const decide = (
  grant: Grant | null,
  move: GrantMove,
  stamp: Stamp,
): readonly GrantFact[] | Refusal => {
  if (grant === null) {
    if (move.type === 'give') {
      const { grantId, caseId, kind, readerId, organisationId, fields, givenBy } = move
      const given = { grantId, caseId, kind, readerId, organisationId, fields, givenBy }
      return [{ type: 'grant-given', ...given, expiresAt: expiryOf(move, stamp.at) }]
    }
    if (move.type !== 'ask-break-glass') return refuse('VAULT-1')
    if (move.reason.trim() === '') return refuse('VAULT-6', {}, 'reason')
    if (move.fields.length === 0 || move.fields.length > limitsAt(stamp.at).perCall)
      return refuse('VAULT-3', { most: limitsAt(stamp.at).perCall }, 'fields')
    const { grantId, caseId, fields, reason } = move
    const { personId: readerId, organisationId } = stamp
    return [{ type: 'break-glass-asked', grantId, caseId, fields, reason, readerId, organisationId }]
  }
  switch (move.type) {
    case 'give':
    case 'ask-break-glass':
      return refuse('VAULT-2')
    case 'confirm-break-glass':
      if (grant.kind !== 'break-glass' || grant.confirmedBy !== null || grant.ended !== null)
        return refuse('VAULT-2')
      // Two people of the same licensed organisation; one of them alone opens nothing.
      if (grant.readerId === stamp.personId || grant.organisationId !== stamp.organisationId)
        return refuse('VAULT-5')
      return grant.expiresAt <= stamp.at
        ? refuse('VAULT-2')
        : [{ type: 'break-glass-confirmed', expiresAt: plus(stamp.at, limitsAt(stamp.at).breakGlassMinutes) }]
    case 'show':
      return show(grant, move, stamp)
    case 'end':
      return grant.ended === null ? [{ type: 'grant-ended', because: move.because }] : []
  }
}

/** The grant after a fact; replaying all of them from null gives the stored one. */
export const evolve = (grant: Grant | null, fact: GrantFact & { readonly stamp: Stamp }): Grant => {
  const { stamp } = fact
  if (fact.type === 'grant-given') {
    const { grantId, caseId, kind, readerId, organisationId, fields, givenBy, expiresAt } = fact
    const named = { grantId, caseId, kind, readerId, organisationId, fields, givenBy, expiresAt }
    return { ...named, givenAt: stamp.at, reason: null, confirmedBy: null, ended: null, shown: 0 }
  }
  if (fact.type === 'break-glass-asked')
    return {
      grantId: fact.grantId,
      caseId: fact.caseId,
      kind: 'break-glass',
      readerId: fact.readerId,
      organisationId: fact.organisationId,
      fields: fact.fields,
      reason: fact.reason,
      givenBy: fact.readerId,
      givenAt: stamp.at,
      // Nobody answered within a day: asked for in vain.
      expiresAt: plus(stamp.at, 24 * 60),
      confirmedBy: null,
      ended: null,
      shown: 0,
    }
  if (grant === null) throw new Error(`${fact.type} of no grant`)
  switch (fact.type) {
    case 'break-glass-confirmed':
      return { ...grant, confirmedBy: stamp.personId, givenBy: stamp.personId, expiresAt: fact.expiresAt }
    case 'fields-shown':
      return { ...grant, shown: grant.shown + fact.fields.length }
    case 'grant-ended':
      return { ...grant, ended: { at: stamp.at, because: fact.because } }
  }
}
