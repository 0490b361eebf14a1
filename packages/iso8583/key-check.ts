import type { BlockCipher } from '#iso8583/cipher.ts'

export const CHECK_BYTES = 4

/**
 * Key check value: the first 4 bytes of a block of zeros encrypted. It tells keys apart without
 * showing them; X9.24 takes the first three.
 */
export const keyCheckValue = (cipher: BlockCipher, key: Uint8Array): Uint8Array =>
  cipher.encrypt(key, new Uint8Array(cipher.blockBytes)).slice(0, CHECK_BYTES)

const AES_BLOCK = 16
const AES_CHECK_BYTES = 5

/** An AES key's check value (X9.24, X9.143): the first 5 bytes of the CMAC over one block of zeros. */
export const aesKeyCheckValue = (aes: BlockCipher, key: Uint8Array): Uint8Array => {
  const zeros = aes.encrypt(key, new Uint8Array(AES_BLOCK))
  // NIST SP 800-38B: the subkey is the encrypted zero block, doubled in GF(2^128).
  const subkey = zeros.map((byte, at) => ((byte << 1) | ((zeros[at + 1] ?? 0) >> 7)) & 255)
  if ((zeros[0] as number) & 0x80) subkey[AES_BLOCK - 1] = (subkey[AES_BLOCK - 1] as number) ^ 0x87
  return aes.encrypt(key, subkey).slice(0, AES_CHECK_BYTES)
}
