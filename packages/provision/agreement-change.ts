import type { AgreementChange, Case, ServiceLevel } from '#provision/case.ts'
import { isBefore, plusDays } from '#provision/instant.ts'
import type { Changes, Decisions } from '#provision/rule.ts'
import { sideOf } from '#provision/talk.ts'
import type { Terms } from '#fees/schedule.ts'
import { addDays, chinaDay, startOfDay } from '#ground/calendar.ts'
import { isRefusal, type Refusal, refuse } from '#ground/refusal.ts'

/** Days of notice before a change of fees or clauses may take effect (条例 20; 4号 62: natural days). */
export const NOTICE_DAYS = 30

type Proposed = Pick<
  AgreementChange,
  | 'changeId'
  | 'agreementId'
  | 'digest'
  | 'textDigest'
  | 'terms'
  | 'serviceLevel'
  | 'clauses'
  | 'reason'
  | 'effectiveAt'
>

export type ChangeMove =
  | ({
      readonly type: 'propose-change'
      /** Grave traps the guard found in the supplement's text, by rule. */
      readonly traps: readonly string[]
      /** Sums and rates its new wordings name. */
      readonly figures: readonly string[]
    } & Proposed)
  | { readonly type: 'endorse-change'; readonly changeId: string }
  | { readonly type: 'withdraw-change'; readonly changeId: string }
  | {
      readonly type: 'answer-change'
      readonly changeId: string
      readonly choice: 'refuse' | 'leave'
      readonly digest: string
    }
  /** Consent: the merchant signs the supplement. */
  | {
      readonly type: 'sign-change'
      readonly changeId: string
      readonly digest: string
      readonly method: string
    }
  | {
      readonly type: 'countersign-change'
      readonly changeId: string
      readonly digest: string
      readonly method: string
      readonly sealedDigest?: string
    }
  | {
      readonly type: 'apply-change'
      readonly changeId: string
      /** Digest of the sealed file as it is kept; null: there is none. */
      readonly keptDigest: string | null
    }

export type ChangeFact =
  | ({ readonly type: 'change-proposed' } & Proposed)
  | { readonly type: 'change-noticed'; readonly changeId: string }
  | { readonly type: 'change-withdrawn'; readonly changeId: string }
  | {
      readonly type: 'change-answered'
      readonly changeId: string
      readonly choice: 'consent' | 'refuse' | 'leave'
      readonly digest: string
      /** How consent was signed; absent from before supplements were files. */
      readonly method?: string
    }
  | {
      readonly type: 'change-countersigned'
      readonly changeId: string
      readonly digest: string
      readonly method: string
      readonly sealedDigest?: string
    }
  | { readonly type: 'change-applied'; readonly changeId: string }

/** What both have agreed on and holds now: the signed proposal, or the last change that took effect. */
export const agreedNow = ({
  agreement,
  proposals,
  changes = [],
}: Pick<Case, 'agreement' | 'proposals' | 'changes'>): {
  readonly terms: Terms
  readonly serviceLevel: ServiceLevel
} | null =>
  changes.findLast(({ inForceSince }) => inForceSince !== null) ??
  proposals.find(({ version }) => version === agreement?.proposalVersion) ??
  null

/**
 * Where a change stands. Not signed by both before its date it lapses: silence is never consent (民法典 140), and a consent
 * the acquirer does not seal changes nothing.
 */
export const changeStanding = (
  { noticedAt, answer, acquirerSignature, inForceSince, withdrawnAt, effectiveAt }: AgreementChange,
  at: string,
): 'draft' | 'noticed' | 'consented' | 'sealed' | 'in-force' | 'withdrawn' | 'lapsed' => {
  if (inForceSince !== null) return 'in-force'
  if (withdrawnAt !== null) return 'withdrawn'
  const consented = noticedAt !== null && answer?.choice === 'consent'
  if (consented && acquirerSignature) return 'sealed'
  if (!isBefore(at, effectiveAt)) return 'lapsed'
  if (consented) return 'consented'
  return noticedAt === null ? 'draft' : 'noticed'
}

