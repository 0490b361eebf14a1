/**
 * Framing of one sealed value: version 1 ‖ key id 4 ‖ nonce 12 ‖ ciphertext ‖ tag 16 (AES-256-GCM, SP 800-38D).
 * The cipher itself comes from the host's crypto library; this file only says which byte is which.
 */
export type Frame = {
  readonly keyId: number
  readonly nonce: Uint8Array
  readonly ciphertext: Uint8Array
  readonly tag: Uint8Array
}

const version = 1
const head = 1 + 4 + 12
const tagLength = 16

export class SealBroken extends Error {
  override readonly name = 'SealBroken'
}

export const frame = ({ keyId, nonce, ciphertext, tag }: Frame): Uint8Array => {
  const bytes = new Uint8Array(head + ciphertext.length + tagLength)
  bytes[0] = version
  new DataView(bytes.buffer).setUint32(1, keyId)
  bytes.set(nonce, 5)
  bytes.set(ciphertext, head)
  bytes.set(tag, head + ciphertext.length)
  return bytes
}

/** Throws `SealBroken` when the bytes are too short or of another version. */
export const unframe = (bytes: Uint8Array): Frame => {
  if (bytes.length < head + tagLength || bytes[0] !== version) throw new SealBroken('not a sealed value')
  return {
    keyId: new DataView(bytes.buffer, bytes.byteOffset).getUint32(1),
    nonce: bytes.subarray(5, head),
    ciphertext: bytes.subarray(head, bytes.length - tagLength),
    tag: bytes.subarray(bytes.length - tagLength),
  }
}

/** Where a value lives. Bound into the seal, so a ciphertext moved to another row, column or table does not open. */
export type Place = { readonly table: string; readonly column: string; readonly row: string }

export const associatedData = ({ table, column, row }: Place): string =>
  [table, column, row].map((part) => `${part.length}:${part}`).join('‖')
