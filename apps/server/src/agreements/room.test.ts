import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { review } from '#contract-guard/review.ts'
import { zipOf } from '../../test/hostile-files.ts'
import { bare, pdfText } from '../../test/pdf-text.ts'
import type { Seat, TestRoom } from '../../test/room.ts'
import type { Shop } from '../../test/shop.ts'
import {
  addPasskey,
  agreeingShop,
  challengeOf,
  openSigningRoom,
  signedAndSealed,
} from '../../test/signed-shop.ts'
import { softPasskey } from '../../test/soft-passkey.ts'
import { NotFound } from '../house/errand.ts'
import { sha256Hex } from './evidence.ts'
import { verifySealed } from './verify-sealed.ts'

let room: TestRoom
let shop: Shop
beforeAll(async () => {
  room = await openSigningRoom()
})
afterAll(() => room?.close())
beforeEach(async () => {
  shop = await agreeingShop(room)
})

const generate = async (): Promise<string> =>
  (await room.granted(shop.reviewer, 'agreements.generate', { caseId: shop.caseId })).digest
const download = async (who: Seat) => room.granted(who, 'agreements.file', { caseId: shop.caseId })
const bytesOf = async (who: Seat) => Buffer.from((await download(who)).content, 'base64')
const facts = async (type: string) =>
  (
    await room.owner.query('select body from facts where stream = $1 and type = $2', [
      `case/${shop.caseId}`,
      type,
    ])
  ).rows.map(({ body }) => body)
const codeSent = async (digest: string): Promise<string> => {
  await room.granted(shop.merchant, 'agreements.request-signing-code', { caseId: shop.caseId })
  const [row] = (
    await room.owner.query(
      'select message_id, created_at, text_sealed from messages order by message_id desc limit 1',
    )
  ).rows
  const text = await room.house.keys.open(
    {
      datum: 'messages.text',
      row: row.message_id,
      tenant: 'platform',
      subject: `messages/${String(row.created_at).slice(0, 7)}`,
    },
    row.text_sealed,
  )
  expect(text.toString()).toContain(digest.slice(0, 16))
  return /\d{6}/.exec(text.toString())?.[0] ?? ''
}

test('the file says what the text says, passes the guard, and its digest is what both sign', async () => {
  const digest = await generate()
  const bytes = await bytesOf(shop.merchant)
  expect(sha256Hex(bytes)).toBe(digest)
  const { text } = await room.granted(shop.merchant, 'agreements.agreement', { caseId: shop.caseId })
  const read = await pdfText(bytes)
  expect(read).toBe(bare(text))
  expect(review(read).findings.filter(({ severity }) => severity === 'high')).toEqual([])
  const [attached] = await facts('agreement-attached')
  expect(attached).toMatchObject({ digest, textDigest: sha256Hex(text) })
})

test('a passkey signs exactly this file; acquirer seals it; both download the same; the digests are facts', async () => {
  const sealed = await signedAndSealed(room, shop)
  const verified = await verifySealed(sealed, null)
  expect(verified).toMatchObject({
    flaws: [],
    merchant: { method: 'passkey', personId: shop.merchant.personId },
    seal: { trusted: null, timeStamp: null },
  })
  expect((await bytesOf(shop.reviewer)).equals(sealed)).toBe(true)
  const [countersigned] = await facts('agreement-countersigned')
  expect(countersigned).toMatchObject({ sealedDigest: sha256Hex(sealed), method: 'pades' })
  const told = await room.owner.query(
    `select count(*)::int as n from messages where template = 'agreement-concluded'`,
  )
  expect(told.rows[0].n).toBe(2)
})

test('[AGR-21] another document, another person’s key, a user not verified, an answer bent', async () => {
  const digest = await generate()
  const { caseId, merchant } = shop
  const device = await addPasskey(room, merchant)
  const challenge = await challengeOf(room, shop)
  const sign = (passkey: object) => room.refused(merchant, 'agreements.sign', { caseId, digest, passkey })
  const other = await agreeingShop(room)
  await room.granted(other.reviewer, 'agreements.generate', { caseId: other.caseId })
  await addPasskey(room, other.merchant)
  expect(await sign(device.answer(await challengeOf(room, other)))).toBe('AGR-21')
  expect(await sign(softPasskey(room.house.origin).answer(challenge))).toBe('AGR-21')
  expect(await sign(device.answer(challenge, false))).toBe('AGR-21')
  const bent = device.answer(challenge)
  bent.response.signature = `${bent.response.signature.slice(0, -6)}AAAAAA`
  expect(await sign(bent)).toBe('AGR-21')
  expect(await sign(device.answer(challenge))).toBe('granted')
})

