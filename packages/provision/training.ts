import type { Case } from '#provision/case.ts'
import type { Changes, Decisions } from '#provision/rule.ts'
import { type Answer, drawQuiz, scoreQuiz } from '#provision/quiz.ts'
import { type Refusal, refuse } from '#ground/refusal.ts'

/** `seed` picks the questions; `trainee` is a vault reference. Both stay the same from start to submission. */
type Quiz = { readonly quizId: string; readonly seed: number; readonly trainee: string }

export type TrainingMove =
  | ({ readonly type: 'start-quiz' } & Quiz)
  | ({ readonly type: 'submit-quiz'; readonly answers: readonly Answer[] } & Quiz)

type Taken = Quiz & { readonly score: number; readonly wrong: readonly string[] }

export type TrainingFact =
  | ({ readonly type: 'quiz-started' } & Quiz)
  | ({ readonly type: 'quiz-passed' } & Taken)
  | ({ readonly type: 'quiz-failed' } & Taken)

/** People are trained on the terminal that stands before them and works. */
const tooEarly = ({ functionTest }: Case): Refusal | null =>
  functionTest?.passed === true ? null : refuse('TRAIN-1')

export const trainingDecisions: Decisions<TrainingMove, TrainingFact> = {
  'start-quiz': (state, { quizId, seed, trainee }) =>
    tooEarly(state) ?? [{ type: 'quiz-started', quizId, seed, trainee }],

  'submit-quiz': (state, { quizId, seed, trainee, answers }) => {
    const asked = new Set(drawQuiz(seed).map(({ questionId }) => questionId))
    const given = answers.map(({ questionId }) => questionId)
    if (new Set(given).size !== given.length || given.some((questionId) => !asked.has(questionId)))
      return refuse('TRAIN-2', {}, 'answers')
    const { score, passed, wrong } = scoreQuiz(seed, answers)
    return (
      tooEarly(state) ?? [
        { type: passed ? 'quiz-passed' : 'quiz-failed', quizId, seed, trainee, score, wrong },
      ]
    )
  },
}

const taken =
  (passed: boolean) =>
  (state: Case, { quizId, score, trainee }: Taken, { at }: { readonly at: string }): Case => ({
    ...state,
    training: { quizId, score, passed, trainee, at },
  })

export const trainingChanges: Changes<TrainingFact> = {
  'quiz-started': (state) => state,
  'quiz-passed': taken(true),
  /** Somebody else's failure later does not untrain the one who passed. */
  'quiz-failed': (state, fact, stamp) =>
    state.training?.passed === true ? state : taken(false)(state, fact, stamp),
}
