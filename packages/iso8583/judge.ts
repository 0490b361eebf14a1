import type { Fact } from '#iso8583/fact.ts'
import { matches, type Suite } from '#iso8583/suite.ts'

export type StepProgress = {
  readonly step: string
  readonly state: 'waiting' | 'seen' | 'failed'
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

/** ISO-26: the run after one more fact. Passed when the last required step is seen, failed when one is failed. */
export const judge = (suite: Suite, progress: SuiteProgress, fact: Fact, at: string): SuiteProgress => {
  if (
    !suite.steps.some((spec) => matches(spec.seen, fact) || spec.failedBy.some((bad) => matches(bad, fact)))
  )
    return progress
  const seenBefore = new Set(progress.steps.filter(({ state }) => state === 'seen').map(({ step }) => step))
  const settled = progress.outcome !== 'running'
  const steps = suite.steps.map((spec, index): StepProgress => {
    const known = progress.steps[index] as StepProgress
    if (known.state !== 'waiting' || (settled && spec.required)) return known
    if (spec.failedBy.some((pattern) => matches(pattern, fact))) return { ...known, state: 'failed', at }
    const ready = spec.needs.every((step) => seenBefore.has(step))
    return ready && matches(spec.seen, fact) ? { ...known, state: 'seen', at } : known
  })
  if (settled) return { ...progress, steps }
  const required = steps.filter((_, index) => suite.steps[index]?.required)
  const failed = required.some(({ state }) => state === 'failed')
  const passed = required.every(({ state }) => state === 'seen')
  return { ...progress, steps, outcome: failed ? 'failed' : passed ? 'passed' : 'running' }
}
