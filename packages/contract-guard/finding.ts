/** Chinese and English of one statement. */
export type Both = { readonly zh: string; readonly en: string }

/** A law and the article in it; the version date stands in `basis.ts`. */
export type Basis = { readonly law: string; readonly article: string }

export type Severity = 'high' | 'medium' | 'low'

/** The public list of risk classes: outsiders' tools depend on these names. */
export type Risk =
  | 'unilateral_fee_change'
  | 'hidden_fee'
  | 'deposit_nonrefundable'
  | 'auto_renewal'
  | 'excessive_penalty'
  | 'lock_in'
  | 'liability_exclusion'
  | 'data_sharing'
  | 'one_sided_termination'
  | 'settlement_delay_or_hold'
  | 'jurisdiction'
  | 'device_ownership_trap'
  | 'vague_terms'
  | 'unlicensed_settlement'
  | 'mcc_or_rate_misstatement'
  | 'minimum_volume'
  | 'blank_fields'
  | 'unilateral_amendment'
  | 'deemed_consent'
  | 'kyc_bypass'
  | 'evidence_monopoly'
  | 'prohibited_ad_wording'
  | 'online_pos_sale'
  | 'licence_misrepresentation'
  | 'other'

/** One trap, quoted from the text. `start`/`end` are UTF-16 offsets into the text as given. */
export type Finding = {
  readonly rule: string
  readonly risk: Risk
  readonly severity: Severity
  readonly start: number
  readonly end: number
  readonly quote: string
  readonly why: Both
  readonly basis: readonly Basis[]
  readonly ask: Both
  /** Found by its likeness to known traps, not by a readable rule: `rule` is the one it is most like. */
  readonly by?: 'likeness'
}

/** A term every acquiring agreement must have and this one lacks. */
export type Missing = { readonly term: string; readonly why: Both; readonly basis: readonly Basis[] }

/** What the merchant should do: nothing was given to read, nothing found, ask first, or do not sign as it is. */
export type Verdict = 'nothing-to-read' | 'no-trap-found' | 'ask-first' | 'do-not-sign'

/**
 * What a rule looks for. `says`: each pattern must stand in the sentence. `unless`: the sentence is innocent if one of
 * these stands in it. `unlessNear`: … or in the same clause, one sentence either side. `near`: must stand that close.
 * `when` weighs the numbers of the first pattern's match. Patterns are written in the words of `lexicon.ts`.
 */
export type Pattern = {
  readonly says: readonly string[]
  readonly unless?: readonly string[]
  readonly unlessNear?: readonly string[]
  readonly near?: string
  /** … or if this stands anywhere in the whole text. */
  readonly unlessText?: string
  readonly when?: (match: RegExpExecArray, sentence: string) => boolean
  readonly severity?: Severity
  /** Where one pattern of a rule is a harm of another class. */
  readonly risk?: Risk
}

/** A trap: what it looks for, why it harms, the law behind it, what to ask for, and its own examples. */
export type Rule = {
  readonly id: string
  readonly name: Both
  readonly risk: Risk
  readonly severity: Severity
  /** Words without which no pattern of this rule can match: keeps the reading fast. */
  readonly cue: string
  readonly looksFor: readonly Pattern[]
  readonly why: Both
  readonly basis: readonly Basis[]
  readonly ask: Both
  /** Sentences that must be found … */
  readonly trap: readonly string[]
  /** … and fair sentences that must not. */
  readonly fair: readonly string[]
}
