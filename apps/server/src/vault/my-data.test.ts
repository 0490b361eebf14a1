import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { given } from '#provision/given.ts'
import { openTestRoom, type Seat, type TestRoom } from '../../test/room.ts'
import { openShop, type Shop } from '../../test/shop.ts'
import { moveCase } from '../cases/case.ts'
import { performAsHouse } from '../house/corridor.ts'
import { writeMessage } from '../house/messages.ts'
import { newId } from '../house/new-id.ts'
import { rooms } from '../rooms.ts'
import { shredDue } from './shred.ts'

const day = 86_400_000
const began = '2026-11-20T02:00:00.000Z'
let room: TestRoom
let reviewer: Seat

beforeAll(async () => {
  room = await openTestRoom(rooms())
  reviewer = await room.seat('reviewer', '演示收单机构')
})
afterAll(() => room?.close())

const shred = () => performAsHouse(room.house, 'test-shred', shredDue(moveCase))
const onDay = (days: number) => {
  room.clock.now = new Date(Date.parse(began) + days * day).toISOString()
}

beforeEach(() => onDay(0))

/** A shop whose form is complete and has never been handed in; who it belongs to has agreed to what is needed. */
const openDraft = (): Promise<Shop> =>
  openShop(room, { reviewer }, ({ caseId, merchantId, acquirerId }) => {
    const told = given('attach-document')
    const documents = Object.fromEntries(
      Object.entries(told.application.documents).map(([kind, each]) => [
        kind,
        { ...each, documentId: newId('doc') },
      ]),
    )
    return { ...told, caseId, merchantId, acquirerId, application: { ...told.application, documents } }
  })

const sealed = {
  legalPersonName: '演示甲',
  contactPhone: '13800000001',
  premisesAddress: '北京市朝阳区演示路 1 号 101 室',
}

/** The same, with three values really sealed, handed in. */
const openSubmitted = async (): Promise<Shop> => {
  const shop = await openDraft()
  await room.granted(shop.merchant, 'applications.save-draft', { caseId: shop.caseId, sealed })
  await room.granted(shop.merchant, 'applications.submit', { caseId: shop.caseId })
  return shop
}

describe('consent', () => {
  test('[VAULT-10] each needed purpose by itself, and what is missing is named; withdrawn, it is missing again', async () => {
    const { caseId, merchant } = await openDraft()
    for (const purpose of ['settlement-account', 'on-site-visit'] as const)
      await room.granted(merchant, 'vault.withdraw-consent', { purpose })
    const both = await room.ask(merchant, 'applications.submit', { caseId })
    expect(both).toMatchObject({ rule: 'VAULT-10', field: 'settlement-account' })
    await room.granted(merchant, 'vault.consent', { purpose: 'settlement-account', version: 1 })
    expect(await room.ask(merchant, 'applications.submit', { caseId })).toMatchObject({
      rule: 'VAULT-10',
      field: 'on-site-visit',
    })
    await room.granted(merchant, 'vault.consent', { purpose: 'on-site-visit', version: 1 })
    expect(await room.refused(merchant, 'applications.submit', { caseId })).toBe('granted')
    const { notices } = await room.granted(merchant, 'vault.my-data', {})
    const account = notices.find(({ purpose }) => purpose === 'settlement-account')
    expect(account?.agreed).toBe(true)
    expect(account?.receipts.map(({ withdrawnAt }) => withdrawnAt === null)).toEqual([false, true])
  })

  test('[VAULT-14] [VAULT-15] [VAULT-18] to today’s wording, not to what the law demands, withdrawn only if it stands', async () => {
    const merchant = await room.seat('merchant', '')
    const agree = (purpose: 'news' | 'merchant-review', version: number) =>
      room.ask(merchant, 'vault.consent', { purpose, version })
    expect(await agree('news', 2)).toMatchObject({ rule: 'VAULT-14', params: { version: 1 } })
    expect(await agree('merchant-review', 1)).toMatchObject({ rule: 'VAULT-15' })
    const withdraw = (purpose: 'news' | 'terminal-place') =>
      room.refused(merchant, 'vault.withdraw-consent', { purpose })
    expect([await withdraw('news'), await withdraw('terminal-place')]).toEqual(['VAULT-18', 'VAULT-15'])
    // Said twice it is one receipt.
    expect(await agree('news', 1)).toEqual(await agree('news', 1))
    expect(await withdraw('news')).toBe('granted')
  })

  test('a visit is confirmed only with it, and withdrawing takes the address from the technician at once', async () => {
    const shop = await openShop(room, { reviewer })
    const { caseId, merchant } = shop
    const { visitId } = await room.granted(shop.provider, 'visits.propose', {
      caseId,
      kind: 'install',
      technicianId: shop.technician.personId,
      startsAt: room.clock.now,
      endsAt: new Date(Date.parse(room.clock.now) + 4 * 3_600_000).toISOString(),
    })
    await room.granted(merchant, 'vault.withdraw-consent', { purpose: 'on-site-visit' })
    expect(await room.refused(merchant, 'visits.confirm', { caseId, visitId })).toBe('VAULT-10')
    await room.granted(merchant, 'vault.consent', { purpose: 'on-site-visit', version: 1 })
    await room.granted(merchant, 'visits.confirm', { caseId, visitId })
    const grants = async () =>
      (await room.granted(merchant, 'vault.grants', { caseId })).items.map(({ live, ended }) => [
        live,
        ended?.because,
      ])
    expect(await grants()).toEqual([[true, undefined]])
    await room.granted(merchant, 'vault.withdraw-consent', { purpose: 'on-site-visit' })
    expect(await grants()).toEqual([[false, 'consent-withdrawn']])
  })
})

