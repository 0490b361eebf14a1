import type { DraftedTerms } from '#contract-guard/drafted-terms.ts'

/** What a checked document brings to the cost page. It stays in this tab's memory and is gone with it. */
export type Handed = { readonly name: string; readonly drafted: DraftedTerms; readonly unilateral: boolean }

let handed: Handed | null = null

export const handOver = (what: Handed): void => {
  handed = what
}

export const takeHanded = (): Handed | null => handed
