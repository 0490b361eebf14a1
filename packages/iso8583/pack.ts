import { mark } from '#iso8583/bitmap.ts'
import {
  BYTES,
  CHARACTERS,
  type Codec,
  DIGITS,
  FAR_MAC_FIELD,
  HEX_BYTES,
  MAC_FIELD,
  PLAIN_DIGITS,
  PLAIN_TRACK,
} from '#iso8583/dialect.ts'
import { hexNibble, spell } from '#iso8583/hex.ts'
import { Malformed } from '#iso8583/malformed.ts'
import type { Message, Value } from '#iso8583/message.ts'
import { copyOf } from '#iso8583/room.ts'

/** Packing never yields, so one scratch area serves every call; the result is a copy of its own. */
const scratch = new Uint8Array(16_384)

/**
 * The message as bytes, without a length in front. Throws {@link Malformed} ISO-8 when a value does not fit
 * its field exactly and ISO-3 for a field the dialect does not have: nothing is cut or filled up silently.
 */
export const pack = (codec: Codec, message: Message): Uint8Array => {
  const { frame } = codec.dialect
  const out = scratch
  const { headerAt, mtiAt, bitmapAt, fieldsAt, farFieldsAt, hexBitmap } = codec
  hexInto(out, message.tpdu, 2 * headerAt, 'TPDU')
  digitsInto(out, headerAt, message.header, 2 * (mtiAt - headerAt), 0, 0)
  if (codec.plainMti) plainInto(out, mtiAt, message.mti, 4, 0)
  else digitsInto(out, mtiAt, message.mti, 4, 0, 0)
  const { fields } = message
  const far = farFieldsAt !== 0 && hasFar(fields)
  let at = far ? farFieldsAt : fieldsAt
  for (let place = bitmapAt; place < at; place++) out[place] = 0
  if (far) mark(out, bitmapAt, 1)
  const last = far ? FAR_MAC_FIELD : MAC_FIELD
  for (let no = 2; no <= last; no++) {
    const value = fields[no]
    if (value === undefined) continue
    at = writeField(codec, out, at, no, value)
    mark(out, bitmapAt, no)
    if (at > frame.maxBytes) throw new Malformed('ISO-1', no, at, `longer than ${frame.maxBytes} bytes`)
  }
  if (hexBitmap) hexAfter(out, bitmapAt, far ? 16 : 8)
  return copyOf(out, at)
}

/** Whether the message needs a second bitmap. */
const hasFar = (fields: Message['fields']): boolean => {
  for (let no = MAC_FIELD + 1; no <= FAR_MAC_FIELD; no++)
    if (fields[no] !== undefined) {
      if (fields[MAC_FIELD] !== undefined)
        throw new Malformed('ISO-38', MAC_FIELD, 0, 'a MAC that is not last')
      return true
    }
  return false
}

/** The bytes of a bitmap as two digits each in their place, the last one first. */
const hexAfter = (out: Uint8Array, start: number, bytes: number): void => {
  for (let place = bytes - 1; place >= 0; place--) spell(out[start + place] as number, out, start + 2 * place)
}

