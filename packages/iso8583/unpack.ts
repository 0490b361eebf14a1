import { readBitmap } from '#iso8583/bitmap.ts'
import { BYTES, CHARACTERS, type Codec, DIGITS, TRACK } from '#iso8583/dialect.ts'
import { hex } from '#iso8583/hex.ts'
import { Malformed } from '#iso8583/malformed.ts'
import { type Message, placesForFields, type Value } from '#iso8583/message.ts'

const HEADER_AT = 5
const MTI_AT = 11
const BITMAP_AT = 13
const FIELDS_AT = 21

const ZERO = 0x30

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
  const fields = placesForFields()
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

/** Room for a text's characters, one for each length: nothing here yields, so they serve every call. */
const rooms: number[][] = []

const codesFor = (count: number): number[] => (rooms[count] ??= Array.from({ length: count }, () => ZERO))

const digits = (bytes: Uint8Array, start: number, count: number, padLeft: number, no: number): string => {
  const codes = codesFor(count)
  const odd = (count & 1) === 1
  let at = start
  let filled = 0
  if (odd && padLeft === 1) {
    const byte = bytes[at++] as number
    if (byte > 9) throw new Malformed('ISO-6', no, at - 1, 'not a zero and a digit')
    codes[filled++] = ZERO + byte
  }
  for (; filled + 1 < count; at++) {
    const byte = bytes[at] as number
    const [left, right] = [byte >> 4, byte & 15]
    if (left > 9 || right > 9) throw new Malformed('ISO-6', no, at, 'not two digits')
    codes[filled++] = ZERO + left
    codes[filled++] = ZERO + right
  }
  if (filled < count) {
    const byte = bytes[at] as number
    if (byte >> 4 > 9 || (byte & 15) !== 0) throw new Malformed('ISO-6', no, at, 'not a digit and a zero')
    codes[filled] = ZERO + (byte >> 4)
  }
  return String.fromCharCode.apply(null, codes)
}

/** Made in one piece: a text put together letter by letter is put together once more by whoever looks it up. */
const characters = (bytes: Uint8Array, start: number, end: number, no: number): string => {
  const codes = codesFor(end - start)
  for (let at = start; at < end; at++) {
    const byte = bytes[at] as number
    if (byte < 0x20 || byte > 0x7e) throw new Malformed('ISO-6', no, at, 'not a printable character')
    codes[at - start] = byte
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
