import { BLOCK, type BlockCipher, WIDE_BLOCK, word } from '#iso8583/cipher.ts'
import { spell } from '#iso8583/hex.ts'
import type { MacPlace } from '#iso8583/dialect.ts'

/** Nothing here yields, so one place for each serves every call. */
const spelled = new Uint8Array(2 * BLOCK)
const expected = new Uint8Array(BLOCK)

/** The MAC over `bytes[start, end)`, written to `out` at `to`. */
type Write = (
  cipher: BlockCipher,
  mak: Uint8Array,
  bytes: Uint8Array,
  start: number,
  end: number,
  out: Uint8Array,
  to: number,
) => void

/**
 * UnionPay's ECB MAC over `bytes[start, end)`: fold by XOR into 8 bytes (zero-filled), write them as 16 hex characters,
 * encrypt the first 8, XOR the last 8, encrypt again, and take the first 8 hex characters of the result. They are written
 * to `out` at `to`.
 */
const write: Write = (cipher, mak, bytes, start, end, out, to) => {
  if (cipher.blockBytes === WIDE_BLOCK) return writeWide(cipher, mak, bytes, start, end, out, to)
  let high = 0
  let low = 0
  let at = start
  for (const whole = end - BLOCK; at <= whole; at += BLOCK) {
    high ^= word(bytes, at)
    low ^= word(bytes, at + 4)
  }
  for (let place = 0; at < end; at++, place++) {
    const byte = (bytes[at] as number) << (24 - 8 * (place & 3))
    if (place < 4) high ^= byte
    else low ^= byte
  }
  for (let place = 0; place < 4; place++) {
    spell(high >>> (24 - 8 * place), spelled, 2 * place)
    spell(low >>> (24 - 8 * place), spelled, BLOCK + 2 * place)
  }
  const twice = cipher.chain(mak, spelled)
  for (let place = 0; place < BLOCK / 2; place++) spell(twice[place] as number, out, to + 2 * place)
}

/** The same with blocks of 16 bytes and 32 characters, as UnionPay's terminals do it with SM4. */
const writeWide: Write = (cipher, mak, bytes, start, end, out, to) => {
  const folded = new Uint8Array(WIDE_BLOCK)
  for (let at = start; at < end; at++) {
    const place = (at - start) % WIDE_BLOCK
    folded[place] = (folded[place] as number) ^ (bytes[at] as number)
  }
  const text = new Uint8Array(2 * WIDE_BLOCK)
  for (let place = 0; place < WIDE_BLOCK; place++) spell(folded[place] as number, text, 2 * place)
  const twice = cipher.chain(mak, text)
  for (let place = 0; place < BLOCK / 2; place++) spell(twice[place] as number, out, to + 2 * place)
}

/** The MAC over all these bytes. */
export const mac = (cipher: BlockCipher, mak: Uint8Array, bytes: Uint8Array): Uint8Array => {
  const out = new Uint8Array(BLOCK)
  write(cipher, mak, bytes, 0, bytes.length, out, 0)
  return out
}

/** Room for the MAC when a message is packed; {@link sealMac} fills it. */
export const UNSEALED = new Uint8Array(BLOCK)

/** UnionPay's: after TPDU and header, eight bytes at the end. */
const USUAL: MacPlace = { from: 11, hex: false }

/** Writes the MAC into the end of a packed message that ends in field 64 or 128; it covers all from the MTI to itself. */
export const sealMac = (
  cipher: BlockCipher,
  mak: Uint8Array,
  body: Uint8Array,
  { from, hex }: MacPlace = USUAL,
): Uint8Array => {
  const end = body.length - (hex ? 2 * BLOCK : BLOCK)
  if (!hex) write(cipher, mak, body, from, end, body, end)
  else {
    write(cipher, mak, body, from, end, expected, 0)
    for (let at = 0; at < BLOCK; at++) spell(expected[at] as number, body, end + 2 * at)
  }
  return body
}

/** Whether the end of the message is its MAC under `mak`. Compares every byte, whatever differs first. */
export const macHolds = (
  cipher: BlockCipher,
  mak: Uint8Array,
  body: Uint8Array,
  { from, hex }: MacPlace = USUAL,
): boolean => {
  const end = body.length - (hex ? 2 * BLOCK : BLOCK)
  write(cipher, mak, body, from, end, expected, 0)
  let difference = 0
  if (hex)
    for (let at = 0; at < BLOCK; at++) {
      spell(expected[at] as number, digits, 0)
      difference |= (digits[0] as number) ^ (body[end + 2 * at] as number)
      difference |= (digits[1] as number) ^ (body[end + 2 * at + 1] as number)
    }
  else for (let at = 0; at < BLOCK; at++) difference |= (expected[at] as number) ^ (body[end + at] as number)
  return difference === 0
}
const digits = new Uint8Array(2)
