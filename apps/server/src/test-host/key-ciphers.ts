import type { BlockCipher } from '#iso8583/cipher.ts'
import type { KeySuite } from '#iso8583/dialect.ts'
import { des } from './des.ts'
import { aes, sm4 } from './openssl.ts'

/** The cipher of each suite of work keys. */
export const keyCiphers = (): Readonly<Record<KeySuite, BlockCipher>> => ({
  tdes: des(),
  sm4: sm4(),
  aes: aes(),
})