test('[AGR-22] one way of signing, and a code is grade C', async () => {
  const digest = await generate()
  const { caseId, merchant, reviewer } = shop
  expect(await room.refused(merchant, 'agreements.sign', { caseId, digest })).toBe('AGR-22')
  const code = await codeSent(digest)
  const passkey = (await addPasskey(room, merchant)).answer(await challengeOf(room, shop))
  expect(await room.refused(merchant, 'agreements.sign', { caseId, digest, code, passkey })).toBe('AGR-22')
  await room.granted(merchant, 'agreements.sign', { caseId, digest, code })
  await room.granted(reviewer, 'agreements.countersign', { caseId, digest })
  const verified = await verifySealed(await bytesOf(merchant), null)
  expect(verified).toMatchObject({ flaws: [], merchant: { method: 'sms-code' } })
})

test('[AGR-23] a machine’s key signs nothing', async () => {
  const digest = await generate()
  const passkey = (await addPasskey(room, shop.merchant)).answer(await challengeOf(room, shop))
  const { signing } = await import('./sign.ts')
  const answer = await signing({} as never)['agreements.sign'](
    { actor: { ...shop.merchant, sessionId: null, calls: ['agreements.sign'] } } as never,
    { caseId: shop.caseId, digest, passkey },
  )
  expect(answer).toMatchObject({ rule: 'AGR-23' })
})

test('[AGR-20] hidden marks are refused; a rare character is printed as its code and explained', async () => {
  const attach = (text: string) => ({ caseId: shop.caseId, text })
  const turned = await room.refused(
    shop.provider,
    'agreements.attach-text',
    attach('收单协议\n费率\u202e0.38%'),
  )
  expect(turned).toBe('AGR-20')
  expect(await room.refused(shop.provider, 'agreements.attach-text', attach('收单协议 😀'))).toBe('AGR-20')
  await room.granted(shop.provider, 'agreements.attach-text', attach('收单协议\n商户：𠮷㛃䶮𬭼面馆'))
  const text = await pdfText(await bytesOf(shop.merchant))
  expect(text).toContain('商户：〔U+20BB7〕㛃䶮𬭼面馆')
  expect(text).toContain('字形说明')
})

test('[TEXT-16] a file with tracked, struck or hidden words is not attached; a clean one is', async () => {
  const run = (words: string, properties = '') => `<w:r><w:rPr>${properties}</w:rPr><w:t>${words}</w:t></w:r>`
  const attach = (...runs: string[]) => ({
    caseId: shop.caseId,
    fileName: '协议.docx',
    content: zipOf({
      'word/document.xml': `<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p>${runs.join('')}</w:p></w:body></w:document>`,
    }).toString('base64'),
  })
  for (const second of [
    `<w:ins>${run('二年')}</w:ins>`,
    '<w:del><w:r><w:delText>三年</w:delText></w:r></w:del>',
    run('三年', '<w:strike/>'),
    run('三年', '<w:vanish/>'),
  ])
    expect(await room.refused(shop.provider, 'agreements.attach-file', attach(run('收单协议'), second))).toBe(
      'TEXT-16',
    )
  const clean = attach(run('收单协议一年'))
  expect(await room.granted(shop.provider, 'agreements.attach-file', clean)).toMatchObject({
    source: 'native',
  })
})

