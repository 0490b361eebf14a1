import type { AgreementFinding, Case } from '#provision/case.ts'
import type { Answerer, ClauseQuestion, FindingKey, SpokenPromise } from '#provision/case-talk.ts'
import { type Refusal, refuse } from '#ground/refusal.ts'
import type { Stamp } from '#ground/stamp.ts'

/** Readings of what is said about an agreement, shared by the rules, the server and the screens. */

/** The side a reviewer or a provider's desk speaks for. */
export const sideOf = ({ principal }: Pick<Stamp, 'principal'>): Answerer =>
  principal === 'reviewer' ? 'acquirer' : 'provider'

export const openQuestions = ({ questions = [] }: Pick<Case, 'questions'>): readonly ClauseQuestion[] =>
  questions.filter(({ status }) => status === 'open')

/** Who owes the next word, and since when: the other side an answer, or the merchant a judgement of it. */
export const owed = ({
  said,
}: Pick<ClauseQuestion, 'said'>): { by: 'merchant' | 'other-side'; since: string } => {
  const last = said.at(-1)
  return { by: last?.by === 'merchant' ? 'other-side' : 'merchant', since: last?.at ?? '' }
}

/** Promises nobody has answered: named at signing, where they warn and do not block. */
export const unanswered = ({ promises = [] }: Pick<Case, 'promises'>): readonly SpokenPromise[] =>
  promises.filter(({ status }) => status === 'noted' || status === 'requested')

export const agreedTerms = ({ negotiated = [] }: Pick<Case, 'negotiated'>): readonly string[] =>
  negotiated.filter(({ status }) => status === 'agreed').map(({ termId }) => termId)

/** AGR-10, or nothing in the way. The oldest open question says who is waited for. */
export const questionInTheWay = (state: Case): Refusal | null => {
  const open = openQuestions(state)
  const [first] = open
  if (!first) return null
  const { by, since } = owed(first)
  return refuse('AGR-10', { open: open.length, clause: first.clause, owes: by, since })
}

export const isFinding = (finding: AgreementFinding, key: FindingKey): boolean =>
  finding.rule === key.rule && finding.quoteDigest === key.quoteDigest

/** The traps with this key, answered; the others as they are. */
export const answerFindings = (
  findings: readonly AgreementFinding[],
  key: FindingKey,
  answer: AgreementFinding['answer'],
): readonly AgreementFinding[] =>
  findings.map((finding) =>
    finding.answer === 'open' && isFinding(finding, key) ? { ...finding, answer } : finding,
  )
