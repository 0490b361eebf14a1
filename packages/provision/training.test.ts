import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { after, answer, given, move, rightAnswers } from '#provision/given.ts'
import { drawQuiz, openQuestions, scoreQuiz } from '#provision/quiz.ts'
import { lessons } from '#provision/training-lessons.ts'
import { questions } from '#provision/training-questions.ts'

const tested = given('record-function-test')
const submit = move('submit-quiz')
const wrongly = (seed: number, count: number) =>
  drawQuiz(seed).map(({ questionId, right }, place) => ({
    questionId,
    choice: place < count ? (right === 0 ? 1 : 0) : right,
  }))

test('[TRAIN-1] people are trained on the terminal that works', () => {
  expect(answer(given('open-function-test'), 'merchant', move('start-quiz'))).toBe('TRAIN-1')
  expect(answer(given('open-function-test'), 'merchant', submit)).toBe('TRAIN-1')
  expect(answer(tested, 'merchant', move('start-quiz'))).toBe('quiz-started')
})

test('[TRAIN-2] answers are to the questions that were drawn, once each', () => {
  const [first] = submit.answers
  if (!first) throw new Error('the story answers')
  expect(answer(tested, 'merchant', { ...submit, answers: [first, first] })).toBe('TRAIN-2')
  expect(answer(tested, 'merchant', { ...submit, answers: [{ questionId: 'invented', choice: 0 }] })).toBe(
    'TRAIN-2',
  )
  expect(answer(tested, 'merchant', submit)).toBe('quiz-passed')
})

test('eighty is enough, seventy is not, and nothing else reaches the next step', () => {
  const take = (wrong: number) =>
    after(tested, 'merchant', { ...submit, answers: wrongly(submit.seed, wrong) })
  expect(take(2)).toMatchObject({ step: 'go-live', training: { score: 80, passed: true } })
  expect(take(3)).toMatchObject({ step: 'training', training: { score: 70, passed: false } })
})

test('a colleague’s later failure does not untrain the one who passed', () => {
  const passed = given('submit-quiz')
  const failing = { ...submit, quizId: 'quz_2', answers: [] }
  expect(answer(passed, 'merchant', failing)).toBe('quiz-failed')
  expect(after(passed, 'merchant', failing)).toEqual(passed)
})

describe('drawing and marking', () => {
  const seed = fc.integer({ min: 0, max: 2 ** 32 - 1 })
  test('the same seed draws the same ten different questions', () =>
    fc.assert(
      fc.property(seed, (s) => {
        const drawn = drawQuiz(s)
        expect(new Set(drawn.map(({ questionId }) => questionId)).size).toBe(10)
        expect(drawQuiz(s)).toEqual(drawn)
      }),
    ))
  test('the right place is the right answer, and every choice is there', () =>
    fc.assert(
      fc.property(seed, (s) => {
        for (const { questionId, choices, right } of drawQuiz(s)) {
          const question = questions.find((each) => each.questionId === questionId)
          expect(choices[right]).toBe(question?.right)
          expect(choices).toHaveLength(1 + (question?.wrong.length ?? 0))
        }
      }),
    ))
  test('the trainee sees no key', () => {
    for (const question of openQuestions(7))
      expect(Object.keys(question)).toEqual(['questionId', 'ask', 'choices'])
    expect(openQuestions(7).map(({ questionId }) => questionId)).toEqual(
      drawQuiz(7).map(({ questionId }) => questionId),
    )
  })
  test('ten points a question, missing ones count as wrong', () =>
    fc.assert(
      fc.property(seed, fc.nat(10), fc.nat(10), (s, wrong, left) => {
        const answers = wrongly(s, wrong).slice(0, 10 - left)
        const score = Math.max(0, 10 - wrong - left) * 10
        expect(scoreQuiz(s, answers)).toMatchObject({ score, passed: score >= 80 })
      }),
    ))
  test('always the first choice does not pass', () => {
    const passes = Array.from({ length: 300 }, (_, s) =>
      scoreQuiz(
        s,
        drawQuiz(s).map(({ questionId }) => ({ questionId, choice: 0 })),
      ),
    ).filter(({ passed }) => passed)
    expect(passes.length).toBeLessThan(6)
  })
  test('every question has every chance', () => {
    const seen = new Map<string, number>()
    for (let s = 0; s < 1000; s++)
      for (const { questionId } of drawQuiz(s)) seen.set(questionId, (seen.get(questionId) ?? 0) + 1)
    expect(seen.size).toBe(questions.length)
    for (const count of seen.values()) expect(Math.abs(count - 10_000 / questions.length)).toBeLessThan(100)
  })
})

test('lessons and questions are whole in both tongues', () => {
  expect(lessons.length).toBeGreaterThanOrEqual(8)
  expect(new Set(lessons.map(({ lessonId }) => lessonId)).size).toBe(lessons.length)
  expect(questions.length).toBeGreaterThanOrEqual(12)
  expect(new Set(questions.map(({ questionId }) => questionId)).size).toBe(questions.length)
  const texts = [
    ...lessons.flatMap(({ title, body }) => [title, body]),
    ...questions.flatMap(({ ask, right, wrong }) => [ask, right, ...wrong]),
  ]
  for (const { zh, en } of texts) {
    expect(zh).toMatch(/\p{Script=Han}/u)
    expect(en).not.toMatch(/\p{Script=Han}/u)
    expect(en.length).toBeGreaterThan(1)
  }
  expect(rightAnswers(1)).toHaveLength(10)
})
