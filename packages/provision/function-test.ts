import type { Changes, Decisions } from '#provision/rule.ts'
import { isBefore } from '#provision/instant.ts'
import { refuse } from '#ground/refusal.ts'

export type FunctionTestMove =
  | { readonly type: 'open-function-test'; readonly runId: string }
  /** Told by the test host about the run it played: when it opened, for which terminal, how it ended. */
  | {
      readonly type: 'record-function-test'
      readonly runId: string
      readonly openedAt: string
      readonly terminalNo: string
      readonly merchantNo: string
      readonly passed: boolean
    }

export type FunctionTestFact =
  | { readonly type: 'function-test-opened'; readonly runId: string }
  | { readonly type: 'function-test-recorded'; readonly runId: string; readonly passed: boolean }

export const functionTestDecisions: Decisions<FunctionTestMove, FunctionTestFact> = {
  'open-function-test': ({ install }, { runId }) =>
    install === null || install.boundAt === null
      ? refuse('TEST-1')
      : [{ type: 'function-test-opened', runId }],

  'record-function-test': ({ install }, { runId, openedAt, terminalNo, merchantNo, passed }) => {
    if (install === null || install.boundAt === null) return refuse('TEST-1')
    if (isBefore(openedAt, install.boundAt)) return refuse('TEST-3', { openedAt, boundAt: install.boundAt })
    return install.terminalNo === terminalNo && install.merchantNo === merchantNo
      ? [{ type: 'function-test-recorded', runId, passed }]
      : refuse('TEST-4', { terminalNo, merchantNo })
  },
}

export const functionTestChanges: Changes<FunctionTestFact> = {
  /** The run lives with the host until it has a result. */
  'function-test-opened': (state) => state,
  'function-test-recorded': (state, { runId, passed }, { at }) => ({
    ...state,
    functionTest: { runId, passed, at },
  }),
}
