import { BLOCK, type BlockCipher } from '#iso8583/cipher.ts'

const MTI_AT = 11
const HEX = '0123456789ABCDEF'

const SPELLED = Uint8Array.from(HEX, (digit) => digit.charCodeAt(0))

const spell = (byte: number, out: Uint8Array, at: number): void => {
  out[at] = SPELLED[(byte >> 4) & 15] as number
  out[at + 1] = SPELLED[byte & 15] as number
}

/** Nothing here yields, so one pair of blocks serves every call. */
const first = new Uint8Array(BLOCK)
const second = new Uint8Array(BLOCK)

/**
 * UnionPay's ECB MAC over `bytes[start, end)`: fold by XOR into 8 bytes (zero-filled), write them as 16 hex characters,
 * encrypt the first 8, XOR the last 8, encrypt again, and take the first 8 hex characters of the result.
 */
export const mac = (
  cipher: BlockCipher,
  mak: Uint8Array,
  bytes: Uint8Array,
  start = 0,
  end = bytes.length,
) => {
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
    spell(high >>> (24 - 8 * place), first, 2 * place)
    spell(low >>> (24 - 8 * place), second, 2 * place)
  }
  const once = cipher.encrypt(mak, first)
  for (let place = 0; place < BLOCK; place++)
    second[place] = (second[place] as number) ^ (once[place] as number)
  const twice = cipher.encrypt(mak, second)
  const out = new Uint8Array(BLOCK)
  for (let place = 0; place < BLOCK / 2; place++) spell(twice[place] as number, out, 2 * place)
  return out
}

const word = (bytes: Uint8Array, at: number): number =>
  ((bytes[at] as number) << 24) |
  ((bytes[at + 1] as number) << 16) |
  ((bytes[at + 2] as number) << 8) |
  (bytes[at + 3] as number)

/** Room for the MAC when a message is packed; {@link sealMac} fills it. */
export const UNSEALED = new Uint8Array(BLOCK)

/** Writes the MAC over MTI to field 63 into the last 8 bytes of a packed message that ends in field 64. */
export const sealMac = (cipher: BlockCipher, mak: Uint8Array, body: Uint8Array): Uint8Array => {
  body.set(mac(cipher, mak, body, MTI_AT, body.length - BLOCK), body.length - BLOCK)
  return body
}

/** Whether the last 8 bytes of the message are its MAC under `mak`. Compares every byte, whatever differs first. */
export const macHolds = (cipher: BlockCipher, mak: Uint8Array, body: Uint8Array): boolean => {
  const end = body.length - BLOCK
  const expected = mac(cipher, mak, body, MTI_AT, end)
  let difference = 0
  for (let at = 0; at < BLOCK; at++) difference |= (expected[at] as number) ^ (body[end + at] as number)
  return difference === 0
}
