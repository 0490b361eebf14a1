import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { InputOf } from '#api/calls.ts'
import { serviceLevel, terms } from '#provision/given.ts'
import { bare, pdfText } from '../../test/pdf-text.ts'
import type { Seat, TestRoom } from '../../test/room.ts'
import { openShop, type Shop } from '../../test/shop.ts'
import {
  addPasskey,
  agreeingShop,
  challengeOf,
  openSigningRoom,
  signedAndSealed,
} from '../../test/signed-shop.ts'
import type { SoftPasskey } from '../../test/soft-passkey.ts'
import { loadCase, moveCase } from '../cases/case.ts'
import { servedOf } from '../care/served.ts'
import { performAsHouse } from '../house/corridor.ts'
import { newId } from '../house/new-id.ts'
import { caseOwner } from '../house/owner.ts'
import { applyChange } from './changes.ts'
import { sha256Hex } from './evidence.ts'
import { partsOf } from './sealed-form.ts'
import { verifySealed } from './verify-sealed.ts'

const began = '2026-11-20T02:00:00.000Z'
const dayMs = 86_400_000
let room: TestRoom
let shop: Shop
let device: SoftPasskey

beforeAll(async () => {
  room = await openSigningRoom()
})
afterAll(() => room?.close())

const onDay = (days: number) => {
  room.clock.now = new Date(Date.parse(began) + days * dayMs).toISOString()
}

/** A shop whose own agreement both have signed, word for word as the house writes it. */
beforeEach(async () => {
  onDay(0)
  shop = await openShop(room)
  device = await addPasskey(room, shop.merchant)
  const agreementId = newId('agr')
  await room.owner.query(
    `insert into agreement_texts (agreement_id, case_id, version, source, digest, content)
     values ($1, $2, 1, 'generated', 'x', $3)`,
    [agreementId, shop.caseId, '协议\n第一条 服务\n1. 服务商每年巡检两次。\n'],
  )
  await room.owner.query(
    `update cases set state = jsonb_set(state, '{agreement}', state->'agreement' || $1) where case_id = $2`,
    [JSON.stringify({ agreementId, digest: 'a'.repeat(64) }), shop.caseId],
  )
})

const rows = terms.rows.map((row) => ({ ...row, ratePpm: row.ratePpm + 500 }))
const dearer = { ...terms, rows }
const wish = (change: Partial<InputOf<'changes.propose'>> = {}): InputOf<'changes.propose'> => ({
  ...{ caseId: shop.caseId, terms: dearer, serviceLevel, clauses: [] },
  ...{ reason: '演示：成本上升', effectiveOn: '2026-12-21' },
  ...change,
})
const list = async (who: Seat = shop.merchant) => {
  const told = await room.granted(who, 'changes.list', { caseId: shop.caseId })
  return { ...told, change: told.items.at(-1) }
}
type Which = { readonly changeId: string; readonly digest: string }
const propose = (change: Partial<InputOf<'changes.propose'>> = {}): Promise<Which> =>
  room.granted(shop.reviewer, 'changes.propose', wish(change))
const sign = async ({ changeId, digest }: Which): Promise<string> =>
  room.refused(shop.merchant, 'agreements.sign', {
    ...{ caseId: shop.caseId, changeId, digest },
    passkey: device.answer(await challengeOf(room, shop, changeId)),
  })
const seal = ({ changeId, digest }: Which) =>
  room.refused(shop.reviewer, 'agreements.countersign', { caseId: shop.caseId, changeId, digest })
const answer = ({ changeId, digest }: Which, choice: 'refuse' | 'leave') =>
  room.refused(shop.merchant, 'changes.answer', { caseId: shop.caseId, changeId, choice, digest })
const bytesOf = async (who: Seat, { changeId }: Which) => {
  const { content } = await room.granted(who, 'agreements.file', { caseId: shop.caseId, changeId })
  return Buffer.from(content, 'base64')
}
const facts = async () =>
  (
    await room.owner.query(
      `select type, body from facts where stream = $1 and type like 'change-%' order by version`,
      [`case/${shop.caseId}`],
    )
  ).rows as { type: string; body: Record<string, unknown> }[]
