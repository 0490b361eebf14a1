import { createHash } from 'node:crypto'
import { review } from '#contract-guard/review.ts'
import type { AttachedText } from '#provision/agreement.ts'
import { differences } from '#provision/agreement-text.ts'
import type { Agreement, Proposal } from '#provision/case.ts'
import type { Errand } from '../house/errand.ts'
import { newId } from '../house/new-id.ts'
import { db } from '../house/tables.ts'
import { findingIdOf } from './finding-id.ts'

export const digestOf = (content: string): string =>
  createHash('sha256').update(content, 'utf8').digest('hex')

export type Draft = {
  readonly source: Agreement['source']
  readonly content: string
  readonly rendition: string | null
}

/** A text as the rules want to know it: by which digest, with which traps, how far from the proposal. */
export const attachedText = (
  { source, content }: Draft,
  proposal: Proposal,
  negotiated: readonly string[],
): AttachedText => ({
  agreementId: newId('agr'),
  source,
  proposalVersion: proposal.version,
  digest: digestOf(content),
  findings: review(content).findings.map((finding) => ({
    ...finding,
    findingId: findingIdOf(finding),
    quoteDigest: digestOf(finding.quote),
  })),
  mismatches: source === 'generated' ? differences(content, proposal).map(({ label }) => label) : [],
  negotiated,
})

/** Grave traps of one text that the other does not have, by rule. */
export const newTraps = (
  now: AttachedText['findings'],
  before: AttachedText['findings'],
): readonly string[] => [
  ...new Set(
    now
      .filter(
        ({ severity, rule, quoteDigest }) =>
          severity === 'high' &&
          !before.some((each) => each.rule === rule && each.quoteDigest === quoteDigest),
      )
      .map(({ rule }) => rule),
  ),
]

/** Keeps the exact words both sides will be held to. */
export const keepText = async (
  errand: Errand,
  caseId: string,
  version: number,
  text: { readonly agreementId: string; readonly digest: string },
  draft: { readonly source: string; readonly content: string; readonly rendition: string | null },
): Promise<void> => {
  await errand.run(
    db.insertInto('agreement_texts').values({
      agreement_id: text.agreementId,
      case_id: caseId,
      version,
      source: draft.source,
      digest: text.digest,
      content: draft.content,
      rendition: draft.rendition,
      created_at: errand.stamp.at,
    }),
  )
}
