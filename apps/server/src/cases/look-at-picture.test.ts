import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { openCase } from '#provision/open.ts'
import { isRefusal } from '#ground/refusal.ts'
import { landscapeLicence, photographed, plainPaper } from '../../test/papers.ts'
import { openTestRoom, type Seat, type TestRoom } from '../../test/room.ts'
import { openShop, type Shop } from '../../test/shop.ts'
import { openReader, readerLimits } from '../documents/read-lines.ts'
import { performAsHouse } from '../house/corridor.ts'
import { NotFound } from '../house/errand.ts'
import { openMessage } from '../house/messages.ts'
import { personPlace } from '../house/names.ts'
import { consentsPort } from '../vault/consents.ts'
import { grantsPort } from '../vault/grant.ts'
import { applications } from './applications.ts'
import { cases } from './cases.ts'
import { lookAtPicture } from './look-at-picture.ts'

const cardNumber = '6222020000000000018'
const licence = {
  uscc: '92440300MADEM00X1N',
  name: '演示市样本区示范面馆',
  kind: '个体工商户',
  person: '样本甲',
  address: '演示省演示市样本区示范路一百二十号',
}

let room: TestRoom
let shop: Shop
let creditCard: string
let debitCard: string
/** A reader whose queue holds nobody: every picture is "not read", as on a machine without one. */
const unable = openReader({ ...readerLimits, waiting: 0 })

beforeAll(async () => {
  room = await openTestRoom({ ...applications(grantsPort, consentsPort), ...cases(async () => null) })
  const base64 = async (lines: readonly string[]) =>
    (await photographed.turned(plainPaper(lines))).toString('base64')
  creditCard = await base64(['演示银行 信用卡', '6222 0200 0000 0000 018', 'VALID THRU 12/29'])
  debitCard = await base64(['演示银行 借记卡', '6217 0000 0000 0000 004', '样本'])
})
afterAll(() => room?.close())

beforeEach(async () => {
  shop = await openShop(room, {}, ({ caseId, merchantId, acquirerId }) =>
    openCase({ caseId, merchantId, acquirerId }),
  )
  const { personId } = shop.merchant
  const sealed = await room.house.keys.seal(personPlace('phone', personId), '+8619900000001')
  await room.owner.query('update persons set phone_sealed = $1 where person_id = $2', [sealed, personId])
  await room.owner.query('delete from messages')
})

type Kind = 'account-proof' | 'business-licence'

const attach = async (kind: Kind, content: string): Promise<string> =>
  (
    await room.granted(shop.merchant, 'applications.attach-document', {
      caseId: shop.caseId,
      kind,
      fileName: 'paper.jpg',
      mediaType: 'image/jpeg',
      content,
    })
  ).documentId

const look = (kind: Kind, documentId: string, attempt = '1', reader = room.house.reader) =>
  performAsHouse({ ...room.house, reader }, 'job-look', (errand) =>
    lookAtPicture(errand, {
      caseId: shop.caseId,
      kind,
      documentId,
      personId: shop.merchant.personId,
      attempt,
    }),
  )

const view = async () =>
  (await room.granted(shop.merchant, 'cases.case', { caseId: shop.caseId })).application

const rows = async <Row>(text: string, values: readonly unknown[] = []): Promise<Row[]> =>
  (await room.owner.query(text, [...values])).rows as Row[]

