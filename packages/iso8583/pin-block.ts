import { BLOCK, type BlockCipher, WIDE_BLOCK } from '#iso8583/cipher.ts'
import { hex, unhex } from '#iso8583/hex.ts'

/** Where the block travels: field 52 holds eight bytes, so a block of 16 has a field of its own. */
export const PIN_FIELD = 52
export const WIDE_PIN_FIELD = 47

/** The twelve digits before the check digit, as ISO 9564 format 0 mixes them in. */
const panBlock = (pan: string): Uint8Array => unhex(`0000${pan.slice(0, -1).slice(-12).padStart(12, '0')}`)

const mix = (left: Uint8Array, right: Uint8Array): Uint8Array => {
  const out = new Uint8Array(BLOCK)
  for (let at = 0; at < BLOCK; at++) out[at] = (left[at] as number) ^ (right[at] as number)
  return out
}

/** Clear ISO 9564 format 0 block of a 4–12 digit PIN; only ever encrypted under a PIN key before it leaves. */
export const clearPinBlock = (pin: string, pan: string): Uint8Array =>
  mix(unhex(`0${pin.length.toString(16).toUpperCase()}${pin.padEnd(14, 'F')}`), panBlock(pan))

/** Whether the clear block holds this PIN for this card. */
export const pinMatches = (block: Uint8Array, pin: string, pan: string): boolean => {
  const expected = clearPinBlock(pin, pan)
  let difference = 0
  for (let at = 0; at < BLOCK; at++) difference |= (expected[at] as number) ^ (block[at] as number)
  return difference === 0
}

const mixWide = (left: Uint8Array, right: Uint8Array): Uint8Array =>
  left.map((byte, at) => byte ^ (right[at] as number))

/** ISO 9564 format 4: how many digits beyond twelve, the number, zeros. */
const widePanBlock = (pan: string): Uint8Array =>
  unhex(`${Math.max(0, pan.length - 12)}${pan.padStart(12, '0')}`.padEnd(2 * WIDE_BLOCK, '0'))

const widePin = (pin: string): string =>
  `4${pin.length.toString(16).toUpperCase()}${pin}`.padEnd(WIDE_BLOCK, 'A')

/** The PIN block for ciphers of 16-byte blocks (format 4): encrypted, mixed with the card number, encrypted again. `noise` is 8 random bytes. */
export const sealWidePin = (
  cipher: BlockCipher,
  pik: Uint8Array,
  { pin, pan, noise }: { readonly pin: string; readonly pan: string; readonly noise: Uint8Array },
): Uint8Array => {
  const once = cipher.encrypt(pik, unhex(widePin(pin) + hex(noise)))
  return cipher.encrypt(pik, mixWide(Uint8Array.from(once), widePanBlock(pan)))
}

/** Whether the sealed block holds this PIN for this card. */
export const widePinMatches = (
  cipher: BlockCipher,
  pik: Uint8Array,
  block: Uint8Array,
  { pin, pan }: { readonly pin: string; readonly pan: string },
): boolean => {
  const mixed = Uint8Array.from(cipher.decrypt(pik, block))
  const clear = cipher.decrypt(pik, mixWide(mixed, widePanBlock(pan)))
  const expected = unhex(widePin(pin))
  let difference = 0
  for (let at = 0; at < expected.length; at++) difference |= (expected[at] as number) ^ (clear[at] as number)
  return difference === 0
}
