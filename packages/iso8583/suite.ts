import type { ScriptStep } from '#iso8583/bad-host.ts'
import type { Words } from '#iso8583/dialect.ts'
import type { Booked, Fact } from '#iso8583/fact.ts'
import acceptanceData from './acceptance.json' with { type: 'json' }
import fullData from './full.json' with { type: 'json' }

/** Every property named must equal the fact's. */
export type Pattern = { readonly fact: Fact['fact'] } & Readonly<Record<string, string | number | boolean>>

/** Requests without money. */
export type Management =
  | 'sign-in'
  | 'echo'
  | 'parameters'
  | 'status'
  | 'ca-key-query'
  | 'ca-key'
  | 'chip-parameter-query'
  | 'signature-upload'
  | 'sign-off'

/** What the terminal is to do. `of` names the earlier step it follows: a sale voided, an order asked after; amounts in fen. */
export type Doing = {
  readonly transaction:
    | Management
    | Booked
    | 'balance'
    | 'qr-query'
    | 'qr-close'
    | 'settlement'
    | 'batch-upload'
  readonly amountFen?: number
  readonly entryMode?: string
  readonly of?: string
  /** Response code, or what else becomes of it. */
  readonly expect?: string
}

/** A step counts when the host observes `seen` after every step in `needs`; a fact of `failedBy` fails the run. */
export type SuiteStep = {
  readonly step: string
  readonly required: boolean
  readonly needs: readonly string[]
  readonly do: Doing
  readonly seen: Pattern
  readonly failedBy: readonly Pattern[]
  readonly words: Words
  readonly expects: Words
}

export type Suite = {
  readonly name: string
  readonly version: number
  readonly words: Words
  /** What befalls sales of exactly these amounts, so that somebody pressing keys can call up each bad day. */
  readonly answers: readonly ScriptStep[]
  readonly steps: readonly SuiteStep[]
}

export const acceptance = acceptanceData as unknown as Suite

/** Suites by name: what a terminal must show before it goes live, and every transaction there is. */
export const suites: ReadonlyMap<string, Suite> = new Map(
  [acceptance, fullData as unknown as Suite].map((suite) => [suite.name, suite]),
)

export const matches = (pattern: Pattern, fact: Fact): boolean => {
  if (pattern.fact !== fact.fact) return false
  for (const key in pattern)
    if (pattern[key] !== (fact as Readonly<Record<string, unknown>>)[key]) return false
  return true
}
