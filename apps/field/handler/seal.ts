import type { InputOf, OutputOf } from '#api/calls.ts'
import {
  captureAad,
  captureInfo,
  encapsulatedLength,
  type Handler,
  handlerFields,
  padded,
} from '#vault/capture.ts'
import { Aes256Gcm, CipherSuite, DhkemP256HkdfSha256, HkdfSha256 } from '@hpke/core'

const kem = new DhkemP256HkdfSha256()
const suite = new CipherSuite({ kem, kdf: new HkdfSha256(), aead: new Aes256Gcm() })
const utf8 = new TextEncoder()

const toBase64 = (bytes: Uint8Array): string => btoa(String.fromCharCode(...bytes))
const fromBase64 = (text: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(atob(text), (each) => each.charCodeAt(0))

type Sealed = InputOf<'visits.record-handler'>

/** Seals what was typed to the acquirer, each field by itself and bound to its place. What comes back opens only there. */
export const sealHandler = async (
  { keyId, publicKey }: Pick<OutputOf<'capture.key'>, 'keyId' | 'publicKey'>,
  { caseId, visitId }: { caseId: string; visitId: string },
  handler: Handler,
): Promise<Sealed> => {
  const recipientPublicKey = await kem.deserializePublicKey(fromBase64(publicKey))
  const sealed = await Promise.all(
    handlerFields.map(async (field) => {
      const context = await suite.createSenderContext({ recipientPublicKey, info: utf8.encode(captureInfo) })
      const ciphertext = await context.seal(
        padded(utf8.encode(handler[field])),
        utf8.encode(captureAad({ caseId, visitId, field, keyId })),
      )
      const bytes = new Uint8Array(encapsulatedLength + ciphertext.byteLength)
      bytes.set(new Uint8Array(context.enc))
      bytes.set(new Uint8Array(ciphertext), encapsulatedLength)
      return [field, toBase64(bytes)] as const
    }),
  )
  return { caseId, visitId, keyId, sealed: Object.fromEntries(sealed) as Sealed['sealed'] }
}
