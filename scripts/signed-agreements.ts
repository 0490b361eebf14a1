/** `npm run signed-agreements -- 500 SEED`: agreements, every third a supplement, signed and sealed, judged by other people's programs, then attacked. */
import { createHash, X509Certificate } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as asn1 from 'asn1js'
import * as pkijs from 'pkijs'
import { inPlaceOf } from '#provision/agreement-page.ts'
import { readCms } from '../apps/server/src/agreements/cms.ts'
import { covered, partsOf } from '../apps/server/src/agreements/sealed-form.ts'
import { askTime, checkToken, timeStampRequest, tokenOf } from '../apps/server/src/agreements/time-stamp.ts'
import { verifySealed } from '../apps/server/src/agreements/verify-sealed.ts'
import { bare, pdfText } from '../apps/server/test/pdf-text.ts'
import { seeded } from './crash.ts'
import { missingPrograms, openTimeAuthority, say, type TimeAuthority } from './signed-agreements/programs.ts'
import { type Signed, signOne, testKey } from './signed-agreements/sign-one.ts'
import { tricks } from './signed-agreements/tricks.ts'

/** How many of how many; what fell short is named. */
export type Score = { readonly of: number; readonly passed: number; readonly failed: readonly string[] }
export type Proved = {
  readonly seed: number
  readonly missing: readonly string[]
  readonly scores: Readonly<Record<string, Score>>
  readonly seconds: number
}

/** Whether another's program reads the envelope of a signature strictly is its own affair; what is signed is not. */
export const isInformation = (name: string): boolean => /outside of it|own bytes/u.test(name)

const tally = () => {
  const scores = new Map<string, { of: number; passed: number; failed: string[] }>()
  return {
    scores,
    note(name: string, ok: boolean, told: string) {
      const score = scores.get(name) ?? { of: 0, passed: 0, failed: [] }
      scores.set(name, score)
      score.of++
      if (ok) score.passed++
      else if (score.failed.length < 20) score.failed.push(told)
    },
  }
}
type Tally = ReturnType<typeof tally>

const accepts = (said: string): boolean =>
  /Total document signed/u.test(said) && /Signature is Valid\./u.test(said) && !/Signature #2/u.test(said)

const pem = (der: Buffer): string =>
  `-----BEGIN CERTIFICATE-----\n${der.toString('base64').replaceAll(/(.{64})/gu, '$1\n')}\n-----END CERTIFICATE-----\n`

const withOneByteChanged = (file: Buffer, at: number, random: () => number): Buffer => {
  const changed = Buffer.from(file)
  changed[at] = ((changed[at] ?? 0) + 1 + Math.floor(random() * 255)) & 255
  return changed
}

/** Other people's programs accept the file, and so do we. */
const judge = async (
  { note }: Tally,
  has: (name: string) => boolean,
  home: string,
  said: string,
  signed: Signed,
) => {
  const path = join(home, 'sealed.pdf')
  const { file, text } = signed
  writeFileSync(path, file)
  const same = (read: string) =>
    read.replace(/字形说明.*$/u, '') === bare(text.replaceAll('𠮷', inPlaceOf('𠮷')))
  note('text read back by pdf.js equals the agreement', same(await pdfText(signed.document)), said)
  if (has('pdftotext')) {
    writeFileSync(join(home, 'document.pdf'), signed.document)
    const read = await say('pdftotext', ['-raw', join(home, 'document.pdf'), '-'])
    note(
      'text read back by pdftotext equals the agreement',
      same(bare(read.text.replaceAll(/Syntax Error[^\n]*/gu, ''))),
      said,
    )
  }
  if (has('pdfsig'))
    note('pdfsig: valid, total document signed', accepts((await say('pdfsig', [path])).text), said)
  if (has('qpdf')) note('qpdf --check', (await say('qpdf', ['--check', path])).ok, said)
  if (!has('openssl')) return
  const parts = partsOf(file)
  const der = Buffer.from(parts.contents, 'hex')
  writeFileSync(join(home, 'seal.der'), der)
  writeFileSync(join(home, 'covered'), covered(file, parts.contents))
  const cms = await say('openssl', [
    ...['cms', '-verify', '-binary', '-inform', 'DER', '-in', join(home, 'seal.der')],
    ...['-content', join(home, 'covered'), '-CAfile', join(home, 'acquirer.pem'), '-purpose', 'any'],
    ...['-cades', '-out', '/dev/null'],
  ])
  note('openssl cms -verify -cades', cms.ok, `${said}: ${cms.text.slice(0, 200)}`)
}