const apply = (changeId: string) =>
  performAsHouse(room.house, 'apply-change', (errand) =>
    applyChange({ loadCase, moveCase })(errand, { caseId: shop.caseId, changeId }),
  )
const codeSent = async (digest: string): Promise<string> => {
  const { rows } = await room.owner.query(
    'select message_id, created_at, text_sealed from messages order by message_id desc limit 1',
  )
  const [row] = rows
  const place = { datum: 'messages.text' as const, row: row.message_id, tenant: 'platform' }
  const subject = `messages/${String(row.created_at).slice(0, 7)}`
  const text = (await room.house.keys.open({ ...place, subject }, row.text_sealed)).toString()
  expect(text).toContain('签署补充协议验证码')
  expect(text).toContain(digest.slice(0, 16))
  return /\d{6}/u.exec(text)?.[0] ?? ''
}
/** What an insider with the house's keys could store in place of the file. */
const resealed = (agreementId: string, pdf: Buffer): Promise<Buffer> =>
  performAsHouse(room.house, 'reseal', async (errand) => {
    const owner = await caseOwner(errand, shop.caseId)
    const place = { datum: 'agreement_files.pdf' as const, row: agreementId, ...owner }
    return Buffer.from(await room.house.keys.seal(place, pdf))
  })
const told = async (template: string): Promise<number> =>
  Number(
    (await room.owner.query('select count(*) as n from messages where template = $1', [template])).rows[0].n,
  )
const served = () =>
  performAsHouse(room.house, 'read-served', async (errand) => {
    expect(servedOf((await loadCase(errand, shop.caseId)).state).serviceLevel).toMatchObject({
      onSiteHours: 4,
    })
  })

test('[AGR-41] notice is told at once, shows old and new and what it costs, and takes 30 days', async () => {
  const { caseId, reviewer } = shop
  expect(await room.ask(reviewer, 'changes.propose', wish({ effectiveOn: '2026-12-20' }))).toMatchObject({
    ...{ rule: 'AGR-41', params: { earliest: '2026-12-21' }, field: 'effectiveOn' },
  })
  const before = await told('change-noticed')
  await room.granted(
    reviewer,
    'changes.propose',
    wish({ clauses: [{ clause: '第一条 1', wording: '服务商每季度巡检一次。' }] }),
  )
  expect(await told('change-noticed')).toBe(before + 1)
  const { change, earliestDay } = await list()
  expect(earliestDay).toBe('2026-12-21')
  expect(change).toMatchObject({
    ...{ standing: 'noticed', reason: '演示：成本上升', noticedAt: began, answer: null },
    ...{ effectiveAt: '2026-12-20T16:00:00.000Z', dearer: 'rows debit 0– ratePpm' },
    clauses: [{ clause: '第一条 1', before: '1. 服务商每年巡检两次。', after: '服务商每季度巡检一次。' }],
  })
  expect(change?.numbers[0]).toMatchObject({ before: { zh: '0.5%' }, after: { zh: '0.55%' } })
  // 9000 debit payments of 32 yuan a year: 0.16 each at 0.5 %, 0.18 at 0.55 %, rounded payment by payment.
  expect((change?.cost?.afterFen ?? 0) - (change?.cost?.beforeFen ?? 0)).toBe(9000 * 2)
  expect(change?.text).toContain('沉默或者继续使用终端都不视为同意')
  expect((await room.granted(shop.merchant, 'changes.list', { caseId })).now?.terms).toEqual(terms)
})

test('silence changes nothing: the day passes and the old terms stay', async () => {
  const { changeId } = await room.granted(shop.reviewer, 'changes.propose', wish())
  onDay(32)
  await apply(changeId)
  const { change, now } = await list()
  expect(change).toMatchObject({ standing: 'lapsed', inForceSince: null })
  expect(now?.terms).toEqual(terms)
})

