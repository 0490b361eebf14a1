import { randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { decryptBlocks } from '#iso8583/cipher.ts'
import { aes, des, sm4 } from '../../apps/server/src/test-host/openssl.ts'
import { hex, unhex } from '#iso8583/hex.ts'
import { keyCheckValue } from '#iso8583/key-check.ts'
import { mac, macHolds, sealMac } from '#iso8583/mac.ts'
import { clearPinBlock, pinMatches } from '#iso8583/pin-block.ts'
import { unwrapWorkKeys, wrapWorkKeys } from '#iso8583/work-keys.ts'

// Published test vectors of UnionPay terminals: master key, work keys, check values, MACs and a PIN block.
const cipher = des()
const tmk = unhex('CA5D92598DCA48CE8A4C76361A9269E9')
const pik = unhex('807A23AD32B36D457AE91FDF927570EA')
const mak = unhex('5BB5C72CD00B7338')
const ascii = (bytes: Uint8Array) => String.fromCharCode(...bytes)

test('work keys come out of their published ciphertexts with their check values', () => {
  expect(hex(decryptBlocks(cipher, tmk, unhex('6701EAD6A9AD51E51AA406E2C27FCFA9')))).toBe(hex(pik))
  expect(hex(decryptBlocks(cipher, tmk, unhex('B651F9E9BACE9AE1')))).toBe(hex(mak))
  expect(hex(keyCheckValue(cipher, pik))).toBe('8D0A74B8')
  expect(hex(keyCheckValue(cipher, mak))).toBe('AB7153CA')
  expect(hex(keyCheckValue(cipher, unhex('0123456789ABCDEFFEDCBA9876543210'))).slice(0, 6)).toBe('08D7B4')
})

test('the key block of a double-length sign-in is 40 bytes and reads back', () => {
  const block = wrapWorkKeys(cipher, tmk, { pik, mak }, 'double')
  expect(hex(block)).toBe('6701EAD6A9AD51E51AA406E2C27FCFA98D0A74B8B651F9E9BACE9AE10000000000000000AB7153CA')
  const keys = unwrapWorkKeys(cipher, tmk, block)
  expect([hex(keys.pik), hex(keys.mak), keys.tdk]).toEqual([hex(pik), hex(mak), undefined])
})

test.each([
  ['single', 24],
  ['double', 40],
  ['double-track', 60],
] as const)('a %s key block has %i bytes and refuses a changed check value', (layout, bytes) => {
  const keys = {
    pik: layout === 'single' ? mak : pik,
    mak,
    ...(layout === 'double-track' ? { tdk: unhex('00112233445566778899AABBCCDDEEFF') } : {}),
  }
  const block = wrapWorkKeys(cipher, tmk, keys, layout)
  expect(block.length).toBe(bytes)
  expect(hex(unwrapWorkKeys(cipher, tmk, block).mak)).toBe(hex(mak))
  block[block.length - 1] = (block[block.length - 1] as number) ^ 1
  expect(() => unwrapWorkKeys(cipher, tmk, block)).toThrow(/ISO-27/)
})

test('the ECB MAC equals the published values for single- and double-length keys', () => {
  const data = unhex('0200702406C020C09A31')
  expect(ascii(mac(cipher, mak, data))).toBe('6CDC8F20')
  expect(ascii(mac(cipher, unhex('5BB5C72CD00B73380123456789ABCDEF'), data))).toBe('9149AEBE')
})

test('a sealed message holds, and any single changed bit from the MTI on breaks it', () => {
  const body = sealMac(cipher, mak, unhex('60000300006031003100000200702406C020C09A310000000000000000'))
  expect(macHolds(cipher, mak, body)).toBe(true)
  for (let bit = 11 * 8; bit < body.length * 8; bit++) {
    const changed = body.slice()
    changed[bit >> 3] = (changed[bit >> 3] as number) ^ (1 << (bit & 7))
    expect(macHolds(cipher, mak, changed)).toBe(false)
  }
})

test('the PIN block equals the published one', () => {
  const clear = clearPinBlock('123456', '6222020000000000018')
  expect(hex(cipher.encrypt(pik, clear))).toBe('FB74F6FB13675244')
  expect(pinMatches(clear, '123456', '6222020000000000018')).toBe(true)
  expect(pinMatches(clear, '123457', '6222020000000000018')).toBe(false)
  expect(pinMatches(clear, '123456', '6222020000000000026')).toBe(false)
})

test('a chain of blocks is the blocks one by one, whatever went through the same key before', () => {
  for (const [cipher, keyBytes] of [
    [des(), 8],
    [des(), 16],
    [sm4(), 16],
    [aes(), 32],
  ] as const) {
    const key = randomBytes(keyBytes)
    const { blockBytes } = cipher
    for (let turn = 0; turn < 500; turn++) {
      const blocks = randomBytes(blockBytes * (1 + (turn % 3)))
      let expected = new Uint8Array(blockBytes)
      for (let at = 0; at < blocks.length; at += blockBytes)
        expected = Uint8Array.from(
          cipher.encrypt(
            key,
            expected.map((byte, place) => byte ^ (blocks[at + place] as number)),
          ),
        )
      expect(hex(cipher.chain(key, Uint8Array.from(blocks)))).toBe(hex(expected))
    }
  }
})

test('single DES is triple DES with one key three times over: FIPS 81’s example, and back', () => {
  const key = unhex('0123456789ABCDEF')
  const plain = unhex('4E6F772069732074')
  expect(hex(cipher.encrypt(key, plain))).toBe('3FA40E8A984D4815')
  expect(hex(cipher.decrypt(key, cipher.encrypt(key, plain)))).toBe(hex(plain))
})
