import { attachedFact, type AgreementFact, type AttachedText } from '#provision/agreement.ts'
import type { Case } from '#provision/case.ts'
import type { NegotiatedTerm } from '#provision/case-talk.ts'
import { withPromise } from '#provision/promise-note.ts'
import { saying, settled, withQuestion } from '#provision/question.ts'
import type { Changes, Decisions } from '#provision/rule.ts'
import { agreedTerms, openQuestions, sideOf } from '#provision/talk.ts'
import { isRefusal, type Refusal, refuse } from '#ground/refusal.ts'

type Offer = Pick<NegotiatedTerm, 'termId' | 'wording' | 'questionId' | 'promiseId'>

export type TermMove =
  | ({
      readonly type: 'offer-term'
      /** Grave traps the text would have with this wording and has not without it, by rule. */
      readonly traps: readonly string[]
      /** Sums and rates the wording names. */
      readonly figures: readonly string[]
    } & Offer)
  | {
      readonly type: 'agree-term'
      readonly termId: string
      readonly traps: readonly string[]
      /** The next version of the text, this wording in it. */
      readonly text: AttachedText
    }
  | { readonly type: 'decline-term'; readonly termId: string; readonly words: string }

export type TermFact =
  | ({ readonly type: 'term-offered' } & Offer)
  | { readonly type: 'term-agreed'; readonly termId: string }
  | { readonly type: 'term-declined'; readonly termId: string; readonly words: string }

/** What the merchant could sign, but has not: only then is wording still negotiated. */
const negotiable = ({ agreement }: Case): Refusal | null => {
  if (agreement === null) return refuse('AGR-1')
  return agreement.merchantSignature === null ? null : refuse('AGR-6')
}

const offered = ({ negotiated = [] }: Case, termId: string): NegotiatedTerm | Refusal => {
  const term = negotiated.find((each) => each.termId === termId)
  return term?.status === 'offered' ? term : refuse('AGR-17', {}, 'termId')
}

/** It answers something the merchant asked for: an open question, or a promise to be put in writing. */
const asked = (state: Case, { questionId, promiseId }: Offer): Refusal | null => {
  if (questionId !== null)
    return openQuestions(state).some((each) => each.questionId === questionId) ? null : refuse('AGR-13')
  const requested = state.promises?.some(
    (each) => each.promiseId === promiseId && each.status === 'requested',
  )
  return requested ? null : refuse('AGR-19', {}, 'promiseId')
}

const trapped = (traps: readonly string[]): Refusal | null =>
  traps.length > 0 ? refuse('AGR-15', { traps: traps.join(', ') }, 'wording') : null

export const termDecisions: Decisions<TermMove, TermFact | AgreementFact> = {
  'offer-term': (state, { termId, wording, questionId, promiseId, traps, figures }) => {
    const offer = { termId, wording, questionId, promiseId }
    const closed = negotiable(state) ?? asked(state, offer)
    if (closed) return closed
    if (wording === '') return refuse('AGR-12', {}, 'wording')
    if (figures.length > 0) return refuse('AGR-16', { figures: figures.join(', ') }, 'wording')
    return trapped(traps) ?? [{ type: 'term-offered', ...offer }]
  },

  'agree-term': (state, { termId, traps, text }) => {
    const closed = negotiable(state)
    if (closed) return closed
    const term = offered(state, termId)
    if (isRefusal(term)) return term
    const attached = attachedFact(state, text, [...agreedTerms(state), termId])
    if (isRefusal(attached)) return attached
    return trapped(traps) ?? [{ type: 'term-agreed', termId }, attached]
  },

  'decline-term': (state, { termId, words }) => {
    const term = offered(state, termId)
    return isRefusal(term) ? term : [{ type: 'term-declined', termId, words }]
  },
}

const withTerm = (state: Case, termId: string, status: NegotiatedTerm['status']): Case => ({
  ...state,
  negotiated: (state.negotiated ?? []).map((each) => (each.termId === termId ? { ...each, status } : each)),
})

const termOf = ({ negotiated = [] }: Case, termId: string) =>
  negotiated.find((each) => each.termId === termId)

export const termChanges: Changes<TermFact> = {
  /** An offer is an answer: the word is the merchant's again. */
  'term-offered': (state, { termId, wording, questionId, promiseId }, stamp) => {
    const { at } = stamp
    const offeredBy = sideOf(stamp)
    return withQuestion(
      {
        ...state,
        negotiated: [
          ...(state.negotiated ?? []),
          { termId, offeredBy, wording, questionId, promiseId, at, status: 'offered' },
        ],
      },
      questionId,
      saying({ by: offeredBy, words: wording, at }),
    )
  },
  'term-agreed': (state, { termId }) => {
    const term = termOf(state, termId)
    const agreed = withTerm(state, termId, 'agreed')
    return settled(
      withPromise(agreed, term?.promiseId ?? null, 'written'),
      term?.questionId ?? null,
      'renegotiated',
    )
  },
  'term-declined': (state, { termId, words }, { at }) =>
    withQuestion(
      withTerm(state, termId, 'declined'),
      termOf(state, termId)?.questionId ?? null,
      saying({ by: 'merchant', words, at }),
    ),
}
