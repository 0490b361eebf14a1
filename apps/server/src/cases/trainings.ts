import { randomInt } from 'node:crypto'
import { isRefusal, refuse } from '#ground/refusal.ts'
import { openQuestions, scoreQuiz } from '#provision/quiz.ts'
import { lessons } from '#provision/training-lessons.ts'
import { NotFound, type Room } from '../house/errand.ts'
import { newId } from '../house/new-id.ts'
import { caseOwner } from '../house/owner.ts'
import { db } from '../house/tables.ts'
import { loadCase, moveCase } from './case.ts'
import { traineePlace } from './trainee.ts'

export const trainings: Room<'trainings.lessons' | 'trainings.start-quiz' | 'trainings.submit-quiz'> = {
  async 'trainings.lessons'(errand, { caseId }) {
    await loadCase(errand, caseId)
    return { lessons: lessons.map((lesson) => ({ ...lesson })) }
  },

  async 'trainings.start-quiz'(errand, { caseId, trainee }) {
    const quizId = newId('quz')
    const seed = randomInt(2 ** 31)
    const after = await moveCase(errand, caseId, { type: 'start-quiz', quizId, seed, trainee: quizId })
    if (isRefusal(after)) return after
    await errand.run(
      db.insertInto('quizzes').values({
        quiz_id: quizId,
        case_id: caseId,
        seed,
        trainee_sealed: await errand.house.keys.seal(
          traineePlace(quizId, await caseOwner(errand, caseId)),
          trainee,
        ),
        started_at: errand.stamp.at,
      }),
    )
    return {
      quizId,
      questions: openQuestions(seed).map((question) => ({ ...question, choices: [...question.choices] })),
    }
  },

  async 'trainings.submit-quiz'(errand, { caseId, quizId, answers }) {
    const [quiz] = await errand.run(
      db
        .selectFrom('quizzes')
        .selectAll()
        .where('quiz_id', '=', quizId)
        .where('case_id', '=', caseId)
        .forUpdate(),
    )
    if (!quiz) throw new NotFound()
    // One sheet per drawing: otherwise the marked answers would be the key to a second try.
    if (quiz.submitted_at !== null) return refuse('HOUSE-6')
    const after = await moveCase(errand, caseId, {
      type: 'submit-quiz',
      quizId,
      seed: quiz.seed,
      trainee: quizId,
      answers,
    })
    if (isRefusal(after)) return after
    await errand.run(
      db.updateTable('quizzes').set({ submitted_at: errand.stamp.at }).where('quiz_id', '=', quizId),
    )
    const { score, passed, wrong } = scoreQuiz(quiz.seed, answers)
    return { score, passed, wrong: [...wrong] }
  },
}
