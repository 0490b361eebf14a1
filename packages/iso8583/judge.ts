import type { Fact } from '#iso8583/fact.ts'
import { matches, type Suite, type SuiteStep } from '#iso8583/suite.ts'

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
  const settled = progress.outcome !== 'running'
  let steps: StepProgress[] | null = null
  for (let index = 0; index < suite.steps.length; index++) {
    const spec = suite.steps[index] as SuiteStep
    const known = progress.steps[index] as StepProgress
    if (known.state === 'failed' || (settled && spec.required)) continue
    if (known.state === 'seen' && spec.failedBy.length === 0) continue
    // What was seen to work and then fails has failed.
    const failed = spec.failedBy.some((pattern) => matches(pattern, fact))
    const seen = known.state === 'waiting' && matches(spec.seen, fact) && ready(suite, progress, spec)
    if (!failed && !seen) continue
    steps ??= [...progress.steps]
    steps[index] = { ...known, state: failed ? 'failed' : 'seen', at }
  }
  if (steps === null) return progress
  if (settled) return { ...progress, steps }
  const required = steps.filter((_, index) => suite.steps[index]?.required)
  const failed = required.some(({ state }) => state === 'failed')
  const passed = required.every(({ state }) => state === 'seen')
  return { ...progress, steps, outcome: failed ? 'failed' : passed ? 'passed' : 'running' }
}

/** Whether every step it needs was seen before this fact. */
const ready = (suite: Suite, progress: SuiteProgress, { needs }: SuiteStep): boolean =>
  needs.every((step) =>
    suite.steps.some((spec, index) => spec.step === step && progress.steps[index]?.state === 'seen'),
  )
