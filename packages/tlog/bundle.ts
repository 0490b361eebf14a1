import { Flaw } from '#tlog/flaw.ts'
import { WIDTH } from '#tlog/tile.ts'

/** Largest entry in bytes: its length is told in 16 bits. */
export const ENTRY_MAX = 65_535

/** Entries one after another, each behind its length in two big-endian bytes. Throws TLOG-6. */
export const writeBundle = (entries: readonly Uint8Array[]): Uint8Array => {
  if (entries.length < 1 || entries.length > WIDTH || entries.some((entry) => entry.length > ENTRY_MAX))
    throw new Flaw('TLOG-6', 'too many entries, or one too long')
  const bytes = new Uint8Array(entries.reduce((sum, entry) => sum + 2 + entry.length, 0))
  let at = 0
  for (const entry of entries) {
    bytes[at] = entry.length >> 8
    bytes[at + 1] = entry.length & 0xff
    bytes.set(entry, at + 2)
    at += 2 + entry.length
  }
  return bytes
}

/** The entries of a bundle of exactly `width` entries. Throws TLOG-6 for any other length or count. */
export const readBundle = (bytes: Uint8Array, width: number): Uint8Array[] => {
  const entries: Uint8Array[] = []
  let at = 0
  while (at < bytes.length) {
    const end = at + 2 + (((bytes[at] as number) << 8) | (bytes[at + 1] ?? 0))
    if (at + 2 > bytes.length || end > bytes.length) throw new Flaw('TLOG-6', 'an entry is cut off')
    entries.push(bytes.subarray(at + 2, end))
    at = end
  }
  if (entries.length !== width) throw new Flaw('TLOG-6', 'another number of entries')
  return entries
}
