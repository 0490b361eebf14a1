import { hex } from '#iso8583/hex.ts'

export type Tag = { readonly tag: string; readonly value: Uint8Array }

/** EMV BER-TLV, one level. Null when the bytes are not whole: whoever shows them must then show none. */
export const readTlv = (bytes: Uint8Array): readonly Tag[] | null => {
  const tags: Tag[] = []
  let at = 0
  while (at < bytes.length) {
    const start = at
    const first = bytes[at++] as number
    if ((first & 0x1f) === 0x1f) {
      while (at < bytes.length && ((bytes[at] as number) & 0x80) !== 0) at++
      at++
    }
    const tag = hex(bytes, start, Math.min(at, bytes.length))
    let length = bytes[at++]
    if (length === undefined) return null
    if (length > 0x7f) {
      const count = length & 0x7f
      if (count < 1 || count > 2) return null
      length = 0
      for (let left = count; left > 0; left--)
        length = length * 256 + (bytes[at++] ?? Number.POSITIVE_INFINITY)
    }
    if (at + length > bytes.length) return null
    tags.push({ tag, value: bytes.subarray(at, at + length) })
    at += length
  }
  return tags
}
