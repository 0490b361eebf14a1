import type { Owner } from '#vault/envelope.ts'
import type { Errand } from '../house/errand.ts'
import { openWords } from '../house/opened.ts'
import { caseOwner } from '../house/owner.ts'
import { db } from '../house/tables.ts'

export const traineePlace = (quizId: string, owner: Owner) => ({
  datum: 'quizzes.trainee' as const,
  row: quizId,
  ...owner,
})

/** The trainee's name; the case keeps only the quiz it stands in. */
export const openTrainee = async (errand: Errand, quizId: string): Promise<string> => {
  const [row] = await errand.run(
    db.selectFrom('quizzes').select(['trainee_sealed', 'case_id']).where('quiz_id', '=', quizId),
  )
  if (!row) return ''
  const place = traineePlace(quizId, await caseOwner(errand, row.case_id))
  return openWords(errand, place, row.trainee_sealed)
}
