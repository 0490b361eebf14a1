import { commentMaterial } from '#contract-guard/comment-material.ts'
import { allRules } from '#contract-guard/rules/all.ts'
import { review } from '#contract-guard/review.ts'
import { isRefusal, refuse } from '#ground/refusal.ts'
import { inLane } from '../documents/lane.ts'
import type { Room } from '../house/errand.ts'
import { commentsOf } from './comment-model.ts'
import { readUpload } from './read-upload.ts'

const both = (each: { readonly basis: readonly { readonly law: string; readonly article: string }[] }) => ({
  basis: each.basis.map((one) => ({ ...one })),
})

/** The guard for everybody: reads, answers, keeps nothing. */
export const guard: Room<'guard.check' | 'guard.rules' | 'guard.comment-model' | 'guard.comment'> = {
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