test('small print and an empty cell of an attached file: merchant and reviewer see them, also in the next version', async () => {
  const { caseId, merchant, provider, reviewer } = shop
  const run = (words: string, half: number) =>
    `<w:r><w:rPr><w:sz w:val="${half}"/></w:rPr><w:t>${words}</w:t></w:r>`
  const line = (words: string, half = 21) => `<w:p>${run(words, half)}</w:p>`
  const row = (...cells: string[]) =>
    `<w:tr>${cells.map((cell) => `<w:tc>${line(cell)}</w:tc>`).join('')}</w:tr>`
  const body = [
    line('特约商户协议（演示）本协议的各项约定由双方共同遵守，任何一方不得擅自变更。'),
    line('第一条 甲方提前解约的，应当支付违约金三百元。', 12),
    `<w:tbl>${row('项目', '费率')}${row('借记卡费率', '')}</w:tbl>`,
    line('第二条 其他事项由双方协商。'),
  ].join('')
  const content = zipOf({
    'word/document.xml': `<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>${body}</w:body></w:document>`,
  }).toString('base64')
  const { readingId } = await room.granted(provider, 'guard.open-reading', { fileName: '协议.docx', content })
  // A reading that held a transaction would hold it at every look; what others do at the same time holds none for long.
  const held: number[] = []
  await expect
    .poll(
      async () => {
        const { rows } = await room.owner.query(
          `select count(*)::int as held from pg_stat_activity
            where datname = current_database() and state like 'idle in transaction%'`,
        )
        const { at } = await room.granted(provider, 'guard.reading', { readingId })
        if (at === 'reading') held.push(rows[0].held)
        return at
      },
      { timeout: 20_000, interval: 5 },
    )
    .toBe('read')
  expect(held).toContain(0)
  // What one person has read is not there for another.
  await expect(room.ask(merchant, 'guard.check', { readingId })).rejects.toThrow(NotFound)
  await room.granted(provider, 'agreements.attach-file', { caseId, readingId })
  const layoutSeen = async (who: Seat) => {
    const { agreement, findings, text } = await room.granted(who, 'agreements.agreement', { caseId })
    const own = findings.filter(({ rule }) => rule === 'T51' || rule === 'T55')
    for (const { start, end, quote, findingId } of own) {
      expect(text.slice(start, end)).toBe(quote)
      expect(agreement.findings.map((each) => each.findingId)).toContain(findingId)
    }
    return own.map(({ rule, severity, quote }) => `${rule} ${severity} ${quote}`)
  }
  const wanted = ['T51 medium 甲方提前解约的，应当支付违约金三百元。', 'T55 medium 借记卡费率 |']
  expect(await layoutSeen(merchant)).toEqual(wanted)
  expect(await layoutSeen(reviewer)).toEqual(wanted)
  const { agreement, text } = await room.granted(merchant, 'agreements.agreement', { caseId })
  // The words alone, without the file's layout, show neither.
  expect(review(text).findings.map(({ rule }) => rule)).not.toContain('T51')
  const start = text.indexOf('第二条')
  const { questionId } = await room.granted(merchant, 'questions.ask', {
    ...{ caseId, agreementId: agreement.agreementId, start, end: start + 8, text: '停业了也要付违约金吗？' },
  })
  const { termId } = await room.granted(provider, 'negotiated-terms.offer', {
    ...{ caseId, questionId, wording: '甲方停业的，不收违约金。' },
  })
  await room.granted(merchant, 'negotiated-terms.agree', { caseId, termId })
  expect(await layoutSeen(merchant)).toEqual(wanted)
})

test('[AGR-24] [AGR-25] without a certificate, or with one that has ended, nothing is sealed', async () => {
  const digest = await generate()
  const { caseId, merchant, reviewer } = shop
  const passkey = (await addPasskey(room, merchant)).answer(await challengeOf(room, shop))
  await room.granted(merchant, 'agreements.sign', { caseId, digest, passkey })
  const countersign = () => room.refused(reviewer, 'agreements.countersign', { caseId, digest })
  const shown = () => room.granted(reviewer, 'agreements.seal-certificate', { caseId })
  Object.assign(room.house.config, { demo: false })
  expect(await countersign()).toBe('AGR-24')
  expect(await shown()).toMatchObject({ closed: 'AGR-24', certificate: null })
  Object.assign(room.house.config, { demo: true })
  expect(await shown()).toMatchObject({ closed: null, certificate: { isTest: true } })
  const { now } = room.clock
  room.clock.now = '2031-01-01T00:00:00.000Z'
  expect(await countersign()).toBe('AGR-25')
  expect(await shown()).toMatchObject({ closed: 'AGR-25' })
  room.clock.now = now
  expect(await countersign()).toBe('granted')
})

test('[AGR-28] an agreement without its file is not signed', async () => {
  const digest = await generate()
  const { caseId, merchant } = shop
  const passkey = (await addPasskey(room, merchant)).answer(await challengeOf(room, shop))
  await room.owner.query('delete from agreement_files where case_id = $1', [caseId])
  expect(await room.refused(merchant, 'agreements.sign', { caseId, digest, passkey })).toBe('AGR-28')
})

