import { createPublicKey, type KeyObject, verify } from 'node:crypto'
import canonicalize from 'canonicalize'
import type { Manifest } from '#fleet/manifest.ts'

export type Algorithm = 'ed25519' | 'ecdsa-p256'

/** A public key as the acquirer hands it over: SubjectPublicKeyInfo in base64. Null: not one of this algorithm. */
export const readPublicKey = (algorithm: Algorithm, publicKey: string): KeyObject | null => {
  try {
    const key = createPublicKey({ key: Buffer.from(publicKey, 'base64'), format: 'der', type: 'spki' })
    const fits =
      algorithm === 'ed25519'
        ? key.asymmetricKeyType === 'ed25519'
        : key.asymmetricKeyType === 'ec' && key.asymmetricKeyDetails?.namedCurve === 'prime256v1'
    return fits ? key : null
  } catch {
    return null
  }
}

/** What is signed: the manifest's canonical JSON (RFC 8785) in UTF-8. */
export const signedText = (manifest: Manifest): Buffer => Buffer.from(canonicalize(manifest) ?? '')

/** FIRM-1. An ECDSA signature is the two numbers, 32 bytes each (IEEE P1363). */
export const isSigned = (
  manifest: Manifest,
  algorithm: Algorithm,
  publicKey: string,
  signature: string,
): boolean => {
  const key = readPublicKey(algorithm, publicKey)
  if (key === null) return false
  const bytes = Buffer.from(signature, 'base64')
  return algorithm === 'ed25519'
    ? verify(null, signedText(manifest), key, bytes)
    : verify('sha256', signedText(manifest), { key, dsaEncoding: 'ieee-p1363' }, bytes)
}
