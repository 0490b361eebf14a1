import { createPrivateKey, createPublicKey, sign } from 'node:crypto'
import type { Sign } from '#tlog/note.ts'
import { type VerifierKey, verifierKey } from '#tlog/verifier-key.ts'
import type { House } from '../house/house.ts'

/** Who this log is: its name with the key outsiders configure, and the hand that signs. */
export type LogIdentity = { readonly key: VerifierKey; readonly sign: Sign }

// RFC 8410: what stands before the 32 secret bytes of an Ed25519 key in PKCS #8.
const pkcs8 = Buffer.from('302e020100300506032b657004220420', 'hex')

/** Origin line and key name: where people reach the log, without scheme (C2SP tlog-tiles). */
export const originOf = (publicUrl: string | null): string =>
  publicUrl === null ? 'fangxin.local/log' : `${new URL(publicUrl).host}/log`

/** The key is derived, not stored: whoever has the database alone cannot sign. */
export const logIdentity = (house: House): LogIdentity => {
  const secret = createPrivateKey({
    key: Buffer.concat([pkcs8, house.keys.derive('log-signing-key')]),
    format: 'der',
    type: 'pkcs8',
  })
  const { x = '' } = createPublicKey(secret).export({ format: 'jwk' })
  return {
    key: verifierKey(originOf(house.config.publicUrl), new Uint8Array(Buffer.from(x, 'base64url'))),
    sign: (message) => sign(null, message, secret),
  }
}
