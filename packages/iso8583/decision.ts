import type { BlockCipher } from '#iso8583/cipher.ts'
import type { Codec, Words } from '#iso8583/dialect.ts'
import type { Fact, Unanswered } from '#iso8583/fact.ts'
import type { Fields } from '#iso8583/message.ts'
import type { Change } from '#iso8583/session.ts'
import type { Suite } from '#iso8583/suite.ts'

/** What the host knows before any terminal calls. */
export type HostRules = {
  readonly codec: Codec
  readonly cipher: BlockCipher
  readonly suite: Suite
  readonly cards: TestCards
}

export type TestCards = {
  /** `is` says what the number stands for: a card's unless it is a payment code off a customer's phone. */
  readonly ranges: readonly {
    readonly prefix: string
    readonly digits: number
    readonly words: Words
    readonly is?: string
  }[]
  readonly pin: string
  readonly demoPan: string
  readonly demoCode: string
  /** What a balance enquiry is told, in fen. */
  readonly balanceFen: number
}

/** The host's answer: field 39, further fields, what happens to the answer on its way, and what was seen. */
export type Decision = {
  readonly code: string
  readonly fields?: Fields
  readonly delivery: 'answered' | 'answered-twice' | Unanswered
  /** How long an answer that comes late is kept back. */
  readonly afterMs?: number
  readonly facts: readonly Fact[]
  readonly change: Change
  /** Processing the header demands of the terminal: 3 is "sign in again". */
  readonly demand?: '3'
}

/** A refusal of the host: a response code for the terminal, a rule for people. */
export const refused = (transaction: string, code: string, rule: string): Decision => ({
  code,
  delivery: 'answered',
  facts: [{ fact: 'refused', transaction, code, rule }],
  change: {},
})
