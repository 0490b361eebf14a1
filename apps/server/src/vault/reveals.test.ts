import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { chinaDay, startOfDay } from '#ground/calendar.ts'
import { may } from '#access/may.ts'
import { type CallName, calls } from '#api/calls.ts'
import { openCheckpoint } from '#tlog/checkpoint.ts'
import { readVerifierKey } from '#tlog/verifier-key.ts'
import { limitsAt } from '#vault/limits.ts'
import { cast, sealedDemo } from '../../../../scripts/demo/cast.ts'
import { sample } from '../../test/sample.ts'
import { openToldHouse, type ToldHouse } from '../../test/told-house.ts'

let house: ToldHouse
let ahead = 0
/** A shop under examination, one whose visit is agreed, one that is open. */
let [reviewCase, visitCase, liveCase, visitId] = ['', '', '', '']
let [first, second, technician, outsider] = ['', '', '', '']

/** What was answered before the merchant agreed to the visit, and before anybody had claimed the review. */
const early: string[] = []

const purpose = '核对资料（演示）'
const values = [
  ...new Set([
    ...Object.values(sealedDemo('演示丙', cast.merchants.review.phone)),
    ...Object.values(sealedDemo('演示乙', cast.merchants.offers.phone)),
  ]),
].filter((value) => value !== undefined)
const tells = (text: string) => values.filter((value) => text.includes(value))

/** Granted or refused: the status, the rule, and which of the shops' values the answer tells. */
const look = async (cookie: string, name: CallName, input: Record<string, unknown>, key?: string) => {
  const { status, body } = await house.ask(name, input, { cookie, ...(key === undefined ? {} : { key }) })
  return { status, rule: String(body.rule ?? ''), told: tells(JSON.stringify(body)), body }
}
const dossier = (cookie: string, more: object = {}) =>
  look(cookie, 'reviews.reveal-dossier', { caseId: reviewCase, purpose, ...more })
const paper = (cookie: string) =>
  look(cookie, 'applications.document', { caseId: reviewCase, kind: 'id-front' })
const address = () => look(technician, 'visits.address', { caseId: visitCase, visitId })
const emergency = (cookie: string, fields = ['contactPhone']) =>
  look(cookie, 'vault.reveal', { caseId: visitCase, fields, purpose })
const granted = async (cookie: string, name: CallName, input: Record<string, unknown>) => {
  const { status, body } = await look(cookie, name, input)
  expect(status, `${name} ${JSON.stringify(body)}`).toBe(200)
  return body
}
const breakGlass = async (fields = ['contactPhone'], caseId = visitCase): Promise<string> => {
  const { grantId } = await granted(first, 'vault.ask-break-glass', { caseId, fields, reason: purpose })
  return grantId
}
const breakGlassOpen = async (caseId = visitCase): Promise<void> => {
  const grantId = await breakGlass(['contactPhone'], caseId)
  await granted(second, 'vault.confirm-break-glass', { caseId, grantId })
}
const later = async (hours: number, work: () => Promise<void>) => {
  ahead = hours * 3_600_000
  await work()
  ahead = 0
}

beforeAll(async () => {
  house = await openToldHouse()
  Object.assign(house.house, { now: () => new Date(Date.now() + ahead) })
  ;[first, second] = (await Promise.all(cast.reviewers.map(({ phone }) => house.enter(phone)))) as [
    string,
    string,
  ]
  const enter = (phone: string) => house.enter(phone)
  const [anxin] = cast.providers
  technician = await enter(anxin.technicians[0].phone)
  const cases = await house.sql<{ case_id: string; step: string }>('select case_id, step from cases')
  const at = (step: string) => cases.find((each) => each.step === step)?.case_id ?? ''
  ;[reviewCase, visitCase] = [at('review'), at('offers')]
  liveCase = (await house.liveTerminal()).caseId

  const shop = await enter(cast.merchants.offers.phone)
  const desk = await enter(anxin.desk.phone)
  const { offers } = await granted(shop, 'cases.case', { caseId: visitCase })
  const [provider] = await house.sql<{ id: string }>(
    'select organisation_id as id from organisations where name = $1',
    [anxin.name],
  )
  const offer = offers.find((each: { providerId: string }) => each.providerId === provider?.id)
  await granted(shop, 'offers.choose', { caseId: visitCase, offerId: offer.offerId })
  const [person] = await house.sql<{ id: string }>(
    `select person_id as id from memberships where badge_no = $1`,
    [anxin.technicians[0].badgeNo],
  )
  const hence = (hours: number) => new Date(Date.now() + hours * 3_600_000).toISOString()
  ;({ visitId } = await granted(desk, 'visits.propose', {
    ...{ caseId: visitCase, kind: 'survey', technicianId: person?.id ?? '' },
    ...{ startsAt: hence(30), endsAt: hence(32) },
  }))
  early.push((await address()).rule)
  await granted(shop, 'visits.confirm', { caseId: visitCase, visitId })

  const operator = await enter(cast.operator.phone)
  const acquirer = await granted(operator, 'organisations.register', {
    ...{
      kind: 'acquirer',
      name: '另一收单机构（演示）',
      licenceNo: 'Z2000000000001',
      hotline: '400-000-0002',
    },
  })
  await granted(operator, 'people.invite', {
    ...{ phone: '19900000081', name: '外人（演示）', principal: 'reviewer' },
    organisationId: acquirer.organisationId,
  })
  outsider = await enter('19900000081')
  early.push((await dossier(first)).rule)
  await granted(first, 'reviews.claim', { caseId: reviewCase })
})
afterAll(() => house?.close())

