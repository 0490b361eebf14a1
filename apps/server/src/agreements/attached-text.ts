import type { Finding } from '#contract-guard/finding.ts'
import { keptLayoutFinding } from '#contract-guard/layout.ts'
import { review } from '#contract-guard/review.ts'
import { isRefusal, type Refusal } from '#ground/refusal.ts'
import type { AttachedText } from '#provision/agreement.ts'
import { agreementPage } from '#provision/agreement-page.ts'
import { differences } from '#provision/agreement-text.ts'
import type { Agreement, Case, Proposal } from '#provision/case.ts'
import { inLane } from '../documents/lane.ts'
import type { Errand } from '../house/errand.ts'
import { newId } from '../house/new-id.ts'
import { db } from '../house/tables.ts'
import { sha256Hex } from './evidence.ts'
import { findingIdOf } from './finding-id.ts'
import { keepDocument } from './kept-file.ts'
import { setAgreement } from './set-agreement.ts'

export type Draft = {
  readonly source: Agreement['source']
  readonly content: string
  readonly rendition: string | null
  /** What the file it came in showed beside the words: small print, empty cells. */
  readonly layout: readonly Finding[]
}

type Findings = AttachedText['findings']

/** What the words say and what the layout did with them, in order of place. */
export const withLayout = (found: readonly Finding[], layout: readonly Finding[]): readonly Finding[] =>
  [...found, ...layout].sort((one, other) => one.start - other.start)

export const findingsIn = ({ content, layout }: Pick<Draft, 'content' | 'layout'>): Findings =>
  withLayout(review(content).findings, layout).map((finding) => ({
    ...finding,
    findingId: findingIdOf(finding),
    quoteDigest: sha256Hex(finding.quote),
  }))

/** Grave traps of one text that the other does not have, by rule. */
export const newTraps = (now: Findings, before: Findings): readonly string[] => [
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

/** The layout's findings of the text that stands: kept by place and rule. */
export const layoutKept = ({ findings }: Pick<Agreement, 'findings'>, content: string): readonly Finding[] =>
  findings.flatMap((kept) => keptLayoutFinding(content, kept) ?? [])

/** The same in the next version of the text, wherever the words stand there. */
export const layoutIn = (content: string, layout: readonly Finding[]): readonly Finding[] =>
  layout.flatMap((finding) => {
    const { quote, start } = finding
    const place = content.startsWith(quote, start) ? start : content.indexOf(quote)
    return place < 0 ? [] : [{ ...finding, start: place, end: place + quote.length }]
  })

type Typeset = { readonly text: AttachedText; readonly draft: Draft; readonly pdf: Buffer }

/** A text as both will sign it, and as the rules want to know it: which file, which traps, how far from the proposal. */
export const typeset = async (
  errand: Errand,
  { agreementVersions }: Pick<Case, 'agreementVersions'>,
  draft: Draft,
  proposal: Proposal,
  negotiated: readonly string[],
): Promise<Typeset | Refusal> => {
  const { source, content } = draft
  const agreementId = newId('agr')
  const pdf = await inLane(errand.actor.personId, () =>
    setAgreement({
      ...{ agreementId, version: agreementVersions + 1, page: agreementPage(content) },
      ...{ changes: null, at: errand.stamp.at },
    }),
  )
  if (isRefusal(pdf)) return pdf
  const text: AttachedText = {
    ...{ agreementId, source, negotiated },
    proposalVersion: proposal.version,
    digest: sha256Hex(pdf),
    textDigest: sha256Hex(content),
    findings: findingsIn(draft),
    mismatches: source === 'generated' ? differences(content, proposal).map(({ label }) => label) : [],
  }
  return { text, draft, pdf }
}

type ToKeep = {
  readonly text: { readonly agreementId: string; readonly digest: string }
  readonly draft: Pick<Draft, 'content' | 'rendition'> & { readonly source: string }
  readonly pdf: Buffer
}

/** Keeps the exact words and the file both sides will be held to, of an agreement or a supplement. */
export const keepAgreement = async (
  errand: Errand,
  caseId: string,
  version: number,
  { text, draft, pdf }: ToKeep,
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
  await keepDocument(errand, { caseId, agreementId: text.agreementId }, pdf)
}