test('[AGR-5] [AGR-46] the merchant signs exactly this file, the acquirer seals it, and on its day it holds', async () => {
  const { caseId, merchant, reviewer } = shop
  const better = { ...serviceLevel, onSiteHours: 4 }
  const which = await propose({ serviceLevel: better })
  const { changeId, digest } = which
  const document = await bytesOf(merchant, which)
  expect(sha256Hex(document)).toBe(digest)
  onDay(3)
  expect(await sign({ changeId, digest: 'f'.repeat(64) })).toBe('AGR-5')
  await expect(room.ask(reviewer, 'agreements.sign', { caseId, changeId, digest })).rejects.toThrow(
    'HTTP-403',
  )
  expect(await seal(which)).toBe('AGR-8')
  expect(await sign(which)).toBe('granted')
  expect(await sign(which)).toBe('AGR-62')
  const { rows: jobs } = await room.owner.query(
    `select run_at::text as at from graphile_worker.jobs where task_identifier = 'apply-agreement-change'`,
  )
  expect(jobs.map(({ at }) => new Date(at).toISOString())).toContain('2026-12-20T16:00:00.000Z')
  expect((await list()).change).toMatchObject({ standing: 'consented', answer: { method: 'passkey' } })
  onDay(4)
  expect(await seal(which)).toBe('granted')
  expect(await told('supplement-concluded')).toBe(2)
  const file = await bytesOf(merchant, which)
  expect((await bytesOf(reviewer, which)).equals(file)).toBe(true)
  expect(file.subarray(0, document.length).equals(document)).toBe(true)
  expect(await verifySealed(file, null)).toMatchObject({
    ...{ flaws: [], merchant: { method: 'passkey', personId: merchant.personId } },
    document: { sha256: digest },
  })
  expect((await list()).change).toMatchObject({
    ...{ standing: 'sealed', sealed: { sealedDigest: sha256Hex(file) } },
  })
  expect(await room.refused(reviewer, 'changes.withdraw', { caseId, changeId })).toBe('AGR-63')
  onDay(20)
  await expect(apply(changeId)).rejects.toThrow('AGR-46')
  expect((await list()).now?.terms).toEqual(terms)
  room.clock.now = '2026-12-20T16:00:00.000Z'
  await apply(changeId)
  await apply(changeId)
  const { change, now } = await list()
  expect(change).toMatchObject({ standing: 'in-force', inForceSince: '2026-12-20T16:00:00.000Z' })
  expect(now?.terms).toEqual(dearer)
  await served()
  expect(await answer(which, 'refuse')).toBe('AGR-45')
  const history = await facts()
  expect(history.map(({ type }) => type)).toEqual([
    ...['change-proposed', 'change-noticed', 'change-answered', 'change-countersigned', 'change-applied'],
  ])
  expect(history.map(({ body }) => body)).toMatchObject([
    { digest, textDigest: sha256Hex(change?.text ?? '') },
    {},
    { choice: 'consent', digest, method: 'passkey' },
    { digest, method: 'pades', sealedDigest: sha256Hex(file) },
    {},
  ])
})