describe('what is kept', () => {
  test('every kind in plain words with term and reader; the merchant’s own export holds it in clear, nobody else’s does', async () => {
    const { caseId, merchant } = await openSubmitted()
    await room.granted(reviewer, 'reviews.claim', { caseId })
    await room.granted(reviewer, 'vault.reveal', { caseId, fields: ['contactPhone'], purpose: '核对电话' })
    await room.granted(merchant, 'tickets.open', {
      caseId,
      category: 'fee-dispute',
      businessStopped: false,
      subject: '演示标题',
      description: '演示内容',
    })
    const told = await room.granted(merchant, 'vault.my-data', {})
    const held = (datum: string) => told.kinds.find((each) => each.datum === datum)
    expect(held('vault_values.contactPhone')).toMatchObject({ held: 1, keep: 'cdd', basis: 'legal-duty' })
    expect(held('vault_values.contactPhone')?.term.zh).toContain('10 年')
    expect(held('persons.phone')?.held).toBe(1)
    expect(told.looks).toBe(1)

    const copy = await room.granted(merchant, 'vault.export', {})
    const [mine] = copy.cases
    expect(mine?.values.map(({ datum, value }) => [datum, value])).toEqual(
      expect.arrayContaining([
        ['vault_values.contactPhone', sealed.contactPhone],
        ['vault_values.premisesAddress', sealed.premisesAddress],
        ['vault_values.reveal-purpose', '核对电话'],
      ]),
    )
    expect(mine?.tickets).toMatchObject([{ subject: '演示标题', messages: [{ text: '演示内容' }] }])
    expect(mine?.looks).toMatchObject([{ fields: ['contactPhone'], words: '核对电话' }])
    expect(mine?.looks[0]?.leafIndex).toEqual(expect.any(Number))
    expect(mine?.facts.map(({ type }) => type)).toContain('application-submitted')
    expect([mine?.complete, copy.next]).toEqual([true, null])
    expect(copy.person.name).toBe('演示面馆')

    const other = await room.granted(await room.seat('merchant', '另一家'), 'vault.export', {})
    expect(other.cases).toEqual([])
  })
})

describe('correction', () => {
  test('asked for after submission, seen masked by merchant and acquirer only, answered with reasons, and in force when accepted', async () => {
    const { caseId, merchant, provider } = await openSubmitted()
    const ask = (value: string) =>
      room.ask(merchant, 'vault.request-correction', {
        caseId,
        field: 'contactPhone',
        value,
        reason: '号码换了',
      })
    expect(await ask('12')).toMatchObject({ rule: 'APP-6', field: 'value' })
    expect(await ask('13900000002')).toHaveProperty('correctionId')
    for (const who of [merchant, reviewer]) {
      const view = await room.granted(who, 'cases.case', { caseId })
      expect(view.corrections).toMatchObject([{ masked: '139****0002', reason: '号码换了', decision: null }])
      expect(view.application?.masked.contactPhone).toBe('138****0001')
    }
    await expect(
      room.ask(provider, 'reviews.decide-correction', { caseId, accepted: true, note: 'x' }),
    ).rejects.toThrow('HTTP-403')
    const purpose = '对照证件'
    await expect(room.ask(provider, 'reviews.reveal-correction', { caseId, purpose })).rejects.toThrow(
      'HTTP-403',
    )
    expect(await room.granted(reviewer, 'reviews.reveal-correction', { caseId, purpose })).toEqual({
      field: 'contactPhone',
      now: '13800000001',
      wanted: '13900000002',
    })
    const looks = await room.granted(merchant, 'vault.reveals', { caseId })
    expect(looks.items[0]).toMatchObject({ fields: ['contactPhone'], kind: 'correction', words: purpose })
    await room.granted(reviewer, 'reviews.decide-correction', { caseId, accepted: true, note: '已核对' })
    expect(await room.refused(reviewer, 'reviews.reveal-correction', { caseId, purpose })).toBe('CORR-5')
    const { items } = await room.granted(reviewer, 'vault.grants', { caseId })
    expect(items.find(({ kind }) => kind === 'correction')).toMatchObject({
      live: false,
      ended: { because: 'review-decided' },
    })
    const after = await room.granted(merchant, 'cases.case', { caseId })
    expect(after.application?.masked.contactPhone).toBe('139****0002')
    expect(after.corrections[0]?.decision).toMatchObject({ accepted: true, note: '已核对' })
  })
})

