import { createPrivateKey, sign, webcrypto, X509Certificate } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { signedQuestion } from '#device/challenge.ts'
import { secretText, type Variant } from '#device/secret-text.ts'
import { makeRequest } from '../server/src/devices/device-certificate.ts'
import { blockOf, checkValueOf, keyOf, openOnDevice } from '../server/src/devices/device-secret.ts'

const USAGE = `usage: fangxin terminal --enrol --house URL --serial S --code C --identity FILE
       fangxin terminal --prove --house URL --identity FILE [--misbehave replay|other-device|wrong-variant|wrong-answer]
       fangxin terminal --take-key --house URL --identity FILE
       fangxin terminal --answer FACTOR --identity FILE
Enrols with a key pair of its own and keeps its identity in FILE (readable by its owner alone); proves itself to the house;
takes its working key by proving itself (once it is bound); or says what its screen would show for the eight digits of a challenge. --json prints the house's answer.
Exit: 0 enrolled, proved, taken or answered, 1 refused or unreachable, 2 usage or unreadable file.
`

const tricks = ['replay', 'other-device', 'wrong-variant', 'wrong-answer'] as const
type Trick = (typeof tricks)[number]

const options = {
  enrol: { type: 'boolean', default: false },
  prove: { type: 'boolean', default: false },
  'take-key': { type: 'boolean', default: false },
  answer: { type: 'string' },
  house: { type: 'string' },
  serial: { type: 'string' },
  code: { type: 'string' },
  identity: { type: 'string' },
  misbehave: { type: 'string' },
  json: { type: 'boolean', default: false },
} as const

/** What a device keeps in its secure memory. */
type Kept = {
  readonly serialNo: string
  readonly variant: Variant
  readonly identityId: string
  readonly key: string
  readonly certificate: string
  readonly authority: string
  /** The private half of the pair it enrolled with, hex: what is sealed to it opens here only. */
  readonly scalar: string
  /** Its working key, once it has taken one: it proves every message at work. */
  readonly work?: WorkKey
}
export type WorkKey = { readonly deviceId: string; readonly generation: number; readonly key: string }

type Enrolled = Omit<Kept, 'serialNo' | 'key' | 'scalar' | 'work'> & {
  readonly sealedKey: string
  readonly checkValue: string
}
type Asked = { readonly challengeId: string; readonly factor: string }

/** A refusal of the house, in its own words. */
class Refused extends Error {
  override readonly name = 'Refused'
}

const call = async <T>(house: string, name: string, input: object): Promise<T> => {
  const answer = await fetch(new URL(`/api/${name}`, house), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(input),
    signal: AbortSignal.timeout(15_000),
  })
  const told = (await answer.json()) as T & {
    rule?: string
    words?: { en?: { happened: string; remedy: string } }
  }
  const said = told.words?.en
  if (!answer.ok)
    throw new Refused(
      [told.rule ?? `${answer.status}`, said && `${said.happened} ${said.remedy}`].filter(Boolean).join(': '),
    )
  return told
}

export const keepIn = (file: string, kept: Kept): Promise<void> =>
  writeFile(file, `${JSON.stringify(kept, null, 2)}\n`, { mode: 0o600 })

/** Enrols a device that has nothing yet but its serial and the code its acquirer gave for it. */
export const enrol = async (house: string, serialNo: string, code: string): Promise<Kept> => {
  const pair = await webcrypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, [
    'sign',
    'verify',
  ])
  const request = (await makeRequest(serialNo, pair)).toString('base64')
  const { sealedKey, checkValue, identityId, variant, certificate, authority } = await call<Enrolled>(
    house,
    'identities.enrol',
    { serialNo, code, request },
  )
  const { d = '' } = await webcrypto.subtle.exportKey('jwk', pair.privateKey)
  const scalar = Buffer.from(d, 'base64url')
  const key = await openOnDevice(scalar, keyOf(identityId), Buffer.from(sealedKey, 'base64'))
  if (checkValueOf(variant, key) !== checkValue) throw new Refused('the key’s check value differs')
  const keys = { key: key.toString('hex'), scalar: scalar.toString('hex') }
  return { serialNo, variant, identityId, ...keys, certificate, authority }
}

const say = ({ variant, key, serialNo }: Kept, factor: string): string =>
  secretText(blockOf(variant, Buffer.from(key, 'hex')), serialNo, factor)

/** Asks to be asked, signed with the key it enrolled with: strangers who know the serial spend nothing of its turns. */
const ask = (
  house: string,
  { serialNo, certificate, scalar }: Kept,
  askedAt = new Date().toISOString(),
): Promise<Asked> => {
  const named = new X509Certificate(certificate).publicKey.export({ format: 'jwk' })
  const d = Buffer.from(scalar, 'hex').toString('base64url')
  const key = createPrivateKey({ key: { ...named, d }, format: 'jwk' })
  const signature = sign('sha256', Buffer.from(signedQuestion(serialNo, askedAt)), {
    key,
    dsaEncoding: 'ieee-p1363',
  }).toString('base64')
  return call<Asked>(house, 'identities.challenge', { serialNo, askedAt, signature })
}

