import type { Fact } from '#iso8583/fact.ts'
import { matches, type Pattern, type Suite, type SuiteStep } from '#iso8583/suite.ts'

export type StepProgress = {
  readonly step: string
  readonly state: 'waiting' | 'begun' | 'seen' | 'failed'
  readonly at: string | null
}

/** One run of a suite as the host has seen it. `outcome` leaves `running` once and never changes again. */
export type SuiteProgress = {
  readonly suite: string
  readonly outcome: 'running' | 'passed' | 'failed'
  readonly startedAt: string
  readonly steps: readonly StepProgress[]
}

export const beginRun = (suite: Suite, at: string): SuiteProgress => ({
  suite: suite.name,
  outcome: 'running',
  startedAt: at,
  steps: suite.steps.map(({ step }) => ({ step, state: 'waiting', at: null })),
})

type Concerned = Map<Fact['fact'], Map<unknown, readonly number[]>>

/** For each suite the steps a fact can concern, by its kind and transaction: a host judges every message. */
const concernedBy = new WeakMap<Suite, Concerned>()

const couldMatch = (pattern: Pattern, kind: Fact['fact'], transaction: unknown): boolean =>
  pattern.fact === kind && (pattern['transaction'] ?? transaction) === transaction

const concerned = (suite: Suite, fact: Fact): readonly number[] => {
  let byKind = concernedBy.get(suite)
  if (byKind === undefined) concernedBy.set(suite, (byKind = new Map()))
  let byTransaction = byKind.get(fact.fact)
  if (byTransaction === undefined) byKind.set(fact.fact, (byTransaction = new Map()))
  const transaction = 'transaction' in fact ? fact.transaction : undefined
  let positions = byTransaction.get(transaction)
  if (positions === undefined) {
    positions = suite.steps.flatMap(({ begun, seen, failedBy }, position) =>
      [seen, ...failedBy, ...(begun === undefined ? [] : [begun])].some((pattern) =>
        couldMatch(pattern, fact.fact, transaction),
      )
        ? [position]
        : [],
    )
    byTransaction.set(transaction, positions)
  }
  return positions
}

/** ISO-26: the run after one more fact. Passed when the last required step is seen, failed when one is failed. */
export const judge = (suite: Suite, progress: SuiteProgress, fact: Fact, at: string): SuiteProgress => {
  const settled = progress.outcome !== 'running'
  let steps: StepProgress[] | null = null
  for (const index of concerned(suite, fact)) {
    const spec = suite.steps[index] as SuiteStep
    const known = progress.steps[index] as StepProgress
    if (known.state === 'failed' || (settled && spec.required)) continue
    const state = stateAfter(suite, progress, spec, known.state, fact)
    if (state === known.state) continue
    steps ??= [...progress.steps]
    steps[index] = { ...known, state, at }
  }
  if (steps === null) return progress
  if (settled) return { ...progress, steps }
  const required = steps.filter((_, index) => suite.steps[index]?.required)
  const failed = required.some(({ state }) => state === 'failed')
  const passed = required.every(({ state }) => state === 'seen')
  return { ...progress, steps, outcome: failed ? 'failed' : passed ? 'passed' : 'running' }
}

const stateAfter = (
  suite: Suite,
  progress: SuiteProgress,
  spec: SuiteStep,
  state: StepProgress['state'],
  fact: Fact,
): StepProgress['state'] => {
  // What was seen to work and is begun once more may still fail.
  if (state === 'seen' && spec.begun !== undefined) return matches(spec.begun, fact) ? 'begun' : state
  if (spec.begun === undefined || state === 'begun') {
    for (const pattern of spec.failedBy) if (matches(pattern, fact)) return 'failed'
    return matches(spec.seen, fact) && ready(suite, progress, spec) ? 'seen' : state
  }
  return matches(spec.begun, fact) && ready(suite, progress, spec) ? 'begun' : state
}

/** Whether every step it needs was seen before this fact. */
const ready = (suite: Suite, progress: SuiteProgress, { needs }: SuiteStep): boolean =>
  needs.every((step) =>
    suite.steps.some((spec, index) => spec.step === step && progress.steps[index]?.state === 'seen'),
  )