const writeField = (codec: Codec, out: Uint8Array, start: number, no: number, value: Value): number => {
  const kind = codec.kind[no]
  if (kind === 0) throw new Malformed('ISO-3', no, start, 'the dialect has no such field')
  const prefix = codec.prefix[no] as number
  const limit = codec.limit[no] as number
  const { length } = value
  if (prefix === 0 ? length !== limit : length > limit)
    throw new Malformed('ISO-8', no, start, `length ${length} does not fit ${limit}`)
  if ((typeof value === 'string') === (kind === BYTES || kind === HEX_BYTES))
    throw new Malformed('ISO-8', no, start, 'wrong kind of value')
  let at = start
  if (prefix !== 0) {
    const scale = codec.scale[no] as number
    const count = scale === 0 ? length : scale === 2 ? 2 * length : length / 2
    if (count % 1 !== 0) throw new Malformed('ISO-8', no, start, 'an odd digit where bytes are counted')
    if (prefix > 2) at = plainLength(out, at, count, prefix - 1)
    else {
      if (prefix === 2) out[at++] = Math.floor(count / 100)
      const two = count % 100
      out[at++] = (Math.floor(two / 10) << 4) | (two % 10)
    }
  }
  if (typeof value !== 'string') {
    if (kind === HEX_BYTES) for (let i = 0; i < length; i++) spell(value[i] as number, out, at + 2 * i)
    else out.set(value, at)
    return at + (kind === HEX_BYTES ? 2 * length : length)
  }
  if (kind === DIGITS) return digitsInto(out, at, value, length, codec.padLeft[no] as number, no)
  if (kind === CHARACTERS) {
    for (let i = 0; i < length; i++) {
      const code = value.charCodeAt(i)
      if (code < 0x20 || code > 0x7e) throw new Malformed('ISO-8', no, at + i, 'not a printable character')
      out[at + i] = code
    }
    return at + length
  }
  if (kind === PLAIN_DIGITS) return plainInto(out, at, value, length, no)
  if (kind === PLAIN_TRACK) {
    for (let i = 0; i < length; i++) {
      const code = value.charCodeAt(i)
      if (hexNibble(code) < 0) throw new Malformed('ISO-8', no, at + i, 'not a letter of a track')
      out[at + i] = code === D ? SEPARATOR : code
    }
    return at + length
  }
  return nibblesInto(out, at, value, length, no)
}

const [D, SEPARATOR] = [0x44, 0x3d]

const plainLength = (out: Uint8Array, start: number, count: number, digits: number): number => {
  let rest = count
  for (let at = start + digits - 1; at >= start; at--) {
    out[at] = 0x30 + (rest % 10)
    rest = Math.floor(rest / 10)
  }
  return start + digits
}

const plainInto = (out: Uint8Array, start: number, text: string, count: number, no: number): number => {
  if (text.length !== count)
    throw new Malformed('ISO-8', no, start, `${text.length} digits instead of ${count}`)
  for (let i = 0; i < count; i++) out[start + i] = 0x30 + digit(text, i, no, start)
  return start + count
}

const digitsInto = (
  out: Uint8Array,
  start: number,
  text: string,
  count: number,
  padLeft: number,
  no: number,
) => {
  if (text.length !== count)
    throw new Malformed('ISO-8', no, start, `${text.length} digits instead of ${count}`)
  let at = start
  let i = 0
  if (padLeft === 1 && (count & 1) === 1) out[at++] = digit(text, i++, no, start)
  let wrong = false
  for (; i + 1 < count; i += 2) {
    const left = text.charCodeAt(i) - 48
    const right = text.charCodeAt(i + 1) - 48
    wrong ||= left < 0 || left > 9 || right < 0 || right > 9
    out[at++] = (left << 4) | right
  }
  if (wrong) throw new Malformed('ISO-8', no, start, 'not a digit')
  if (i < count) out[at++] = digit(text, i, no, start) << 4
  return at
}

const digit = (text: string, i: number, no: number, start: number): number => {
  const value = text.charCodeAt(i) - 48
  if (value < 0 || value > 9) throw new Malformed('ISO-8', no, start, 'not a digit')
  return value
}

const hexDigit = (text: string, i: number, no: number, start: number): number => {
  const code = text.charCodeAt(i)
  if (code >= 48 && code <= 57) return code - 48
  if (code >= 65 && code <= 70) return code - 55
  throw new Malformed('ISO-8', no, start, 'not an upper-case hex digit')
}

const nibblesInto = (out: Uint8Array, start: number, text: string, count: number, no: number): number => {
  let at = start
  let i = 0
  for (; i + 1 < count; i += 2)
    out[at++] = (hexDigit(text, i, no, start) << 4) | hexDigit(text, i + 1, no, start)
  if (i < count) out[at++] = hexDigit(text, i, no, start) << 4
  return at
}

const hexInto = (out: Uint8Array, text: string, count: number, what: string): void => {
  if (text.length !== count) throw new Malformed('ISO-8', 0, 0, `${what} has ${text.length} digits`)
  nibblesInto(out, 0, text, count, 0)
}
