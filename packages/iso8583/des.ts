// @ts-expect-error: des.js 1.1 brings no types; what is used of it is named below.
import untyped from 'des.js'
import { BLOCK, type BlockCipher } from '#iso8583/cipher.ts'

type Direction = 'encrypt' | 'decrypt'
type Cipher = { readonly update: (block: Uint8Array) => number[]; readonly final: () => number[] }
type Kind = {
  readonly create: (options: {
    readonly type: Direction
    readonly key: Uint8Array
    readonly padding: boolean
  }) => Cipher
}
const { DES, EDE } = untyped as { readonly DES: Kind; readonly EDE: Kind }

/** Two keys stand for three, the first again at the end (K1 K2 K1). */
const tripled = (key: Uint8Array): Uint8Array =>
  key.length === 3 * BLOCK ? key : Uint8Array.of(...key, ...key.subarray(0, BLOCK))

const opened = (type: Direction, key: Uint8Array): Cipher =>
  key.length === BLOCK
    ? DES.create({ type, key, padding: false })
    : EDE.create({ type, key: tripled(key), padding: false })

/**
 * DES for 8-byte keys, triple DES for 16 and 24. It guards published test keys only: table look-ups take a time that
 * depends on the key, so it must never hold a key worth stealing (decision 040). A key's schedule is kept as long as its
 * array lives; the bytes must not be changed after first use.
 */
export const des = (): BlockCipher => {
  const known = { encrypt: new WeakMap<Uint8Array, Cipher>(), decrypt: new WeakMap<Uint8Array, Cipher>() }
  const through = (type: Direction, key: Uint8Array, block: Uint8Array): Uint8Array => {
    let cipher = known[type].get(key)
    if (cipher === undefined) {
      cipher = opened(type, key)
      known[type].set(key, cipher)
    }
    // Deciphering holds the last block back until it is told that there is no more.
    return Uint8Array.from(
      type === 'encrypt' ? cipher.update(block) : [...cipher.update(block), ...cipher.final()],
    )
  }
  return {
    encrypt: (key, block) => through('encrypt', key, block),
    decrypt: (key, block) => through('decrypt', key, block),
  }
}
