import { readBitmap, readHexBitmap } from '#iso8583/bitmap.ts'
import {
  BYTES,
  CHARACTERS,
  type Codec,
  DIGITS,
  HEX_BYTES,
  MAC_FIELD,
  PLAIN_DIGITS,
  TRACK,
} from '#iso8583/dialect.ts'
import { hexNibble } from '#iso8583/hex.ts'
import { Malformed } from '#iso8583/malformed.ts'
import { type Message, placesForFields, type Value } from '#iso8583/message.ts'
import { roomFor } from '#iso8583/room.ts'

const ZERO = 0x30

/**
 * One message (no length in front), field by field. Every byte must belong to a field of the dialect:
 * throws {@link Malformed} ISO-1 to ISO-7. Byte fields are views of `bytes`, not copies.
 */
export const unpack = (codec: Codec, bytes: Uint8Array): Message => {
  const { frame } = codec.dialect
  if (bytes.length < frame.minBytes || bytes.length > frame.maxBytes)
    throw new Malformed('ISO-1', 0, 0, `${bytes.length} bytes is not a possible message length`)
  const { headerAt, mtiAt } = codec
  const tpdu = hexDigits(bytes, headerAt)
  if (!tpdu.startsWith(frame.tpduId)) throw new Malformed('ISO-2', 0, 0, 'unknown TPDU')
  const header = mtiAt === headerAt ? '' : digits(bytes, headerAt, 12, 0, 0)
  const mti = codec.plainMti ? plainDigits(bytes, mtiAt, mtiAt + 4, 0) : digits(bytes, mtiAt, 4, 0, 0)
  const { high, low } = codec.hexBitmap
    ? readHexBitmap(bytes, codec.bitmapAt)
    : readBitmap(bytes, codec.bitmapAt)
  if (high > 0x7fffffff && codec.farFieldsAt !== 0)
    return { tpdu, header, mti, fields: farFields(codec, bytes, high & 0x7fffffff, low) }
  const fields = placesForFields()
  let at = codec.fieldsAt
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

/** The fields of a message with two bitmaps. */
const farFields = (codec: Codec, bytes: Uint8Array, high: number, low: number): (Value | undefined)[] => {
  const { fieldsAt, farFieldsAt } = codec
  if (bytes.length < farFieldsAt) throw new Malformed('ISO-4', 1, fieldsAt, 'ends inside the second bitmap')
  const second = codec.hexBitmap ? readHexBitmap(bytes, fieldsAt) : readBitmap(bytes, fieldsAt)
  if (second.high === 0 && second.low === 0)
    throw new Malformed('ISO-3', 1, fieldsAt, 'a second bitmap of nothing')
  if ((low & 1) === 1) throw new Malformed('ISO-38', MAC_FIELD, fieldsAt, 'a MAC that is not last')
  const fields = placesForFields(true)
  let at = farFieldsAt
  let first = 1
  for (const word of [high, low, second.high, second.low]) {
    let rest = word
    while (rest !== 0) {
      const lead = Math.clz32(rest)
      rest &= ~(0x80000000 >>> lead)
      at = readField(codec, bytes, at, first + lead, fields)
    }
    first += 32
  }
  if (at !== bytes.length)
    throw new Malformed('ISO-7', 0, at, `${bytes.length - at} bytes after the last field`)
  return fields
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
    length = 0
    if (prefix <= 2) {
      if (at + prefix > bytes.length) throw new Malformed('ISO-4', no, at, 'ends inside a length')
      for (const end = at + prefix; at < end; at++) {
        const pair = bytes[at] as number
        if (pair >> 4 > 9 || (pair & 15) > 9) throw new Malformed('ISO-5', no, at, 'length is not BCD')
        length = length * 100 + (pair >> 4) * 10 + (pair & 15)
      }
    } else {
      length = plainLength(bytes, at, prefix - 1, no)
      at += prefix - 1
    }
    const scale = codec.scale[no] as number
    if (scale !== 0) length = scale === 1 ? length * 2 : halved(length, no, start)
    if (length > most) throw new Malformed('ISO-5', no, start, `length ${length} exceeds ${most}`)
  }
  const size =
    kind === DIGITS || kind === TRACK ? (length + 1) >> 1 : kind === HEX_BYTES ? 2 * length : length
  const end = at + size
  if (end > bytes.length)
    throw new Malformed('ISO-4', no, at, `needs ${size} bytes, ${bytes.length - at} are left`)
  if (kind === DIGITS) fields[no] = digits(bytes, at, length, codec.padLeft[no] as number, no)
  else if (kind === BYTES) fields[no] = bytes.subarray(at, end)
  else if (kind === CHARACTERS) fields[no] = characters(bytes, at, end, no)
  else if (kind === TRACK) fields[no] = track(bytes, at, length, no)
  else if (kind === PLAIN_DIGITS) fields[no] = plainDigits(bytes, at, end, no)
  else fields[no] = kind === HEX_BYTES ? hexBytes(bytes, at, length, no) : plainTrack(bytes, at, end, no)
  return end
}

