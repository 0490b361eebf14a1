import type { Finding, Severity } from '#contract-guard/finding.ts'
import { redact } from '#contract-guard/redact.ts'

/** One clause as it would leave the house: its rule, and its words without what names somebody. */
export type Material = { readonly rule: string; readonly words: string }

const mostClauses = 12
const weight: Readonly<Record<Severity, number>> = { high: 0, medium: 1, low: 2 }

/** What a model would be given: the gravest clauses alone, each once, redacted. The rest of the document stays here. */
export const commentMaterial = (
  findings: readonly Pick<Finding, 'rule' | 'severity' | 'quote'>[],
): readonly Material[] =>
  findings
    .toSorted((a, b) => weight[a.severity] - weight[b.severity])
    .map(({ rule, quote }) => ({ rule, words: redact(quote).text.slice(0, 600) }))
    .filter(({ words }, at, all) => all.findIndex((each) => each.words === words) === at)
    .slice(0, mostClauses)
