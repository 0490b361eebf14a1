import { webcrypto } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { secretText, type Variant } from '#device/secret-text.ts'
import { makeRequest } from '../server/src/devices/device-certificate.ts'
import { blockOf, checkValueOf, openOnDevice } from '../server/src/devices/device-secret.ts'

const USAGE = `usage: fangxin terminal --enrol --house URL --serial S --code C --identity FILE
       fangxin terminal --prove --house URL --identity FILE [--misbehave replay|other-device|wrong-variant|wrong-answer]
       fangxin terminal --answer FACTOR --identity FILE
Enrols with a key pair of its own and keeps its identity in FILE (readable by its owner alone); proves itself to the house; or
says what its screen would show for the eight digits of a challenge. --json prints the house's answer.
Exit: 0 enrolled, proved or answered, 1 refused or unreachable, 2 usage or unreadable file.
`

const tricks = ['replay', 'other-device', 'wrong-variant', 'wrong-answer'] as const
type Trick = (typeof tricks)[number]

const options = {
  enrol: { type: 'boolean', default: false },
  prove: { type: 'boolean', default: false },
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
}

type Enrolled = Omit<Kept, 'serialNo' | 'key'> & { readonly sealedKey: string; readonly checkValue: string }
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
  const told = (await answer.json()) as T & { rule?: string; title?: { en?: string } }
  if (!answer.ok) throw new Refused(`${told.rule ?? answer.status}`)
  return told
}

const enrol = async (house: string, serialNo: string, code: string, file: string): Promise<Kept> => {
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
  const key = await openOnDevice(Buffer.from(d, 'base64url'), identityId, Buffer.from(sealedKey, 'base64'))
  if (checkValueOf(variant, key) !== checkValue) throw new Refused('the key’s check value differs')
  const kept = { serialNo, variant, identityId, key: key.toString('hex'), certificate, authority }
  await writeFile(file, `${JSON.stringify(kept, null, 2)}\n`, { mode: 0o600 })
  return kept
}

const say = ({ variant, key, serialNo }: Kept, factor: string): string =>
  secretText(blockOf(variant, Buffer.from(key, 'hex')), serialNo, factor)

const prove = async (house: string, kept: Kept, trick: Trick | null): Promise<object> => {
  const { challengeId, factor } = await call<Asked>(house, 'identities.challenge', {
    serialNo: kept.serialNo,
  })
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

const read = (args: string[]) => {
  const { values } = parseArgs({ args, options, strict: true, allowPositionals: false })
  const trick = values.misbehave ?? null
  const { house = '', serial = '', code = '', identity = '' } = values
  const wanted = [values.enrol, values.prove, values.answer !== undefined].filter(Boolean).length
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
  args.some((arg) => arg === '--enrol' || arg === '--prove' || /^--answer(=|$)/.test(arg))

export const terminalIdentity = async (args: string[]): Promise<number> => {
  let asked: ReturnType<typeof read>
  let kept: Kept | null = null
  try {
    asked = read(args)
    if (!asked.enrol) kept = JSON.parse(await readFile(asked.identity, 'utf8')) as Kept
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
    if (kept) {
      const told = await prove(house, kept, asked.trick)
      process.stdout.write(json ? `${JSON.stringify(told)}\n` : `证明成功 proved: ${kept.serialNo}\n`)
      return 0
    }
    const { identityId, variant, serialNo } = await enrol(house, asked.serial, asked.code, asked.identity)
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
