import type { Decision } from '#iso8583/decision.ts'
import type { Words } from '#iso8583/dialect.ts'
import type { Unanswered } from '#iso8583/fact.ts'
import { textOf } from '#iso8583/message.ts'
import type { Request } from '#iso8583/request.ts'
import badDay from './bad-day.json' with { type: 'json' }
import { markTotals, UNEQUAL } from '#iso8583/totals.ts'

/** What a host can do to a terminal on a bad day. */
export const behaviours = [
  'decline',
  'cut-line',
  'wrong-mac',
  'timeout',
  'late',
  'duplicate',
  'wrong-amount',
  'garbage',
  'half-open',
  'sign-in-again',
  'unequal',
] as const
export type Behaviour = (typeof behaviours)[number]

/** Which request it befalls: every condition named must hold; `nth` counts those that meet the others, from 1. */
export type When = { readonly transaction?: string; readonly amountFen?: number; readonly nth?: number }

/** `code` is a decline's response code, `afterMs` how late a late answer leaves. */
export type ScriptStep = {
  readonly step: string
  readonly when: When
  readonly does: Behaviour
  readonly code?: string
  readonly afterMs?: number
  readonly words?: Words
}

/** A bad day, as a data file: bad-day.json is one. */
export type Script = {
  readonly name: string
  readonly words: Words
  readonly steps: readonly ScriptStep[]
}

/** The scripts that come with the host, by name. */
export const scripts: ReadonlyMap<string, Script> = new Map(
  [badDay as unknown as Script].map((script) => [script.name, script]),
)

const LATE_MS = 70_000
const LATEST_MS = 600_000

const after: Readonly<Partial<Record<Behaviour, Unanswered>>> = {
  'cut-line': 'line-cut',
  'wrong-mac': 'mac-spoiled',
  timeout: 'timed-out',
  late: 'answered-late',
  'wrong-amount': 'amount-altered',
  garbage: 'answer-garbled',
  'half-open': 'half-opened',
}

/** A step that befalls this request, and the counts after it; the first that fits wins. */
export type Befallen = { readonly step: ScriptStep | null; readonly played: Played }

/** How often each step that counts has come up. */
export type Played = Readonly<Record<string, number>>

/** Which steps an amount can call up: those that name it, and those that name none. */
type ByAmount = {
  readonly named: ReadonlyMap<number, readonly ScriptStep[]>
  readonly others: readonly ScriptStep[]
}

const indexed = new WeakMap<readonly ScriptStep[], ByAmount>()

const byAmount = (steps: readonly ScriptStep[]): ByAmount => {
  let found = indexed.get(steps)
  if (found === undefined) {
    const amounts = new Set(steps.flatMap(({ when }) => when.amountFen ?? []))
    const calledBy = (fen: number | null) =>
      steps.filter(({ when }) => when.amountFen === undefined || when.amountFen === fen)
    found = { named: new Map([...amounts].map((fen) => [fen, calledBy(fen)])), others: calledBy(null) }
    indexed.set(steps, found)
  }
  return found
}

export const befall = (
  steps: readonly ScriptStep[],
  played: Played,
  { message, transaction }: Pick<Request, 'message' | 'transaction'>,
): Befallen => {
  const { named, others } = byAmount(steps)
  let counts = played
  for (const step of named.get(Number(textOf(message, 4))) ?? others) {
    const { when } = step
    if (when.transaction !== undefined && when.transaction !== transaction.name) continue
    if (when.nth === undefined) return { step, played: counts }
    const count = (counts[step.step] ?? 0) + 1
    counts = { ...counts, [step.step]: count }
    if (count === when.nth) return { step, played: counts }
  }
  return { step: null, played: counts }
}

/**
 * The decision with its answer spoilt. What was booked stays booked: the terminal cannot know, and owes a reversal where
 * the dialect lets it reverse.
 */
