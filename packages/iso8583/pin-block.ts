import { BLOCK } from '#iso8583/cipher.ts'
import { unhex } from '#iso8583/hex.ts'

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
