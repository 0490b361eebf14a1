import { readBitmap } from '#iso8583/bitmap.ts'
import { BYTES, CHARACTERS, type Codec, DIGITS, TRACK } from '#iso8583/dialect.ts'
import { hex } from '#iso8583/hex.ts'
import { Malformed } from '#iso8583/malformed.ts'
import type { Message, Value } from '#iso8583/message.ts'

const HEADER_AT = 5
const MTI_AT = 11
const BITMAP_AT = 13
const FIELDS_AT = 21

/** Two digits of a BCD byte, and undefined for a byte that holds a letter. */
const BCD: readonly (string | undefined)[] = Array.from({ length: 256 }, (_, byte) =>
  byte >> 4 <= 9 && (byte & 15) <= 9 ? `${byte >> 4}${byte & 15}` : undefined,
)
/** Four digits of two BCD bytes: half as many texts to put together. */
const FOUR: readonly (string | undefined)[] = Array.from({ length: 65_536 }, (_, two) => {
  const [left, right] = [BCD[two >> 8], BCD[two & 255]]
  return left === undefined || right === undefined ? undefined : left + right
})
const NIBBLE = '0123456789'

/**
 * One message (TPDU first, no length prefix), field by field. Every byte must belong to a field of the dialect:
 * throws {@link Malformed} ISO-1 to ISO-7. Byte fields are views of `bytes`, not copies.
 */
export const unpack = (codec: Codec, bytes: Uint8Array): Message => {
  const { frame } = codec.dialect
  if (bytes.length < frame.minBytes || bytes.length > frame.maxBytes)
    throw new Malformed('ISO-1', 0, 0, `${bytes.length} bytes is not a possible message length`)
  const tpdu = hex(bytes, 0, HEADER_AT)
  if (!tpdu.startsWith(frame.tpduId)) throw new Malformed('ISO-2', 0, 0, 'unknown TPDU')
  const header = digits(bytes, HEADER_AT, 12, 0, 0)
  const mti = digits(bytes, MTI_AT, 4, 0, 0)
  const fields: (Value | undefined)[] = []
  const { high, low } = readBitmap(bytes, BITMAP_AT)
  let at = FIELDS_AT
  for (let half = 0; half < 2; half++) {
    let rest = half === 0 ? high : low
    while (rest !== 0) {
      const lead = Math.clz32(rest)
      rest &= ~(0x80000000 >>> lead)
      at = readField(codec, bytes, at, half * 32 + lead + 1, fields)
    }
  }
  if (at !== bytes.length)
    throw new Malformed('ISO-7', 0, at, `${bytes.length - at} bytes after the last field`)
  return { tpdu, header, mti, fields }
}

const readField = (
  codec: Codec,
  bytes: Uint8Array,
  start: number,
  no: number,
  fields: (Value | undefined)[],
): number => {
  const kind = codec.kind[no]
  if (kind === 0) throw new Malformed('ISO-3', no, start, 'the dialect has no such field')
  const prefix = codec.prefix[no] as number
  let at = start
  let length = codec.limit[no] as number
  if (prefix !== 0) {
    const most = length
    if (at + prefix > bytes.length) throw new Malformed('ISO-4', no, at, 'ends inside a length')
    length = 0
    for (const end = at + prefix; at < end; at++) {
      const pair = bytes[at] as number
      if (pair >> 4 > 9 || (pair & 15) > 9) throw new Malformed('ISO-5', no, at, 'length is not BCD')
      length = length * 100 + (pair >> 4) * 10 + (pair & 15)
    }
    if (length > most) throw new Malformed('ISO-5', no, start, `length ${length} exceeds ${most}`)
  }
  const size = kind === DIGITS || kind === TRACK ? (length + 1) >> 1 : length
  const end = at + size
  if (end > bytes.length)
    throw new Malformed('ISO-4', no, at, `needs ${size} bytes, ${bytes.length - at} are left`)
  if (kind === DIGITS) fields[no] = digits(bytes, at, length, codec.padLeft[no] as number, no)
  else if (kind === BYTES) fields[no] = bytes.subarray(at, end)
  else if (kind === CHARACTERS) fields[no] = characters(bytes, at, end, no)
  else fields[no] = track(bytes, at, length, no)
  return end
}

const digits = (bytes: Uint8Array, start: number, count: number, padLeft: number, no: number): string => {
  let text = ''
  let at = start
  let left = count
  if (padLeft === 1 && (count & 1) === 1) {
    const byte = bytes[at] as number
    if (byte > 9) throw new Malformed('ISO-6', no, at, 'not a zero and a digit')
    text = NIBBLE[byte] as string
    at++
    left--
  }
  for (; left >= 4; left -= 4, at += 2) {
    const four = FOUR[((bytes[at] as number) << 8) | (bytes[at + 1] as number)]
    if (four === undefined) break
    text += four
  }
  for (; left >= 2; left -= 2, at++) {
    const pair = BCD[bytes[at] as number]
    if (pair === undefined) throw new Malformed('ISO-6', no, at, 'not two digits')
    text += pair
  }
  if (left === 0) return text
  const byte = bytes[at] as number
  if (byte >> 4 > 9 || (byte & 15) !== 0) throw new Malformed('ISO-6', no, at, 'not a digit and a zero')
  return text + NIBBLE[byte >> 4]
}

/** Made in one piece: a text put together letter by letter is put together once more by whoever looks it up. */
const characters = (bytes: Uint8Array, start: number, end: number, no: number): string => {
  const codes: number[] = []
  for (let at = start; at < end; at++) {
    const byte = bytes[at] as number
    if (byte < 0x20 || byte > 0x7e) throw new Malformed('ISO-6', no, at, 'not a printable character')
    codes.push(byte)
  }
  return String.fromCharCode.apply(null, codes)
}

const TRACK_NIBBLE = '0123456789ABCDEF'

/** Tracks may be ciphertext under the terminal's track key, so every nibble is let through. */
const track = (bytes: Uint8Array, start: number, count: number, no: number): string => {
  let text = ''
  for (let left = count, at = start; left > 0; left -= 2, at++) {
    const byte = bytes[at] as number
    text += TRACK_NIBBLE[byte >> 4]
    if (left > 1) text += TRACK_NIBBLE[byte & 15]
    else if ((byte & 15) !== 0) throw new Malformed('ISO-6', no, at, 'filled with something else than zero')
  }
  return text
}
