import type { OutputOf } from '#api/calls.ts'
import type { Case } from '#provision/case.ts'
import { isOutside } from '#provision/party.ts'
import { owed } from '#provision/talk.ts'
import { type Errand, NotFound, type Room } from '../house/errand.ts'
import { db } from '../house/tables.ts'
import { clausesOf } from './clauses.ts'
import type { AgreementPorts } from './ports.ts'

type Talk = OutputOf<'agreements.talk'>

/** Everything typed in it, by reference. */
const typed = ({ questions = [], negotiated = [], promises = [] }: Case): readonly string[] => [
  ...questions.flatMap(({ said }) => said.map(({ words }) => words)),
  ...negotiated.map(({ wording }) => wording),
  ...promises.flatMap(({ words, speaker, reason }) => [words, speaker, reason]),
]

/** A merchant's notes are their own until they ask for one in writing. */
const shared = new Set(['requested', 'denied', 'written'])

const textsOf = async (errand: Errand, ids: readonly string[]): Promise<ReadonlyMap<string, string>> => {
  const wanted = [...new Set(ids)]
  const rows =
    wanted.length === 0
      ? []
      : await errand.run(
          db
            .selectFrom('agreement_texts')
            .select(['agreement_id', 'content'])
            .where('agreement_id', 'in', wanted),
        )
  return new Map(rows.map(({ agreement_id, content }) => [agreement_id, content]))
}

/** Questions, promises and negotiated terms, with the words, for the three who talk. */
export const talking = ({ loadCase, openTexts, compared }: AgreementPorts): Room<'agreements.talk'> => ({
  async 'agreements.talk'(errand, { caseId }) {
    const { state } = await loadCase(errand, caseId)
    if (isOutside(state, errand.actor)) throw new NotFound()
    const { principal } = errand.actor
    const { questions = [], negotiated = [], promises = [], agreement } = state
    const words = await openTexts(errand, typed(state))
    const texts = await textsOf(errand, [
      ...questions.map(({ agreementId }) => agreementId),
      ...(agreement ? [agreement.agreementId] : []),
    ])
    const present = agreement && texts.get(agreement.agreementId)
    const seen = principal === 'merchant' ? promises : promises.filter(({ status }) => shared.has(status))
    return {
      clauses: present ? clausesOf(present).map((each) => ({ ...each })) : [],
      questions: questions.map((each): Talk['questions'][number] => {
        const { questionId, agreementId, clause, start, end, about, said, status } = each
        const turn = status === 'open' ? owed(each) : null
        return {
          ...{ questionId, clause, start, end, status },
          quote: texts.get(agreementId)?.slice(start, end) ?? '',
          finding: about?.rule ?? null,
          owes: turn?.by ?? null,
          since: turn?.since ?? null,
          said: said.map((one) => ({ by: one.by, words: words(one.words), at: one.at })),
        }
      }),
      terms: negotiated.map((each) => ({ ...each, wording: words(each.wording) })),
      promises: seen.map((each) => ({
        ...each,
        words: words(each.words),
        speaker: words(each.speaker),
        reason: words(each.reason),
        compared:
          present && compared && principal === 'merchant' ? compared(words(each.words), present) : null,
      })),
    }
  },
})
