import type { Words } from '#iso8583/dialect.ts'
import type { Fact } from '#iso8583/fact.ts'
import data from './acceptance.json' with { type: 'json' }

/** Every property named must equal the fact's. */
export type Pattern = { readonly fact: Fact['fact'] } & Readonly<Record<string, string | number | boolean>>

/** What the terminal is to do. `of` names an earlier step whose sale is voided or refunded; amounts in fen. */
export type Doing = {
  readonly transaction: 'sign-in' | 'echo' | 'sale' | 'void' | 'refund' | 'settlement' | 'sign-off'
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

/** How the host answers a sale of exactly this amount, so that somebody pressing keys can call up each bad day. */
export type ScriptedAnswer = {
  readonly amountFen: number
  readonly does: 'decline' | 'cut-line' | 'spoil-mac'
  readonly code?: string
}

export type Suite = {
  readonly name: string
  readonly version: number
  readonly words: Words
  readonly answers: readonly ScriptedAnswer[]
  readonly steps: readonly SuiteStep[]
}

export const acceptance = data as unknown as Suite

export const matches = (pattern: Pattern, fact: Fact): boolean => {
  if (pattern.fact !== fact.fact) return false
  for (const key in pattern)
    if (pattern[key] !== (fact as Readonly<Record<string, unknown>>)[key]) return false
  return true
}
