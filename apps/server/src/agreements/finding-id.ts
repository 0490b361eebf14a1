import type { Finding } from '#contract-guard/finding.ts'

/** One finding, one name: the rule and its place in the text. */
export const findingIdOf = ({ rule, start }: Finding): string => `${rule}-${start}`