test('[AGR-29] grade A is named as not connected', async () => {
  const digest = await generate()
  const { caseId, merchant } = shop
  const { grades } = await room.granted(merchant, 'agreements.signing-options', { caseId })
  expect(grades.map(({ grade, closed }) => [grade, closed])).toEqual([
    ['A', 'AGR-29'],
    ['B', 'AGR-21'],
    ['C', null],
  ])
  expect(await room.refused(merchant, 'agreements.sign', { caseId, digest, receipt: 'any' })).toBe('AGR-29')
})

test('the copy is its parties’: provider, technician and strangers get none', async () => {
  await generate()
  const { caseId } = shop
  await expect(room.ask(shop.provider, 'agreements.file', { caseId })).rejects.toThrow()
  await expect(room.ask(shop.technician, 'agreements.file', { caseId })).rejects.toThrow()
  const stranger = await room.seat('merchant', '别家')
  await expect(room.ask(stranger, 'agreements.file', { caseId })).rejects.toThrow()
  expect((await download(shop.merchant)).sealed).toBe(false)
})

/** What an operator would connect: here an authority of our own, which confirms one receipt. */
const authorityModule = (folder: string): string => {
  const here = (name: string) => JSON.stringify(new URL(name, import.meta.url).href)
  const path = join(folder, 'authority.mjs')
  writeFileSync(
    path,
    `import { createHash, createPrivateKey } from 'node:crypto'
import { signDigest, writeCms } from ${here('./cms.ts')}
import { makeTestCertificate } from ${here('./demo-certificate.ts')}
const { certificate, privateKey } = await makeTestCertificate('演示认证机构', '${room.clock.now}')
const key = createPrivateKey({ key: privateKey, format: 'der', type: 'pkcs8' })
export const authority = {
  name: '演示认证机构',
  async confirm(receipt, { bytes }) {
    if (receipt === 'unknown') return null
    const told = receipt === 'for another document' ? 'another' : bytes
    const messageDigest = createHash('sha256').update(told).digest()
    return writeCms({ certificates: [certificate], messageDigest, signature: signDigest(certificate, key, messageDigest), timeStamp: null })
  },
}
`,
  )
  return path
}

test('[AGR-29] a connected authority signs grade A, and only what it confirms', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'fangxin-authority-'))
  const { signing } = room.house.config
  Object.assign(room.house.config, { signing: { ...signing, authorityModule: authorityModule(folder) } })
  try {
    const digest = await generate()
    const { caseId, merchant, reviewer } = shop
    const sign = (receipt: string) => room.refused(merchant, 'agreements.sign', { caseId, digest, receipt })
    expect(await sign('unknown')).toBe('AGR-29')
    expect(await sign('for another document')).toBe('AGR-29')
    expect(await sign('confirmed')).toBe('granted')
    await room.granted(reviewer, 'agreements.countersign', { caseId, digest })
    const verified = await verifySealed(await bytesOf(merchant), null)
    expect(verified).toMatchObject({ flaws: [], merchant: { method: 'licensed-ca' } })
    // A supplement is signed in the same ways.
    const { now } = await room.granted(merchant, 'changes.list', { caseId })
    if (!now) throw new Error('nothing holds')
    const change = await room.granted(reviewer, 'changes.propose', {
      ...{ caseId, terms: { ...now.terms, exitFeeFen: 0 }, serviceLevel: now.serviceLevel },
      ...{ clauses: [], reason: '演示：退出不再收费', effectiveOn: '2099-01-01' },
    })
    const consent = (receipt: string) =>
      room.refused(merchant, 'agreements.sign', { caseId, ...change, receipt })
    expect(await consent('for another document')).toBe('AGR-29')
    expect(await consent('confirmed')).toBe('granted')
    await room.granted(reviewer, 'agreements.countersign', { caseId, ...change })
    const { content } = await room.granted(merchant, 'agreements.file', {
      ...{ caseId, changeId: change.changeId },
    })
    expect(await verifySealed(Buffer.from(content, 'base64'), null)).toMatchObject({
      ...{ flaws: [], merchant: { method: 'licensed-ca' } },
      changes: { sha256: digest },
    })
  } finally {
    Object.assign(room.house.config, { signing })
    rmSync(folder, { recursive: true, force: true })
  }
})
