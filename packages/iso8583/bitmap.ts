import { word } from '#iso8583/cipher.ts'
import { hexNibble } from '#iso8583/hex.ts'
import { Malformed } from '#iso8583/malformed.ts'

/** Field n is bit n counted from 1 at the most significant bit of the first byte. A second bitmap goes on from 65. */
export type Bitmap = { readonly high: number; readonly low: number }

export const readBitmap = (bytes: Uint8Array, at: number): Bitmap => ({
  high: word(bytes, at) >>> 0,
  low: word(bytes, at + 4) >>> 0,
})

/** The same in sixteen hex digits. */
export const readHexBitmap = (bytes: Uint8Array, at: number): Bitmap => ({
  high: hexWord(bytes, at),
  low: hexWord(bytes, at + 8),
})

const hexWord = (bytes: Uint8Array, at: number): number => {
  let bits = 0
  for (let place = at; place < at + 8; place++) {
    const value = hexNibble(bytes[place] as number)
    if (value < 0) throw new Malformed('ISO-3', 0, place, 'not an upper-case hex digit')
    bits = bits * 16 + value
  }
  return bits
}

/** Marks `no` in the eight bytes at `at`. */
export const mark = (bytes: Uint8Array, at: number, no: number): void => {
  const place = at + ((no - 1) >> 3)
  bytes[place] = (bytes[place] as number) | (0x80 >> ((no - 1) & 7))
}

/** The field numbers in ascending order. */
export const present = (bitmap: Bitmap): number[] => {
  const numbers: number[] = []
  let rest = bitmap.high
  while (rest !== 0) {
    const lead = Math.clz32(rest)
    numbers.push(lead + 1)
    rest &= ~(0x80000000 >>> lead)
  }
  rest = bitmap.low
  while (rest !== 0) {
    const lead = Math.clz32(rest)
    numbers.push(lead + 33)
    rest &= ~(0x80000000 >>> lead)
  }
  return numbers
}