describe('deletion', () => {
  test('[VAULT-11] not while both have signed; what would happen is said beforehand', async () => {
    const { merchant } = await openShop(room, { reviewer })
    const { ifDeleted } = await room.granted(merchant, 'vault.my-data', {})
    expect(ifDeleted.refused).toMatchObject({ rule: 'VAULT-11' })
    expect(await room.refused(merchant, 'vault.request-deletion', {})).toBe('VAULT-11')
    expect(await room.refused(await room.seat('merchant', ''), 'vault.request-deletion', {})).toBe('VAULT-17')
  })

  test('seals off at once: nothing is shown, written, opened or moved; taken back, all of it is there again', async () => {
    const { caseId, merchant } = await openSubmitted()
    await room.granted(reviewer, 'reviews.claim', { caseId })
    const { ifDeleted } = await room.granted(merchant, 'vault.my-data', {})
    expect(ifDeleted.schedule.map(({ on }) => on)).toEqual(['2026-12-20', '2026-12-20', '2026-12-20'])
    expect(ifDeleted.schedule[0]?.what.zh).toContain('法定代表人证件号码')
    const { schedule } = await room.granted(merchant, 'vault.request-deletion', { caseId })
    expect(schedule).toEqual(ifDeleted.schedule)

    const told = await room.granted(merchant, 'vault.my-data', {})
    expect([told.sealedOff, told.deletion?.cancellable, told.ifDeleted.refused?.rule]).toEqual([
      true,
      true,
      'VAULT-12',
    ])
    for (const who of [merchant, reviewer]) {
      const view = await room.granted(who, 'cases.case', { caseId })
      expect([view.step, view.application?.masked]).toEqual(['withdrawn', {}])
    }
    expect(await room.refused(merchant, 'vault.export', {})).toBe('VAULT-8')
    expect(await room.refused(merchant, 'cases.open', {})).toBe('VAULT-16')
    expect(await room.refused(merchant, 'vault.request-deletion', {})).toBe('VAULT-12')
    const look = { caseId, fields: ['contactPhone'] as 'contactPhone'[], purpose: '核对' }
    expect(await room.refused(reviewer, 'vault.reveal', look)).toBe('VAULT-8')
    const { items } = await room.granted(merchant, 'vault.grants', { caseId })
    expect(items.map(({ ended }) => ended?.because)).toEqual(['deletion-requested'])
    // Only two people, for a reason the merchant reads, where the law demands it.
    const reason = '公安机关依法调取（演示）'
    const { grantId } = await room.granted(reviewer, 'vault.ask-break-glass', {
      ...{ caseId, fields: look.fields, reason },
    })
    expect(await room.refused(reviewer, 'vault.reveal', look)).toBe('VAULT-8')
    const colleague = await room.seat('reviewer', '演示收单机构', reviewer.organisationId)
    await room.granted(colleague, 'vault.confirm-break-glass', { caseId, grantId })
    expect(await room.granted(reviewer, 'vault.reveal', look)).toEqual({
      fields: { contactPhone: sealed.contactPhone },
    })
    const grants = await room.granted(merchant, 'vault.grants', { caseId })
    expect(grants.items.find(({ kind }) => kind === 'break-glass')?.reason).toBe(reason)

    await room.granted(merchant, 'vault.cancel-deletion', {})
    const copy = await room.granted(merchant, 'vault.export', {})
    expect(copy.cases[0]?.values.map(({ value }) => value)).toContain(sealed.contactPhone)
    // Thought better of, but given up is given up: a new application is a new case.
    expect(await room.refused(reviewer, 'reviews.claim', { caseId })).toBe('CASE-4')
    expect(await room.refused(merchant, 'cases.open', {})).toBe('granted')
    expect(await room.refused(merchant, 'vault.cancel-deletion', {})).toBe('VAULT-13')
  })

  test('on its day the keys go, the rows are emptied, masks included, and it is a fact; repeated, it does nothing', async () => {
    const { caseId, merchant } = await openSubmitted()
    await room.granted(merchant, 'tickets.open', {
      caseId,
      category: 'fee-dispute',
      businessStopped: false,
      subject: '演示标题',
      description: '演示内容',
    })
    const { erasureId } = await room.granted(merchant, 'vault.request-deletion', {})
    const stands = async () => {
      const { rows } = await room.owner.query(
        `select (select count(*) from vault_values where case_id = $1 and (value_sealed <> '' or masked <> '')) as values,
                (select count(*) from tickets where case_id = $1 and subject_sealed <> '') as subjects,
                (select count(*) from ticket_messages m join tickets t using (ticket_id) where t.case_id = $1 and m.text_sealed <> '') as texts,
                (select string_agg(type, ' ' order by version) from facts where stream = 'erasure/' || $2) as facts`,
        [caseId, erasureId],
      )
      return rows[0]
    }
    onDay(29)
    await shred()
    expect(await stands()).toMatchObject({ values: 3, subjects: 1, texts: 1, facts: 'deletion-requested' })
    onDay(31)
    await shred()
    const empty = {
      ...{ values: 0, subjects: 0, texts: 0 },
      facts: 'deletion-requested data-erased data-erased data-erased',
    }
    expect(await stands()).toEqual(empty)
    await shred()
    expect(await stands()).toEqual(empty)
    const { deletion } = await room.granted(merchant, 'vault.my-data', {})
    expect([deletion?.cancellable, deletion?.doneAt]).toEqual([false, room.clock.now])
    expect(await room.refused(merchant, 'vault.cancel-deletion', {})).toBe('VAULT-13')
    // The pages that tell of it still open.
    await room.granted(merchant, 'cases.case', { caseId })
    await room.granted(merchant, 'tickets.list', {})
  })

  test('what the key store has sealed off and the database forgot is taken up again; and the other way round', async () => {
    const { caseId, merchant } = await openSubmitted()
    const owner = { tenant: reviewer.organisationId, subject: merchant.organisationId }
    room.house.keys.suspend(owner, began)
    await shred()
    expect(await room.granted(merchant, 'vault.my-data', {})).toMatchObject({
      sealedOff: true,
      deletion: { requestedAt: began },
    })
    expect(await room.granted(merchant, 'cases.case', { caseId })).toMatchObject({ step: 'withdrawn' })
    room.house.keys.suspend(owner, null)
    await shred()
    expect(room.house.keys.suspended(owner)).toBe(true)
  })
})

