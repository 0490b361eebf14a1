import { type Both, questions } from '#provision/training-questions.ts'

/** A question as it is put: choices in the order drawn, `right` the place of the right one. */
export type DrawnQuestion = {
  readonly questionId: string
  readonly ask: Both
  readonly choices: readonly Both[]
  readonly right: number
}

export type Answer = { readonly questionId: string; readonly choice: number }

export type QuizResult = {
  /** Points of 100. */
  readonly score: number
  readonly passed: boolean
  /** Ids of the questions answered wrongly or not at all. */
  readonly wrong: readonly string[]
}

const DRAWN = 10
/** S9 practice, domain §6.3: eight of ten. */
const PASS_SCORE = 80

/** Mulberry32: small, even, and the same on the phone, the server and the auditor's desk. Numbers in [0, 1). */
const randomFrom = (seed: number): (() => number) => {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/** Fisher–Yates. */
const shuffled = <T>(list: readonly T[], random: () => number): T[] => {
  const rest = [...list]
  return list.map(() => rest.splice(Math.floor(random() * rest.length), 1)).flat()
}

/** Ten of the questions with their choices shuffled, always the same for the same 32-bit seed. */
export const drawQuiz = (seed: number): readonly DrawnQuestion[] => {
  const random = randomFrom(seed)
  return shuffled(questions, random)
    .slice(0, DRAWN)
    .map(({ questionId, ask, right, wrong }) => {
      const choices = shuffled([right, ...wrong], random)
      return { questionId, ask, choices, right: choices.indexOf(right) }
    })
}

/** The drawn questions as the trainee may see them: without the key. */
export const openQuestions = (seed: number): readonly Omit<DrawnQuestion, 'right'>[] =>
  drawQuiz(seed).map(({ questionId, ask, choices }) => ({ questionId, ask, choices }))

/** Marks a sheet. A question left out counts as wrong; an answered twice one by its first answer. */
export const scoreQuiz = (seed: number, answers: readonly Answer[]): QuizResult => {
  const drawn = drawQuiz(seed)
  const wrong = drawn
    .filter(
      ({ questionId, right }) => answers.find((answer) => answer.questionId === questionId)?.choice !== right,
    )
    .map(({ questionId }) => questionId)
  const score = Math.round(((drawn.length - wrong.length) * 100) / drawn.length)
  return { score, passed: score >= PASS_SCORE, wrong }
}
