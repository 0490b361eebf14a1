import { Malformed } from '#iso8583/malformed.ts'

const PAIRS: readonly string[] = Array.from({ length: 256 }, (_, byte) =>
  byte.toString(16).toUpperCase().padStart(2, '0'),
)

/** `[0x60, 0x00]` → `"6000"`, upper case. */
export const hex = (bytes: Uint8Array, start = 0, end = bytes.length): string => {
  let text = ''
  for (let at = start; at < end; at++) text += PAIRS[bytes[at] as number]
  return text
}

const DIGITS = Uint8Array.from('0123456789ABCDEF', (digit) => digit.charCodeAt(0))

/** Writes one byte as two upper-case hex digits at `at`. */
export const spell = (byte: number, out: Uint8Array, at: number): void => {
  out[at] = DIGITS[(byte >> 4) & 15] as number
  out[at + 1] = DIGITS[byte & 15] as number
}

/** The value of one upper-case hex digit, or -1: the one spelling on the line. */
export const hexNibble = (code: number): number => {
  if (code >= 48 && code <= 57) return code - 48
  return code >= 65 && code <= 70 ? code - 55 : -1
}

const nibble = (code: number): number => {
  if (code >= 48 && code <= 57) return code - 48
  if (code >= 65 && code <= 70) return code - 55
  if (code >= 97 && code <= 102) return code - 87
  return -1
}

/** The bytes of an even number of hex digits; throws {@link Malformed} ISO-8 for anything else. */
export const unhex = (text: string): Uint8Array => {
  if (text.length % 2 !== 0) throw new Malformed('ISO-8', 0, text.length, 'an odd number of hex digits')
  const bytes = new Uint8Array(text.length / 2)
  for (let at = 0; at < bytes.length; at++) {
    const high = nibble(text.charCodeAt(at * 2))
    const low = nibble(text.charCodeAt(at * 2 + 1))
    if (high < 0 || low < 0) throw new Malformed('ISO-8', 0, at, 'not a hex digit')
    bytes[at] = (high << 4) | low
  }
  return bytes
}
