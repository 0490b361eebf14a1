import { isRefusal } from '#ground/refusal.ts'
import type { Case } from '#provision/case.ts'
import type { Room } from '../house/errand.ts'
import { newId } from '../house/new-id.ts'
import { clauseAt } from './clauses.ts'
import type { AgreementPorts } from './ports.ts'
import { tell } from './tell.ts'
import { loadText } from './written-text.ts'

const clauseOf = ({ questions = [] }: Case, questionId: string): string =>
  questions.find((each) => each.questionId === questionId)?.clause ?? ''

/** The merchant asks about a clause, either side answers, the merchant says when it is answered. */
export const questioning = ({
  loadCase,
  moveCase,
  sealText,
}: AgreementPorts): Room<
  'questions.ask' | 'questions.answer' | 'questions.judge' | 'questions.withdraw'
> => ({
  async 'questions.ask'(errand, { caseId, agreementId, start, end, findingId, text }) {
    const { state } = await loadCase(errand, caseId, true)
    const content = state.agreement ? (await loadText(errand, state)).content : ''
    const clause = clauseAt(content, start, end)
    const questionId = newId('que')
    const after = await moveCase(errand, caseId, {
      type: 'ask-question',
      ...{ questionId, agreementId, clause, start, end, findingId: findingId ?? null },
      words: await sealText(errand, caseId, 'clause-question', text),
    })
    if (isRefusal(after)) return after
    await tell(errand, after, ['provider', 'acquirer'], 'clause-asked', [
      `商户就协议${clause ?? ''}提问，答复之前不能签署，请尽快答复。`,
      `The merchant asks about clause ${clause ?? ''}; nothing is signed before it is answered.`,
    ])
    return { questionId }
  },

  async 'questions.answer'(errand, { caseId, questionId, text }) {
    const after = await moveCase(errand, caseId, {
      type: 'answer-question',
      questionId,
      words: await sealText(errand, caseId, 'clause-answer', text),
    })
    if (isRefusal(after)) return after
    await tell(errand, after, ['merchant'], 'clause-answered', [
      `您就协议${clauseOf(after, questionId)}的提问有了答复，请看是否说清。`,
      `Your question about clause ${clauseOf(after, questionId)} has an answer; say whether it is enough.`,
    ])
    return { ok: true }
  },

  async 'questions.judge'(errand, { caseId, questionId, answered, text = '' }) {
    const after = await moveCase(errand, caseId, {
      type: 'judge-answer',
      questionId,
      answered,
      words: await sealText(errand, caseId, 'clause-question', answered ? '' : text),
    })
    if (isRefusal(after)) return after
    if (!answered)
      await tell(errand, after, ['provider', 'acquirer'], 'clause-asked', [
        `商户认为协议${clauseOf(after, questionId)}还没有说清，请再答复。`,
        `The merchant still asks about clause ${clauseOf(after, questionId)}.`,
      ])
    return { ok: true }
  },

  async 'questions.withdraw'(errand, { caseId, questionId }) {
    const after = await moveCase(errand, caseId, { type: 'withdraw-question', questionId })
    return isRefusal(after) ? after : { ok: true }
  },
})
