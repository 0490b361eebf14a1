import type { Decision } from '#iso8583/decision.ts'
import {
  type Codec,
  type FieldSpec,
  type KeySuite,
  keySuiteWords,
  type Part,
  type Words,
} from '#iso8583/dialect.ts'
import { hex } from '#iso8583/hex.ts'
import type { Message, Value } from '#iso8583/message.ts'
import { keyCheckValues } from '#iso8583/work-keys.ts'
import { readTlv } from '#iso8583/tlv.ts'
import { identify } from '#iso8583/transaction.ts'

/** One line for a person to read; `field` 0 is the message itself. */
export type TraceLine = {
  readonly field: number
  readonly words: Words
  readonly value: string
  readonly parts?: readonly { readonly words: Words; readonly value: string; readonly means?: Words }[]
  readonly means?: Words
}

const DOTS = '…'
const TRANSACTION: Words = { zh: '交易', en: 'Transaction' }
const UNKNOWN: Words = { zh: '未知交易', en: 'Unknown transaction' }
const HEADER: Words = { zh: '报文头', en: 'Header' }
const BEHAVIOUR: Words = { zh: '主机行为', en: 'What the host did' }
const DELIVERED: Readonly<Record<Exclude<Decision['delivery'], 'answered'>, Words>> = {
  'answered-twice': { zh: '同一应答发送两次', en: 'sent the answer twice' },
  'line-cut': { zh: '断开连接，不应答', en: 'cut the line instead of answering' },
  'mac-spoiled': { zh: '应答的MAC故意改错', en: 'spoiled the MAC of the answer' },
  'timed-out': { zh: '不应答', en: 'did not answer' },
  'answered-late': { zh: '延迟应答', en: 'answered late' },
  'amount-altered': { zh: '应答金额故意改错', en: 'answered with another amount' },
  'answer-garbled': { zh: '发送乱码代替应答', en: 'sent noise instead of the answer' },
  'half-opened': { zh: '连接保持但不再收发', en: 'kept the line open and fell silent' },
}
const CIPHER: Words = { zh: '密钥算法', en: 'Cipher of the keys' }
const CHECK: Readonly<Record<'pik' | 'mak' | 'tdk', Words>> = {
  pik: { zh: 'PIN密钥校验值', en: 'PIN key check value' },
  mak: { zh: 'MAC密钥校验值', en: 'MAC key check value' },
  tdk: { zh: '磁道密钥校验值', en: 'Track key check value' },
}
/** Chip tags that hold the card number, track, holder's name or expiry. */
const SECRET_TAGS = new Set(['57', '5A', '5F20', '5F24', '9F1F', '9F20', '9F6B'])

/** First six and last four digits, the most that may be shown of a card number. */
export const maskPan = (pan: string): string =>
  pan.length < 13
    ? '*'.repeat(pan.length)
    : `${pan.slice(0, 6)}${'*'.repeat(pan.length - 10)}${pan.slice(-4)}`

const splitParts = (digits: string, parts: readonly Part[]) => {
  let at = 0
  return parts
    .map(({ digits: width, words, values }) => {
      const value = digits.slice(at, at + width)
      at += width
      const means = values?.[value]
      return { words, value, ...(means === undefined ? {} : { means }) }
    })
    .filter(({ value }) => value !== '')
}

const chip = (bytes: Uint8Array): string => {
  const tags = readTlv(bytes)
  if (tags === null) return `${DOTS} ${bytes.length} B`
  return tags.map(({ tag, value }) => `${tag}=${SECRET_TAGS.has(tag) ? DOTS : hex(value)}`).join(' ')
}

/** A line for a fault the host committed on purpose: what follows is the answer it would have sent, or did. */
export const deliveryLine = ({
  delivery,
  afterMs,
}: Pick<Decision, 'delivery' | 'afterMs'>): readonly TraceLine[] =>
  delivery === 'answered'
    ? []
    : [
        {
          field: 0,
          words: BEHAVIOUR,
          value: afterMs === undefined ? delivery : `${delivery} ${afterMs} ms`,
          means: DELIVERED[delivery],
        },
      ]

/** A sign-in answer's keys stay hidden; their cipher and check values tell them apart and betray nothing. */
const keyChecks = (block: Uint8Array, keySuite: KeySuite) => [
  { words: CIPHER, value: keySuite, means: keySuiteWords[keySuite] },
  ...(keyCheckValues(block) ?? []).map(({ key, check }) => ({ words: CHECK[key], value: hex(check) })),
]

/** An answer carries the request's type with one added to the third digit. */
const requestMti = (mti: string): string =>
  Number(mti[2]) % 2 === 1 ? `${mti.slice(0, 2)}${Number(mti[2]) - 1}${mti[3]}` : mti

const shown = (spec: FieldSpec, value: Value, decodeText: (bytes: Uint8Array) => string): string => {
  if (typeof value === 'string') {
    if (spec.secret === 'pan') return maskPan(value)
    return spec.secret === undefined ? value : `${DOTS} ${value.length}`
  }
  if (spec.secret === 'chip') return chip(value)
  if (spec.secret !== undefined) return `${DOTS} ${value.length} B`
  return spec.format === 'text' ? decodeText(value).trimEnd() : printable(value)
}

const printable = (bytes: Uint8Array): string =>
  bytes.every((byte) => byte >= 0x20 && byte <= 0x7e) ? String.fromCharCode(...bytes) : hex(bytes)

/**
 * The message field by field. Card numbers are masked; PIN blocks, tracks, expiry dates, work keys and the chip's own
 * copies of them are not shown at all. `decodeText` reads GB18030; without it text appears as hex.
 */
export const trace = (
  codec: Codec,
  message: Message,
  decodeText: (bytes: Uint8Array) => string = hex,
): readonly TraceLine[] => {
  const { dialect } = codec
  const transaction = identify(codec, { ...message, mti: requestMti(message.mti) })
  const lines: TraceLine[] = [
    { field: 0, words: TRANSACTION, value: message.mti, means: transaction?.words ?? UNKNOWN },
    ...(message.header === ''
      ? []
      : [
          {
            ...{ field: 0, words: HEADER, value: message.header },
            parts: splitParts(message.header, dialect.header),
          },
        ]),
  ]
  for (const spec of dialect.fields) {
    const value = message.fields[spec.no]
    if (value === undefined) continue
    // A batch upload's field 48 is a list of card numbers.
    const list = spec.no === 48 && message.mti.startsWith('03')
    const hidden: FieldSpec = list ? { ...spec, secret: 'hidden' } : spec
    const isKeys = spec.secret === 'keys' && message.mti === '0810' && transaction?.name === 'sign-in'
    const open = spec.secret === 'keys' && transaction?.name === 'parameters' && message.mti === '0810'
    const line = {
      field: spec.no,
      words: spec.words,
      value: open && typeof value !== 'string' ? printable(value) : shown(hidden, value, decodeText),
    }
    const means = spec.no === 39 ? dialect.responses.find(({ code }) => code === value)?.words : undefined
    lines.push({
      ...line,
      ...(spec.parts !== undefined && typeof value === 'string'
        ? { parts: splitParts(value, spec.parts) }
        : {}),
      ...(isKeys && typeof value !== 'string'
        ? { parts: keyChecks(value, transaction.keySuite ?? 'tdes') }
        : {}),
      ...(means === undefined ? {} : { means }),
    })
  }
  return lines
}
