import { type Cipheriv, createCipheriv, createDecipheriv, type Decipheriv } from 'node:crypto'
import type { BlockCipher } from '#iso8583/cipher.ts'

/** OpenSSL 3 keeps single DES in its legacy provider; three equal keys make triple DES the same function. */
const threeKeys = (key: Uint8Array): Uint8Array => {
  const wide = new Uint8Array(24)
  for (let at = 0; at < 24; at += key.length) wide.set(key.subarray(0, Math.min(key.length, 24 - at)), at)
  return wide
}

const ready = <Engine extends Cipheriv | Decipheriv>(
  engines: WeakMap<Uint8Array, Engine>,
  key: Uint8Array,
  make: (key: Uint8Array) => Engine,
): Engine => {
  let engine = engines.get(key)
  if (engine === undefined) {
    engine = make(threeKeys(key))
    engine.setAutoPadding(false)
    engines.set(key, engine)
  }
  return engine
}

/**
 * DES and triple DES, one block at a time. Without chaining an engine has no memory between blocks, so one is kept per
 * key array for as long as that array lives; a key's bytes must not be changed after first use.
 */
export const desCipher = (): BlockCipher => {
  const encrypting = new WeakMap<Uint8Array, Cipheriv>()
  const decrypting = new WeakMap<Uint8Array, Decipheriv>()
  return {
    encrypt: (key, block) =>
      ready(encrypting, key, (wide) => createCipheriv('des-ede3-ecb', wide, null)).update(block),
    decrypt: (key, block) =>
      ready(decrypting, key, (wide) => createDecipheriv('des-ede3-ecb', wide, null)).update(block),
  }
}
