import { execFileSync } from 'node:child_process'
import { X509Certificate } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { isRefusal } from '#ground/refusal.ts'
import { agreementPage } from '#provision/agreement-page.ts'
import {
  missingPrograms,
  openTimeAuthority,
  type TimeAuthority,
} from '../../../../scripts/signed-agreements/programs.ts'
import { signOne, testKey } from '../../../../scripts/signed-agreements/sign-one.ts'
import { seeded } from '../../../../scripts/crash.ts'
import { challengeFor, type Evidence, sha256Hex } from './evidence.ts'
import { merchantHolds } from './merchant-proof.ts'
import { readP12, type SealingKey } from './p12.ts'
import { partsOf, sealedFile } from './sealed-form.ts'
import { sealPdf } from './seal-pdf.ts'
import { setAgreement } from './set-agreement.ts'
import { askTime, checkToken } from './time-stamp.ts'
import { verifySealed } from './verify-sealed.ts'

const at = '2026-11-26T02:00:00Z'
const home = mkdtempSync(join(tmpdir(), 'fangxin-seal-'))
let key: SealingKey
let file: Buffer
beforeAll(async () => {
  key = await testKey(at)
  file = (await signOne(seeded(3), at, key, null)).file
})
afterAll(() => rmSync(home, { recursive: true, force: true }))

const rulesOf = async (bytes: Buffer, trusted: readonly X509Certificate[] | null = null) =>
  (await verifySealed(bytes, trusted)).flaws.map(({ rule }) => rule)
const document = ({ text = '收单协议\n第一条 费用\n无。', version = 1 } = {}) =>
  setAgreement({ ...{ agreementId: 'agr_1', version, at }, page: agreementPage(text), changes: null })

test('the same agreement gives the same bytes, another version of it others', async () => {
  const [one, two, other] = [await document(), await document(), await document({ version: 2 })]
  if (isRefusal(one) || isRefusal(two) || isRefusal(other)) throw new Error('not set')
  expect(one.equals(two)).toBe(true)
  expect(sha256Hex(other)).not.toBe(sha256Hex(one))
  const text = one.toString('latin1')
  expect(text).toContain('/StructTreeRoot')
  expect(text).toContain('pdfaid:part>2<')
})

test('[AGR-20] a text that reads otherwise than it is stored is not set', async () => {
  expect(await document({ text: '收单协议\n费率\u2066 0.38%' })).toMatchObject({ rule: 'AGR-20' })
  expect(await document({ text: '收单协议\n费率\u0007' })).toMatchObject({ rule: 'AGR-20' })
})

test('the sealed file begins with the signed bytes and is the one its parts make', () => {
  const parts = partsOf(file)
  expect(file.subarray(0, parts.document.length).equals(parts.document)).toBe(true)
  expect(sealedFile(parts).equals(file)).toBe(true)
  expect(file.toString('latin1')).toMatch(/\/TransformMethod \/DocMDP.*\/P 1/u)
})

test('[AGR-30] [AGR-31] [AGR-33] [AGR-37] cut, lengthened or changed anywhere it is refused', async () => {
  expect(await rulesOf(file)).toEqual([])
  const parts = partsOf(file)
  expect(await rulesOf(Buffer.from(parts.document))).toEqual(['AGR-30'])
  expect(await rulesOf(Buffer.concat([file, Buffer.from('\n')]))).toEqual(['AGR-30'])
  const bent = Buffer.from(file)
  bent[200] = (bent[200] ?? 0) ^ 1
  expect(await rulesOf(bent)).toEqual(expect.arrayContaining(['AGR-33', 'AGR-37']))
  const renamed = sealedFile({ ...parts, signer: '别家支付公司' })
  expect(await rulesOf(renamed)).toContain('AGR-33')
  // A comment between objects says nothing to a reader, and is not ours.
  const spot = file.indexOf('trailer', parts.document.length)
  const padded = Buffer.concat([file.subarray(0, spot), Buffer.from('%'), file.subarray(spot + 1)])
  expect((await rulesOf(padded)).length).toBeGreaterThan(0)
})

