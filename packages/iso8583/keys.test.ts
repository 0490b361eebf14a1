import { createCipheriv, randomBytes } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { decryptBlocks } from '#iso8583/cipher.ts'
import { des } from '../../apps/server/src/test-host/des.ts'
import { aes, sm4 } from '../../apps/server/src/test-host/openssl.ts'
import { hex, unhex } from '#iso8583/hex.ts'
import { keyCheckValue } from '#iso8583/key-check.ts'
import { mac, macHolds, sealMac } from '#iso8583/mac.ts'
import { clearPinBlock, pinMatches, sealWidePin, widePinMatches } from '#iso8583/pin-block.ts'
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

test.each([8, 16, 24])('DES with keys of %i bytes is OpenSSL’s, forth, back and chained', (size) => {
  for (let turn = 0; turn < 1000; turn++) {
    const key = randomBytes(size)
    const blocks = randomBytes(24)
    const tripled = Buffer.concat([key, key, key]).subarray(0, 24)
    const theirs = (mode: 'ecb' | 'cbc', bytes: Uint8Array) =>
      createCipheriv(`des-ede3-${mode}`, tripled, mode === 'ecb' ? null : Buffer.alloc(8))
        .setAutoPadding(false)
        .update(bytes)
    const block = blocks.subarray(0, 8)
    expect(hex(cipher.encrypt(key, block))).toBe(hex(theirs('ecb', block)))
    expect(hex(cipher.decrypt(key, cipher.encrypt(key, block)))).toBe(hex(block))
    expect(hex(cipher.chain(key, blocks))).toBe(hex(theirs('cbc', blocks).subarray(16)))
  }
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

describe('SM4 and AES', () => {
  const key = unhex('0123456789ABCDEFFEDCBA9876543210')

  test('the ciphers equal GB/T 32907, example 1, and FIPS 197, C.1', () => {
    expect(hex(sm4().encrypt(key, key))).toBe('681EDF34D206965E86B3E94F536E4246')
    const [plain, sealed] = ['00112233445566778899AABBCCDDEEFF', '69C4E0D86A7B0430D8CDB78070B4C55A']
    const fips = unhex('000102030405060708090A0B0C0D0E0F')
    expect(hex(aes().encrypt(fips, unhex(plain)))).toBe(sealed)
    expect(hex(aes().decrypt(fips, unhex(sealed)))).toBe(plain)
  })

  test('the MAC with SM4 equals the published cipher text of a serial number, which is made the same way', () =>
    expect(ascii(mac(sm4(), key, Buffer.from('00000904N910123456789567890')))).toBe('2BF484A9'))

  test('the published AES PIN block of format 4 opens, for its PIN and card alone', () => {
    const pik = unhex('AF8CB133A78F8DC2D1359F18527593FB')
    const block = unhex('A912150391AB65A67E52883D81CE2D15')
    const holds = (pin: string, pan: string) => widePinMatches(aes(), pik, block, { pin, pan })
    expect(holds('1234', '4111111111111111')).toBe(true)
    expect(holds('1235', '4111111111111111')).toBe(false)
    expect(holds('1234', '4111111111111129')).toBe(false)
  })

  test.each([
    ['sm4', sm4()],
    ['aes', aes()],
  ] as const)('keys, check values, PIN block and MAC read back under %s', (_, cipher) => {
    const keys = { pik: randomBytes(16), mak: randomBytes(16) }
    const block = wrapWorkKeys(cipher, key, keys, 'wide')
    expect(block.length).toBe(40)
    const taken = unwrapWorkKeys(cipher, key, block)
    expect([hex(taken.pik), hex(taken.mak)]).toEqual([hex(keys.pik), hex(keys.mak)])
    block[block.length - 1] = (block[block.length - 1] as number) ^ 1
    expect(() => unwrapWorkKeys(cipher, key, block)).toThrow(/ISO-27/)
    const who = { pin: '123456', pan: '6222020000000000018' }
    const sealed = [1, 2].map(() => sealWidePin(cipher, keys.pik, { ...who, noise: randomBytes(8) }))
    expect(hex(sealed[0] as Uint8Array)).not.toBe(hex(sealed[1] as Uint8Array))
    for (const pin of sealed) expect(widePinMatches(cipher, keys.pik, pin, who)).toBe(true)
    const body = sealMac(
      cipher,
      keys.mak,
      unhex('60000300006031003100000200702406C020C09A310000000000000000'),
    )
    expect(macHolds(cipher, keys.mak, body)).toBe(true)
    for (let bit = 11 * 8; bit < body.length * 8; bit++) {
      const changed = body.slice()
      changed[bit >> 3] = (changed[bit >> 3] as number) ^ (1 << (bit & 7))
      expect(macHolds(cipher, keys.mak, changed)).toBe(false)
    }
  })
})