const plainLength = (bytes: Uint8Array, start: number, digitsOf: number, no: number): number => {
  if (start + digitsOf > bytes.length) throw new Malformed('ISO-4', no, start, 'ends inside a length')
  let length = 0
  for (let at = start; at < start + digitsOf; at++) {
    const digit = (bytes[at] as number) - ZERO
    if (digit < 0 || digit > 9) throw new Malformed('ISO-5', no, at, 'length is not digits')
    length = length * 10 + digit
  }
  return length
}

const halved = (length: number, no: number, at: number): number => {
  if ((length & 1) === 1) throw new Malformed('ISO-5', no, at, `${length} digits are no bytes`)
  return length >> 1
}

const plainDigits = (bytes: Uint8Array, start: number, end: number, no: number): string => {
  const codes = codesFor(end - start)
  for (let at = start; at < end; at++) {
    const code = bytes[at] as number
    if (code < ZERO || code > ZERO + 9) throw new Malformed('ISO-6', no, at, 'not a digit')
    codes[at - start] = code
  }
  return String.fromCharCode.apply(null, codes)
}

const SEPARATOR = 0x3d

/** A track in characters: = stands for the separator D, and nothing else does. */
const plainTrack = (bytes: Uint8Array, start: number, end: number, no: number): string => {
  let text = ''
  for (let at = start; at < end; at++) {
    const code = bytes[at] as number
    const value = code === SEPARATOR ? 13 : hexNibble(code)
    if (value < 0 || code === D) throw new Malformed('ISO-6', no, at, 'not a letter of a track')
    text += TRACK_NIBBLE[value]
  }
  return text
}
const D = 0x44

const hexBytes = (bytes: Uint8Array, start: number, count: number, no: number): Uint8Array => {
  const out = roomFor(count)
  for (let at = 0; at < count; at++) {
    const high = hexNibble(bytes[start + 2 * at] as number)
    const low = hexNibble(bytes[start + 2 * at + 1] as number)
    if (high < 0 || low < 0) throw new Malformed('ISO-6', no, start + 2 * at, 'not two upper-case hex digits')
    out[at] = (high << 4) | low
  }
  return out
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

/** The first bytes in hex, in one piece too. */
const hexDigits = (bytes: Uint8Array, count: number): string => {
  const codes = codesFor(2 * count)
  for (let at = 0; at < count; at++) {
    const byte = bytes[at] as number
    codes[2 * at] = HEX_CODES[byte >> 4] as number
    codes[2 * at + 1] = HEX_CODES[byte & 15] as number
  }
  return String.fromCharCode.apply(null, codes)
}
const HEX_CODES = Array.from('0123456789ABCDEF', (digit) => digit.charCodeAt(0))

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
