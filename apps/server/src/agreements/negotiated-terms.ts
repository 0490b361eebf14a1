import { isRefusal, type Refusal, refuse } from '#ground/refusal.ts'
import type { Case, Proposal } from '#provision/case.ts'
import { figuresOf, withNegotiated, withNegotiatedEnglish } from '#provision/negotiated-section.ts'
import { agreedTerms } from '#provision/talk.ts'
import { type Errand, NotFound, type Room } from '../house/errand.ts'
import { newId } from '../house/new-id.ts'
import {
  type Draft,
  findingsIn,
  keepAgreement,
  layoutIn,
  layoutKept,
  newTraps,
  typeset,
} from './attached-text.ts'
import type { AgreementPorts } from './ports.ts'
import { tell } from './tell.ts'
import { loadText } from './written-text.ts'

/** Wordings of the terms agreed so far, in the order they were offered. */
export const agreedWordings = async (
  { openTexts }: Pick<AgreementPorts, 'openTexts'>,
  errand: Errand,
  { negotiated = [] }: Case,
): Promise<readonly string[]> => {
  const refs = negotiated.filter(({ status }) => status === 'agreed').map(({ wording }) => wording)
  return refs.map(await openTexts(errand, refs))
}

const withWordings = (draft: Draft, wordings: readonly string[]): Draft => {
  const content = withNegotiated(draft.content, wordings)
  return {
    source: draft.source,
    content,
    rendition: draft.rendition === null ? null : withNegotiatedEnglish(draft.rendition, wordings),
    layout: layoutIn(content, draft.layout),
  }
}

/** A draft with everything that was agreed beside it. */
export const withAgreed = async (
  ports: AgreementPorts,
  errand: Errand,
  state: Case,
  draft: Draft,
): Promise<Draft> => withWordings(draft, await agreedWordings(ports, errand, state))

type Standing = { readonly draft: Draft; readonly proposal: Proposal; readonly state: Case }

const standing = async (
  { loadCase }: AgreementPorts,
  errand: Errand,
  caseId: string,
): Promise<Standing | Refusal> => {
  const { state } = await loadCase(errand, caseId, true)
  const { agreement, proposals } = state
  if (agreement === null) return refuse('AGR-1')
  const proposal = proposals.find(({ version }) => version === agreement.proposalVersion)
  if (!proposal) throw new NotFound()
  const { content, rendition } = await loadText(errand, state)
  const layout = layoutKept(agreement, content)
  return { draft: { source: agreement.source, content, rendition, layout }, proposal, state }
}

export const negotiating = (
  ports: AgreementPorts,
): Room<'negotiated-terms.offer' | 'negotiated-terms.agree' | 'negotiated-terms.decline'> => {
  /** The next version, this wording in it, and the traps it would bring. */
  const nextText = async (errand: Errand, { draft, state }: Standing, wording: string) => {
    const next = withWordings(draft, [...(await agreedWordings(ports, errand, state)), wording])
    return { next, traps: newTraps(findingsIn(next), state.agreement?.findings ?? []) }
  }

  return {
    async 'negotiated-terms.offer'(errand, { caseId, questionId, promiseId, wording }) {
      const now = await standing(ports, errand, caseId)
      if (isRefusal(now)) return now
      const termId = newId('trm')
      const { traps } = await nextText(errand, now, wording.trim())
      const after = await ports.moveCase(errand, caseId, {
        type: 'offer-term',
        ...{ termId, traps, figures: figuresOf(wording) },
        ...{ questionId: questionId ?? null, promiseId: promiseId ?? null },
        wording: await ports.sealText(errand, caseId, 'negotiated-wording', wording),
      })
      if (isRefusal(after)) return after
      await tell(errand, after, ['merchant'], 'term-offered', [
        '对方提出一条协商条款，等您同意或不同意。',
        'A negotiated term is offered; agree or decline.',
      ])
      return { termId }
    },

    async 'negotiated-terms.agree'(errand, { caseId, termId }) {
      const now = await standing(ports, errand, caseId)
      if (isRefusal(now)) return now
      const term = now.state.negotiated?.find((each) => each.termId === termId)
      if (!term) return refuse('AGR-17', {}, 'termId')
      const wording = (await ports.openTexts(errand, [term.wording]))(term.wording)
      const { next, traps } = await nextText(errand, now, wording)
      const set = await typeset(errand, now.state, next, now.proposal, [...agreedTerms(now.state), termId])
      if (isRefusal(set)) return set
      const { text } = set
      const after = await ports.moveCase(errand, caseId, { type: 'agree-term', termId, traps, text })
      if (isRefusal(after)) return after
      await keepAgreement(errand, caseId, after.agreementVersions, set)
      await tell(errand, after, ['provider', 'acquirer'], 'term-answered', [
        '商户同意了协商条款，协议已生成新版本。',
        'The merchant agreed to the negotiated term; the agreement has a new version.',
      ])
      return { agreementId: text.agreementId, version: after.agreementVersions }
    },

    async 'negotiated-terms.decline'(errand, { caseId, termId, text = '' }) {
      const after = await ports.moveCase(errand, caseId, {
        type: 'decline-term',
        termId,
        words: await ports.sealText(errand, caseId, 'clause-question', text),
      })
      if (isRefusal(after)) return after
      await tell(errand, after, ['provider', 'acquirer'], 'term-answered', [
        '商户没有同意协商条款，请重新答复。',
        'The merchant declined the negotiated term; please answer anew.',
      ])
      return { ok: true }
    },
  }
}