describe('every upload is looked at', () => {
  test('a credit card is deleted, noted by rule alone, and its uploader told; a debit card takes its place', async () => {
    const documentId = await attach('account-proof', creditCard)
    expect((await view())?.documents['account-proof']?.look).toBe('waiting')
    const [queued] = await rows<{ count: number }>(
      `select count(*)::int as count from graphile_worker.jobs where task_identifier = 'look-at-picture'`,
    )
    expect(queued?.count).toBeGreaterThan(0)

    await look('account-proof', documentId)
    expect((await view())?.documents['account-proof']).toBeUndefined()
    expect((await view())?.problems['account-proof']).toBe('OCR-1')
    expect(await rows('select 1 from documents where document_id = $1', [documentId])).toEqual([])

    const [fact] = await rows<{ fact: string }>(
      `select f::text as fact from facts f where type = 'document-removed' and f::text like $1`,
      [`%${documentId}%`],
    )
    expect(fact?.fact).toContain('OCR-1')
    expect(fact?.fact).not.toContain(cardNumber)
    const [message] = await rows<{
      message_id: string
      created_at: string
      text_sealed: Buffer
      template: string
    }>('select message_id, created_at, text_sealed, template from messages')
    expect(message?.template).toBe('picture-removed')
    const text = await performAsHouse(room.house, 'test-text', (errand) =>
      openMessage(errand, message ?? expect.fail('no message')),
    )
    expect(text).toMatch(/信用卡.*credit card/su)
    expect(text).not.toMatch(/\d{4}/u)

    // Told once, however often the job is delivered.
    await look('account-proof', documentId)
    expect(await rows('select 1 from messages')).toHaveLength(1)

    const better = await attach('account-proof', debitCard)
    await look('account-proof', better)
    expect((await view())?.documents['account-proof']?.look).toBe('clear')
    expect((await view())?.problems).not.toHaveProperty('account-proof')

    // The very same picture needs no second reading.
    const same = await attach('account-proof', debitCard)
    await look('account-proof', same, '1', unable)
    expect((await view())?.documents['account-proof']?.look).toBe('clear')
  })

  test('a picture that cannot be read is tried three times and then left to a person', async () => {
    const documentId = await attach('account-proof', creditCard)
    const later = async () =>
      (
        await rows<{ count: number }>(
          `select count(*)::int as count from graphile_worker.jobs where task_identifier = 'look-at-picture' and run_at > $1`,
          [room.clock.now],
        )
      )[0]?.count ?? 0
    const before = await later()
    await look('account-proof', documentId, '1', unable)
    expect(await later()).toBe(before + 1)
    expect((await view())?.documents['account-proof']?.look).toBe('waiting')
    await look('account-proof', documentId, '3', unable)
    expect((await view())?.documents['account-proof']?.look).toBe('not-read')
    expect(await later()).toBe(before + 1)
  })

  test('only the house may note or delete: to the merchant’s own SQL both are closed', async () => {
    const documentId = await attach('account-proof', debitCard)
    for (const statement of [
      `update documents set look = 'clear' where document_id = $1`,
      'delete from documents where document_id = $1',
    ]) {
      const client = await room.house.pool.connect()
      try {
        await client.query('begin')
        await client.query(
          `select set_config('fx.principal', 'merchant', true), set_config('fx.person', $1, true), set_config('fx.organisation', $2, true)`,
          [shop.merchant.personId, shop.merchant.organisationId],
        )
        expect(
          (await client.query('select 1 from documents where document_id = $1', [documentId])).rowCount,
        ).toBe(1)
        expect((await client.query(statement, [documentId])).rowCount, statement).toBe(0)
      } finally {
        await client.query('rollback')
        client.release()
      }
    }
  })
})

describe('read it for me', () => {
  const ask = (who: Seat) =>
    room.ask(who, 'applications.read-paper', { caseId: shop.caseId, kind: 'business-licence' })
  const attachLicence = async () =>
    attach('business-licence', (await photographed.turned(landscapeLicence(licence))).toString('base64'))

  test('its own merchant is told what the licence says; nothing is saved, stored or left in the audit', async () => {
    await attachLicence()
    const before = (await view())?.shop
    const answer = await ask(shop.merchant)
    if (isRefusal(answer)) throw new Error(answer.rule)
    expect(Object.fromEntries(answer.suggestions.map(({ field, value }) => [field, value]))).toEqual({
      merchantType: 'individual',
      registeredName: licence.name,
      uscc: licence.uscc,
      legalPersonName: licence.person,
      premisesAddress: licence.address,
    })
    expect((await view())?.shop).toEqual(before)
    const tables = await rows<{ name: string }>(
      `select tablename as name from pg_tables where schemaname = 'public' and tablename not like 'kysely%'`,
    )
    for (const { name } of tables)
      expect(
        await rows(`select 1 from ${name} t where t::text like $1`, [`%${licence.address}%`]),
        name,
      ).toEqual([])
    const [seen] = await rows<{ outcome: string }>(
      `select outcome from audit where call = 'applications.read-paper' and case_id = $1`,
      [shop.caseId],
    )
    expect(seen?.outcome).toBe('ok')
  })

  test('another merchant finds nothing, a reviewer may not, and without a paper there is none', async () => {
    await expect(ask(shop.merchant)).rejects.toThrow(NotFound)
    await attachLicence()
    await expect(ask(await room.seat('merchant', '演示别家'))).rejects.toThrow(NotFound)
    await expect(ask(shop.reviewer)).rejects.toThrow('HTTP-403')
  })

  test('a credit card in the licence’s place is refused at once; an unable reader says so', async () => {
    await attach('business-licence', creditCard)
    expect(
      await room.refused(shop.merchant, 'applications.read-paper', {
        caseId: shop.caseId,
        kind: 'business-licence',
      }),
    ).toBe('OCR-1')
    const able = room.house.reader
    Object.assign(room.house, { reader: unable })
    expect(
      await room.refused(shop.merchant, 'applications.read-paper', {
        caseId: shop.caseId,
        kind: 'business-licence',
      }),
    ).toBe('OCR-5')
    Object.assign(room.house, { reader: able })
  })
})
