import type { Case, TestedAs, TestSuite, Visit } from '#provision/case.ts'
import type { Changes, Decisions } from '#provision/rule.ts'
import { isBefore } from '#provision/instant.ts'
import { arrivedAs } from '#provision/visit.ts'
import { refuse } from '#ground/refusal.ts'
import type { Stamp } from '#ground/stamp.ts'

export type FunctionTestMove =
  | { readonly type: 'open-function-test'; readonly runId: string; readonly suite: TestSuite }
  /** Told by the test host about the run it played: when it opened, for which terminal, how it ended. */
  | ({
      readonly type: 'record-function-test'
      readonly runId: string
      readonly openedAt: string
      readonly terminalNo: string
      readonly merchantNo: string
      readonly passed: boolean
    } & TestedAs)

export type FunctionTestFact =
  | {
      readonly type: 'function-test-opened'
      readonly runId: string
      /** Absent in facts from before runs were bound to a visit. */
      readonly deviceId?: string
      readonly visitId?: string
      readonly suite?: TestSuite
    }
  | ({
      readonly type: 'function-test-recorded'
      readonly runId: string
      readonly passed: boolean
    } & Partial<TestedAs>)

/** The installation visit at which this technician is in the shop now. */
export const testingVisit = ({ visits }: Case, stamp: Stamp): Visit | undefined =>
  visits.findLast((visit) => arrivedAs(visit, 'install', stamp))

/** The visit that put the terminal where it stands: the last one somebody came to. */
const lastInstallation = ({ visits }: Case): Visit | undefined =>
  visits.findLast(({ kind, status }) => kind === 'install' && (status === 'arrived' || status === 'done'))

export const functionTestDecisions: Decisions<FunctionTestMove, FunctionTestFact> = {
  'open-function-test': (state, { runId, suite }, stamp) => {
    const { install } = state
    if (install === null || install.boundAt === null) return refuse('TEST-1')
    const visit = testingVisit(state, stamp)
    if (visit === undefined) return refuse('TEST-5')
    const { deviceId } = install
    return [{ type: 'function-test-opened', runId, deviceId, visitId: visit.visitId, suite }]
  },

  'record-function-test': (state, { runId, openedAt, terminalNo, merchantNo, passed, ...as }) => {
    const { install } = state
    if (install === null || install.boundAt === null) return refuse('TEST-1')
    if (isBefore(openedAt, install.boundAt)) return refuse('TEST-3', { openedAt, boundAt: install.boundAt })
    if (install.terminalNo !== terminalNo || install.merchantNo !== merchantNo)
      return refuse('TEST-4', { terminalNo, merchantNo })
    if (install.deviceId !== as.deviceId) return refuse('TEST-6')
    if (lastInstallation(state)?.visitId !== as.visitId) return refuse('TEST-7')
    const { deviceId, visitId, suite, cardDigest } = as
    return [{ type: 'function-test-recorded', runId, passed, deviceId, visitId, suite, cardDigest }]
  },
}

export const functionTestChanges: Changes<FunctionTestFact> = {
  /** The run lives with the host until it has a result. */
  'function-test-opened': (state) => state,
  'function-test-recorded': (state, { runId, passed, deviceId, visitId, suite, cardDigest }, { at }) => ({
    ...state,
    functionTest: {
      ...{ runId, passed, at },
      ...(deviceId !== undefined && visitId !== undefined && suite !== undefined && cardDigest !== undefined
        ? { as: { deviceId, visitId, suite, cardDigest } }
        : {}),
    },
  }),
}
