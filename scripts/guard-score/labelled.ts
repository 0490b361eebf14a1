import { readdirSync, readFileSync } from 'node:fs'
import type { Risk, Severity } from '#contract-guard/finding.ts'

/** What a careful reader marked: `quote` stands exactly once in the text; `rule` is the dossier's number, if it has one. */
export type Label = {
  readonly risk: Risk
  readonly severity: Severity
  readonly quote: string
  readonly rule?: string
}

export type Labels = {
  readonly kind: 'agreement' | 'advert' | 'chat' | 'fee-sheet' | 'notice'
  /** No trap of high severity, however stern the text. */
  readonly fair: boolean
  readonly traps: readonly Label[]
  /** The mandatory terms the whole text does not contain, where a reader looked for them. */
  readonly lacks?: readonly string[]
}

export type Labelled = Labels & { readonly name: string; readonly text: string }

export const splits = ['train', 'dev', 'test', 'forms', 'unseen'] as const
export type Split = (typeof splits)[number]

/** The public list without `other`. */
export const risks = [
  'unilateral_fee_change',
  'hidden_fee',
  'deposit_nonrefundable',
  'auto_renewal',
  'excessive_penalty',
  'lock_in',
  'liability_exclusion',
  'data_sharing',
  'one_sided_termination',
  'settlement_delay_or_hold',
  'jurisdiction',
  'device_ownership_trap',
  'vague_terms',
  'unlicensed_settlement',
  'mcc_or_rate_misstatement',
  'minimum_volume',
  'blank_fields',
  'unilateral_amendment',
  'deemed_consent',
  'kyc_bypass',
  'evidence_monopoly',
  'prohibited_ad_wording',
  'online_pos_sale',
  'licence_misrepresentation',
] as const satisfies readonly Risk[]

const corpus = new URL('../../packages/contract-guard/corpus/', import.meta.url)

/** Names of a split's files, sorted. */
export const filesOf = (split: Split): string[] => readdirSync(new URL(`${split}/`, corpus)).sort()

/** Throws when a text has no label file. */
export const readSplit = (split: Split): Labelled[] =>
  filesOf(split)
    .filter((file) => file.endsWith('.txt'))
    .map((file) => {
      const read = (name: string) => readFileSync(new URL(`${split}/${name}`, corpus), 'utf8')
      const name = file.slice(0, -'.txt'.length)
      return { ...(JSON.parse(read(`${name}.json`)) as Labels), name, text: read(file) }
    })