export const spoil = (step: ScriptStep, request: Request, decision: Decision): Decision => {
  const { trace } = request
  if (step.does === 'duplicate')
    return {
      ...decision,
      delivery: 'answered-twice',
      facts: [...decision.facts, { fact: 'answered-twice', trace }],
    }
  if (step.does === 'unequal') return unequal(request, decision)
  const of = after[step.does]
  if (of === undefined) return decision
  const late = of === 'answered-late' ? { afterMs: step.afterMs ?? LATE_MS } : {}
  const fact = { fact: of, trace, amountFen: Number(textOf(request.message, 4)) }
  const [own, ...others] = decision.change.entries ?? []
  if (own === undefined || own.status === 'declined' || !request.transaction.reversible)
    return { ...decision, ...late, delivery: of, facts: [fact, ...decision.facts] }
  return {
    ...decision,
    ...late,
    delivery: of,
    facts: [fact],
    change: { ...decision.change, entries: [{ ...own, answer: of }, ...others], owed: { trace, of } },
  }
}

/** A settlement answered 2, whatever the ledger says, so that the terminal has to send its batch up. */
const unequal = (request: Request, decision: Decision): Decision => {
  const { closed } = decision.change
  if (request.transaction.name !== 'settlement' || closed === undefined) return decision
  const answer = markTotals(closed.answer, UNEQUAL)
  return {
    ...decision,
    fields: { ...decision.fields, 48: answer },
    change: { ...decision.change, closed: { ...closed, answer } },
  }
}

const isWords = (value: unknown): value is Words =>
  typeof value === 'object' &&
  value !== null &&
  typeof (value as Words).zh === 'string' &&
  typeof (value as Words).en === 'string'

const whole = (value: unknown, most: number): boolean =>
  value === undefined || (Number.isInteger(value) && (value as number) > 0 && (value as number) <= most)

const only = (value: object, allowed: readonly string[]): boolean =>
  Object.keys(value).every((key) => allowed.includes(key))

const faultOf = (step: ScriptStep, transactions: ReadonlySet<string>): string | null => {
  if (typeof step !== 'object' || step === null) return 'a step is not an object'
  if (!only(step, ['step', 'when', 'does', 'code', 'afterMs', 'words'])) return 'unknown entry in a step'
  if (typeof step.step !== 'string' || step.step === '') return 'a step has no name'
  if (!behaviours.includes(step.does)) return `unknown behaviour ${String(step.does)}`
  const { when } = step
  if (typeof when !== 'object' || when === null || !only(when, ['transaction', 'amountFen', 'nth']))
    return 'unknown condition'
  if (when.transaction !== undefined && !transactions.has(when.transaction))
    return `the dialect has no transaction ${String(when.transaction)}`
  if (!whole(when.amountFen, 999_999_999_999) || !whole(when.nth, 10_000)) return 'not a whole number'
  if (!whole(step.afterMs, LATEST_MS)) return `afterMs outside 1–${LATEST_MS}`
  if (step.code !== undefined && !/^[0-9A-Z]{2}$/.test(step.code)) return 'not a response code'
  if (step.does === 'decline' && (step.code === undefined || step.code === '00'))
    return 'a decline needs a code'
  return step.words === undefined || isWords(step.words) ? null : 'words are wanted in zh and en'
}

/** ISO-29: a script from a file's text; throws an Error that says which step is not sound and why. */
export const readScript = (text: string, transactions: ReadonlySet<string>): Script => {
  const data = JSON.parse(text) as Script
  const wrong = (what: string) => new Error(`ISO-29: ${what}`)
  if (typeof data !== 'object' || data === null || typeof data.name !== 'string' || !isWords(data.words))
    throw wrong('a script has a name, words in zh and en, and steps')
  if (!Array.isArray(data.steps) || data.steps.length > 200) throw wrong('at most 200 steps')
  const names = new Set<string>()
  for (const step of data.steps as readonly ScriptStep[]) {
    const fault = faultOf(step, transactions)
    if (fault !== null) throw wrong(`${step?.step ?? '?'}: ${fault}`)
    if (names.has(step.step)) throw wrong(`${step.step} is named twice`)
    names.add(step.step)
  }
  return data
}
