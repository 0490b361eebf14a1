// @ts-expect-error: node-forge brings no types; what is used of it is named below.
import untyped from 'node-forge/lib/des.js'
import { BLOCK, type BlockCipher, word } from '#iso8583/cipher.ts'

/** A block as two words of 32 bits. */
type Pair = [high: number, low: number]
type Turn = (from: Pair, to: Pair) => void
/** What forge gives a mode of operation to work with. */
type Keyed = { readonly encrypt: Turn; readonly decrypt: Turn }
type Des = {
  readonly Algorithm: new (
    name: string,
    mode: new (options: { readonly cipher: Keyed }) => object,
  ) => { initialize(options: { readonly key: string }): void }
}

const forge = untyped as Des

/** Forge knows keys of 8 and 24 bytes; two keys stand for K1 K2 K1. */
const bytesOfKey = (key: Uint8Array): string =>
  String.fromCharCode(...key, ...(key.length === 16 ? key.subarray(0, BLOCK) : []))

/** A mode of operation that does nothing but hand the bare block out. */
const open = (key: Uint8Array): Keyed => {
  let keyed: Keyed | undefined
  class Bare {
    constructor({ cipher }: { readonly cipher: Keyed }) {
      keyed = cipher
    }
  }
  const algorithm = new forge.Algorithm(key.length === BLOCK ? 'DES' : '3DES', Bare)
  algorithm.initialize({ key: bytesOfKey(key) })
  if (keyed === undefined) throw new Error('forge made no cipher')
  return keyed
}

const unword = (value: number, bytes: Uint8Array, at: number): void => {
  bytes[at] = value >>> 24
  bytes[at + 1] = value >>> 16
  bytes[at + 2] = value >>> 8
  bytes[at + 3] = value
}

/**
 * DES for keys of 8 bytes, triple DES for 16 and 24, by node-forge (decision 040). A key's schedule is kept as long as its array
 * lives; the bytes must not be changed after first use. Published test keys only.
 */
export const des = (): BlockCipher => {
  const known = new WeakMap<Uint8Array, Keyed>()
  const of = (key: Uint8Array): Keyed => {
    let keyed = known.get(key)
    if (keyed === undefined) {
      keyed = open(key)
      known.set(key, keyed)
    }
    return keyed
  }
  // Nothing here yields, so these serve every call.
  const from: Pair = [0, 0]
  const to: Pair = [0, 0]
  const last = new Uint8Array(BLOCK)
  const once = (turn: Turn, block: Uint8Array): Uint8Array => {
    from[0] = word(block, 0)
    from[1] = word(block, 4)
    turn(from, to)
    const out = new Uint8Array(BLOCK)
    unword(to[0], out, 0)
    unword(to[1], out, 4)
    return out
  }
  return {
    blockBytes: BLOCK,
    encrypt: (key, block) => once(of(key).encrypt, block),
    decrypt: (key, block) => once(of(key).decrypt, block),
    chain: (key, blocks) => {
      const { encrypt } = of(key)
      to[0] = 0
      to[1] = 0
      for (let at = 0; at < blocks.length; at += BLOCK) {
        from[0] = to[0] ^ word(blocks, at)
        from[1] = to[1] ^ word(blocks, at + 4)
        encrypt(from, to)
      }
      unword(to[0], last, 0)
      unword(to[1], last, 4)
      return last
    },
  }
}
