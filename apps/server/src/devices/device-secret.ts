import { createCipheriv } from 'node:crypto'
import { Aes256Gcm, CipherSuite, DhkemP256HkdfSha256, HkdfSha256 } from '@hpke/core'
import type { Block, Variant } from '#device/secret-text.ts'

/*
 * What house and device both do with a device's answering key; the simulated terminal uses this very file.
 */

const names: Readonly<Record<Variant, string>> = { aes: 'aes-128-ecb', sm4: 'sm4-ecb' }

/** One block at a time, as the published scheme has it; both from OpenSSL. */
export const blockOf =
  (variant: Variant, key: Uint8Array): Block =>
  (block) => {
    const cipher = createCipheriv(names[variant], key, null).setAutoPadding(false)
    return Buffer.concat([cipher.update(block), cipher.final()])
  }

/** Sixteen zeros under the key, three bytes of it: two sides compare these, never the key. */
export const checkValueOf = (variant: Variant, key: Uint8Array): string =>
  Buffer.from(blockOf(variant, key)(new Uint8Array(16)))
    .subarray(0, 3)
    .toString('hex')
    .toUpperCase()

const kem = new DhkemP256HkdfSha256()
const suite = new CipherSuite({ kem, kdf: new HkdfSha256(), aead: new Aes256Gcm() })
const info = Buffer.from('fangxin device key 1')
const pointLength = 65

/** What a sealed key is bound to: the identity it answers for, or the working key's number under that identity. */
export const keyOf = (identityId: string, generation?: number): string =>
  generation === undefined ? identityId : `${identityId}/${generation}`

/** `publicPoint`: uncompressed P-256. `whose` (`keyOf`) is bound in, so that a key opens for one enrolment only. */
export const sealToDevice = async (
  publicPoint: Uint8Array,
  whose: string,
  key: Uint8Array,
): Promise<Buffer> => {
  const recipientPublicKey = await kem.deserializePublicKey(publicPoint)
  const sender = await suite.createSenderContext({ recipientPublicKey, info })
  const sealed = await sender.seal(key, Buffer.from(whose))
  return Buffer.concat([Buffer.from(sender.enc), Buffer.from(sealed)])
}

/** `privateScalar`: 32 bytes. Rejects when the seal does not hold. */
export const openOnDevice = async (
  privateScalar: Uint8Array,
  whose: string,
  sealed: Uint8Array,
): Promise<Buffer> => {
  const recipientKey = await kem.deserializePrivateKey(privateScalar)
  const recipient = await suite.createRecipientContext({
    recipientKey,
    enc: sealed.subarray(0, pointLength),
    info,
  })
  return Buffer.from(await recipient.open(sealed.subarray(pointLength), Buffer.from(whose)))
}