/** Time, attributes, signature and certificate; the rest is the envelope that carries them. */
const isSigned = (token: Buffer, at: number): boolean => {
  const { result } = asn1.fromBER(new Uint8Array(token).buffer)
  const signed = new pkijs.SignedData({ schema: new pkijs.ContentInfo({ schema: result }).content })
  const [signer] = signed.signerInfos
  const attributes = Buffer.from(signer?.signedAttrs?.toSchema().toBER() ?? new ArrayBuffer(0))
  const parts = [
    Buffer.from(signed.encapContentInfo.eContent?.getValue() ?? new ArrayBuffer(0)),
    ...(signed.certificates ?? []).map((each) => Buffer.from(each.toSchema().toBER())),
    // Its own tag is the envelope's.
    attributes.subarray(1),
    Buffer.from(signer?.signature.getValue() ?? new ArrayBuffer(0)),
  ]
  return parts.some((part) => {
    const from = token.indexOf(part)
    return at >= from && at < from + part.length
  })
}

const judgeStamp = async ({ note }: Tally, authority: TimeAuthority, random: () => number, index: number) => {
  const { folder, ca } = authority
  const bytes = createHash('sha256').update(`stamp ${index} ${random()}`).digest()
  const response = await authority.answer(timeStampRequest(bytes, Buffer.from([0x42, index & 255, 7])))
  const [data, reply] = [join(folder, 'data'), join(folder, 'judged.tsr')]
  writeFileSync(data, bytes)
  const verdict = async (altered: Buffer) => {
    writeFileSync(reply, altered)
    return (await say('openssl', ['ts', '-verify', '-data', data, '-in', reply, '-CAfile', ca])).ok
  }
  const ours = async (altered: Buffer) => {
    try {
      const token = tokenOf(altered)
      return token !== null && (await checkToken(token, bytes)) !== null
    } catch {
      return false
    }
  }
  note('time stamps: openssl ts -verify accepts', await verdict(response), `stamp ${index}`)
  note('time stamps: we accept', await ours(response), `stamp ${index}`)
  const token = tokenOf(response)
  if (token === null) throw new Error('no token')
  const begins = response.indexOf(token)
  const at = begins + Math.floor(random() * token.length)
  const altered = withOneByteChanged(response, at, random)
  const place = isSigned(token, at - begins) ? 'in what its authority signs' : 'outside of it'
  const told = `stamp ${index} byte ${at} of ${response.length}`
  note(`time stamp altered ${place}: openssl ts -verify refuses`, !(await verdict(altered)), told)
  note('time stamp altered: we refuse', !(await ours(altered)), told)
}