test('[AGR-31] the range is written in one way', async () => {
  const range = file.lastIndexOf('/ByteRange [0 ')
  const spaced = Buffer.from(file)
  spaced.write('/ByteRange [00', range)
  expect(await rulesOf(spaced)).toContain('AGR-31')
})

test('[AGR-32] [AGR-34] the signature has no free byte, and another key’s is none', async () => {
  const parts = partsOf(file)
  const upper = parts.contents.replace(/[a-f]/u, (digit) => digit.toUpperCase())
  const swapped = Buffer.from(file.toString('latin1').replace(parts.contents, upper), 'latin1')
  expect((await rulesOf(swapped)).length).toBeGreaterThan(0)
  const padded = `${parts.contents.slice(0, -1)}1`
  expect(await rulesOf(sealedFile({ ...parts, contents: padded }))).toContain('AGR-32')
  const used = parts.contents.replace(/(?:00)+$/u, '').length
  const digit = parts.contents[used - 1] === '7' ? '6' : '7'
  const wrong = parts.contents.slice(0, used - 1) + digit + parts.contents.slice(used)
  expect(await rulesOf(sealedFile({ ...parts, contents: wrong }))).toContain('AGR-34')
})

test('[AGR-39] [AGR-35] who may seal is named by the reader; a certificate seals in its time only', async () => {
  const own = new X509Certificate(key.chain[0] as Buffer)
  const other = new X509Certificate((await testKey(at)).chain[0] as Buffer)
  expect(await rulesOf(file, [own])).toEqual([])
  expect(await rulesOf(file, [other])).toEqual(['AGR-39'])
  const late = await signOne(seeded(4), '2036-01-01T00:00:00Z', key, null)
  expect(await rulesOf(late.file)).toEqual(['AGR-35'])
})

test('[AGR-38] a passkey’s answer is for one document', async () => {
  const signed = await signOne(() => 0.1, at, key, null)
  const { merchant } = JSON.parse(partsOf(signed.file).evidence)
  expect(merchant.method).toBe('passkey')
  expect(await merchantHolds(merchant, signed.document)).toBe(true)
  expect(await merchantHolds(merchant, Buffer.from('another'))).toBe(false)
  expect(challengeFor(sha256Hex('a'))).not.toBe(challengeFor(sha256Hex('b')))
})

test('[AGR-65] a supplement that names another agreement in its evidence than in its file is refused', async () => {
  const { file: sealed } = await signOne(seeded(8), at, key, null, 'supplement')
  expect((await verifySealed(sealed, null)).flaws).toEqual([])
  const parts = partsOf(sealed)
  const { changes, ...own } = JSON.parse(parts.evidence)
  expect((await verifySealed(sealed, null)).changes).toEqual(changes)
  const again = async (evidence: unknown) => {
    const { document, signer } = parts
    const made = await sealPdf({ document, evidence: evidence as Evidence, key, signer, at })
    if (isRefusal(made)) throw new Error(made.rule)
    return rulesOf(made)
  }
  expect(await again({ ...own, changes: { ...changes, sha256: '0'.repeat(64) } })).toEqual(['AGR-65'])
  expect(await again(own)).toEqual(['AGR-65'])
})

