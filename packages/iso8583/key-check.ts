import { BLOCK, type BlockCipher } from '#iso8583/cipher.ts'

export const CHECK_BYTES = 4

/** Key check value: the first 4 bytes of eight zero bytes encrypted. It tells keys apart without showing them. */
export const keyCheckValue = (cipher: BlockCipher, key: Uint8Array): Uint8Array =>
  cipher.encrypt(key, new Uint8Array(BLOCK)).slice(0, CHECK_BYTES)