const isOpen = (change: AgreementChange, at: string): boolean =>
  ['draft', 'noticed', 'consented', 'sealed'].includes(changeStanding(change, at))

const open = ({ changes = [] }: Case, changeId: string, at: string): AgreementChange | Refusal => {
  const change = changes.find((each) => each.changeId === changeId)
  return change && isOpen(change, at) ? change : refuse('AGR-45', {}, 'changeId')
}

/** The first China day on which a change noticed now may take effect: 30 × 24 hours lie before its first instant. */
export const earliestDay = (at: string): string => {
  const end = plusDays(at, NOTICE_DAYS)
  const day = chinaDay(end)
  return isBefore(startOfDay(day), end) ? addDays(day, 1) : day
}

/** Told of, and its day not come: until then the merchant may answer, and answer otherwise. */
const answerable = (state: Case, changeId: string, at: string): AgreementChange | Refusal => {
  const change = open(state, changeId, at)
  if (isRefusal(change)) return change
  return change.noticedAt === null || !isBefore(at, change.effectiveAt)
    ? refuse('AGR-45', {}, 'changeId')
    : change
}

const tooSoon = (effectiveAt: string, at: string): Refusal | null =>
  isBefore(effectiveAt, plusDays(at, NOTICE_DAYS))
    ? refuse('AGR-41', { days: NOTICE_DAYS, earliest: earliestDay(at) }, 'effectiveOn')
    : null

const bothSigned = ({ agreement }: Case): boolean =>
  agreement !== null && agreement.merchantSignature !== null && agreement.acquirerSignature !== null

const same = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other)

const changesNothing = (state: Case, { terms, serviceLevel, clauses }: Proposed): boolean => {
  const now = agreedNow(state)
  return clauses.length === 0 && same(terms, now?.terms) && same(serviceLevel, now?.serviceLevel)
}

const proposedOf = (from: Proposed): Proposed => ({
  changeId: from.changeId,
  agreementId: from.agreementId,
  digest: from.digest,
  ...(from.textDigest === undefined ? {} : { textDigest: from.textDigest }),
  terms: from.terms,
  serviceLevel: from.serviceLevel,
  clauses: from.clauses,
  reason: from.reason,
  effectiveAt: from.effectiveAt,
})

