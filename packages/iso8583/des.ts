import { BLOCK, type BlockCipher } from '#iso8583/cipher.ts'

/** FIPS 46-3: the eight substitution boxes, four rows of sixteen hex digits each. */
const BOXES = [
  'E4D12FB83A6C59070F74E2D1A6CB953841E8D62BFC973A50FC8249175B3EA06D',
  'F18E6B34972DC05A3D47F28EC01A69B50E7BA4D158C6932FD8A13F42B67C05E9',
  'A09E63F51DC7B428D709346A285ECBF1D6498F30B12C5AE71AD069874FE3B52C',
  '7DE3069A1285BC4FD8B56F03472C1AE9A690CB7DF13E52843F06A1D8945BC72E',
  '2C417AB6853FD0E9EB2C47D150FA3986421BAD78F9C5630EB8C71E2D6F09A453',
  'C1AF92680D34E75BAF427C9561DE0B389EF528C3704A1DB6432C95FABE17608D',
  '4B2EF08D3C975A61D0B7491AE35C2F8614BDC37EAF6805926BD814A7950FE23C',
  'D2846FB1A93E50C71FD8A374C56B0E927B419CE206ADF35821E74A8DFC90356B',
]
const P = [
  16, 7, 20, 21, 29, 12, 28, 17, 1, 15, 23, 26, 5, 18, 31, 10, 2, 8, 24, 14, 32, 27, 3, 9, 19, 13, 30, 6, 22,
  11, 4, 25,
]
const PC1 = [
  57, 49, 41, 33, 25, 17, 9, 1, 58, 50, 42, 34, 26, 18, 10, 2, 59, 51, 43, 35, 27, 19, 11, 3, 60, 52, 44, 36,
  63, 55, 47, 39, 31, 23, 15, 7, 62, 54, 46, 38, 30, 22, 14, 6, 61, 53, 45, 37, 29, 21, 13, 5, 28, 20, 12, 4,
]
const PC2 = [
  14, 17, 11, 24, 1, 5, 3, 28, 15, 6, 21, 10, 23, 19, 12, 4, 26, 8, 16, 7, 27, 20, 13, 2, 41, 52, 31, 37, 47,
  55, 30, 40, 51, 45, 33, 48, 44, 49, 39, 56, 34, 53, 46, 42, 50, 36, 29, 32,
]
const SHIFTS = [1, 1, 2, 2, 2, 2, 2, 2, 1, 2, 2, 2, 2, 2, 2, 1]
const ROUNDS = 16

/** Substitution and permutation P in one table: 64 words for each box. */
const SP = new Int32Array(8 * 64)
for (let box = 0; box < 8; box++)
  for (let six = 0; six < 64; six++) {
    const row = ((six >> 4) & 2) | (six & 1)
    const nibble = Number.parseInt(BOXES[box]?.[row * 16 + ((six >> 1) & 15)] ?? '', 16)
    let word = 0
    for (let to = 0; to < 32; to++) {
      const from = (P[to] as number) - 1
      if (from >> 2 === box && ((nibble >> (3 - (from & 3))) & 1) === 1) word |= 1 << (31 - to)
    }
    SP[box * 64 + six] = word
  }

/** Two words a round: the six-bit groups of the even boxes, then of the odd ones, as `rounds` takes them up. */
const schedule = (key: Uint8Array, start: number): Int32Array => {
  let bits = PC1.map((place) => ((key[start + ((place - 1) >> 3)] as number) >> (7 - ((place - 1) & 7))) & 1)
  const words = new Int32Array(2 * ROUNDS)
  SHIFTS.forEach((shift, round) => {
    const [left, right] = [bits.slice(0, 28), bits.slice(28)]
    for (const half of [left, right]) half.push(...half.splice(0, shift))
    bits = [...left, ...right]
    for (let group = 0; group < 8; group++) {
      let six = 0
      for (let bit = 0; bit < 6; bit++)
        six = (six << 1) | (bits[(PC2[group * 6 + bit] as number) - 1] as number)
      const at = 2 * round + (group & 1)
      words[at] = (words[at] as number) | (six << (26 - 8 * (group >> 1)))
    }
  })
  return words
}

