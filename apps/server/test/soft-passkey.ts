import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto'

const sha256 = (bytes: Uint8Array | string) => createHash('sha256').update(bytes).digest()
const url = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64url')

/**
 * An authenticator in software: real keys and real WebAuthn bytes, as a phone makes them, without a browser. In the whole
 * story Chromium's own virtual authenticator signs.
 */
export const softPasskey = (origin: string) => {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const { x = '', y = '' } = publicKey.export({ format: 'jwk' })
  // COSE_Key { 1: 2 (EC2), 3: -7 (ES256), -1: 1 (P-256), -2: x, -3: y }, RFC 9053.
  const cose = Buffer.concat([
    Buffer.from('a5010203262001215820', 'hex'),
    Buffer.from(x, 'base64url'),
    Buffer.from('225820', 'hex'),
    Buffer.from(y, 'base64url'),
  ])
  const credentialId = url(randomBytes(32))
  const rpId = new URL(origin).hostname
  let counter = 0
  return {
    credentialId,
    publicKey: cose,
    rpId,
    /** Answers a challenge (base64url). `seen`: the user was verified. */
    answer(challenge: string, seen = true) {
      const count = Buffer.alloc(4)
      count.writeUInt32BE(++counter)
      const authenticatorData = Buffer.concat([sha256(rpId), Buffer.from([seen ? 0x05 : 0x01]), count])
      const clientDataJSON = Buffer.from(
        JSON.stringify({ type: 'webauthn.get', challenge, origin, crossOrigin: false }),
      )
      const signature = sign('sha256', Buffer.concat([authenticatorData, sha256(clientDataJSON)]), privateKey)
      return {
        id: credentialId,
        rawId: credentialId,
        type: 'public-key',
        clientExtensionResults: {},
        response: {
          authenticatorData: url(authenticatorData),
          clientDataJSON: url(clientDataJSON),
          signature: url(signature),
        },
      }
    },
  }
}

export type SoftPasskey = ReturnType<typeof softPasskey>
