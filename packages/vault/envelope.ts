import type { Datum } from '#vault/datum.ts'

/**
 * Framing of one sealed value: version 2 ‖ algorithm 1 ‖ key version 4 ‖ nonce ‖ ciphertext ‖ tag. Nonce and tag have the
 * algorithm's lengths. The cipher itself comes from the host's crypto library; this file only says which byte is which.
 */
export type Frame = {
  readonly algorithm: Algorithm
  /** Which version of the subject's data key; a rotation leaves older values readable until they are sealed anew. */
  readonly keyVersion: number
  readonly nonce: Uint8Array
  readonly ciphertext: Uint8Array
  readonly tag: Uint8Array
}

export type Algorithm = keyof typeof algorithms

/**
 * AES-256-GCM (SP 800-38D) is the house's; the SM pair is the 国密 profile: SM4-GCM (RFC 8998) where the runtime has it,
 * else SM4-CTR with HMAC-SM3 over nonce, associated data and ciphertext (encrypt-then-MAC).
 */
export const algorithms = {
  'AES-256-GCM': { id: 1, nonce: 12, tag: 16 },
  'SM4-GCM': { id: 2, nonce: 12, tag: 16 },
  'SM4-CTR-HMAC-SM3': { id: 3, nonce: 16, tag: 32 },
} as const

const version = 2
const head = 1 + 1 + 4

export class SealBroken extends Error {
  override readonly name = 'SealBroken'
}

/** `room` gives the bytes to write into: the host may have cheaper ones than a new array. */
export const frame = <Bytes extends Uint8Array = Uint8Array>(
  { algorithm, keyVersion, nonce, ciphertext, tag }: Frame,
  room: (length: number) => Bytes = (length) => new Uint8Array(length) as Uint8Array as Bytes,
): Bytes => {
  const bytes = room(head + nonce.length + ciphertext.length + tag.length)
  bytes[0] = version
  bytes[1] = algorithms[algorithm].id
  // By hand: a DataView for four bytes costs more than the rest of this function.
  bytes[2] = keyVersion >>> 24
  bytes[3] = keyVersion >>> 16
  bytes[4] = keyVersion >>> 8
  bytes[5] = keyVersion
  bytes.set(nonce, head)
  bytes.set(ciphertext, head + nonce.length)
  bytes.set(tag, head + nonce.length + ciphertext.length)
  return bytes
}

const algorithmOf = (id: number | undefined): Algorithm | undefined =>
  id === 1 ? 'AES-256-GCM' : id === 2 ? 'SM4-GCM' : id === 3 ? 'SM4-CTR-HMAC-SM3' : undefined

/** Throws `SealBroken` when the bytes are too short or of another version or algorithm. */
export const unframe = (bytes: Uint8Array): Frame => {
  const algorithm = bytes[0] === version ? algorithmOf(bytes[1]) : undefined
  if (algorithm === undefined) throw new SealBroken('not a sealed value')
  const { nonce, tag } = algorithms[algorithm]
  const body = head + nonce
  if (bytes.length < body + tag) throw new SealBroken('not a sealed value')
  const [, , a = 0, b = 0, c = 0, d = 0] = bytes
  return {
    algorithm,
    keyVersion: ((a << 24) | (b << 16) | (c << 8) | d) >>> 0,
    nonce: bytes.subarray(head, body),
    ciphertext: bytes.subarray(body, bytes.length - tag),
    tag: bytes.subarray(bytes.length - tag),
  }
}

/** Whose data it is: the organisation that answers for it, and the person or merchant it is about. */
export type Owner = { readonly tenant: string; readonly subject: string }

/** Where a value lives and whose it is: what its seal is bound to. */
export type Place = Owner & { readonly datum: Datum; readonly row: string }

const part = (text: string): string => `${text.length}:${text}`

const columns = new Map<Datum, string>()
/** Table and column: the same few texts again and again. */
const columnOf = (datum: Datum): string => {
  const known = columns.get(datum)
  if (known !== undefined) return known
  const dot = datum.indexOf('.')
  const text = `${part(datum.slice(0, dot))}‖${part(datum.slice(dot + 1))}`
  columns.set(datum, text)
  return text
}

/**
 * Bound into the seal, so a ciphertext moved to another table, column, row, tenant, subject or purpose does not open.
 * Each part carries its length: no two places read the same. Algorithm and key version are bound as well, since GCM
 * commits to neither.
 */
export const associatedData = (
  { datum, row, tenant, subject }: Place,
  purpose: string,
  algorithm: Algorithm,
  keyVersion: number,
): string => {
  return `${columnOf(datum)}‖${part(row)}‖${part(tenant)}‖${part(subject)}‖${part(purpose)}‖${algorithms[algorithm].id}‖${keyVersion}`
}