export const changeDecisions: Decisions<ChangeMove, ChangeFact> = {
  'propose-change': (state, move, { principal, at }) => {
    const { changeId, reason, effectiveAt, traps, figures, clauses } = move
    if (!bothSigned(state)) return refuse('AGR-40')
    if (state.changes?.some((change) => isOpen(change, at))) return refuse('AGR-42')
    if (reason === '' || clauses.some(({ wording }) => wording === '') || changesNothing(state, move))
      return refuse('AGR-43', {}, reason === '' ? 'reason' : 'terms')
    const soon = tooSoon(effectiveAt, at)
    if (soon) return soon
    if (figures.length > 0) return refuse('AGR-61', { figures: figures.join(', ') }, 'clauses')
    if (traps.length > 0) return refuse('AGR-44', { traps: traps.join(', ') }, 'terms')
    const proposed: ChangeFact = { type: 'change-proposed', ...proposedOf(move) }
    return sideOf({ principal }) === 'acquirer'
      ? [proposed, { type: 'change-noticed', changeId }]
      : [proposed]
  },

  /** The acquirer signs agreements itself (条例 22): a provider's wish is no notice before the acquirer makes it one. */
  'endorse-change': (state, { changeId }, { at }) => {
    const change = open(state, changeId, at)
    if (isRefusal(change)) return change
    if (change.noticedAt !== null) return refuse('AGR-47')
    return tooSoon(change.effectiveAt, at) ?? [{ type: 'change-noticed', changeId }]
  },

  'withdraw-change': (state, { changeId }, { principal, at }) => {
    const change = open(state, changeId, at)
    if (isRefusal(change)) return change
    if (changeStanding(change, at) === 'sealed') return refuse('AGR-63')
    // A notice is the acquirer's; a provider takes back only what is still its own.
    return sideOf({ principal }) === 'provider' && change.noticedAt !== null
      ? refuse('AGR-47')
      : [{ type: 'change-withdrawn', changeId }]
  },

  /** Until the date the merchant may say otherwise, signed or not: the last word counts. */
  'answer-change': (state, { changeId, choice, digest }, { at }) => {
    const change = answerable(state, changeId, at)
    if (isRefusal(change)) return change
    return digest === change.digest
      ? [{ type: 'change-answered', changeId, choice, digest }]
      : refuse('AGR-5', {}, 'digest')
  },

  'sign-change': (state, { changeId, digest, method }, { at }) => {
    const change = answerable(state, changeId, at)
    if (isRefusal(change)) return change
    if (change.answer?.choice === 'consent' || change.acquirerSignature) return refuse('AGR-62')
    return digest === change.digest
      ? [{ type: 'change-answered', changeId, choice: 'consent', digest, method }]
      : refuse('AGR-5', {}, 'digest')
  },

  'countersign-change': (state, { changeId, digest, method, sealedDigest }, { at }) => {
    const change = answerable(state, changeId, at)
    if (isRefusal(change)) return change
    if (change.answer?.choice !== 'consent') return refuse('AGR-8')
    if (change.acquirerSignature) return refuse('AGR-62')
    return digest === change.digest
      ? [
          {
            type: 'change-countersigned',
            ...{ changeId, digest, method },
            ...(sealedDigest === undefined ? {} : { sealedDigest }),
          },
        ]
      : refuse('AGR-5', {}, 'digest')
  },

  'apply-change': ({ changes = [] }, { changeId, keptDigest }, { at }) => {
    const change = changes.find((each) => each.changeId === changeId)
    const due =
      change !== undefined &&
      change.answer?.choice === 'consent' &&
      change.noticedAt !== null &&
      change.withdrawnAt === null &&
      change.inForceSince === null &&
      !isBefore(at, change.effectiveAt) &&
      !isBefore(at, plusDays(change.noticedAt, NOTICE_DAYS))
    if (!due) return refuse('AGR-46')
    return keptDigest !== null && keptDigest === change.sealedDigest
      ? [{ type: 'change-applied', changeId }]
      : refuse('AGR-64')
  },
}

const withChange = (state: Case, changeId: string, part: Partial<AgreementChange>): Case => ({
  ...state,
  changes: (state.changes ?? []).map((each) => (each.changeId === changeId ? { ...each, ...part } : each)),
})

export const changeChanges: Changes<ChangeFact> = {
  // A supplement is a text of the agreement: it takes a number of its own among them.
  'change-proposed': (state, fact, stamp) => ({
    ...state,
    agreementVersions: state.agreementVersions + 1,
    changes: [
      ...(state.changes ?? []),
      {
        ...proposedOf(fact),
        proposedBy: sideOf(stamp),
        noticedAt: null,
        answer: null,
        inForceSince: null,
        withdrawnAt: null,
      },
    ],
  }),
  'change-noticed': (state, { changeId }, { at }) => withChange(state, changeId, { noticedAt: at }),
  'change-withdrawn': (state, { changeId }, { at }) => withChange(state, changeId, { withdrawnAt: at }),
  'change-answered': (state, { changeId, choice, digest, method }, { personId: by, at }) =>
    withChange(state, changeId, {
      answer: { choice, by, at, digest, ...(method === undefined ? {} : { method }) },
    }),
  'change-countersigned': (state, { changeId, digest, method, sealedDigest }, { personId: by, at }) =>
    withChange(state, changeId, {
      acquirerSignature: { by, method, at, digest },
      ...(sealedDigest === undefined ? {} : { sealedDigest }),
    }),
  'change-applied': (state, { changeId }, { at }) => withChange(state, changeId, { inForceSince: at }),
}