/** Answers a challenge with its own key. `askedAt`: now, by the house's clock. */
export const prove = async (
  house: string,
  kept: Kept,
  trick: Trick | null = null,
  askedAt?: string,
): Promise<object> => {
  const { challengeId, factor } = await ask(house, kept, askedAt)
  const other = kept.variant === 'aes' ? 'sm4' : 'aes'
  const right = say(kept, factor)
  const answer = {
    challengeId,
    serialNo: trick === 'other-device' ? `${kept.serialNo}X` : kept.serialNo,
    variant: trick === 'wrong-variant' ? other : kept.variant,
    secretText: trick === 'wrong-answer' ? (right === '00000000' ? '11111111' : '00000000') : right,
  }
  const told = await call<object>(house, 'identities.answer', answer)
  return trick === 'replay' ? call<object>(house, 'identities.answer', answer) : told
}

export const readIdentity = async (file: string): Promise<Kept> =>
  JSON.parse(await readFile(file, 'utf8')) as Kept

/** Answers a challenge, and gets the working key sealed to its own pair. `askedAt`: now, by the house's clock. */
export const takeKey = async (house: string, kept: Kept, askedAt?: string): Promise<WorkKey> => {
  const { serialNo, variant, identityId } = kept
  const { challengeId, factor } = await ask(house, kept, askedAt)
  const answer = { challengeId, serialNo, variant, secretText: say(kept, factor) }
  const { sealedKey, ...taken } = await call<Omit<WorkKey, 'key'> & { readonly sealedKey: string }>(
    house,
    'fleet.take-key',
    answer,
  )
  const key = await openOnDevice(
    Buffer.from(kept.scalar, 'hex'),
    keyOf(identityId, taken.generation),
    Buffer.from(sealedKey, 'base64'),
  )
  return { ...taken, key: key.toString('hex') }
}

const read = (args: string[]) => {
  const { values } = parseArgs({ args, options, strict: true, allowPositionals: false })
  const trick = values.misbehave ?? null
  const { house = '', serial = '', code = '', identity = '' } = values
  const wanted = [values.enrol, values.prove, values['take-key'], values.answer !== undefined].filter(
    Boolean,
  ).length
  const sound =
    wanted === 1 &&
    identity !== '' &&
    (trick === null || (values.prove && (tricks as readonly string[]).includes(trick))) &&
    (values.answer === undefined ? URL.canParse(house) : /^[0-9]{8}$/.test(values.answer)) &&
    (!values.enrol || (serial !== '' && code !== ''))
  if (!sound) throw new Error('unusable arguments')
  return { ...values, house, serial, code, identity, trick: trick as Trick | null }
}

/** Is this `fangxin terminal` about who the terminal is, and not about a test host? */
export const isAboutIdentity = (args: readonly string[]): boolean =>
  args.some(
    (arg) => arg === '--enrol' || arg === '--prove' || arg === '--take-key' || /^--answer(=|$)/.test(arg),
  )

export const terminalIdentity = async (args: string[]): Promise<number> => {
  let asked: ReturnType<typeof read>
  let kept: Kept | null = null
  try {
    asked = read(args)
    if (!asked.enrol) kept = await readIdentity(asked.identity)
  } catch {
    process.stderr.write(USAGE)
    return 2
  }
  const { house, json } = asked
  try {
    if (asked.answer !== undefined && kept) {
      process.stdout.write(`${say(kept, asked.answer)}\n`)
      return 0
    }
    if (kept && asked['take-key']) {
      const work = await takeKey(house, kept)
      await keepIn(asked.identity, { ...kept, work })
      const { deviceId, generation } = work
      process.stdout.write(
        json
          ? `${JSON.stringify({ deviceId, generation })}\n`
          : `已领取工作密钥 took its working key: ${kept.serialNo} (${generation})\n`,
      )
      return 0
    }
    if (kept) {
      const told = await prove(house, kept, asked.trick)
      process.stdout.write(json ? `${JSON.stringify(told)}\n` : `证明成功 proved: ${kept.serialNo}\n`)
      return 0
    }
    const enrolled = await enrol(house, asked.serial, asked.code)
    await keepIn(asked.identity, enrolled)
    const { identityId, variant, serialNo } = enrolled
    process.stdout.write(
      json
        ? `${JSON.stringify({ identityId, variant, serialNo })}\n`
        : `已登记 enrolled: ${serialNo} ${identityId} (${variant})\n`,
    )
    return 0
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    process.stderr.write(`${why}\n`)
    return 1
  }
}