/** The latest look, and whether a signed checkpoint that anybody can fetch already covers its leaf. */
const recorded = async (fields: number) => {
  const [key, note] = await Promise.all(
    ['/log/key', '/log/checkpoint'].map(async (path) => (await fetch(`${house.url}${path}`)).text()),
  )
  const { size } = openCheckpoint(note ?? '', readVerifierKey((key ?? '').trim()))
  const [row] = await house.sql<{ leaf: number | null; type: string; fields: string[] }>(
    `select l.leaf_index as leaf, f.type, r.fields from reveals r
       join facts f on f.stream = r.fact_stream and f.version = r.fact_version join log_leaves l on l.fact_seq = f.seq
      order by r.reveal_id desc limit 1`,
  )
  expect(row).toMatchObject({ type: 'fields-shown', leaf: expect.anything() })
  expect(row?.fields).toHaveLength(fields)
  expect(Number(row?.leaf)).toBeLessThan(Number(size))
}

describe('each look has a leaf under a signed checkpoint when its answer is here', () => {
  test('dossier, paper, address, break-glass, and the second pair of eyes', async () => {
    await breakGlassOpen()
    for (let n = 0; n < 3; n++) {
      expect((await dossier(first)).told).toHaveLength(5)
      await recorded(6)
      expect((await paper(first)).status).toBe(200)
      await recorded(1)
      expect((await address()).told).toHaveLength(1)
      await recorded(1)
      expect((await emergency(first)).told).toEqual([cast.merchants.offers.phone])
      await recorded(1)
    }
    expect((await dossier(second)).rule).toBe('REV-3')
    await granted(first, 'reviews.recommend-approval', {
      ...{ caseId: reviewCase, mccCode: '7011', riskLevel: 'low' },
    })
    for (let n = 0; n < 3; n++) {
      expect((await dossier(second)).status).toBe(200)
      await recorded(6)
    }
    const unnumbered = await house.sql(
      `select from reveals r join facts f on f.stream = r.fact_stream and f.version = r.fact_version
         join log_leaves l on l.fact_seq = f.seq where l.leaf_index is null`,
    )
    expect(unnumbered).toEqual([])
  })

  test('looks at one moment do not stand in each other’s way', async () => {
    const looks = [dossier, paper, paper, dossier, paper].map((each) => each(first))
    const answers = await Promise.all([
      ...looks,
      dossier(second, { fields: ['contactPhone'] }),
      paper(second),
    ])
    expect(answers.map(({ status, rule }) => rule || status)).toEqual(answers.map(() => 200))
  })

  test('the same key twice is two looks, and no answer is kept', async () => {
    const count = async () =>
      Number((await house.sql<{ n: number }>('select count(*) as n from reveals'))[0]?.n)
    const before = await count()
    const input = { caseId: reviewCase, purpose, fields: ['contactPhone'] }
    for (let n = 0; n < 2; n++)
      expect((await look(first, 'reviews.reveal-dossier', input, 'a-key-of-mine')).status).toBe(200)
    expect(await count()).toBe(before + 2)
    const kept = await house.sql(
      `select from idempotency where call in ('reviews.reveal-dossier', 'vault.reveal', 'visits.address')`,
    )
    expect(kept).toEqual([])
  })

  test('with the log standing still nothing is shown, whichever way it is asked for (VAULT-7)', async () => {
    await house.sql(`select pg_advisory_lock(hashtext('fangxin/log'))`)
    const answers = await Promise.all([
      dossier(first),
      paper(first),
      address(),
      emergency(first),
      dossier(second, { fields: ['contactPhone'] }),
    ])
    await house.sql(`select pg_advisory_unlock(hashtext('fangxin/log'))`)
    for (const { status, rule, told } of answers)
      expect({ status, rule, told }).toEqual(closed(503, 'VAULT-7'))
    for (const { body } of answers) expect(body.content).toBeUndefined()
    expect((await address()).status).toBe(200)
  })
})

