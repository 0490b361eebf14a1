/**
 * The block cipher the caller brings (pure rooms have no cryptography of the platform): DES for 8-byte keys,
 * two-key triple DES for 16, three-key for 24; blocks of 8 bytes, no chaining, no padding.
 */
export type BlockCipher = {
  readonly blockBytes: number
  encrypt(key: Uint8Array, block: Uint8Array): Uint8Array
  decrypt(key: Uint8Array, block: Uint8Array): Uint8Array
  /**
   * The last block of the chain (CBC, from a block of zeros) over whole blocks. It may use their array up, and what it answers
   * is only good until the next call.
   */
  chain(key: Uint8Array, blocks: Uint8Array): Uint8Array
}

export const BLOCK = 8

const eachBlock = (bytes: Uint8Array, turn: (block: Uint8Array) => Uint8Array): Uint8Array => {
  const out = new Uint8Array(bytes.length)
  for (let at = 0; at < bytes.length; at += BLOCK) out.set(turn(bytes.subarray(at, at + BLOCK)), at)
  return out
}

/** Block after block, as work keys travel; the length must be a multiple of 8. */
export const encryptBlocks = (cipher: BlockCipher, key: Uint8Array, bytes: Uint8Array): Uint8Array =>
  eachBlock(bytes, (block) => cipher.encrypt(key, block))

export const decryptBlocks = (cipher: BlockCipher, key: Uint8Array, bytes: Uint8Array): Uint8Array =>
  eachBlock(bytes, (block) => cipher.decrypt(key, block))
