import { Flaw } from '#tlog/flaw.ts'

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'
const valueOf = new Map([...alphabet].map((letter, value) => [letter, value]))
const form = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/

/** RFC 4648 §4, with padding. */
export const base64 = (bytes: Uint8Array): string => {
  let text = ''
  for (let at = 0; at < bytes.length; at += 3) {
    const left = bytes.length - at
    const group = ((bytes[at] ?? 0) << 16) | ((bytes[at + 1] ?? 0) << 8) | (bytes[at + 2] ?? 0)
    for (let letter = 0; letter < 4; letter++)
      text += letter > left ? '=' : alphabet[(group >> (18 - 6 * letter)) & 63]
  }
  return text
}

/** Reads the one canonical form only: two spellings of a hash would be two proofs of one thing. Throws TLOG-2. */
export const unbase64 = (text: string): Uint8Array => {
  if (!form.test(text)) throw new Flaw('TLOG-2', 'not base64')
  const letters = text.replace(/=+$/, '')
  const bytes = new Uint8Array(Math.floor((letters.length * 3) / 4))
  let bits = 0
  let held = 0
  let at = 0
  for (const letter of letters) {
    held = ((held & 0xff) << 6) | (valueOf.get(letter) ?? 0)
    bits += 6
    if (bits >= 8) {
      bits -= 8
      bytes[at++] = (held >> bits) & 0xff
    }
  }
  if ((held & ((1 << bits) - 1)) !== 0) throw new Flaw('TLOG-2', 'base64 with bits left over')
  return bytes
}