/** The same rounds from the last to the first. */
const backwards = (words: Int32Array): Int32Array => {
  const out = new Int32Array(words.length)
  for (let round = 0; round < ROUNDS; round++)
    out.set(words.subarray(2 * round, 2 * round + 2), 2 * (ROUNDS - 1 - round))
  return out
}

/** One pass for a single key, three (encrypt, decrypt, encrypt) for two or three keys. */
type Passes = readonly Int32Array[]
type Ready = { readonly forth: Passes; readonly back: Passes }

const prepare = (key: Uint8Array): Ready => {
  const one = schedule(key, 0)
  if (key.length === BLOCK) return { forth: [one], back: [backwards(one)] }
  const two = schedule(key, BLOCK)
  const three = key.length === 3 * BLOCK ? schedule(key, 2 * BLOCK) : one
  return {
    forth: [one, backwards(two), three],
    back: [backwards(three), two, backwards(one)],
  }
}

const through = (passes: Passes, block: Uint8Array): Uint8Array => {
  let l = ((block[0] as number) << 24) | ((block[1] as number) << 16) | ((block[2] as number) << 8)
  l |= block[3] as number
  let r = ((block[4] as number) << 24) | ((block[5] as number) << 16) | ((block[6] as number) << 8)
  r |= block[7] as number
  // The initial permutation as five exchanges of bits.
  let t = ((l >>> 4) ^ r) & 0x0f0f0f0f
  r ^= t
  l ^= t << 4
  t = ((l >>> 16) ^ r) & 0x0000ffff
  r ^= t
  l ^= t << 16
  t = ((r >>> 2) ^ l) & 0x33333333
  l ^= t
  r ^= t << 2
  t = ((r >>> 8) ^ l) & 0x00ff00ff
  l ^= t
  r ^= t << 8
  t = ((l >>> 1) ^ r) & 0x55555555
  r ^= t
  l ^= t << 1
  for (let pass = 0; pass < passes.length; pass++) {
    const words = passes[pass] as Int32Array
    for (let at = 0; at < 2 * ROUNDS; at += 2) {
      const even = ((r >>> 1) | (r << 31)) ^ (words[at] as number)
      const odd = ((r << 3) | (r >>> 29)) ^ (words[at + 1] as number)
      const mixed =
        (SP[even >>> 26] as number) |
        (SP[64 + (odd >>> 26)] as number) |
        (SP[128 + ((even >>> 18) & 63)] as number) |
        (SP[192 + ((odd >>> 18) & 63)] as number) |
        (SP[256 + ((even >>> 10) & 63)] as number) |
        (SP[320 + ((odd >>> 10) & 63)] as number) |
        (SP[384 + ((even >>> 2) & 63)] as number) |
        (SP[448 + ((odd >>> 2) & 63)] as number)
      t = l ^ mixed
      l = r
      r = t
    }
    t = l
    l = r
    r = t
  }
  t = ((l >>> 1) ^ r) & 0x55555555
  r ^= t
  l ^= t << 1
  t = ((r >>> 8) ^ l) & 0x00ff00ff
  l ^= t
  r ^= t << 8
  t = ((r >>> 2) ^ l) & 0x33333333
  l ^= t
  r ^= t << 2
  t = ((l >>> 16) ^ r) & 0x0000ffff
  r ^= t
  l ^= t << 16
  t = ((l >>> 4) ^ r) & 0x0f0f0f0f
  r ^= t
  l ^= t << 4
  const out = new Uint8Array(BLOCK)
  out[0] = l >>> 24
  out[1] = l >>> 16
  out[2] = l >>> 8
  out[3] = l
  out[4] = r >>> 24
  out[5] = r >>> 16
  out[6] = r >>> 8
  out[7] = r
  return out
}

/**
 * DES for 8-byte keys, triple DES for 16 and 24. It guards published test keys only: table look-ups take a time that
 * depends on the key, so it must never hold a key worth stealing. A key's schedule is kept as long as its array lives;
 * the bytes must not be changed after first use.
 */
export const des = (): BlockCipher => {
  const known = new WeakMap<Uint8Array, Ready>()
  const ready = (key: Uint8Array): Ready => {
    let found = known.get(key)
    if (found === undefined) {
      found = prepare(key)
      known.set(key, found)
    }
    return found
  }
  return {
    encrypt: (key, block) => through(ready(key).forth, block),
    decrypt: (key, block) => through(ready(key).back, block),
  }
}
