import { command, read } from '#api/call.ts'
import { inCase } from '#api/in-case.ts'
import { count, done, id, instant, list, object, text, whole, yes } from '#api/schema.ts'

export const trainings = [
  read({
    name: 'trainings.lessons',
    say: ['培训课程', 'Lessons'],
    input: object({ ...inCase }),
    output: object({
      lessons: list(
        object({
          lessonId: text(40),
          title: object({ zh: text(100), en: text(200) }),
          body: object({ zh: text(3000), en: text(6000) }),
        }),
      ),
    }),
  }),
  command({
    name: 'trainings.start-quiz',
    say: ['开始测验', 'Start the quiz'],
    audited: true,
    input: object({ ...inCase, trainee: text(60) }),
    output: object({
      quizId: id('quz'),
      questions: list(
        object({
          questionId: text(40),
          ask: object({ zh: text(500), en: text(1000) }),
          choices: list(object({ zh: text(300), en: text(600) })),
        }),
      ),
    }),
  }),
  command({
    name: 'trainings.submit-quiz',
    say: ['提交测验', 'Submit the quiz'],
    audited: true,
    input: object({
      ...inCase,
      quizId: id('quz'),
      answers: list(object({ questionId: text(40), choice: whole(0, 9) }), 30),
    }),
    output: object({ score: count(100), passed: yes, wrong: list(text(40)) }),
  }),
  command({
    name: 'go-live.confirm',
    say: ['商户验收', 'Merchant confirms the installation'],
    audited: true,
    input: object({ ...inCase, extraFeeAsked: yes, satisfied: yes }),
    output: done,
  }),
  command({
    name: 'go-live.activate',
    say: ['开通上线', 'Go live'],
    audited: true,
    input: object(inCase),
    output: object({ liveAt: instant }),
  }),
] as const
