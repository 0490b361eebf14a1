/** One block under a device's key: sixteen bytes in, sixteen out, AES-128 or SM4. */
export type Block = (block: Uint8Array) => Uint8Array

/** Which cipher a device answers with. SM4 is the published scheme's own; AES the same scheme for devices without it. */
export type Variant = 'aes' | 'sm4'

const BLOCK = 16

const bytesOf = (ascii: string): Uint8Array =>
  Uint8Array.from(ascii, (letter) => {
    const code = letter.charCodeAt(0)
    if (code > 0x7f) throw new RangeError('serial numbers and factors are ASCII')
    return code
  })

const xor = (one: Uint8Array, other: Uint8Array): Uint8Array => one.map((byte, at) => byte ^ (other[at] ?? 0))

const hex = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0'))
    .join('')
    .toUpperCase()

const folded = (bytes: Uint8Array): Uint8Array => {
  const out = new Uint8Array(BLOCK)
  bytes.forEach((byte, at) => {
    out[at % BLOCK] = (out[at % BLOCK] ?? 0) ^ byte
  })
  return out
}

/**
 * The hardware serial number's ciphertext as terminals make it (domain §4.3): serial ‖ factor folded to sixteen bytes,
 * written as 32 hex letters, both halves through the cipher one after the other, the first four bytes as eight letters.
 * The factor is this house's fresh challenge instead of a payment code's digits, the key one this house has made: the
 * serial key a maker burnt in is never asked for.
 */
export const secretText = (encrypt: Block, serialNo: string, factor: string): string => {
  const written = bytesOf(hex(folded(bytesOf(serialNo + factor))))
  const once = encrypt(written.subarray(0, BLOCK))
  return hex(encrypt(xor(once, written.subarray(BLOCK))).subarray(0, 4))
}
