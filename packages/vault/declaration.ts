import type { Principal } from '#ground/stamp.ts'
import type { Keep } from '#vault/retention.ts'

/** T/PCAC 0001-2023's kinds of information, and `other` for words and the house's own. */
type DatumClass = 'identity' | 'account' | 'authentication' | 'other'

/** PIPL art. 13(1): (2) a contract, (3) a legal duty, (1) consent. */
export type Basis = 'contract' | 'legal-duty' | 'consent'

export type Purpose =
  | 'merchant-review'
  | 'settlement'
  | 'on-site-visit'
  | 'sign-in'
  | 'notice'
  | 'training'
  | 'support'
  | 'terminal-place'
  | 'repeat-protection'
  | 'house'

export type Declared = {
  readonly class: DatumClass
  /** PIPL art. 28: leaking it harms at once; asked for with separate consent (art. 29). */
  readonly sensitive: boolean
  readonly purpose: Purpose
  readonly basis: Basis
  readonly keep: Keep
  /** Who may ever see it in clear; for most of them only under a grant. Empty: opened by the house alone. */
  readonly readers: readonly Principal[]
  readonly say: readonly [zh: string, en: string]
}
