import { createHash } from 'node:crypto'
import canonicalize from 'canonicalize'
import { type DialectName, isKeySuite, type KeySuite, type Words } from '#iso8583/dialect.ts'
import type { Recorded } from '#iso8583/recorder.ts'
import type { SuiteName } from '#iso8583/shop-suite.ts'
import { Flaw } from '#tlog/flaw.ts'
import { openNote, type Sign, signNote } from '#tlog/note.ts'
import { readVerifierKey, type VerifierKey, writeVerifierKey } from '#tlog/verifier-key.ts'

/** Its first line: no checkpoint begins so, and no card can be taken for one, though one key signs both. */
export const HEAD = 'fangxin function-test card v1'

export type CardStep = Omit<Recorded, 'trouble'> & {
  readonly title: Words
  readonly expects: Words
  readonly badDay: boolean
}

/** The result of one run: what was tried, what worked, when, by whom, on which serial number, at which place. */
export type ResultCard = {
  readonly v: 1
  readonly runId: string
  readonly caseId: string
  /** Makes the digest a commitment: nobody finds the names behind it by trying. */
  readonly nonce: string
  /** The key that signs, as auditors configure it. */
  readonly key: string
  readonly outcome: 'passed' | 'failed'
  readonly openedAt: string
  readonly endedAt: string
  readonly boundAt: string
  readonly shop: { readonly name: string; readonly regionCode: string }
  readonly acquirer: string
  readonly visit: { readonly visitId: string; readonly technicianId: string; readonly technician: string }
  readonly terminal: {
    readonly deviceId: string
    readonly serialNo: string
    readonly modelCode: string
    readonly terminalNo: string
    readonly merchantNo: string
    /** The cipher of its keys. Absent in cards from before it was chosen: triple DES. */
    readonly keySuite?: KeySuite
    /** What it spoke to the host. Absent in cards from before an acquirer could choose: UnionPay's. */
    readonly dialect?: DialectName
    /**
     * That this very terminal answered with its own key during the run; null when only its serial number ties it. Absent in
     * cards from before terminals were asked.
     */
    readonly selfProof?: { readonly identityId: string; readonly provedAt: string } | null
  }
  readonly suite: SuiteName & { readonly title: Words }
  readonly startedOver: number
  /** The messages exchanged until the end, digested as the trace shows them. */
  readonly trace: { readonly messages: number; readonly sha256: string }
  readonly steps: readonly CardStep[]
}

export const sha256Hex = (text: string): string => createHash('sha256').update(text).digest('hex')

export type TraceRow = {
  readonly at: string
  readonly direction: string
  readonly mti: string
  readonly lines: readonly string[]
}

export const digestOfTrace = (rows: readonly TraceRow[]): string =>
  sha256Hex(canonicalize(rows.map(({ at, direction, mti, lines }) => ({ at, direction, mti, lines }))) ?? '')

const textOf = (card: ResultCard): string => `${HEAD}\n${canonicalize(card) ?? ''}\n`

/** The card as a C2SP signed note, and the digest of its text. */
export const signCard = (
  card: Omit<ResultCard, 'key'>,
  { key, sign }: { readonly key: VerifierKey; readonly sign: Sign },
): { readonly file: string; readonly digest: string } => {
  const text = textOf({ ...card, key: writeVerifierKey(key) })
  return { file: signNote(text, key, sign), digest: sha256Hex(text) }
}

type Loose = Readonly<Record<string, unknown>>

const isObject = (value: unknown): value is Loose => typeof value === 'object' && value !== null
const hasTexts = (value: unknown, keys: readonly string[]): boolean =>
  isObject(value) && keys.every((key) => typeof value[key] === 'string')

const namesKeySuite = (terminal: unknown): boolean =>
  isObject(terminal) && (!('keySuite' in terminal) || isKeySuite(String(terminal['keySuite'])))

const namesDialect = (terminal: unknown): boolean => {
  if (!isObject(terminal) || !('dialect' in terminal)) return isObject(terminal)
  const { dialect } = terminal
  return hasTexts(dialect, ['name']) && isObject(dialect) && Number.isInteger(dialect['version'])
}

const namesProof = (terminal: unknown): boolean =>
  isObject(terminal) &&
  (!('selfProof' in terminal) ||
    terminal['selfProof'] === null ||
    hasTexts(terminal['selfProof'], ['identityId', 'provedAt']))

const isCard = (value: unknown): value is ResultCard =>
  hasTexts(value, ['runId', 'caseId', 'nonce', 'key', 'openedAt', 'endedAt', 'boundAt', 'acquirer']) &&
  isObject(value) &&
  value['v'] === 1 &&
  (value['outcome'] === 'passed' || value['outcome'] === 'failed') &&
  hasTexts(value['shop'], ['name', 'regionCode']) &&
  hasTexts(value['visit'], ['visitId', 'technicianId', 'technician']) &&
  hasTexts(value['terminal'], ['deviceId', 'serialNo', 'modelCode', 'terminalNo', 'merchantNo']) &&
  namesKeySuite(value['terminal']) &&
  namesDialect(value['terminal']) &&
  namesProof(value['terminal']) &&
  hasTexts(value['suite'], ['name', 'digest']) &&
  hasTexts((value['suite'] as Loose)['title'], ['zh', 'en']) &&
  typeof (value['suite'] as Loose)['version'] === 'number' &&
  typeof value['startedOver'] === 'number' &&
  hasTexts(value['trace'], ['sha256']) &&
  Array.isArray(value['steps']) &&
  value['steps'].every((step) => hasTexts(step, ['step', 'state']) && hasTexts(step.title, ['zh', 'en']))

const isCanonical = (value: unknown, text: string): boolean => {
  try {
    return canonicalize(value) === text
  } catch {
    return false
  }
}

const cardIn = (text: string): ResultCard | null => {
  const [head, body = '', rest] = text.split('\n')
  if (head !== HEAD || rest !== '') return null
  let value: unknown
  try {
    value = JSON.parse(body)
  } catch {
    return null
  }
  return isCanonical(value, body) && isCard(value) ? value : null
}

export type VerifiedCard = {
  readonly flaws: readonly { readonly rule: 'TEST-10' | 'TEST-11' }[]
  readonly card: ResultCard | null
  readonly digest: string
  /** Null: nobody was named to vouch for the key the card itself names. */
  readonly trusted: boolean | null
}

export const isCardFile = (text: string): boolean => text.startsWith(`${HEAD}\n`)

/**
 * TEST-10, TEST-11: a card checked offline. Its bytes must hold under the key it names; with `trusted` that key must be
 * one of these.
 */
export const verifyCard = (file: string, trusted: readonly VerifierKey[] | null): VerifiedCard => {
  const cut = file.lastIndexOf('\n\n')
  const text = file.slice(0, cut + 1)
  const digest = sha256Hex(text)
  // One signature and nothing after it.
  const lines = file.slice(cut + 2).split('\n')
  const card = cut < 0 || lines.length !== 2 || lines[1] !== '' ? null : cardIn(text)
  if (card === null) return { flaws: [{ rule: 'TEST-10' }], card, digest, trusted: null }
  const known = trusted === null ? null : trusted.some((key) => writeVerifierKey(key) === card.key)
  try {
    openNote(file, [readVerifierKey(card.key)])
  } catch (error) {
    if (!(error instanceof Flaw)) throw error
    return { flaws: [{ rule: 'TEST-11' }], card, digest, trusted: known }
  }
  return { flaws: known === false ? [{ rule: 'TEST-11' }] : [], card, digest, trusted: known }
}
