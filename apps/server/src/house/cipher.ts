import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  getCiphers,
  randomFillSync,
  timingSafeEqual,
} from 'node:crypto'
import { type Algorithm, SealBroken } from '#vault/envelope.ts'

type Sealed = { readonly nonce: Buffer; readonly ciphertext: Buffer; readonly tag: Buffer }
type Opened = { readonly nonce: Uint8Array; readonly ciphertext: Uint8Array; readonly tag: Uint8Array }

/** What a value's seal is bound to: our places are text, public test vectors are bytes. */
type Bound = string | Uint8Array
const bytesOf = (bound: Bound): Uint8Array => (typeof bound === 'string' ? Buffer.from(bound) : bound)

/** One algorithm under the 32 bytes of a data key. Every primitive is OpenSSL's, through node:crypto. */
export type Cipher = {
  seal(key: Uint8Array, associated: Bound, plain: string | Uint8Array): Sealed
  /** Throws when the tag does not fit; nothing is given out before it does. */
  open(key: Uint8Array, associated: Bound, sealed: Opened): Buffer
}

/** Fresh random bytes, drawn from the system many at a time: a draw for each nonce costs half as much as its encryption. */
const drawn = Buffer.allocUnsafeSlow(6_000)
let used = drawn.length
const nonceOf = (length: number): Buffer => {
  if (used + length > drawn.length) {
    randomFillSync(drawn)
    used = 0
  }
  used += length
  const nonce = Buffer.allocUnsafe(length)
  drawn.copy(nonce, 0, used - length, used)
  return nonce
}

// SM4 takes 16 of the key's 32 bytes; where a MAC key is needed it is the other half.
const first = (key: Uint8Array) => key.subarray(0, 16)
const second = (key: Uint8Array) => key.subarray(16, 32)

const gcm = (name: 'aes-256-gcm' | 'sm4-gcm', keyOf: (key: Uint8Array) => Uint8Array): Cipher => ({
  seal(key, associated, plain) {
    const nonce = nonceOf(12)
    const cipher = createCipheriv(name as 'aes-256-gcm', keyOf(key), nonce)
    cipher.setAAD(bytesOf(associated))
    const body = typeof plain === 'string' ? cipher.update(plain, 'utf8') : cipher.update(plain)
    const last = cipher.final()
    return {
      nonce,
      ciphertext: last.length === 0 ? body : Buffer.concat([body, last]),
      tag: cipher.getAuthTag(),
    }
  },
  open(key, associated, { nonce, ciphertext, tag }) {
    const decipher = createDecipheriv(name as 'aes-256-gcm', keyOf(key), nonce, { authTagLength: 16 })
    decipher.setAAD(bytesOf(associated))
    decipher.setAuthTag(tag)
    const body = decipher.update(ciphertext)
    const last = decipher.final()
    return last.length === 0 ? body : Buffer.concat([body, last])
  },
})

/** The associated data's length goes first, so that no byte of it can be taken for a byte of the ciphertext. */
const sm3 = (key: Uint8Array, nonce: Uint8Array, associated: Bound, ciphertext: Uint8Array): Buffer => {
  const bound = bytesOf(associated)
  const length = Buffer.alloc(4)
  length.writeUInt32BE(bound.length)
  return createHmac('sm3', second(key)).update(nonce).update(length).update(bound).update(ciphertext).digest()
}

const sm4Ctr: Cipher = {
  seal(key, associated, plain) {
    const nonce = nonceOf(16)
    const cipher = createCipheriv('sm4-ctr', first(key), nonce)
    const ciphertext = Buffer.concat([cipher.update(plain), cipher.final()])
    return { nonce, ciphertext, tag: sm3(key, nonce, associated, ciphertext) }
  },
  open(key, associated, { nonce, ciphertext, tag }) {
    if (!timingSafeEqual(sm3(key, nonce, associated, ciphertext), tag)) throw new SealBroken('wrong MAC')
    const decipher = createDecipheriv('sm4-ctr', first(key), nonce)
    return Buffer.concat([decipher.update(ciphertext), decipher.final()])
  },
}

export const ciphers: Readonly<Record<Algorithm, Cipher>> = {
  'AES-256-GCM': gcm('aes-256-gcm', (key) => key),
  'SM4-GCM': gcm('sm4-gcm', first),
  'SM4-CTR-HMAC-SM3': sm4Ctr,
}

/** `aes` is the house's; `sm` the 国密 profile. It uses the national algorithms; it is no certified module and claims none. */
export type Profile = 'aes' | 'sm'

/** What new values are sealed with. SM4-GCM came to Node with OpenSSL 3.6; before, SM4-CTR with HMAC-SM3. */
export const algorithmOf = (profile: Profile): Algorithm =>
  profile === 'aes' ? 'AES-256-GCM' : getCiphers().includes('sm4-gcm') ? 'SM4-GCM' : 'SM4-CTR-HMAC-SM3'

/** The hash of a profile's keyed indexes; it stays with the key store for life, or nothing would be found again. */
export const digestOf = (profile: Profile): 'sha256' | 'sm3' => (profile === 'aes' ? 'sha256' : 'sm3')

// RFC 5649: the alternative initial value that marks a padded wrap.
const wrapMark = Buffer.from('a65959a6', 'hex')

/** AES Key Wrap with Padding (RFC 5649; SP 800-38F KWP) under a 256-bit key. */
export const wrapKey = (kek: Uint8Array, key: Uint8Array): Buffer => {
  const cipher = createCipheriv('id-aes256-wrap-pad', kek, wrapMark)
  return Buffer.concat([cipher.update(key), cipher.final()])
}

/** Throws when the wrap does not hold: another key, or changed bytes. */
export const unwrapKey = (kek: Uint8Array, wrapped: Uint8Array): Buffer => {
  const decipher = createDecipheriv('id-aes256-wrap-pad', kek, wrapMark)
  return Buffer.concat([decipher.update(wrapped), decipher.final()])
}