test('messages go with the month whose term has ended, kept answers with their day', async () => {
  const merchant = await room.seat('merchant', '')
  await performAsHouse(room.house, 'test-message', (errand) =>
    writeMessage(errand, '+8613800000001', 'test', '演示'),
  )
  await room.ask(merchant, 'cases.open', {}, 'once-and-again')
  const stands = async () => {
    const { rows } = await room.owner.query(
      `select (select count(*) from messages where template = 'test')::int as messages,
              (select count(*) from idempotency where scope like $1 || '/%')::int as answers`,
      [merchant.personId],
    )
    return rows[0]
  }
  const alive = (subject: string, keep: string) =>
    room.house.keys.ring.store
      .versions({ level: 'data', tenant: 'platform', subject, keep })
      .filter(({ wrapped }) => wrapped !== null).length
  const keys = () => [alive('messages/2026-11', 'message'), alive('answers/2026-11-20', 'answer')]
  onDay(6)
  await shred()
  expect([await stands(), keys()]).toEqual([{ messages: 1, answers: 1 }, [1, 1]])
  onDay(9)
  await shred()
  expect([await stands(), keys()]).toEqual([{ messages: 1, answers: 0 }, [1, 0]])
  // Written in November: the month is over with December, six months later it is June.
  onDay(195)
  await shred()
  expect([await stands(), keys()]).toEqual([{ messages: 0, answers: 0 }, [0, 0]])
})
