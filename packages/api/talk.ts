import Type from 'typebox'
import { command, read } from '#api/call.ts'
import { inCase } from '#api/in-case.ts'
import {
  count,
  day,
  done,
  id,
  instant,
  list,
  nullable,
  object,
  oneOf,
  optional,
  text,
  yes,
} from '#api/schema.ts'

const place = { clause: text(40), start: count(), end: count() }
const shown = Type.String()
const speaker = oneOf(['merchant', 'provider', 'acquirer'])

const question = object({
  questionId: id('que'),
  ...place,
  /** The words of the text it was asked about, which another version may have replaced. */
  quote: shown,
  /** Rule of the trap it asks about, if it does. */
  finding: nullable(text(20)),
  status: oneOf(['open', 'answered', 'withdrawn']),
  /** Who owes the next word, and since when; null once it is settled. */
  owes: nullable(oneOf(['merchant', 'other-side'])),
  since: nullable(instant),
  /** The first is the question; empty words where a choice said it all. */
  said: list(object({ by: speaker, words: shown, at: instant })),
})

const term = object({
  termId: id('trm'),
  offeredBy: oneOf(['provider', 'acquirer']),
  wording: shown,
  questionId: nullable(id('que')),
  promiseId: nullable(id('prm')),
  at: instant,
  status: oneOf(['offered', 'agreed', 'declined']),
})

const promise = object({
  promiseId: id('prm'),
  words: shown,
  speaker: shown,
  saidOn: day,
  at: instant,
  status: oneOf(['noted', 'requested', 'denied', 'written', 'dropped']),
  reason: shown,
  /** What the present text makes of it; null while there is no text, or nothing to compare by. */
  compared: nullable(
    object({
      verdict: oneOf(['nothing-against', 'contradicted', 'silent']),
      places: list(object({ start: count(), end: count(), quote: shown })),
    }),
  ),
})

/** What is asked, promised and agreed beside the agreement's text. */
export const talk = [
  read({
    name: 'agreements.talk',
    say: ['条款提问、口头承诺与协商条款', 'Questions, promises and negotiated terms'],
    audited: true,
    input: object(inCase),
    output: object({
      /** Clauses of the present text: what may be asked about. */
      clauses: list(object(place), 2_000),
      questions: list(question),
      terms: list(term),
      promises: list(promise),
    }),
  }),
  command({
    name: 'questions.ask',
    say: ['就条款提问', 'Ask about a clause'],
    audited: true,
    input: object({
      ...inCase,
      agreementId: id('agr'),
      start: count(),
      end: count(),
      findingId: optional(text(40)),
      text: text(1000),
    }),
    output: object({ questionId: id('que') }),
  }),
  command({
    name: 'questions.answer',
    say: ['答复条款提问', 'Answer a question'],
    audited: true,
    input: object({ ...inCase, questionId: id('que'), text: text(1000) }),
    output: done,
  }),
  command({
    name: 'questions.judge',
    say: ['说明是否已答清', 'Say whether the answer is enough'],
    audited: true,
    input: object({ ...inCase, questionId: id('que'), answered: yes, text: optional(text(1000, 0)) }),
    output: done,
  }),
  command({
    name: 'questions.withdraw',
    say: ['撤回提问', 'Withdraw a question'],
    audited: true,
    input: object({ ...inCase, questionId: id('que') }),
    output: done,
  }),
  command({
    name: 'negotiated-terms.offer',
    say: ['提出协商条款', 'Offer a negotiated term'],
    audited: true,
    /** For an open question, or for a promise the merchant wants in writing. */
    input: object({
      ...inCase,
      questionId: optional(id('que')),
      promiseId: optional(id('prm')),
      wording: text(500),
    }),
    output: object({ termId: id('trm') }),
  }),
  command({
    name: 'negotiated-terms.agree',
    say: ['同意协商条款', 'Agree to a negotiated term'],
    audited: true,
    input: object({ ...inCase, termId: id('trm') }),
    /** The next version of the text, with the term in it. */
    output: object({ agreementId: id('agr'), version: count() }),
  }),
  command({
    name: 'negotiated-terms.decline',
    say: ['不同意协商条款', 'Decline a negotiated term'],
    audited: true,
    input: object({ ...inCase, termId: id('trm'), text: optional(text(1000, 0)) }),
    output: done,
  }),
  command({
    name: 'promises.record',
    say: ['记录口头承诺', 'Note a spoken promise'],
    audited: true,
    input: object({ ...inCase, text: text(500), speaker: text(60), saidOn: day }),
    output: object({ promiseId: id('prm') }),
  }),
  command({
    name: 'promises.request-term',
    say: ['要求把承诺写进协议', 'Ask for a promise in writing'],
    audited: true,
    input: object({ ...inCase, promiseId: id('prm') }),
    output: done,
  }),
  command({
    name: 'promises.deny',
    say: ['不承认口头承诺', 'Deny a promise'],
    audited: true,
    input: object({ ...inCase, promiseId: id('prm'), reason: text(1000) }),
    output: done,
  }),
  command({
    name: 'promises.drop',
    say: ['不再追问口头承诺', 'Drop a promise'],
    audited: true,
    input: object({ ...inCase, promiseId: id('prm') }),
    output: done,
  }),
] as const
