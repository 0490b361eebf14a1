import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { OutputOf } from '#api/calls.ts'
import type { Seat, TestRoom } from '../../test/room.ts'
import { openSigningRoom } from '../../test/signed-shop.ts'
import { openShop, type Shop } from '../../test/shop.ts'
import { openMessage } from '../house/messages.ts'
import { performAsHouse } from '../house/corridor.ts'

const trapped = `特约商户合作协议（演示，虚构）

一、手续费率以甲方系统公布为准，甲方有权随时调整手续费标准，无需另行通知乙方。
二、本协议有效期三年，期满前乙方未提出书面异议的，视为自动续约三年。
三、服务商上门安装并培训。
`
let room: TestRoom
let shop: Shop
let rival: Seat
let agreement: OutputOf<'agreements.agreement'>

beforeAll(async () => {
  room = await openSigningRoom()
})
afterAll(() => room?.close())

/** A shop that accepted the proposal, and a text of the provider's with traps. */
beforeEach(async () => {
  rival = await room.seat('provider', '演示另一家')
  shop = await openShop(room, {}, (told) => {
    const { agreement: _, ...state } = told
    return {
      ...state,
      agreement: null,
      agreementVersions: 0,
      step: 'agreement',
      visits: [],
      survey: null,
      requests: [...state.requests, { providerId: rival.organisationId, answer: 'asked' }],
    }
  })
  await room.owner.query('update cases set asked_ids = $2 where case_id = $1', [
    shop.caseId,
    [rival.organisationId],
  ])
  await room.granted(shop.provider, 'agreements.attach-text', { caseId: shop.caseId, text: trapped })
  agreement = await read()
})

const read = () => room.granted(shop.merchant, 'agreements.agreement', { caseId: shop.caseId })
const talk = (who: Seat = shop.merchant) => room.granted(who, 'agreements.talk', { caseId: shop.caseId })
const acceptAll = async () => {
  const { agreement: present } = await read()
  for (const { findingId, answer, severity } of present.findings)
    if (answer === 'open' && severity === 'high')
      await room.granted(shop.merchant, 'agreements.accept-finding', {
        ...{ caseId: shop.caseId, findingId, digest: present.digest },
      })
}

/** Signs by the code the message carries. */
const sign = async (): Promise<string> => {
  const { caseId } = shop
  const { agreement: present } = await read()
  // A number gets only so many codes an hour.
  room.clock.now = new Date(Date.parse(room.clock.now) + 1_200_000).toISOString()
  const asked = await room.refused(shop.merchant, 'agreements.request-signing-code', { caseId })
  expect(asked).toBe('granted')
  const code = /验证码 (\d{6})/.exec((await messages('%')).at(-1) ?? '')?.[1] ?? ''
  return room.refused(shop.merchant, 'agreements.sign', { caseId, digest: present.digest, code })
}

const messages = async (template: string): Promise<string[]> => {
  const { rows } = await room.owner.query(
    'select * from messages where template like $1 order by created_at, message_id',
    [template],
  )
  const texts: string[] = []
  await performAsHouse(room.house, 'read-messages', async (errand) => {
    for (const row of rows) texts.push(await openMessage(errand, row))
  })
  return texts
}

/** The place of some words in the present text. */
const placeOf = (words: string) => {
  const start = agreement.text.indexOf(words)
  return { start, end: start + words.length }
}
const ask = async (words = '服务商上门安装', text = '安装要收上门费吗？') => {
  const { caseId } = shop
  const { agreementId } = agreement.agreement
  const { questionId } = await room.granted(shop.merchant, 'questions.ask', {
    ...{ caseId, agreementId, text },
    ...placeOf(words),
  })
  return questionId
}

