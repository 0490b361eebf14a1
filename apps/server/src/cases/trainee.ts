import type { Errand } from '../house/errand.ts'
import { db } from '../house/tables.ts'

export const traineePlace = (quizId: string) => ({ table: 'quizzes', column: 'trainee', row: quizId })

/** The trainee's name; the case keeps only the quiz it stands in. */
export const openTrainee = async (errand: Errand, quizId: string): Promise<string> => {
  const [row] = await errand.run(
    db.selectFrom('quizzes').select('trainee_sealed').where('quiz_id', '=', quizId),
  )
  return row ? errand.house.keys.open(traineePlace(quizId), row.trainee_sealed).toString() : ''
}