const closed = (status: number, rule: string) => ({ status, rule, told: [] })

describe('no leave, no look', () => {
  test('before the visit is agreed, and before the review is claimed', () => {
    expect(early).toEqual(['HOUSE-5', 'REV-3'])
  })

  test('another person, another field, another house', async () => {
    expect(await emergency(second)).toMatchObject(closed(409, 'VAULT-1'))
    expect(await emergency(first, ['legalPersonIdNo'])).toMatchObject(closed(409, 'VAULT-1'))
    expect(await emergency(first, ['contactPhone', 'legalPersonIdNo'])).toMatchObject(closed(409, 'VAULT-1'))
    expect(await emergency(outsider)).toMatchObject(closed(404, 'HTTP-404'))
    expect(await dossier(outsider)).toMatchObject(closed(404, 'HTTP-404'))
  })

  test('when its time is over: the review’s, the visit’s and the emergency’s', async () => {
    const review = () =>
      look(first, 'vault.reveal', { caseId: reviewCase, fields: ['contactPhone'], purpose })
    expect((await review()).status).toBe(200)
    await breakGlassOpen()
    expect((await emergency(first)).status).toBe(200)
    await later(0.6, async () => expect(await emergency(first)).toMatchObject(closed(409, 'VAULT-2')))
    await later(33, async () => {
      technician = await house.enter(cast.providers[0].technicians[0].phone)
      expect((await address()).status).toBe(200)
    })
    await later(34.1, async () => expect(await address()).toMatchObject(closed(409, 'VAULT-2')))
    await later(73, async () => {
      const cookie = await house.enter(cast.reviewers[0].phone)
      const asked = { caseId: reviewCase, fields: ['contactPhone'], purpose }
      expect(await look(cookie, 'vault.reveal', asked)).toMatchObject(closed(409, 'VAULT-2'))
      expect(await dossier(cookie)).toMatchObject(closed(409, 'VAULT-2'))
    })
  })

  test('break-glass by one person alone, unconfirmed, or confirmed by a stranger', async () => {
    const fields = ['legalPersonIdNo']
    const grantId = await breakGlass(fields)
    expect(await emergency(first, fields)).toMatchObject(closed(409, 'VAULT-2'))
    const confirm = (cookie: string) =>
      look(cookie, 'vault.confirm-break-glass', { caseId: visitCase, grantId })
    expect(await confirm(first)).toMatchObject(closed(409, 'VAULT-5'))
    expect(await confirm(outsider)).toMatchObject(closed(404, 'HTTP-404'))
    expect(await emergency(first, fields)).toMatchObject(closed(409, 'VAULT-2'))
    const heard = async () => {
      const { phone } = cast.merchants.offers
      const texts = (await (await fetch(`${house.url}/demo/outbox?phone=${phone}`)).json()) as {
        text: string
      }[]
      return texts.filter(({ text }) => text.includes('紧急查看')).length
    }
    const before = await heard()
    expect((await confirm(second)).status).toBe(200)
    expect(await heard()).toBe(before + 1)
    expect((await emergency(first, fields)).told).toHaveLength(1)
    // Who confirmed may not look.
    expect(await emergency(second, fields)).toMatchObject(closed(409, 'VAULT-1'))
  })

  test('the merchant reads who looked, when, at what, and why it was an emergency', async () => {
    const shop = await house.enter(cast.merchants.offers.phone)
    const { items } = await granted(shop, 'vault.reveals', { caseId: visitCase })
    expect(items[0]).toMatchObject({
      ...{ kind: 'break-glass', reader: cast.reviewers[0].name, organisation: cast.acquirer.name },
      ...{ fields: ['legalPersonIdNo'], words: purpose, leafIndex: expect.any(Number) },
    })
    const { items: grants } = await granted(shop, 'vault.grants', { caseId: visitCase })
    expect(grants[0]).toMatchObject({ kind: 'break-glass', reason: purpose })
  })
})

