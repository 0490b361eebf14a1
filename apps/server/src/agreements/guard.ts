import { commentMaterial } from '#contract-guard/comment-material.ts'
import { layoutRules } from '#contract-guard/layout-rules.ts'
import { kindOf } from '#contract-guard/offer-paper.ts'
import { linesAt, plainRead, type ReadDocument } from '#contract-guard/read.ts'
import { review } from '#contract-guard/review.ts'
import { reviewRead } from '#contract-guard/review-read.ts'
import { allRules } from '#contract-guard/rules/all.ts'
import { together } from '#contract-guard/together.ts'
import { isRefusal, refuse } from '#ground/refusal.ts'
import { inLane } from '../documents/lane.ts'
import type { Room } from '../house/errand.ts'
import { BadRequest } from '../house/problem.ts'
import { commentsOf } from './comment-model.ts'
import { askerOf, readGiven } from './read-upload.ts'

const both = (each: { readonly basis: readonly { readonly law: string; readonly article: string }[] }) => ({
  basis: each.basis.map((one) => ({ ...one })),
})

const placesOf = (read: ReadDocument, span: { readonly start: number; readonly end: number }) =>
  linesAt(read, span).map(({ page, x, y, width, height }) => ({ page, x, y, width, height }))

/** The guard for everybody: reads, answers, keeps nothing but what lies on the reading desk. */
export const guard: Room<
  | 'guard.check'
  | 'guard.open-reading'
  | 'guard.add-page'
  | 'guard.reading'
  | 'guard.close-reading'
  | 'guard.rules'
  | 'guard.together'
  | 'guard.comment-model'
  | 'guard.comment'
> = {
  async 'guard.open-reading'(errand, { fileName, content }) {
    const bytes = Buffer.from(content, 'base64')
    const readingId = errand.house.desk.open(askerOf(errand), { fileName, bytes })
    if (readingId === null) throw new BadRequest(503, 'DOC-15')
    return { readingId }
  },
  async 'guard.add-page'(errand, { readingId, fileName, content }) {
    const bytes = Buffer.from(content, 'base64')
    return errand.house.desk.add(askerOf(errand), readingId, { fileName, bytes }) ?? { ok: true }
  },
  async 'guard.reading'(errand, { readingId }) {
    return errand.house.desk.look(askerOf(errand), readingId)
  },
  async 'guard.close-reading'(errand, { readingId }) {
    errand.house.desk.close(askerOf(errand), readingId)
    return { ok: true }
  },
  async 'guard.check'(errand, { text = '', ...given }) {
    const isText = given.content === undefined && given.readingId === undefined
    const read = isText ? plainRead(text) : await readGiven(errand, given)
    if (isRefusal(read)) return read
    const { findings, missing, verdict } = reviewRead(read)
    return {
      text: read.text,
      source: read.source,
      verdict,
      findings: findings.map((finding) => ({
        ...finding,
        ...both(finding),
        places: placesOf(read, finding),
      })),
      turned: read.pages.flatMap(({ page, turned = 0 }) =>
        turned === 0 ? [] : [{ page, quarters: turned }],
      ),
      missing: missing.map((each) => ({ ...each, ...both(each) })),
    }
  },
  async 'guard.rules'() {
    return {
      items: [...allRules, ...Object.values(layoutRules)].map(({ id, risk, severity, why }) => ({
        rule: id,
        risk,
        severity,
        why: { ...why },
      })),
    }
  },
  async 'guard.together'(_errand, { papers }) {
    const offer = papers.map(({ name, text, kind = kindOf(text) }) => ({ name, text, kind }))
    return {
      items: together(offer).map((each) => ({
        ...each,
        ...both(each),
        places: each.places.map((place) => ({ ...place })),
      })),
    }
  },
  async 'guard.comment-model'({ house }) {
    const { commentModel } = house.config
    return commentModel
      ? { configured: true, model: commentModel.model, host: new URL(commentModel.url).host }
      : { configured: false, model: '', host: '' }
  },
  async 'guard.comment'({ house, actor }, { text, consent, language }) {
    const { commentModel } = house.config
    if (!commentModel) return refuse('GUARD-1')
    if (!consent) return refuse('GUARD-2', {}, 'consent')
    const material = commentMaterial(review(text).findings)
    if (material.length === 0) return refuse('GUARD-4')
    const comments = await inLane(actor.personId, () => commentsOf(commentModel, material, language))
    if (isRefusal(comments)) return comments
    return {
      model: commentModel.model,
      host: new URL(commentModel.url).host,
      sent: material.length,
      comments: [...comments],
    }
  },
}
