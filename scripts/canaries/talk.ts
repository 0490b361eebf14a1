import type { InputOf } from '#api/calls.ts'
import { addDays, chinaDay } from '#ground/calendar.ts'
import { honestTerms, modelDemo, service } from '../demo/cast.ts'
import { codeFor } from '../demo/person.ts'
import type { Flock } from './seed.ts'
import type { Caller } from './told.ts'

type Talkers = { readonly merchant: Caller; readonly desk: Caller; readonly reviewer: Caller }

/** The clause of our own text that is asked about. */
const clause = '上门安装、培训和解除绑定不收费'

/** Noted, wanted in writing, denied. */
const promised = async ({ merchant, desk }: Talkers, birds: Flock, caseId: string): Promise<void> => {
  const { promiseId } = await merchant.call('promises.record', {
    ...{ caseId, saidOn: '2026-11-01' },
    text: birds.take('vault_values.spoken-promise'),
    speaker: birds.take('vault_values.promise-speaker'),
  })
  await merchant.call('promises.record', {
    ...{ caseId, saidOn: '2026-11-01' },
    text: birds.take('vault_values.spoken-promise'),
    speaker: birds.take('vault_values.promise-speaker'),
  })
  await merchant.call('promises.request-term', { caseId, promiseId })
  const reason = birds.take('vault_values.clause-answer')
  await desk.call('promises.deny', { caseId, promiseId, reason })
}

/** Asked, answered, asked again, answered by the acquirer; wording offered and declined, the question withdrawn. */
const asked = async (
  { merchant, desk, reviewer }: Talkers,
  birds: Flock,
  caseId: string,
  agreementId: string,
): Promise<void> => {
  const { text } = await merchant.call('agreements.agreement', { caseId })
  const start = text.indexOf(clause)
  const question = () => birds.take('vault_values.clause-question')
  const { questionId } = await merchant.call('questions.ask', {
    ...{ caseId, agreementId, start, end: start + clause.length, text: question() },
  })
  const reply = () => ({ caseId, questionId, text: birds.take('vault_values.clause-answer') })
  await desk.call('questions.answer', reply())
  await merchant.call('questions.judge', { caseId, questionId, answered: false, text: question() })
  await reviewer.call('questions.answer', reply())
  const { termId } = await desk.call('negotiated-terms.offer', {
    ...{ caseId, questionId, wording: birds.take('vault_values.negotiated-wording') },
  })
  await merchant.call('negotiated-terms.decline', { caseId, termId, text: question() })
  await merchant.call('questions.withdraw', { caseId, questionId })
}

/**
 * What is typed beside an agreement, before both sign it and after. Wording agreed to, and a changed clause, stand in the
 * agreement's own text, which is business data in clear: no canary goes there.
 */
export const talkAround = async (
  url: string,
  who: Talkers,
  birds: Flock,
  caseId: string,
  phone: string,
): Promise<void> => {
  const { merchant, desk, reviewer } = who
  const terms = { ...honestTerms, rows: [...honestTerms.rows] }
  const wish: InputOf<'proposals.draft'> = {
    ...{ caseId, modelCode: modelDemo.modelCode, quantity: 1, position: '收银台右侧' },
    ...{ terminalKind: 'smart-pos', dataLine: 'wifi', terms, serviceLevel: service },
  }
  const { version: first } = await desk.call('proposals.draft', wish)
  const changeRequest = birds.take('vault_values.change-request')
  await merchant.call('proposals.ask-change', { caseId, version: first, changeRequest })
  const { version } = await desk.call('proposals.draft', { ...wish, position: '收银台左侧' })
  await merchant.call('proposals.accept', { caseId, version })
  await desk.call('agreements.generate', { caseId })
  const reason = birds.take('vault_values.agreement-refusal')
  await merchant.call('agreements.refuse', { caseId, reason })
  const { agreementId, digest } = await desk.call('agreements.generate', { caseId })
  await promised(who, birds, caseId)
  await asked(who, birds, caseId, agreementId)
  await merchant.call('agreements.request-signing-code', { caseId })
  const code = await codeFor(url, phone, /签署协议验证码 (\d{6})/)
  await merchant.call('agreements.sign', { caseId, digest, code })
  await reviewer.call('agreements.countersign', { caseId, digest })
  await reviewer.call('changes.propose', {
    ...{ caseId, terms, serviceLevel: { ...service, onSiteHours: 2 }, clauses: [] },
    reason: birds.take('vault_values.agreement-change'),
    effectiveOn: addDays(chinaDay(new Date().toISOString()), 40),
  })
}
