import type { Codec, FieldSpec, Part, Words } from '#iso8583/dialect.ts'
import { hex } from '#iso8583/hex.ts'
import type { Message, Value } from '#iso8583/message.ts'
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
    { field: 0, words: HEADER, value: message.header, parts: splitParts(message.header, dialect.header) },
  ]
  for (const spec of dialect.fields) {
    const value = message.fields[spec.no]
    if (value === undefined) continue
    // A batch upload's field 48 is a list of card numbers.
    const list = spec.no === 48 && message.mti.startsWith('03')
    const hidden: FieldSpec = list ? { ...spec, secret: 'hidden' } : spec
    const line = { field: spec.no, words: spec.words, value: shown(hidden, value, decodeText) }
    const means = spec.no === 39 ? dialect.responses.find(({ code }) => code === value)?.words : undefined
    lines.push({
      ...line,
      ...(spec.parts !== undefined && typeof value === 'string'
        ? { parts: splitParts(value, spec.parts) }
        : {}),
      ...(means === undefined ? {} : { means }),
    })
  }
  return lines
}
