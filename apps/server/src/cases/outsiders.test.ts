import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { may } from '#access/may.ts'
import type { Call } from '#api/call.ts'
import { calls, type CallName } from '#api/calls.ts'
import { isRefusal } from '#ground/refusal.ts'
import { offer as storyOffer, proposal, serviceLevel, terms } from '#provision/given.ts'
import type { Seat, TestRoom } from '../../test/room.ts'
import { sample } from '../../test/sample.ts'
import { model } from '../../test/shelf.ts'
import { openShop, type Shop } from '../../test/shop.ts'
import { openSigningRoom } from '../../test/signed-shop.ts'
import { openMessage } from '../house/messages.ts'
import { performAsHouse } from '../house/corridor.ts'
import { NotFound } from '../house/errand.ts'

/*
 * One case and everybody a provider can be to it: chosen; chosen before; asked and not chosen; asked and silent; declined;
 * never asked. What each may read of it is one table, over every read call a provider may make about a case.
 */

let room: TestRoom
let shop: Shop
const at: Record<string, Seat> = {}
let formerTechnician: Seat
let tickets: { former: string; chosen: string }
const seat = (name: string): Seat => at[name] ?? Object.assign(expect.fail(`nobody is ${name}`))

/** What is done and said after the choice: words and names that stand nowhere else. */
const secret = {
  counter: '柜台靠后门机密',
  note: '勘察备注机密',
  position: '收银台内侧机密',
  change: '修改方案机密',
  clause: '协议条款机密',
  question: '提问机密',
  reply: '答复机密',
  promise: '口头承诺机密',
  reason: '变更理由机密',
  subject: '工单标题机密',
  message: '工单内容机密',
}

const code = async (): Promise<string> => {
  const { rows } = await room.owner.query('select * from messages order by created_at, message_id')
  const texts: string[] = []
  await performAsHouse(room.house, 'read-messages', async (errand) => {
    for (const row of rows) texts.push(await openMessage(errand, row))
  })
  return texts.flatMap((text) => /签署协议验证码 (\d{6})/.exec(text)?.[1] ?? []).at(-1) ?? ''
}

const makeOffer = (who: Seat) => {
  const { offerId: _, ...content } = storyOffer
  const validUntil = '2027-11-20T02:00:00.000Z'
  return room.granted(who, 'offers.make', {
    ...{ ...content, caseId: shop.caseId, validUntil },
    terms: { ...terms, rows: [...terms.rows] },
  })
}

const visit = async (provider: Seat, technician: Seat): Promise<string> => {
  const { caseId } = shop
  const startsAt = room.clock.now
  const { visitId } = await room.granted(provider, 'visits.propose', {
    ...{ caseId, kind: 'survey', technicianId: technician.personId, startsAt },
    endsAt: new Date(Date.parse(startsAt) + 3_600_000).toISOString(),
  })
  await room.granted(shop.merchant, 'visits.confirm', { caseId, visitId })
  return visitId
}

const openTicket = async (subject: string, description: string) => {
  const { caseId } = shop
  const ticket = { caseId, category: 'other', businessStopped: false, subject, description } as const
  return (await room.granted(shop.merchant, 'tickets.open', ticket)).ticketId
}

const outsiders = ['former', 'loser', 'silent', 'decliner', 'stranger'] as const

/** Asked, offered, chosen once; its technician about to come. Then the merchant thinks again. */
const secondThoughts = async () => {
  const { caseId, merchant } = shop
  const former = await makeOffer(seat('former'))
  await makeOffer(seat('loser'))
  await room.granted(seat('decliner'), 'offers.decline', { caseId })
  const chosen = await makeOffer(shop.provider)
  await room.granted(merchant, 'offers.choose', { caseId, offerId: former.offerId })
  await visit(seat('former'), formerTechnician)
  const former_ = await openTicket('旧工单', '旧工单内容')
  await room.granted(merchant, 'offers.choose', { caseId, offerId: chosen.offerId })
  return former_
}