test('[AGR-65] the file says old and new, which agreement it changes, and its code is for it alone', async () => {
  shop = await agreeingShop(room)
  device = await addPasskey(room, shop.merchant)
  const agreement = await signedAndSealed(room, shop)
  const { caseId, merchant } = shop
  const clauses = [{ clause: '第七条 1', wording: '服务商按附件的时限应答、到场，每季度巡检一次。' }]
  const which = await propose({ clauses })
  const { change } = await list()
  expect(await pdfText(await bytesOf(merchant, which))).toBe(bare(change?.text ?? ''))
  expect(change?.text).toContain('原为“1. 服务商按附件的时限应答、到场和巡检')
  const { changeId, digest } = which
  await room.granted(merchant, 'agreements.request-signing-code', { caseId, changeId })
  const code = await codeSent(digest)
  expect(await room.refused(merchant, 'agreements.sign', { caseId, digest, code })).toBe('AGR-5')
  const wrong = code === '000000' ? '000001' : '000000'
  const byCode = (typed: string) =>
    room.refused(merchant, 'agreements.sign', { caseId, changeId, digest, code: typed })
  expect(await byCode(wrong)).toBe('PEOPLE-5')
  expect(await byCode(code)).toBe('granted')
  expect(await seal(which)).toBe('granted')
  const verified = await verifySealed(await bytesOf(merchant, which), null)
  const { document } = partsOf(agreement)
  expect(verified).toMatchObject({
    ...{ flaws: [], merchant: { method: 'sms-code' } },
    changes: { sha256: sha256Hex(document) },
  })
  expect((await verifySealed(agreement, null)).changes).toBeNull()
  const { content } = await room.granted(merchant, 'agreements.file', { caseId })
  expect(Buffer.from(content, 'base64').equals(agreement)).toBe(true)
})

test('[AGR-21] a passkey’s answer to another document consents to nothing', async () => {
  const first = await propose({ effectiveOn: '2026-12-30' })
  const asked = await challengeOf(room, shop, first.changeId)
  await room.granted(shop.reviewer, 'changes.withdraw', { caseId: shop.caseId, changeId: first.changeId })
  const second = await propose({ effectiveOn: '2026-12-31' })
  expect(
    await room.refused(shop.merchant, 'agreements.sign', {
      ...{ caseId: shop.caseId, ...second, passkey: device.answer(asked) },
    }),
  ).toBe('AGR-21')
  expect(await sign(second)).toBe('granted')
})

test('[AGR-28] [AGR-64] a stored file that was exchanged is not signed, not sealed, and puts nothing in force', async () => {
  const other = await propose({ effectiveOn: '2026-12-30' })
  await room.granted(shop.reviewer, 'changes.withdraw', { caseId: shop.caseId, changeId: other.changeId })
  const which = await propose()
  const kept = async ({ changeId }: Which) => {
    const found = await room.owner.query(
      `select f.* from agreement_files f join cases c using (case_id), jsonb_array_elements(c.state->'changes') e
        where e->>'changeId' = $1 and f.agreement_id = e->>'agreementId'`,
      [changeId],
    )
    return found.rows[0] as { agreement_id: string; pdf_sealed: Buffer; sealed_sha256: string | null }
  }
  const put = (agreementId: string, pdf: Buffer) =>
    room.owner.query('update agreement_files set pdf_sealed = $2 where agreement_id = $1', [agreementId, pdf])
  const own = await kept(which)
  // Sealed for another row, it does not even open.
  await put(own.agreement_id, (await kept(other)).pdf_sealed)
  await expect(sign(which)).rejects.toThrow()
  const exchanged = await resealed(own.agreement_id, Buffer.from('%PDF another'))
  await put(own.agreement_id, exchanged)
  expect(await sign(which)).toBe('AGR-28')
  await put(own.agreement_id, own.pdf_sealed)
  expect(await sign(which)).toBe('granted')
  await put(own.agreement_id, exchanged)
  expect(await seal(which)).toBe('AGR-28')
  await put(own.agreement_id, own.pdf_sealed)
  expect(await seal(which)).toBe('granted')
  const sealed = await kept(which)
  await put(own.agreement_id, exchanged)
  onDay(31)
  await expect(apply(which.changeId)).rejects.toThrow('AGR-64')
  expect((await list()).now?.terms).toEqual(terms)
  await put(own.agreement_id, sealed.pdf_sealed)
  await apply(which.changeId)
  expect((await list()).now?.terms).toEqual(dearer)
})

test('[AGR-64] consented to and not sealed before its day, it lapses, and both are told', async () => {
  const which = await propose()
  expect(await sign(which)).toBe('granted')
  onDay(31)
  const before = await told('change-ended')
  await apply(which.changeId)
  expect(await told('change-ended')).toBe(before + 3)
  expect(await seal(which)).toBe('AGR-45')
  const { change, now } = await list()
  expect(change).toMatchObject({ standing: 'lapsed', inForceSince: null, sealed: null })
  expect(now?.terms).toEqual(terms)
})

