import { BLOCK, type BlockCipher, decryptBlocks, encryptBlocks } from '#iso8583/cipher.ts'
import { CHECK_BYTES, keyCheckValue } from '#iso8583/key-check.ts'
import { Malformed } from '#iso8583/malformed.ts'

/** Keys of one working day: `pik` for PINs, `mak` for MACs, `tdk` for tracks. 8 or 16 bytes each. */
export type WorkKeys = { readonly pik: Uint8Array; readonly mak: Uint8Array; readonly tdk?: Uint8Array }

/**
 * What the sign-in answer's field 62 looks like. single: PIK 8, MAK 8. double: PIK 16, MAK 8 and eight zero bytes.
 * double-track: the same and TDK 16. wide, for ciphers of 16-byte blocks: PIK 16, MAK 16. Each key, encrypted under the terminal's master key, is followed by its check value.
 */
export type KeyLayout = 'single' | 'double' | 'double-track' | 'wide'

const SINGLE_BYTES = 2 * (BLOCK + CHECK_BYTES)
const DOUBLE_BYTES = 2 * (2 * BLOCK + CHECK_BYTES)
const TRACK_BYTES = 3 * (2 * BLOCK + CHECK_BYTES)

/** The key bytes each layout needs, for whoever draws them. */
export const keyBytes = (layout: KeyLayout): { pik: number; mak: number; tdk: number } => ({
  pik: layout === 'single' ? BLOCK : 2 * BLOCK,
  mak: layout === 'wide' ? 2 * BLOCK : BLOCK,
  tdk: layout === 'double-track' ? 2 * BLOCK : 0,
})

/** Field 62 of the sign-in answer. */
export const wrapWorkKeys = (
  cipher: BlockCipher,
  tmk: Uint8Array,
  keys: WorkKeys,
  layout: KeyLayout,
): Uint8Array => {
  const parts = [encryptBlocks(cipher, tmk, keys.pik), keyCheckValue(cipher, keys.pik)]
  parts.push(encryptBlocks(cipher, tmk, keys.mak))
  if (layout !== 'single' && keys.mak.length === BLOCK) parts.push(new Uint8Array(BLOCK))
  parts.push(keyCheckValue(cipher, keys.mak))
  if (keys.tdk !== undefined)
    parts.push(encryptBlocks(cipher, tmk, keys.tdk), keyCheckValue(cipher, keys.tdk))
  const block = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    block.set(part, at)
    at += part.length
  }
  return block
}

/** The keys in a sign-in answer; throws {@link Malformed} ISO-27 when a check value does not agree. */
export const unwrapWorkKeys = (cipher: BlockCipher, tmk: Uint8Array, block: Uint8Array): WorkKeys => {
  const wide = block.length === SINGLE_BYTES ? BLOCK : 2 * BLOCK
  if (![SINGLE_BYTES, DOUBLE_BYTES, TRACK_BYTES].includes(block.length))
    throw new Malformed('ISO-27', 62, 0, `a key block of ${block.length} bytes`)
  const take = (index: number): Uint8Array => {
    const start = index * (wide + CHECK_BYTES)
    const sealed = block.subarray(start, start + wide)
    const half =
      cipher.blockBytes === BLOCK && wide === 2 * BLOCK && sealed.subarray(BLOCK).every((byte) => byte === 0)
    const key = decryptBlocks(cipher, tmk, half ? sealed.subarray(0, BLOCK) : sealed)
    const stated = block.subarray(start + wide, start + wide + CHECK_BYTES)
    if (!keyCheckValue(cipher, key).every((byte, at) => byte === stated[at]))
      throw new Malformed('ISO-27', 62, start, 'a key check value does not agree')
    return key
  }
  const pik = take(0)
  const mak = take(1)
  return block.length === TRACK_BYTES ? { pik, mak, tdk: take(2) } : { pik, mak }
}

/** The check values a key block states, without opening it; null when it is none. */
export const keyCheckValues = (
  block: Uint8Array,
): readonly { readonly key: 'pik' | 'mak' | 'tdk'; readonly check: Uint8Array }[] | null => {
  if (![SINGLE_BYTES, DOUBLE_BYTES, TRACK_BYTES].includes(block.length)) return null
  const each = block.length === SINGLE_BYTES ? BLOCK + CHECK_BYTES : 2 * BLOCK + CHECK_BYTES
  return (['pik', 'mak', 'tdk'] as const).slice(0, block.length / each).map((key, index) => ({
    key,
    check: block.subarray((index + 1) * each - CHECK_BYTES, (index + 1) * each),
  }))
}
