import { allRules } from '#contract-guard/rules/all.ts'
import { review } from '#contract-guard/review.ts'
import { isRefusal } from '#ground/refusal.ts'
import type { Room } from '../house/errand.ts'
import { readUpload } from './read-upload.ts'

const both = (each: { readonly basis: readonly { readonly law: string; readonly article: string }[] }) => ({
  basis: each.basis.map((one) => ({ ...one })),
})

/** The guard for everybody: reads, answers, keeps nothing. */
export const guard: Room<'guard.check' | 'guard.rules'> = {
  async 'guard.check'(_errand, { text, fileName, content }) {
    const read = text ?? (content !== undefined ? await readUpload(content, fileName ?? '') : '')
    if (isRefusal(read)) return read
    const { findings, missing, verdict } = review(read)
    return {
      text: read,
      verdict,
      findings: findings.map((finding) => ({ ...finding, ...both(finding) })),
      missing: missing.map((each) => ({ ...each, ...both(each) })),
    }
  },
  async 'guard.rules'() {
    return {
      items: allRules.map(({ id, risk, severity, why }) => ({ rule: id, risk, severity, why: { ...why } })),
    }
  },
}
