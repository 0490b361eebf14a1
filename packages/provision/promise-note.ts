import type { Case } from '#provision/case.ts'
import type { SpokenPromise } from '#provision/case-talk.ts'
import type { Changes, Decisions } from '#provision/rule.ts'
import { chinaDay } from '#ground/calendar.ts'
import { isRefusal, type Refusal, refuse } from '#ground/refusal.ts'

/** What was promised by word of mouth, noted by the merchant, and what became of it. */
export type PromiseMove =
  | ({ readonly type: 'record-promise' } & Pick<SpokenPromise, 'promiseId' | 'words' | 'speaker' | 'saidOn'>)
  | { readonly type: 'request-term'; readonly promiseId: string }
  | { readonly type: 'deny-promise'; readonly promiseId: string; readonly reason: string }
  | { readonly type: 'drop-promise'; readonly promiseId: string }

export type PromiseFact =
  | ({ readonly type: 'promise-recorded' } & Pick<
      SpokenPromise,
      'promiseId' | 'words' | 'speaker' | 'saidOn'
    >)
  | { readonly type: 'term-requested'; readonly promiseId: string }
  | { readonly type: 'promise-denied'; readonly promiseId: string; readonly reason: string }
  | { readonly type: 'promise-dropped'; readonly promiseId: string }

type Status = SpokenPromise['status']

const inStatus = (
  { promises = [] }: Case,
  promiseId: string,
  allowed: readonly Status[],
): SpokenPromise | Refusal => {
  const promise = promises.find((each) => each.promiseId === promiseId)
  return promise && allowed.includes(promise.status) ? promise : refuse('AGR-19', {}, 'promiseId')
}

export const promiseDecisions: Decisions<PromiseMove, PromiseFact> = {
  'record-promise': ({ providerId }, { promiseId, words, speaker, saidOn }, { at }) => {
    if (words === '') return refuse('AGR-12', {}, 'words')
    if (providerId === null || speaker === '' || saidOn > chinaDay(at))
      return refuse('AGR-18', {}, speaker === '' ? 'speaker' : 'saidOn')
    return [{ type: 'promise-recorded', promiseId, words, speaker, saidOn }]
  },

  /** A promise denied may be asked for again: people change their minds. */
  'request-term': (state, { promiseId }) => {
    const promise = inStatus(state, promiseId, ['noted', 'denied'])
    if (isRefusal(promise)) return promise
    if (state.agreement !== null && state.agreement.merchantSignature !== null) return refuse('AGR-6')
    return [{ type: 'term-requested', promiseId }]
  },

  'deny-promise': (state, { promiseId, reason }) => {
    const promise = inStatus(state, promiseId, ['requested'])
    if (isRefusal(promise)) return promise
    return reason === '' ? refuse('AGR-12', {}, 'reason') : [{ type: 'promise-denied', promiseId, reason }]
  },

  'drop-promise': (state, { promiseId }) => {
    const promise = inStatus(state, promiseId, ['noted', 'requested', 'denied'])
    return isRefusal(promise) ? promise : [{ type: 'promise-dropped', promiseId }]
  },
}

/** The case with one of its promises in another status. */
export const withPromise = (state: Case, promiseId: string | null, status: Status, reason = ''): Case =>
  promiseId === null
    ? state
    : {
        ...state,
        promises: (state.promises ?? []).map((each) =>
          each.promiseId === promiseId ? { ...each, status, reason } : each,
        ),
      }

export const promiseChanges: Changes<PromiseFact> = {
  'promise-recorded': (state, { promiseId, words, speaker, saidOn }, { at }) => ({
    ...state,
    promises: [
      ...(state.promises ?? []),
      { promiseId, words, speaker, saidOn, at, status: 'noted', reason: '' },
    ],
  }),
  'term-requested': (state, { promiseId }) => withPromise(state, promiseId, 'requested'),
  'promise-denied': (state, { promiseId, reason }) => withPromise(state, promiseId, 'denied', reason),
  'promise-dropped': (state, { promiseId }) => withPromise(state, promiseId, 'dropped'),
}
