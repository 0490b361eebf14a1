import { afterAll, beforeAll, expect, test } from 'vitest'
import { cast } from '../../../../scripts/demo/cast.ts'
import { openToldHouse, type ToldHouse } from '../../test/told-house.ts'

let house: ToldHouse
beforeAll(async () => {
  house = await openToldHouse()
})
afterAll(() => house?.close())

test('the demo tells of a question that became wording, a promise the text is silent on, and a change to come', async () => {
  const cookie = await house.enter(cast.merchants.live.phone)
  const { body: cases } = await house.ask('cases.list', {}, { cookie })
  const [{ caseId }] = cases.items
  const { body: talk } = await house.ask('agreements.talk', { caseId }, { cookie })
  expect(talk.questions).toMatchObject([{ clause: '第七条 1', status: 'answered' }])
  expect(talk.terms).toMatchObject([{ status: 'agreed', questionId: talk.questions[0].questionId }])
  expect(talk.promises).toMatchObject([{ status: 'noted', compared: { verdict: 'silent' } }])
  const { body: read } = await house.ask('agreements.agreement', { caseId }, { cookie })
  expect(read.agreement).toMatchObject({ version: 2, merchantSignature: {}, acquirerSignature: {} })
  expect(read.text).toContain(`1. ${talk.terms[0].wording}`)
  const { body: changes } = await house.ask('changes.list', { caseId }, { cookie })
  expect(changes.items).toMatchObject([{ standing: 'noticed', answer: null }])
  const notice = Date.parse(changes.items[0].effectiveAt) - Date.parse(changes.items[0].noticedAt)
  expect(notice).toBeGreaterThan(30 * 86_400_000)
  expect(changes.items[0].cost.afterFen).toBeGreaterThan(changes.items[0].cost.beforeFen)
})