test('who changes their mind before the day is heard, sealed or not, and the job finds nothing to do', async () => {
  const which = await propose()
  expect(await sign(which)).toBe('granted')
  expect(await answer(which, 'refuse')).toBe('granted')
  expect(await seal(which)).toBe('AGR-8')
  expect(await sign(which)).toBe('granted')
  expect(await seal(which)).toBe('granted')
  expect(await answer(which, 'leave')).toBe('granted')
  expect(await sign(which)).toBe('AGR-62')
  onDay(32)
  await apply(which.changeId)
  expect((await list()).change).toMatchObject({ inForceSince: null, answer: { choice: 'leave' } })
})

test('a clause changed twice: the second supplement quotes the first, and names it', async () => {
  const clause = '第一条 1'
  const first = await propose({ clauses: [{ clause, wording: '服务商每季度巡检一次。' }] })
  expect(await sign(first)).toBe('granted')
  expect(await seal(first)).toBe('granted')
  onDay(31)
  await apply(first.changeId)
  await propose({ clauses: [{ clause, wording: '服务商每月巡检一次。' }], effectiveOn: '2027-02-28' })
  const { change } = await list()
  expect(change?.clauses).toEqual([
    { clause, before: '服务商每季度巡检一次。', after: '服务商每月巡检一次。' },
  ])
  expect(change?.text).toContain(`文件指纹（SHA-256）${first.digest}`)
  expect(change?.text).toContain('原为“服务商每季度巡检一次。”')
})

test('[AGR-61] [AGR-20] sums stand among the terms, and what prints as nothing stands nowhere', async () => {
  const worded = (wording: string) => wish({ clauses: [{ clause: '第一条 1', wording }] })
  const propose = (wording: string) => room.ask(shop.reviewer, 'changes.propose', worded(wording))
  expect(await propose('每次巡检收取30元。')).toMatchObject({ rule: 'AGR-61', params: { figures: '30元' } })
  expect(await propose('每季度\u202e巡检。')).toMatchObject({ rule: 'AGR-20', field: 'clauses' })
})

test('[AGR-44] dearer terms with a trap in them are not proposed', async () => {
  const clauses = [
    { clause: '第五条', wording: '收单机构有权随时调整费率，无需另行通知，继续使用视为同意。' },
  ]
  expect(await room.refused(shop.reviewer, 'changes.propose', wish({ clauses }))).toBe('AGR-44')
})

test('[AGR-47] a provider’s wish reaches the merchant only through the acquirer', async () => {
  const { caseId, merchant, provider, reviewer } = shop
  const { changeId, digest } = await room.granted(
    provider,
    'changes.propose',
    wish({ effectiveOn: '2026-12-25' }),
  )
  expect((await list()).items).toEqual([])
  expect((await list(reviewer)).change).toMatchObject({ standing: 'draft', proposedBy: 'provider' })
  await expect(room.ask(merchant, 'agreements.file', { caseId, changeId })).rejects.toThrow()
  const refuse = { caseId, changeId, choice: 'refuse' as const, digest }
  expect(await room.refused(merchant, 'changes.answer', refuse)).toBe('AGR-45')
  await expect(sign({ changeId, digest })).rejects.toThrow()
  expect((await bytesOf(reviewer, { changeId, digest })).length).toBeGreaterThan(1000)
  onDay(2)
  await room.granted(reviewer, 'changes.endorse', { caseId, changeId })
  expect((await list()).change).toMatchObject({ standing: 'noticed' })
  expect(await room.refused(provider, 'changes.withdraw', { caseId, changeId })).toBe('AGR-47')
  await room.granted(reviewer, 'changes.withdraw', { caseId, changeId })
  expect((await list()).change).toMatchObject({ standing: 'withdrawn' })
})
