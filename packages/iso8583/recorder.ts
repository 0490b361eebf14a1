import type { Fact } from '#iso8583/fact.ts'
import type { ShopStep, ShopSuite } from '#iso8583/shop-suite.ts'
import { matches } from '#iso8583/suite.ts'

/** Why a step is red: it `failed` by the suite, something `wrong` was pressed, or it came `too-early`. */
export type Trouble = {
  readonly kind: 'failed' | 'wrong' | 'too-early'
  readonly saw: Fact
  readonly at: string
}

export type Recorded = {
  readonly step: string
  /** `begun`: the host has done its part of a bad day and waits for the terminal's. */
  readonly state: 'waiting' | 'begun' | 'seen' | 'failed'
  readonly at: string | null
  /** How often the terminal failed it, and how often something else was seen instead. */
  readonly failures: number
  readonly slips: number
  readonly trouble: Trouble | null
}

/**
 * One run at the counter, folded from what the host has seen and from nothing else. Unlike the judge of a simulated run it lets
 * a step be done again. `outcome` leaves `running` once and never changes again.
 */
export type Recording = {
  readonly suite: string
  readonly version: number
  readonly outcome: 'running' | 'passed' | 'failed'
  readonly startedAt: string
  /** How often the terminal or the host began anew, and every step with it. */
  readonly startedOver: number
  readonly steps: readonly Recorded[]
}

/** Facts that are nobody's mistake when no step asked for them. */
const harmless: ReadonlySet<Fact['fact']> = new Set(['echoed', 'served', 'signed-in', 'answered-twice'])

export const beginRecording = (suite: ShopSuite, at: string): Recording => ({
  suite: suite.name,
  version: suite.version,
  outcome: 'running',
  startedAt: at,
  startedOver: 0,
  steps: suite.steps.map(({ step }) => ({
    ...{ step, state: 'waiting', at: null },
    ...{ failures: 0, slips: 0, trouble: null },
  })),
})

/** The steps that are done. */
export const seenIn = ({ steps }: Recording): ReadonlySet<string> =>
  new Set(steps.filter(({ state }) => state === 'seen').map(({ step }) => step))

/** The step to do now: what the host already waits in, else the first required one not seen whose needs are. */
export const nextStep = (suite: ShopSuite, recording: Recording): ShopStep | null => {
  if (recording.outcome !== 'running') return null
  const seen = seenIn(recording)
  const begun = recording.steps.find(({ state }) => state === 'begun')?.step
  const open = suite.steps.filter(
    ({ step, required, needs }) => required && !seen.has(step) && needs.every((each) => seen.has(each)),
  )
  return open.find(({ step }) => step === begun) ?? open[0] ?? null
}

/** A terminal that starts over has an empty batch: what it did before cannot be voided or settled any more. */
const startedOver = (recording: Recording): Recording => ({
  ...recording,
  startedOver: recording.startedOver + 1,
  steps: recording.steps.map((each) => ({ ...each, state: 'waiting', at: null, trouble: null })),
})

/** What one fact makes of one step; the same object when nothing. */
const follow = (
  spec: ShopStep,
  known: Recorded,
  seen: ReadonlySet<string>,
  fact: Fact,
  at: string,
): Recorded => {
  const under = spec.begun === undefined || known.state === 'begun'
  if (under && spec.failedBy.some((bad) => matches(bad, fact)))
    return {
      ...known,
      ...{ state: 'failed', at, failures: known.failures + 1 },
      trouble: { kind: 'failed', saw: fact, at },
    }
  const ready = spec.needs.every((step) => seen.has(step))
  if (spec.begun !== undefined && matches(spec.begun, fact))
    return ready
      ? { ...known, state: 'begun', at, trouble: null }
      : { ...known, slips: known.slips + 1, trouble: { kind: 'too-early', saw: fact, at } }
  if (known.state === 'seen' || !under || !matches(spec.seen, fact)) return known
  return ready
    ? { ...known, state: 'seen', at, trouble: null }
    : { ...known, slips: known.slips + 1, trouble: { kind: 'too-early', saw: fact, at } }
}

/** Something nobody asked for belongs to the step that is due, unless a step seen before was only done once more. */
const slip = (suite: ShopSuite, recording: Recording, fact: Fact, at: string): Recording => {
  if (harmless.has(fact.fact) || suite.steps.some(({ seen }) => matches(seen, fact))) return recording
  const due = nextStep(suite, recording)?.step
  return {
    ...recording,
    steps: recording.steps.map((each) =>
      each.step === due && each.state !== 'begun'
        ? {
            ...each,
            ...{ state: 'failed', at, slips: each.slips + 1 },
            trouble: { kind: 'wrong', saw: fact, at },
          }
        : each,
    ),
  }
}

/** ISO-26, TEST-14: the run after one more fact. */
export const record = (suite: ShopSuite, before: Recording, fact: Fact, at: string): Recording => {
  if (before.outcome !== 'running') return before
  const over =
    fact.fact === 'signed-in' &&
    fact.fresh &&
    before.steps.some(({ state }) => state === 'seen' || state === 'begun')
  const run = over ? startedOver(before) : before
  const seen = seenIn(run)
  let changed = false
  let redo: readonly string[] = []
  let steps = run.steps.map((known, index) => {
    const spec = suite.steps[index] as ShopStep
    const after = follow(spec, known, seen, fact, at)
    changed ||= after !== known
    if (after.state === 'failed' && after.failures > known.failures) redo = [...redo, ...(spec.again ?? [])]
    return after
  })
  if (!changed) return slip(suite, run, fact, at)
  steps = steps.map((each) =>
    redo.includes(each.step) && each.state === 'seen' ? { ...each, state: 'waiting', at: null } : each,
  )
  const required = steps.filter((_, index) => suite.steps[index]?.required)
  const failed = required.some(({ failures }) => failures >= suite.tries)
  const passed = required.every(({ state }) => state === 'seen')
  return { ...run, steps, outcome: failed ? 'failed' : passed ? 'passed' : 'running' }
}