/** The chosen one's work, up to an agreement in force and a change of it. */
const work = async () => {
  const { caseId, merchant, provider, technician, reviewer } = shop
  const visitId = await visit(provider, technician)
  const { merchantCode } = await room.granted(merchant, 'visits.door-check', { caseId, visitId })
  await room.granted(technician, 'visits.arrive', { caseId, visitId, merchantCode: merchantCode ?? '' })
  await room.granted(technician, 'surveys.record', {
    ...{ caseId, visitId, signboardMatches: true, operating: true, counterPosition: secret.counter },
    ...{ powerOutlet: true, earthed: true, network: 'wifi', signalDbm: -70, keypadOutOfCameraView: true },
    ...{ otherTerminals: 0, latitudeE6: 39_000_000, longitudeE6: 116_000_000, accuracyMetres: 9 },
    note: secret.note,
  })
  const wish = { ...proposal, caseId, position: secret.position }
  const draft = { ...wish, terms: { ...proposal.terms, rows: [...proposal.terms.rows] } }
  const { version: first } = await room.granted(provider, 'proposals.draft', draft)
  await room.granted(merchant, 'proposals.ask-change', {
    ...{ caseId, version: first, changeRequest: secret.change },
  })
  const { version } = await room.granted(provider, 'proposals.draft', { ...draft, quantity: 2 })
  await room.granted(merchant, 'proposals.accept', { caseId, version })
  const { agreementId, digest } = await room.granted(provider, 'agreements.attach-text', {
    ...{ caseId, text: `收单协议（演示）\n一、${secret.clause}。\n二、服务商上门安装并培训。\n` },
  })
  const { text } = await room.granted(merchant, 'agreements.agreement', { caseId })
  const start = text.indexOf(secret.clause)
  const place = { caseId, agreementId, start, end: start + secret.clause.length }
  const { questionId } = await room.granted(merchant, 'questions.ask', { ...place, text: secret.question })
  await room.granted(provider, 'questions.answer', { caseId, questionId, text: secret.reply })
  await room.granted(merchant, 'questions.judge', { caseId, questionId, answered: true })
  const { promiseId } = await room.granted(merchant, 'promises.record', {
    ...{ caseId, text: secret.promise, speaker: '演示业务员', saidOn: '2026-11-19' },
  })
  await room.granted(merchant, 'promises.request-term', { caseId, promiseId })
  await room.granted(merchant, 'agreements.request-signing-code', { caseId })
  await room.granted(merchant, 'agreements.sign', { caseId, digest, code: await code() })
  await room.granted(reviewer, 'agreements.countersign', { caseId, digest })
  await room.granted(reviewer, 'changes.propose', {
    ...{ caseId, serviceLevel, clauses: [], reason: secret.reason, effectiveOn: '2027-02-01' },
    terms: { ...terms, rows: terms.rows.map((row) => ({ ...row, ratePpm: row.ratePpm + 100 })) },
  })
  await room.owner.query(
    `insert into function_tests (run_id, case_id, terminal_no, merchant_no, master_key_sealed, status, opened_at)
     values ('run_' || repeat('1', 32), $1, '00000001', '000000000000001', '\\x00', 'open', now())`,
    [caseId],
  )
  return openTicket(secret.subject, secret.message)
}

beforeAll(async () => {
  room = await openSigningRoom()
  for (const name of outsiders) at[name] = await room.seat('provider', `演示${name}`)
  formerTechnician = await room.seat('technician', '演示旧技术员', seat('former').organisationId)
  const asked = ['former', 'loser', 'silent', 'decliner'].map((name) => seat(name).organisationId)
  shop = await openShop(room, {}, (told) => {
    const { questions: _q, promises: _p, negotiated: _n, changes: _c, ...state } = told
    return {
      ...{ ...state, step: 'offers', providerId: null, chosenOfferId: null, offers: [], visits: [] },
      ...{ survey: null, proposals: [], acceptedProposal: null, agreement: null, agreementVersions: 0 },
      requests: [...asked, told.providerId ?? ''].map((providerId) => ({ providerId, answer: 'asked' })),
    }
  })
  await room.granted(shop.reviewer, 'devices.register-model', { ...model, modelCode: proposal.modelCode })
  await room.owner.query(
    `update cases set provider_id = null, technician_ids = '{}', asked_ids = $2 where case_id = $1`,
    [shop.caseId, [...asked, shop.provider.organisationId]],
  )
  at['chosen'] = shop.provider
  const former = await secondThoughts()
  await compete()
  tickets = { former, chosen: await work() }
}, 60_000)
afterAll(() => room?.close())

let competing: Record<string, unknown> = {}
/** What one that may still be chosen sees, between the choice and the signature. */
const compete = async () => {
  competing = { ...(await room.granted(seat('loser'), 'cases.case', { caseId: shop.caseId })) }
}

/** Every read about one case a provider may make. */
const reads = (calls as readonly Call[]).filter(
  ({ kind, name, input }) =>
    kind === 'read' &&
    (may[name as CallName] as readonly string[]).includes('provider') &&
    JSON.stringify(input).includes('"caseId"'),
)

