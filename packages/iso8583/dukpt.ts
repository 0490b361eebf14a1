import { BLOCK, type BlockCipher, encryptBlocks } from '#iso8583/cipher.ts'
import { Malformed } from '#iso8583/malformed.ts'

/**
 * DUKPT, one key per transaction, after ANSI X9.24-1 (triple DES) and X9.24-3 (AES): from a base derivation key and the key
 * serial number a terminal sends, the key it used. Only derivation stands here; the block cipher comes from outside.
 */

const TDES_KSN_BYTES = 10
const COUNTER_BITS = 21
const AES_IKID_BYTES = 8
const AES_COUNTER_BITS = 32
/** X9.24 leaves out counters with more set bits: a terminal holds no key for them. */
const TDES_MOST_BITS = 10
const AES_MOST_BITS = 16

const xor = (left: Uint8Array, right: Uint8Array): Uint8Array =>
  left.map((byte, at) => byte ^ (right[at % right.length] as number))

const bitsSet = (value: number): number => {
  let count = 0
  for (let rest = value >>> 0; rest !== 0; rest &= rest - 1) count++
  return count
}

const wrong = (what: string): Malformed => new Malformed('ISO-34', 0, 0, what)

const HALVES = Uint8Array.from([0xc0, 0xc0, 0xc0, 0xc0, 0, 0, 0, 0])

/** The 21-bit counter at the end of a serial number. */
const tdesCounter = (ksn: Uint8Array): number => {
  if (ksn.length !== TDES_KSN_BYTES) throw wrong(`a serial number of ${ksn.length} bytes`)
  const counter = (((ksn[7] as number) & 0x1f) << 16) | ((ksn[8] as number) << 8) | (ksn[9] as number)
  if (bitsSet(counter) > TDES_MOST_BITS) throw wrong('a counter with more than ten bits set')
  return counter
}

const withCounter = (ksn: Uint8Array, counter: number): Uint8Array => {
  const out = Uint8Array.from(ksn)
  out[7] = ((out[7] as number) & 0xe0) | (counter >>> 16)
  out[8] = counter >>> 8
  out[9] = counter
  return out
}

/** The initial key a terminal is loaded with: each half is the serial number's first eight bytes under the base key. */
export const tdesInitialKey = (cipher: BlockCipher, bdk: Uint8Array, ksn: Uint8Array): Uint8Array => {
  tdesCounter(ksn)
  const start = withCounter(ksn, 0).subarray(0, BLOCK)
  return Uint8Array.from([...cipher.encrypt(bdk, start), ...cipher.encrypt(xor(bdk, HALVES), start)])
}

/** X9.24-1, the non-reversible key generation: single DES with the left half, masked by the right. */
const half = (cipher: BlockCipher, key: Uint8Array, crypto: Uint8Array): Uint8Array => {
  const right = key.slice(BLOCK)
  return xor(cipher.encrypt(key.slice(0, BLOCK), xor(crypto, right)), right)
}

/** The transaction's key, from which its PIN, MAC and data keys are variants. */
export const tdesTransactionKey = (
  cipher: BlockCipher,
  initialKey: Uint8Array,
  ksn: Uint8Array,
): Uint8Array => {
  const counter = tdesCounter(ksn)
  let key = initialKey
  let walked = 0
  for (let bit = 1 << (COUNTER_BITS - 1); bit !== 0; bit >>= 1) {
    if ((counter & bit) === 0) continue
    walked |= bit
    const crypto = withCounter(ksn, walked).subarray(2)
    const right = half(cipher, key, crypto)
    const left = half(cipher, xor(key, HALVES), crypto)
    key = Uint8Array.from([...left, ...right])
  }
  return key
}

/** Byte 7 of each half for PINs, 6 for requests' MACs, 5 for data, which is besides encrypted under itself. */
const VARIANT = { pin: 7, mac: 6, data: 5 } as const

export const tdesWorkingKey = (
  cipher: BlockCipher,
  transactionKey: Uint8Array,
  use: keyof typeof VARIANT,
): Uint8Array => {
  const mask = new Uint8Array(BLOCK)
  mask[VARIANT[use]] = 0xff
  const key = xor(transactionKey, mask)
  return use === 'data' ? encryptBlocks(cipher, key, key) : key
}

/** X9.24-3 key usages. */
const USAGE = { pin: 0x1000, mac: 0x2000, data: 0x3000, derivation: 0x8000, initial: 0x8001 } as const
const ALGORITHM: Readonly<Record<number, number>> = { 16: 0x0002, 24: 0x0003, 32: 0x0004 }

const deriveAes = (
  cipher: BlockCipher,
  from: Uint8Array,
  bytes: number,
  usage: number,
  tail: Uint8Array,
): Uint8Array => {
  const algorithm = ALGORITHM[bytes]
  if (algorithm === undefined) throw wrong(`an AES key of ${bytes} bytes`)
  const bits = bytes * 8
  const blocks: number[] = []
  for (let block = 1; blocks.length < bytes; block++) {
    const data = [1, block, usage >> 8, usage & 255, algorithm >> 8, algorithm & 255, bits >> 8, bits & 255]
    blocks.push(...cipher.encrypt(from, Uint8Array.from([...data, ...tail])))
  }
  return Uint8Array.from(blocks.slice(0, bytes))
}

/** The initial key of as many bytes as the base key. */
export const aesInitialKey = (cipher: BlockCipher, bdk: Uint8Array, initialKeyId: Uint8Array): Uint8Array => {
  if (initialKeyId.length !== AES_IKID_BYTES) throw wrong(`an initial key id of ${initialKeyId.length} bytes`)
  return deriveAes(cipher, bdk, bdk.length, USAGE.initial, initialKeyId)
}

const tailOf = (ksn: Uint8Array, counter: number): Uint8Array =>
  Uint8Array.from([...ksn.subarray(4, 8), counter >>> 24, counter >>> 16, counter >>> 8, counter])

/** The key the terminal's counter has come to; the serial number is the initial key id and four bytes of counter. */
export const aesTransactionKey = (
  cipher: BlockCipher,
  initialKey: Uint8Array,
  ksn: Uint8Array,
): Uint8Array => {
  const counter = aesCounter(ksn)
  let key = initialKey
  let walked = 0
  for (let place = AES_COUNTER_BITS - 1; place >= 0; place--) {
    const bit = (1 << place) >>> 0
    if ((counter & bit) === 0) continue
    walked = (walked | bit) >>> 0
    key = deriveAes(cipher, key, initialKey.length, USAGE.derivation, tailOf(ksn, walked))
  }
  return key
}

const aesCounter = (ksn: Uint8Array): number => {
  if (ksn.length !== AES_IKID_BYTES + 4) throw wrong(`a serial number of ${ksn.length} bytes`)
  const counter = ksn.subarray(AES_IKID_BYTES).reduce((sum, byte) => ((sum << 8) | byte) >>> 0, 0)
  if (bitsSet(counter) > AES_MOST_BITS) throw wrong('a counter with more than sixteen bits set')
  return counter
}

/** A working key of `bytes` bytes, at most the transaction key's strength. */
export const aesWorkingKey = (
  cipher: BlockCipher,
  transactionKey: Uint8Array,
  ksn: Uint8Array,
  use: 'pin' | 'mac' | 'data',
  bytes = transactionKey.length,
): Uint8Array => {
  if (bytes > transactionKey.length) throw wrong('a working key stronger than its transaction key')
  return deriveAes(cipher, transactionKey, bytes, USAGE[use], tailOf(ksn, aesCounter(ksn)))
}