const without = missingPrograms().includes('openssl') ? ' (openssl is missing)' : ''
describe.skipIf(without !== '')(`with openssl${without}`, () => {
  let authority: TimeAuthority
  beforeAll(async () => {
    authority = await openTimeAuthority(home)
  })
  afterAll(() => authority?.close())
  const path = (name: string) => join(home, name)
  const openssl = (...args: string[]) => execFileSync('openssl', args, { stdio: 'pipe' })

  test('a PKCS#12 file seals, its chain is trusted through its authority, a wrong password opens nothing', async () => {
    openssl(
      ...['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '3650', '-subj', '/O=Demo/CN=Demo CA'],
      ...['-keyout', path('ca.key'), '-out', path('ca.pem')],
    )
    writeFileSync(
      path('leaf.ext'),
      'basicConstraints=critical,CA:false\nkeyUsage=critical,digitalSignature,nonRepudiation',
    )
    openssl(
      ...['req', '-newkey', 'rsa:2048', '-nodes', '-subj', '/O=示例支付/CN=Demo acquirer'],
      ...['-keyout', path('leaf.key'), '-out', path('leaf.csr'), '-utf8'],
    )
    openssl(
      ...['x509', '-req', '-in', path('leaf.csr'), '-CA', path('ca.pem'), '-CAkey', path('ca.key')],
      ...['-days', '3650', '-extfile', path('leaf.ext'), '-out', path('leaf.pem')],
    )
    openssl(
      ...[
        'pkcs12',
        '-export',
        '-inkey',
        path('leaf.key'),
        '-in',
        path('leaf.pem'),
        '-certfile',
        path('ca.pem'),
      ],
      ...['-passout', 'pass:演示 password', '-out', path('acquirer.p12')],
    )
    const bytes = readFileSync(path('acquirer.p12'))
    await expect(readP12(bytes, 'wrong')).rejects.toThrow()
    const sealing = await readP12(bytes, '演示 password')
    expect(sealing.chain).toHaveLength(2)
    const now = new Date().toISOString().replace(/\.\d+Z$/u, 'Z')
    const sealed = await signOne(seeded(5), now, sealing, null)
    const ca = new X509Certificate(readFileSync(path('ca.pem')))
    expect(await rulesOf(sealed.file, [ca])).toEqual([])
    expect(await rulesOf(sealed.file, [new X509Certificate(key.chain[0] as Buffer)])).toEqual(['AGR-39'])
  })

  test('[AGR-36] the authority’s time is in the file and holds for its signature alone', async () => {
    const now = new Date().toISOString().replace(/\.\d+Z$/u, 'Z')
    const fresh = await testKey(now)
    const stamped = await signOne(seeded(6), now, fresh, (bytes) => askTime(authority.url, bytes))
    const verified = await verifySealed(stamped.file, null)
    expect(verified).toMatchObject({
      flaws: [],
      seal: { timeStamp: { authority: 'O=Demo, CN=Demo time stamps' } },
    })
    const token = await askTime(authority.url, Buffer.from('one thing'))
    if (token === null) throw new Error('no token')
    expect(await checkToken(token, Buffer.from('one thing'))).not.toBeNull()
    expect(await checkToken(token, Buffer.from('another thing'))).toBeNull()
    // A token is not checked by luck: it is bent all over.
    for (let place = 0; place < token.length; place += 20) {
      const bent = Buffer.from(token)
      bent[place] = (bent[place] ?? 0) ^ 0x20
      expect(await checkToken(bent, Buffer.from('one thing')), `byte ${place}`).toBeNull()
    }
  })

  test('[AGR-26] an authority that is away, refuses or answers something else: nothing is sealed', async () => {
    const pdf = await document()
    if (isRefusal(pdf)) throw new Error('not set')
    const { evidence } = partsOf(file)
    const seal = (url: string) =>
      sealPdf({
        document: pdf,
        evidence: JSON.parse(evidence),
        key,
        signer: '演示',
        at,
        askTime: (bytes) => askTime(url, bytes),
      })
    expect(await seal('http://127.0.0.1:9/')).toMatchObject({ rule: 'AGR-26' })
    const stale = await authority.answer(Buffer.from('not a query'))
    const server = createServer((_, response) => response.end(stale))
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const { port } = server.address() as AddressInfo
    expect(await seal(`http://127.0.0.1:${port}/`)).toMatchObject({ rule: 'AGR-26' })
    await new Promise((resolve) => server.close(resolve))
  })
})