export const signedAgreements = async (
  count: number,
  trickCount: number,
  seed: number,
  tell: (line: string) => void,
): Promise<Proved> => {
  const began = performance.now()
  const random = seeded(seed)
  const missing = missingPrograms()
  const has = (name: string) => !missing.includes(name)
  for (const name of missing) tell(`missing: ${name}; what it would judge is not judged`)
  const home = mkdtempSync(join(tmpdir(), 'fangxin-signed-'))
  const authority = has('openssl') ? await openTimeAuthority(home) : null
  const book = tally()
  try {
    const at = `${new Date().toISOString().slice(0, 19)}Z`
    const [acquirer, own] = [await testKey(at), await testKey(at)]
    const [certificate] = acquirer.chain
    if (!certificate) throw new Error('no certificate')
    writeFileSync(join(home, 'acquirer.pem'), pem(certificate))
    const trusted = [new X509Certificate(certificate)]
    const refuses = async (file: Buffer) => (await verifySealed(file, trusted)).flaws.length > 0
    const loot: Buffer[] = []
    for (let index = 0; index < count; index++) {
      // Every second one carries a time stamp.
      const stamp = authority && index % 2 === 1 ? (bytes: Buffer) => askTime(authority.url, bytes) : null
      const kind = index % 3 === 2 ? 'supplement' : 'agreement'
      const signed = await signOne(random, at, acquirer, stamp, kind)
      const { file } = signed
      const { flaws, changes } = await verifySealed(file, trusted)
      book.note(
        'a supplement says which agreement it changes, an agreement none',
        changes === null ? kind === 'agreement' : signed.text.includes(`原协议编号：${changes.agreementId}`),
        `${kind} ${index}`,
      )
      book.note(
        'fangxin verify accepts',
        flaws.length === 0,
        `${kind} ${index}: ${flaws.map(({ rule }) => rule).join()}`,
      )
      await judge(book, has, home, `${kind} ${index}`, signed)
      const place = Math.floor(random() * file.length)
      const changed = withOneByteChanged(file, place, random)
      const parts = partsOf(file)
      const from = file.lastIndexOf(parts.contents)
      const isCovered = place < from || place >= from + parts.contents.length
      const told = `${kind} ${index} byte ${place} of ${file.length}`
      book.note('one byte changed: fangxin verify refuses', await refuses(changed), told)
      if (has('pdfsig')) {
        writeFileSync(join(home, 'changed.pdf'), changed)
        const { text } = await say('pdfsig', [join(home, 'changed.pdf')])
        book.note(
          `one byte changed ${isCovered ? 'in what the seal covers' : 'inside the signature’s own bytes'}: pdfsig refuses`,
          !accepts(text),
          told,
        )
      }
      // A code leaves a record and no signature: an insider could exchange it. Tricks are tried on passkeys.
      if (parts.evidence.includes('"passkey"') && readCms(derOf(parts.contents)).timeStamp === null)
        loot.push(file)
      if (authority) await judgeStamp(book, authority, random, index)
      if ((index + 1) % 25 === 0) {
        const short = [...book.scores].filter(([, score]) => score.passed < score.of).map(([name]) => name)
        tell(`${index + 1} agreements${short.length > 0 ? `, short: ${short.join('; ')}` : ''}`)
      }
    }
    const names = Object.keys(tricks)
    for (let index = 0; index < trickCount && loot.length > 1; index++) {
      const name = names[index % names.length] as string
      const [file, other] = [loot[index % loot.length], loot[(index + 1) % loot.length]] as [Buffer, Buffer]
      const forged = await tricks[name]?.({ file, other, own, acquirer })
      book.note('tricks: fangxin verify refuses', forged !== undefined && (await refuses(forged)), name)
    }
    return {
      seed,
      missing,
      scores: Object.fromEntries(book.scores),
      seconds: Math.round((performance.now() - began) / 1000),
    }
  } finally {
    await authority?.close()
    rmSync(home, { recursive: true, force: true })
  }
}

/** The DER in `/Contents`, without the room left behind it. */
const derOf = (contents: string): Buffer => {
  const bytes = Buffer.from(contents, 'hex')
  return bytes.subarray(0, 4 + bytes.readUInt16BE(2))
}

if (import.meta.main) {
  const [count = '500', seed = String(Date.now() % 1e9)] = process.argv.slice(2)
  process.stdout.write(`${count} agreements, seed ${seed}\n`)
  const proved = await signedAgreements(Number(count), Math.ceil(Number(count) / 5), Number(seed), (line) =>
    process.stdout.write(`${line}\n`),
  )
  for (const [name, { of, passed }] of Object.entries(proved.scores))
    process.stdout.write(`${passed === of ? '✓' : '✗'} ${name}: ${passed} of ${of}\n`)
  process.stdout.write(`${JSON.stringify(proved, null, 1)}\n`)
  process.exitCode = Object.entries(proved.scores).every(
    ([name, { of, passed }]) => of === passed || isInformation(name),
  )
    ? 0
    : 1
}
