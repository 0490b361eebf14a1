import type { Case } from '#provision/case.ts'
import type { ClauseQuestion, FindingKey, Said } from '#provision/case-talk.ts'
import type { Changes, Decisions } from '#provision/rule.ts'
import { answerFindings, owed, sideOf } from '#provision/talk.ts'
import { isRefusal, type Refusal, refuse } from '#ground/refusal.ts'

/** The merchant asks about a clause; provider or acquirer answers; only the merchant says when it is answered. */
export type QuestionMove =
  | {
      readonly type: 'ask-question'
      readonly questionId: string
      readonly agreementId: string
      /** Number of the clause found at the place; null when the place is not in that text. */
      readonly clause: string | null
      readonly start: number
      readonly end: number
      readonly findingId: string | null
      readonly words: string
    }
  | { readonly type: 'answer-question'; readonly questionId: string; readonly words: string }
  | {
      readonly type: 'judge-answer'
      readonly questionId: string
      readonly answered: boolean
      /** What is still unclear; may be empty. */
      readonly words: string
    }
  | { readonly type: 'withdraw-question'; readonly questionId: string }

type Asked = Pick<ClauseQuestion, 'questionId' | 'agreementId' | 'clause' | 'start' | 'end' | 'about'>

export type QuestionFact =
  | ({ readonly type: 'question-asked'; readonly words: string } & Asked)
  | { readonly type: 'question-replied'; readonly questionId: string; readonly words: string }
  | { readonly type: 'question-pressed'; readonly questionId: string; readonly words: string }
  | { readonly type: 'question-settled'; readonly questionId: string }
  | { readonly type: 'question-withdrawn'; readonly questionId: string }

const open = ({ questions = [] }: Case, questionId: string): ClauseQuestion | Refusal => {
  const question = questions.find((each) => each.questionId === questionId)
  return question?.status === 'open' ? question : refuse('AGR-13', {}, 'questionId')
}

export const questionDecisions: Decisions<QuestionMove, QuestionFact> = {
  'ask-question': ({ agreement }, { questionId, agreementId, clause, start, end, findingId, words }) => {
    if (agreement === null) return refuse('AGR-1')
    if (agreement.merchantSignature !== null) return refuse('AGR-6')
    if (clause === null || agreementId !== agreement.agreementId) return refuse('AGR-11', {}, 'start')
    if (words === '') return refuse('AGR-12', {}, 'text')
    const finding = agreement.findings.find((each) => each.findingId === findingId)
    if (findingId !== null && finding?.answer !== 'open') return refuse('AGR-7', {}, 'findingId')
    const about: FindingKey | null =
      finding?.quoteDigest === undefined ? null : { rule: finding.rule, quoteDigest: finding.quoteDigest }
    return [{ type: 'question-asked', questionId, agreementId, clause, start, end, about, words }]
  },

  'answer-question': (state, { questionId, words }) => {
    const question = open(state, questionId)
    if (isRefusal(question)) return question
    return words === '' ? refuse('AGR-12', {}, 'text') : [{ type: 'question-replied', questionId, words }]
  },

  /** Nobody has answered yet: then there is nothing to be satisfied with, and the question can be withdrawn. */
  'judge-answer': (state, { questionId, answered, words }) => {
    const question = open(state, questionId)
    if (isRefusal(question)) return question
    if (owed(question).by !== 'merchant') return refuse('AGR-14')
    return answered
      ? [{ type: 'question-settled', questionId }]
      : [{ type: 'question-pressed', questionId, words }]
  },

  'withdraw-question': (state, { questionId }) => {
    const question = open(state, questionId)
    return isRefusal(question) ? question : [{ type: 'question-withdrawn', questionId }]
  },
}

/** The case with one of its questions changed. */
export const withQuestion = (
  state: Case,
  questionId: string | null,
  change: (question: ClauseQuestion) => ClauseQuestion,
): Case =>
  questionId === null
    ? state
    : {
        ...state,
        questions: (state.questions ?? []).map((each) =>
          each.questionId === questionId ? change(each) : each,
        ),
      }

export const saying =
  (turn: Said) =>
  (question: ClauseQuestion): ClauseQuestion => ({ ...question, said: [...question.said, turn] })

/** The question is settled, and with it the trap it asked about. */
export const settled = (
  state: Case,
  questionId: string | null,
  answer: 'answered' | 'renegotiated',
): Case => {
  const { agreement, questions = [] } = state
  const about = questions.find((each) => each.questionId === questionId)?.about ?? null
  const closed = withQuestion(state, questionId, (question) => ({ ...question, status: 'answered' }))
  if (about === null || agreement === null) return closed
  return {
    ...closed,
    agreement: { ...agreement, findings: answerFindings(agreement.findings, about, answer) },
  }
}

export const questionChanges: Changes<QuestionFact> = {
  'question-asked': (state, { questionId, agreementId, clause, start, end, about, words }, { at }) => ({
    ...state,
    questions: [
      ...(state.questions ?? []),
      {
        ...{ questionId, agreementId, clause, start, end, about },
        said: [{ by: 'merchant', words, at }],
        status: 'open',
      },
    ],
  }),
  'question-replied': (state, { questionId, words }, stamp) =>
    withQuestion(state, questionId, saying({ by: sideOf(stamp), words, at: stamp.at })),
  'question-pressed': (state, { questionId, words }, { at }) =>
    withQuestion(state, questionId, saying({ by: 'merchant', words, at })),
  'question-settled': (state, { questionId }) => settled(state, questionId, 'answered'),
  'question-withdrawn': (state, { questionId }) =>
    withQuestion(state, questionId, (question) => ({ ...question, status: 'withdrawn' })),
}
