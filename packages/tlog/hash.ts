import { sha256 } from '@noble/hashes/sha2.js'
import { Flaw } from '#tlog/flaw.ts'

/** Bytes in a SHA-256 hash. */
export const HASH = 32

/** RFC 6962 §2.1: leaf and node hashes start with different bytes, so that no node can pass for a leaf. */
export const leafHash = (entry: Uint8Array): Uint8Array =>
  sha256.create().update(Uint8Array.of(0)).update(entry).digest()

export const nodeHash = (left: Uint8Array, right: Uint8Array): Uint8Array => {
  const message = new Uint8Array(1 + 2 * HASH)
  message[0] = 1
  message.set(left, 1)
  message.set(right, 1 + HASH)
  return sha256(message)
}

/** Root of the tree without leaves. */
export const emptyRoot = (): Uint8Array => sha256(new Uint8Array(0))

export const sameBytes = (one: Uint8Array, other: Uint8Array): boolean =>
  one.length === other.length && one.every((byte, at) => byte === other[at])

/** Throws TLOG-2 unless every one is 32 bytes. */
export const requireHashes = (hashes: readonly Uint8Array[]): void => {
  if (hashes.some((hash) => hash.length !== HASH)) throw new Flaw('TLOG-2', 'a hash is not 32 bytes')
}
