import { describe, expect, test } from 'vitest'
import { des } from '../../apps/server/src/test-host/des.ts'
import { aes as aesCipher, sm4 as sm4Cipher } from '../../apps/server/src/test-host/openssl.ts'
import {
  aesInitialKey,
  aesTransactionKey,
  aesWorkingKey,
  tdesInitialKey,
  tdesTransactionKey,
  tdesWorkingKey,
} from '#iso8583/dukpt.ts'
import { hex, unhex } from '#iso8583/hex.ts'
import { aesKeyCheckValue, keyCheckValue } from '#iso8583/key-check.ts'
import vectors from './dukpt-vectors.json' with { type: 'json' }

const tdes = des()
const aes = aesCipher()
const sm4 = sm4Cipher()

describe('DUKPT after X9.24-1, the published examples', () => {
  const { bdk, ksn, initialKey, pinBlock, transactions } = vectors.tdes
  test('the initial key', () => {
    expect(hex(tdesInitialKey(tdes, unhex(bdk), unhex(ksn)))).toBe(initialKey)
  })
  test.each(transactions as [string, string, string][])('%s', (serial, key, sealed) => {
    const derived = tdesTransactionKey(tdes, unhex(initialKey), unhex(serial))
    expect(hex(derived)).toBe(key)
    const pinKey = tdesWorkingKey(tdes, derived, 'pin')
    expect(hex(tdes.encrypt(pinKey, unhex(pinBlock)))).toBe(sealed)
    expect(hex(tdesWorkingKey(tdes, derived, 'mac'))).not.toBe(hex(pinKey))
  })
  test('a counter no terminal holds a key for is refused, and so is another length', () => {
    expect(() => tdesTransactionKey(tdes, unhex(initialKey), unhex('FFFF9876543210E00FFF'))).toThrow(/ISO-34/)
    expect(() => tdesInitialKey(tdes, unhex(bdk), unhex('FFFF9876543210E0'))).toThrow(/ISO-34/)
  })
})

describe('DUKPT after X9.24-3, the published examples', () => {
  for (const { bdk, initialKeyId, initialKey, transactions } of vectors.aes) {
    test(`the initial key of ${bdk.length * 4} bits`, () => {
      expect(hex(aesInitialKey(aes, unhex(bdk), unhex(initialKeyId)))).toBe(initialKey)
    })
    test.each(transactions as [string, string][])(`${bdk.length * 4} bits, %s`, (serial, key) => {
      expect(hex(aesTransactionKey(aes, unhex(initialKey), unhex(serial)))).toBe(key)
    })
  }
  test('the PIN key of the first transaction, and the format 4 block under it', () => {
    const serial = unhex('123456789012345600000001')
    const pinKey = aesWorkingKey(aes, unhex('4F21B565BAD9835E112B6465635EAE44'), serial, 'pin')
    expect(hex(pinKey)).toBe('AF8CB133A78F8DC2D1359F18527593FB')
    // ISO 9564 format 4: the block under the key, mixed with the card's, under the key again.
    const inner = aes.decrypt(pinKey, unhex('A912150391AB65A67E52883D81CE2D15'))
    const card = unhex(`4${'4111111111111111'}`.padEnd(32, '0'))
    const mixed = inner.map((byte, at) => byte ^ (card[at] as number))
    expect(hex(aes.decrypt(pinKey, mixed)).slice(0, 16)).toBe('441234AAAAAAAAAA')
  })
  test('a counter no terminal holds a key for is refused', () => {
    const serial = unhex('12345678901234560001FFFF')
    expect(() => aesTransactionKey(aes, unhex('1273671EA26AC29AFA4D1084127652A1'), serial)).toThrow(/ISO-34/)
  })
})

test('key check values: triple DES, AES by CMAC, SM4', () => {
  expect(hex(keyCheckValue(tdes, unhex('0123456789ABCDEFFEDCBA9876543210'))).slice(0, 6)).toBe('08D7B4')
  // RFC 4493: the subkey of this key is FBEED618357133667C85E08F7236A8DE, the value its encryption.
  const key = unhex('2B7E151628AED2A6ABF7158809CF4F3C')
  const subkey = unhex('FBEED618357133667C85E08F7236A8DE')
  expect(hex(aesKeyCheckValue(aes, key))).toBe(hex(aes.encrypt(key, subkey)).slice(0, 10))
  expect(hex(aesKeyCheckValue(aes, key))).toBe('7AD386C376')
  // GB/T 32907, example 1, shows this key at work; its check value is that of a block of zeros.
  const national = unhex('0123456789ABCDEFFEDCBA9876543210')
  expect(hex(sm4.encrypt(national, national))).toBe('681EDF34D206965E86B3E94F536E4246')
  expect(hex(keyCheckValue(sm4, national))).toBe(hex(sm4.encrypt(national, new Uint8Array(16))).slice(0, 8))
})
