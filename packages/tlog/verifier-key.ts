import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import { base64, unbase64 } from '#tlog/base64.ts'
import { Flaw } from '#tlog/flaw.ts'

/** Who signs notes under a name: an Ed25519 public key (32 bytes) and the four bytes that tell it in a signature line. */
export type VerifierKey = {
  readonly name: string
  readonly id: Uint8Array
  readonly publicKey: Uint8Array
}

const ed25519Type = 1

/** No spaces of any script, no plus, no control characters (C2SP signed-note). */
export const isKeyName = (name: string): boolean => name !== '' && !/[\s+\p{Cc}]/u.test(name)

const typed = (publicKey: Uint8Array): Uint8Array => Uint8Array.of(ed25519Type, ...publicKey)

/** Throws TLOG-10 when name or key cannot be one. */
export const verifierKey = (name: string, publicKey: Uint8Array): VerifierKey => {
  if (!isKeyName(name) || publicKey.length !== 32) throw new Flaw('TLOG-10', 'not a key name and Ed25519 key')
  const id = sha256(Uint8Array.of(...utf8ToBytes(name), 0x0a, ...typed(publicKey))).subarray(0, 4)
  return { name, id, publicKey }
}

/** `name+hexid+base64`: the line that auditors configure (as golang.org/x/mod/sumdb/note writes it). */
export const writeVerifierKey = ({ name, id, publicKey }: VerifierKey): string =>
  `${name}+${bytesToHex(id)}+${base64(typed(publicKey))}`

/** Throws TLOG-10 for another form, another signature type, or an id that is not the key's own. */
export const readVerifierKey = (line: string): VerifierKey => {
  const [, name = '', id = '', encoded = ''] = /^([^+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/=]+)$/.exec(line) ?? []
  const bytes = unbase64(encoded)
  if (bytes[0] !== ed25519Type) throw new Flaw('TLOG-10', 'not an Ed25519 verifier key')
  const key = verifierKey(name, bytes.subarray(1))
  if (bytesToHex(key.id) !== id) throw new Flaw('TLOG-10', 'the id is not that of the key')
  return key
}