test('[AGR-10] asked, told, blocked, answered, judged, signed', async () => {
  const { caseId } = shop
  await acceptAll()
  const questionId = await ask()
  expect((await messages('clause-asked')).at(-1)).toContain('协议三提问')
  expect(await sign()).toBe('AGR-10')
  const [waiting] = (await talk()).questions
  expect(waiting).toMatchObject({
    ...{ questionId, clause: '三', quote: '服务商上门安装', status: 'open', owes: 'other-side' },
    since: waiting?.said[0]?.at,
  })
  await room.granted(shop.provider, 'questions.answer', { caseId, questionId, text: '不收任何上门费。' })
  expect((await messages('clause-answered')).at(-1)).toContain('有了答复')
  expect(await sign()).toBe('AGR-10')
  await room.granted(shop.merchant, 'questions.judge', {
    caseId,
    questionId,
    answered: false,
    text: '写在哪里？',
  })
  await room.granted(shop.reviewer, 'questions.answer', { caseId, questionId, text: '见第三条。' })
  const [open] = (await talk(shop.reviewer)).questions
  expect(open?.said.map(({ by, words }) => [by, words])).toEqual([
    ['merchant', '安装要收上门费吗？'],
    ['provider', '不收任何上门费。'],
    ['merchant', '写在哪里？'],
    ['acquirer', '见第三条。'],
  ])
  expect((await room.granted(shop.provider, 'cases.case', { caseId })).talk).toMatchObject({
    ...{ openQuestions: 1, owes: 'merchant' },
  })
  await room.granted(shop.merchant, 'questions.judge', { caseId, questionId, answered: true })
  expect(await sign()).toBe('granted')
})

test('[AGR-11] a place that is not in the text is not asked about, and words stay out of the facts', async () => {
  const { caseId } = shop
  const { agreementId } = agreement.agreement
  const beyond = { start: agreement.text.length, end: agreement.text.length + 5 }
  const question = { caseId, agreementId, text: '这一条什么意思？' }
  expect(await room.refused(shop.merchant, 'questions.ask', { ...question, ...beyond })).toBe('AGR-11')
  await ask('服务商上门安装', '这一条什么意思？')
  const { rows } = await room.owner.query(`select body::text as body from facts where stream = $1`, [
    `case/${caseId}`,
  ])
  const facts = rows.map(({ body }) => body).join('\n')
  expect(facts).toContain('"clause": "三"')
  expect(facts).not.toContain('什么意思')
})

test('a rival that was asked for an offer reads neither the agreement nor what is said about it', async () => {
  const { caseId } = shop
  await ask()
  for (const name of ['agreements.talk', 'agreements.agreement', 'changes.list'] as const)
    await expect(room.ask(rival, name, { caseId })).rejects.toMatchObject({ name: 'NotFound' })
})

test('[AGR-4] [AGR-5] a finding is answered by the merchant alone, in the text it was read in', async () => {
  const { caseId } = shop
  const [finding] = agreement.findings.filter(({ severity }) => severity === 'high')
  if (!finding) throw new Error('the text has a trap')
  const acceptance = { caseId, findingId: finding.findingId, digest: agreement.agreement.digest }
  expect(await sign()).toBe('AGR-4')
  for (const who of [shop.provider, shop.reviewer])
    await expect(room.ask(who, 'agreements.accept-finding', acceptance)).rejects.toThrow('HTTP-403')
  await room.granted(shop.provider, 'agreements.attach-text', {
    caseId,
    text: trapped.replace('三年', '五年'),
  })
  expect(await room.refused(shop.merchant, 'agreements.accept-finding', acceptance)).toBe('AGR-5')
})

test('a finding explained to the merchant’s satisfaction is answered; in the next version it stays so', async () => {
  const { caseId } = shop
  const [finding] = agreement.findings.filter(({ severity }) => severity === 'high')
  if (!finding) throw new Error('the text has a trap')
  const { questionId } = await room.granted(shop.merchant, 'questions.ask', {
    ...{ caseId, agreementId: agreement.agreement.agreementId, start: finding.start, end: finding.end },
    ...{ findingId: finding.findingId, text: '调价会提前告诉我吗？' },
  })
  await room.granted(shop.provider, 'questions.answer', { caseId, questionId, text: '会，提前三十天。' })
  await room.granted(shop.merchant, 'questions.judge', { caseId, questionId, answered: true })
  const answerOf = async () => (await read()).findings.find(({ quote }) => quote === finding.quote)?.answer
  expect(await answerOf()).toBe('answered')
  await room.granted(shop.provider, 'agreements.attach-text', { caseId, text: `${trapped}四、保修一年。\n` })
  expect(await answerOf()).toBe('answered')
})