test('the day’s last fields are shown once, however many ask for them at the same moment (VAULT-4)', async () => {
  const { perDay } = limitsAt(new Date().toISOString())
  // Three cases: what is of one case takes turns at its grant anyway.
  await breakGlassOpen()
  await breakGlassOpen(liveCase)
  const asked = { fields: ['contactPhone'], purpose }
  const left = 4
  const [grant] = await house.sql<{ grant_id: string; reader_id: string }>(
    `select grant_id, reader_id from grants where case_id = $1 and kind = 'review'`,
    [reviewCase],
  )
  const shown = async () =>
    Number(
      (
        await house.sql<{ n: number }>(
          `select coalesce(sum(cardinality(fields)), 0) as n from reveals where person_id = $1 and at >= $2`,
          [grant?.reader_id, startOfDay(chinaDay(new Date().toISOString()))],
        )
      )[0]?.n,
    )
  // Fills the day up to the last four, as looks of this morning would have.
  const filling = perDay.reviewer - left - (await shown())
  await house.sql(
    `insert into reveals (reveal_id, grant_id, case_id, person_id, organisation_id, principal, fields, purpose, at, fact_stream, fact_version)
     select 'rev_' || lpad(n::text, 32, '0'), grant_id, case_id, reader_id, organisation_id, 'reviewer', array['contactPhone'],
            'review', now(), 'grant/earlier', n from grants, generate_series(1, $2::int) as n where grant_id = $1`,
    [grant?.grant_id, filling],
  )
  const answers = await Promise.all(
    Array.from({ length: 20 }, (_, n) => {
      const caseId = [reviewCase, visitCase, liveCase][n % 3]
      return look(first, 'vault.reveal', { caseId, ...asked })
    }),
  )
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(left)
  for (const answer of answers.filter(({ status }) => status !== 200))
    expect(answer).toMatchObject(closed(429, 'VAULT-4'))
  expect(await shown()).toBe(perDay.reviewer)
  expect(await paper(first)).toMatchObject({ status: 429, rule: 'VAULT-4' })
  // Another day, another number.
  await later(24, async () =>
    expect((await dossier(await house.enter(cast.reviewers[0].phone))).status).toBe(200),
  )
})

test('once it is decided the leave is over, for both pairs of eyes', async () => {
  await granted(second, 'reviews.approve', { caseId: reviewCase })
  for (const cookie of [first, second]) {
    const asked = { caseId: reviewCase, fields: ['contactPhone'], purpose }
    expect(await look(cookie, 'vault.reveal', asked)).toMatchObject(closed(409, 'VAULT-1'))
    expect((await dossier(cookie)).told).toEqual([])
    expect((await paper(cookie)).status).toBe(409)
  }
})

test('by no call whatever does anybody without leave get a value', { timeout: 120_000 }, async () => {
  const people = {
    provider: cast.providers[0].desk.phone,
    technician: cast.providers[0].technicians[0].phone,
    regulator: cast.regulator.person.phone,
    operator: cast.operator.phone,
    reviewer: '19900000081',
    merchant: cast.merchants.live.phone,
  } as const
  let answered = 0
  for (const [principal, phone] of Object.entries(people)) {
    const cookie = await house.enter(phone)
    for (const call of calls) {
      if (!may[call.name].includes(principal as keyof typeof people) || call.name === 'people.sign-out')
        continue
      // The technician's own visit is the one look of these that is theirs.
      if (call.name === 'visits.address') continue
      // Nor is a merchant's copy of their own data anybody else's.
      if (call.name === 'vault.export') continue
      const input = sample(call.input) as Record<string, unknown>
      for (const name of ['after', 'status', 'limit', 'fields']) delete input[name]
      if (call.name === 'vault.reveal') input['fields'] = ['contactPhone']
      for (const caseId of [visitCase, reviewCase]) {
        if ('caseId' in input) input['caseId'] = caseId
        if ('visitId' in input) input['visitId'] = visitId
        const { status, told } = await look(cookie, call.name, input)
        expect({ principal, call: call.name, told }).toEqual({ principal, call: call.name, told: [] })
        expect(status, call.name).toBeLessThan(500)
        if (status === 200) answered++
      }
    }
  }
  expect(answered).toBeGreaterThan(40)
})
