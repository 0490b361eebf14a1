/**
 * The block cipher the caller brings (pure rooms have no cryptography of the platform), without padding. Blocks of 8 bytes are DES
 * for 8-byte keys, two-key triple DES for 16, three-key for 24; blocks of 16 are SM4 or AES.
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

/** A DES block. */
export const BLOCK = 8
/** A block of SM4 or AES. */
export const WIDE_BLOCK = 16

/** Four bytes, the high one first, as a word of 32 bits. */
export const word = (bytes: Uint8Array, at: number): number =>
  ((bytes[at] as number) << 24) |
  ((bytes[at + 1] as number) << 16) |
  ((bytes[at + 2] as number) << 8) |
  (bytes[at + 3] as number)

const eachBlock = (
  bytes: Uint8Array,
  blockBytes: number,
  turn: (block: Uint8Array) => Uint8Array,
): Uint8Array => {
  const out = new Uint8Array(bytes.length)
  for (let at = 0; at < bytes.length; at += blockBytes) out.set(turn(bytes.subarray(at, at + blockBytes)), at)
  return out
}

/** Block after block, as work keys travel; the length must be a multiple of the cipher's block. */
export const encryptBlocks = (cipher: BlockCipher, key: Uint8Array, bytes: Uint8Array): Uint8Array =>
  eachBlock(bytes, cipher.blockBytes, (block) => cipher.encrypt(key, block))

export const decryptBlocks = (cipher: BlockCipher, key: Uint8Array, bytes: Uint8Array): Uint8Array =>
  eachBlock(bytes, cipher.blockBytes, (block) => cipher.decrypt(key, block))