/** `own`: an answer about themselves alone; `nothing`: there is no such case for them. */
const matrix: Readonly<Record<string, Readonly<Record<(typeof outsiders)[number], 'own' | 'nothing'>>>> = {
  'cases.case': { former: 'own', loser: 'own', silent: 'own', decliner: 'own', stranger: 'nothing' },
  'cases.history': { former: 'own', loser: 'own', silent: 'own', decliner: 'own', stranger: 'nothing' },
  'agreements.agreement': {
    ...{ former: 'nothing', loser: 'nothing', silent: 'nothing', decliner: 'nothing', stranger: 'nothing' },
  },
  'agreements.talk': {
    ...{ former: 'nothing', loser: 'nothing', silent: 'nothing', decliner: 'nothing', stranger: 'nothing' },
  },
  'changes.list': {
    ...{ former: 'nothing', loser: 'nothing', silent: 'nothing', decliner: 'nothing', stranger: 'nothing' },
  },
  'function-tests.run': {
    ...{ former: 'nothing', loser: 'nothing', silent: 'nothing', decliner: 'nothing', stranger: 'nothing' },
  },
  'devices.list': { former: 'own', loser: 'own', silent: 'own', decliner: 'own', stranger: 'own' },
  // The same lessons for every case.
  'trainings.lessons': { former: 'own', loser: 'own', silent: 'own', decliner: 'own', stranger: 'nothing' },
  'tickets.list': { former: 'own', loser: 'own', silent: 'own', decliner: 'own', stranger: 'own' },
}

const askFor = async (who: Seat, name: string): Promise<string | null> => {
  const answer = await room
    .ask(who, name as 'cases.case', { caseId: shop.caseId })
    .catch((error: unknown) => (error instanceof NotFound ? null : Promise.reject(error)))
  return answer === null ? null : JSON.stringify(answer)
}

test('the table holds every read about a case that a provider may make', () => {
  expect(reads.map(({ name }) => name).sort()).toEqual(Object.keys(matrix).sort())
})

describe.each(Object.keys(matrix))('%s', (name) => {
  test('the chosen provider reads it', async () => {
    expect(await askFor(shop.provider, name)).not.toBeNull()
  })

  test.each(outsiders)('%s reads no more than the table says', async (who) => {
    const answer = await askFor(seat(who), name)
    expect(answer === null ? 'nothing' : 'own').toBe(matrix[name]?.[who])
    const { organisationId, personId } = shop.provider
    for (const word of [...Object.values(secret), organisationId, personId, shop.technician.personId])
      expect(answer ?? '').not.toContain(word)
  })
})

test('while it may still be chosen a provider sees what an offer needs, afterwards its own offer alone', async () => {
  const { caseId } = shop
  expect(competing).toMatchObject({
    ...{ step: 'survey', provider: null, visits: [], survey: null, chosenOfferId: null },
    ...{ needs: { tills: 1 }, requests: [{ answer: 'offered', open: true }] },
    application: { shop: { uscc: expect.any(String) } },
  })
  const closed = await room.granted(seat('loser'), 'cases.case', { caseId })
  expect(closed).toMatchObject({
    ...{ step: 'survey', provider: null, needs: null, recommendation: null, liveAt: null, talk: null },
    ...{ proposals: [], agreement: null, install: null, gate: [], requests: [{ open: false }] },
  })
  expect(Object.keys(closed.application?.shop ?? {}).sort()).toEqual(['regionCode', 'shopName'])
  expect(closed.offers).toHaveLength(1)
  const { items } = await room.granted(seat('loser'), 'cases.history', { caseId })
  expect(items.map(({ type }) => type)).toEqual(['offer-made'])
  for (const step of ['agreement', 'support', 'install', 'offers'] as const)
    expect((await room.granted(seat('loser'), 'cases.list', { step })).items).toEqual([])
  expect((await room.granted(seat('loser'), 'cases.list', { step: 'survey' })).items).toMatchObject([
    { caseId, step: 'survey', providerName: '' },
  ])
  const { step } = await room.granted(shop.provider, 'cases.case', { caseId })
  expect((await room.granted(shop.provider, 'cases.list', { step })).items).toMatchObject([{ caseId, step }])
})