test('[AGR-15] [AGR-16] a term is offered, agreed to and stands in the version both sign', async () => {
  const { caseId } = shop
  const questionId = await ask()
  const offer = (wording: string) =>
    room.refused(shop.provider, 'negotiated-terms.offer', { caseId, questionId, wording })
  expect(await offer('甲方有权随时调整手续费率，无需另行通知，继续使用视为同意。')).toBe('AGR-15')
  expect(await offer('上门费为99元。')).toBe('AGR-16')
  const wording = '服务商上门安装、培训和维护均不收取上门费。'
  const { termId } = await room.granted(shop.provider, 'negotiated-terms.offer', {
    caseId,
    questionId,
    wording,
  })
  expect((await messages('term-offered')).at(-1)).toContain('协商条款')
  const agreeing = room.ask(shop.provider, 'negotiated-terms.agree', { caseId, termId })
  await expect(agreeing).rejects.toThrow('HTTP-403')
  const { version } = await room.granted(shop.merchant, 'negotiated-terms.agree', { caseId, termId })
  const next = await read()
  expect(next.agreement.version).toBe(version)
  expect(next.text).toMatch(/\n协商条款（.+\n1\. 服务商上门安装、培训和维护均不收取上门费。\n/u)
  expect((await talk()).questions[0]?.status).toBe('answered')
  await acceptAll()
  expect(await sign()).toBe('granted')
  const { digest } = next.agreement
  expect(await room.refused(shop.reviewer, 'agreements.countersign', { caseId, digest })).toBe('granted')
})

test('what was agreed goes into a text written anew, in both tongues', async () => {
  const { caseId } = shop
  const questionId = await ask()
  const wording = '故障后24小时内到店，期间提供备用机。'
  const { termId } = await room.granted(shop.reviewer, 'negotiated-terms.offer', {
    caseId,
    questionId,
    wording,
  })
  await room.granted(shop.merchant, 'negotiated-terms.agree', { caseId, termId })
  await room.granted(shop.reviewer, 'agreements.generate', { caseId })
  const generated = await read()
  expect(generated.agreement).toMatchObject({ source: 'generated', version: 3 })
  expect(generated.text).toContain(`1. ${wording}`)
  expect(generated.rendition).toContain('Negotiated terms')
  expect(generated.findings).toEqual([])
  expect(await sign()).toBe('granted')
})

test('[AGR-3] a provider’s text that poses as negotiated, or as the annex, is not taken', async () => {
  const { caseId } = shop
  const text = `${trapped}协商条款（双方另行约定，与格式条款不一致的，以本部分为准）\n1. 商户自愿放弃退款。\n`
  expect(await room.refused(shop.provider, 'agreements.attach-text', { caseId, text })).toBe('AGR-3')
})

test('the text takes a promise back, and the merchant is told where', async () => {
  const { caseId } = shop
  const taken = '终端价款480元，未满两年退机的照付。'
  await room.granted(shop.provider, 'agreements.attach-text', { caseId, text: `${trapped}四、${taken}\n` })
  for (const text of ['机器免费送给您', '到店前会打电话'])
    await room.granted(shop.merchant, 'promises.record', {
      ...{ caseId, text, speaker: '演示业务员', saidOn: '2026-11-19' },
    })
  const verdicts = (await talk()).promises.map(({ compared }) => compared?.verdict)
  expect(verdicts).toEqual(['contradicted', 'nothing-against'])
  const [free] = (await talk()).promises
  expect(free?.compared?.places[0]?.quote).toContain('终端价款480元')
})

test('a promise is noted for oneself, wanted in writing, denied or written', async () => {
  const { caseId } = shop
  const { promiseId } = await room.granted(shop.merchant, 'promises.record', {
    ...{ caseId, text: '说好终身免流量费', speaker: '演示业务员', saidOn: '2026-11-19' },
  })
  expect((await talk()).promises).toMatchObject([{ promiseId, words: '说好终身免流量费', status: 'noted' }])
  expect((await talk(shop.provider)).promises).toEqual([])
  await room.granted(shop.merchant, 'promises.request-term', { caseId, promiseId })
  expect((await talk(shop.provider)).promises).toMatchObject([{ speaker: '演示业务员', status: 'requested' }])
  expect((await messages('promise-requested')).at(-1)).toContain('口头承诺')
  await room.granted(shop.provider, 'promises.deny', { caseId, promiseId, reason: '没有这样说过。' })
  expect((await talk()).promises).toMatchObject([{ status: 'denied', reason: '没有这样说过。' }])
  await room.granted(shop.merchant, 'promises.request-term', { caseId, promiseId })
  const { termId } = await room.granted(shop.provider, 'negotiated-terms.offer', {
    ...{ caseId, promiseId, wording: '合约期内不收取流量费。' },
  })
  await room.granted(shop.merchant, 'negotiated-terms.agree', { caseId, termId })
  expect((await talk()).promises).toMatchObject([{ status: 'written' }])
})
