import type { AuthenticationResponseJSON } from '@simplewebauthn/server'
import * as asn1 from 'asn1js'
import * as pkijs from 'pkijs'
import { challengeFor, type MerchantEvidence, type PasskeyProof, sha256Hex } from './evidence.ts'

/** The assertion once more, from its own bytes: challenge, site, user verification and signature (WebAuthn L3, 7.2). */
const passkeyHolds = async (proof: PasskeyProof, document: Buffer): Promise<boolean> => {
  const { verifyAuthenticationResponse } = await import('@simplewebauthn/server')
  const { credentialId: id, authenticatorData, clientDataJSON, signature } = proof
  const response: AuthenticationResponseJSON = {
    id,
    rawId: id,
    type: 'public-key',
    clientExtensionResults: {},
    response: { authenticatorData, clientDataJSON, signature },
  }
  const { verified } = await verifyAuthenticationResponse({
    response,
    expectedChallenge: challengeFor(sha256Hex(document)),
    expectedOrigin: proof.origin,
    expectedRPID: proof.rpId,
    requireUserVerification: true,
    // The counter was compared when it was signed.
    credential: { id, publicKey: new Uint8Array(Buffer.from(proof.publicKey, 'base64url')), counter: 0 },
  })
  return verified
}

/** A detached CMS signature over the document by a certificate it carries; whose authority that is, a person judges. */
export const authoritySigns = async (cms: Buffer, document: Buffer): Promise<boolean> => {
  try {
    const info = new pkijs.ContentInfo({ schema: asn1.fromBER(new Uint8Array(cms).buffer).result })
    const signed = new pkijs.SignedData({ schema: info.content })
    if (signed.signerInfos.length !== 1) return false
    return await signed.verify({ signer: 0, data: new Uint8Array(document).buffer })
  } catch {
    return false
  }
}

/** Does the merchant's evidence stand for exactly this document? A code leaves a record, and no signature to check. */
export const merchantHolds = async (merchant: MerchantEvidence, document: Buffer): Promise<boolean> => {
  try {
    if (merchant.method === 'passkey') return await passkeyHolds(merchant.proof, document)
    if (merchant.method === 'licensed-ca')
      return await authoritySigns(Buffer.from(merchant.proof.cms, 'base64url'), document)
    const { codeId, requestedAt, usedAt } = merchant.proof
    return merchant.method === 'sms-code' && codeId !== '' && requestedAt <= usedAt && usedAt === merchant.at
  } catch {
    return false
  }
}
