import type { Finding } from '#contract-guard/finding.ts'
import { layoutFindings } from '#contract-guard/layout.ts'
import { learnedLikeness } from '#contract-guard/likeness.ts'
import { normalise } from '#contract-guard/normalise.ts'
import type { Mapped } from '#contract-guard/offset.ts'
import { pageAt, type ReadDocument } from '#contract-guard/read.ts'
import { type Review, review, verdictOf } from '#contract-guard/review.ts'

/** A finding with the page it stands on, where the document has pages. */
export type ReadFinding = Finding & { readonly page?: number }

export type ReadReview = Omit<Review, 'findings'> & { readonly findings: readonly ReadFinding[] }

/** `review` of a document as it was read: what its words say, and what its layout does with them, in order of place. */
export const reviewRead = (read: ReadDocument, plain: Mapped = normalise(read.text)): ReadReview => {
  const { findings, missing } = review(read.text, learnedLikeness, plain)
  const all = [...findings, ...layoutFindings(read)].sort((one, other) => one.start - other.start)
  return {
    findings: all.map((finding) => {
      const page = pageAt(read, finding.start)
      return page === undefined ? finding : { ...finding, page }
    }),
    missing,
    verdict: verdictOf(read.text, all, missing),
  }
}
