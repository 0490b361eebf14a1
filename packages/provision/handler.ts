import type { Changes, Decisions } from '#provision/rule.ts'
import { arrivedAs, visitOf } from '#provision/visit.ts'
import { refuse } from '#ground/refusal.ts'

type Capture = { readonly visitId: string; readonly captureId: string; readonly keyId: string }

export type HandlerMove =
  | ({ readonly type: 'record-handler' } & Capture)
  /** `purpose` is a vault reference. */
  | { readonly type: 'reveal-handler'; readonly purpose: string }

export type HandlerFact =
  | ({ readonly type: 'handler-recorded' } & Capture)
  | { readonly type: 'handler-revealed'; readonly captureId: string; readonly purpose: string }

/** Who takes the terminal over: recorded in the shop, opened by the acquirer. The case holds a reference, sealed itself. */
export const handlerDecisions: Decisions<HandlerMove, HandlerFact> = {
  'record-handler': (state, { visitId, captureId, keyId }, stamp) =>
    arrivedAs(visitOf(state, visitId), 'install', stamp)
      ? [{ type: 'handler-recorded', visitId, captureId, keyId }]
      : refuse('CAP-3', {}, 'visitId'),

  'reveal-handler': ({ handler }, { purpose }) => {
    if (handler === undefined) return refuse('CAP-6')
    return purpose === ''
      ? refuse('REV-9', {}, 'purpose')
      : [{ type: 'handler-revealed', captureId: handler.captureId, purpose }]
  },
}

export const handlerChanges: Changes<HandlerFact> = {
  /** Recorded again, the last one counts; the earlier ones stay on record. */
  'handler-recorded': (state, { visitId, captureId, keyId }, { at }) => ({
    ...state,
    handler: { visitId, captureId, keyId, at },
  }),
  'handler-revealed': (state) => state,
}
