import { type Cipheriv, createCipheriv, createDecipheriv, type Decipheriv } from 'node:crypto'
import type { BlockCipher } from '#iso8583/cipher.ts'

type Opened = {
  readonly encrypt: Cipheriv
  readonly decrypt: Decipheriv
  readonly chain: Cipheriv
  /** The last block that went out of `chain`, which the next one in is mixed with. */
  readonly last: Uint8Array
}

const opened = (name: string, key: Uint8Array, blockBytes: number): Opened => ({
  encrypt: createCipheriv(`${name}-ecb`, key, null).setAutoPadding(false),
  decrypt: createDecipheriv(`${name}-ecb`, key, null).setAutoPadding(false),
  chain: createCipheriv(`${name}-cbc`, key, new Uint8Array(blockBytes)).setAutoPadding(false),
  last: new Uint8Array(blockBytes),
})

/**
 * A block cipher of OpenSSL's. Opening one costs more than a hundred blocks through it, so a key's stay open as long as its
 * array lives; the bytes must not be changed after first use.
 */
const openssl = (blockBytes: number, open: (key: Uint8Array) => Opened): BlockCipher => {
  const known = new WeakMap<Uint8Array, Opened>()
  const of = (key: Uint8Array): Opened => {
    let ciphers = known.get(key)
    if (ciphers === undefined) {
      ciphers = open(key)
      known.set(key, ciphers)
    }
    return ciphers
  }
  return {
    blockBytes,
    encrypt: (key, block) => of(key).encrypt.update(block),
    decrypt: (key, block) => of(key).decrypt.update(block),
    chain: (key, blocks) => {
      const ciphers = of(key)
      const { last } = ciphers
      // The chain goes on from the message before: mixed in once more, that block is gone and this one begins at zero.
      for (let at = 0; at < blockBytes; at++) blocks[at] = (blocks[at] as number) ^ (last[at] as number)
      const out = ciphers.chain.update(blocks)
      for (let at = 0, from = out.length - blockBytes; at < blockBytes; at++)
        last[at] = out[from + at] as number
      return last
    },
  }
}

/** SM4 (GB/T 32907-2016). */
export const sm4 = (): BlockCipher => openssl(16, (key) => opened('sm4', key, 16))

/** AES with keys of 16, 24 or 32 bytes. */
export const aes = (): BlockCipher => openssl(16, (key) => opened(`aes-${key.length * 8}`, key, 16))
