import { BLOCK, type BlockCipher } from '#iso8583/cipher.ts'

const MTI_AT = 11
const HEX = '0123456789ABCDEF'

const hexAscii = (bytes: Uint8Array): Uint8Array => {
  const out = new Uint8Array(bytes.length * 2)
  for (let at = 0; at < bytes.length; at++) {
    out[at * 2] = HEX.charCodeAt((bytes[at] as number) >> 4)
    out[at * 2 + 1] = HEX.charCodeAt((bytes[at] as number) & 15)
  }
  return out
}

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
  const folded = new Uint8Array(BLOCK)
  for (let at = start; at < end; at++) {
    const place = (at - start) & 7
    folded[place] = (folded[place] as number) ^ (bytes[at] as number)
  }
  const spelled = hexAscii(folded)
  const once = cipher.encrypt(mak, spelled.subarray(0, BLOCK))
  const mixed = new Uint8Array(BLOCK)
  for (let at = 0; at < BLOCK; at++) mixed[at] = (once[at] as number) ^ (spelled[BLOCK + at] as number)
  return hexAscii(cipher.encrypt(mak, mixed).subarray(0, BLOCK / 2))
}

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