test('given up by the merchant, a case is closed to those who were asked', async () => {
  const one = seat('silent')
  const other = await openShop(room, {}, (told) => ({
    ...{ ...told, step: 'withdrawn', providerId: null, agreement: null, withdrawnAt: room.clock.now },
    requests: [{ providerId: one.organisationId, answer: 'asked' }],
  }))
  await room.owner.query('update cases set provider_id = null, asked_ids = $2 where case_id = $1', [
    ...[other.caseId, [one.organisationId]],
  ])
  const seen = await room.granted(one, 'cases.case', { caseId: other.caseId })
  expect(seen).toMatchObject({ step: 'withdrawn', needs: null, requests: [{ open: false }] })
  expect(Object.keys(seen.application?.shop ?? {}).sort()).toEqual(['regionCode', 'shopName'])
})

test('a ticket is the provider’s it was opened with, and nobody else’s', async () => {
  const { former, chosen } = tickets
  await room.granted(seat('former'), 'tickets.ticket', { ticketId: former })
  await room.granted(shop.provider, 'tickets.ticket', { ticketId: chosen })
  for (const [who, ticketId] of [
    ['former', chosen],
    ['chosen', former],
    ['loser', former],
    ['loser', chosen],
  ] as const)
    await expect(room.ask(seat(who), 'tickets.ticket', { ticketId })).rejects.toBeInstanceOf(NotFound)
})

test('the technician of the one before has no case, no visit and no address any more, and is free again', async () => {
  const { caseId } = shop
  const [visit] = (
    await room.owner.query('select visit_id, status from visits where technician_id = $1', [
      formerTechnician.personId,
    ])
  ).rows
  expect(visit.status).toBe('declined')
  expect((await room.granted(formerTechnician, 'visits.day', {})).items).toEqual([])
  for (const name of ['visits.address', 'visits.door-check'] as const)
    await expect(
      room.ask(formerTechnician, name, { caseId, visitId: visit.visit_id }),
    ).rejects.toBeInstanceOf(NotFound)
  await expect(room.ask(formerTechnician, 'cases.case', { caseId })).rejects.toBeInstanceOf(NotFound)
  const { rows } = await room.owner.query(
    'select count(*)::int as live from grants where case_id = $1 and reader_id = $2 and ended_at is null',
    [caseId, formerTechnician.personId],
  )
  expect(rows).toEqual([{ live: 0 }])
})

test('behind the calls, the walls show an outsider none of the rows of such a case', async () => {
  const { owner } = room
  const tables = ['visits', 'agreement_texts', 'function_tests', 'quizzes', 'facts'] as const
  const countFor = async (who: Seat) => {
    await owner.query('begin; set local role fangxin_app')
    try {
      await owner.query(
        `select set_config('fx.principal', $1, true), set_config('fx.person', $2, true), set_config('fx.organisation', $3, true)`,
        [who.principal, who.personId, who.organisationId],
      )
      const counts: Record<string, number> = {}
      for (const table of tables) {
        const others = table === 'facts' ? ` where organisation_id <> '${who.organisationId}'` : ''
        counts[table] = (await owner.query(`select count(*)::int as n from ${table}${others}`)).rows[0].n
      }
      return counts
    } finally {
      await owner.query('rollback')
    }
  }
  const none = { visits: 0, agreement_texts: 0, function_tests: 0, quizzes: 0, facts: 0 }
  for (const who of outsiders) expect(await countFor(seat(who)), who).toEqual(none)
  const chosen = await countFor(shop.provider)
  for (const table of ['visits', 'agreement_texts', 'function_tests', 'facts'] as const)
    expect(chosen[table], table).toBeGreaterThan(0)
})

test('no command of an outsider moves the case', async () => {
  const { caseId } = shop
  const version = async () =>
    (await room.owner.query('select version from cases where case_id = $1', [caseId])).rows[0].version
  const before = await version()
  const commands = (calls as readonly Call[]).filter(
    ({ kind, name, input }) =>
      kind === 'command' &&
      (may[name as CallName] as readonly string[]).includes('provider') &&
      JSON.stringify(input).includes('"caseId"'),
  )
  expect(commands.length).toBeGreaterThan(10)
  for (const who of outsiders)
    for (const { name, input } of commands) {
      const given = { ...(sample(input) as object), caseId } as never
      const answer = await room
        .ask(seat(who), name as 'offers.decline', given)
        .catch((error: unknown) => error)
      const isAnswered = !(answer instanceof Error) && !isRefusal(answer as never)
      expect(isAnswered, `${who} ${name}`).toBe(false)
      for (const word of Object.values(secret)) expect(JSON.stringify(answer) ?? '').not.toContain(word)
    }
  expect(await version()).toBe(before)
})
