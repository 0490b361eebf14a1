const starts = (bytes: Uint8Array, ...first: number[]): boolean =>
  first.every((byte, index) => bytes[index] === byte)

const decoded = (bytes: Uint8Array, label: string): string | null => {
  try {
    return new TextDecoder(label, { fatal: true }).decode(bytes)
  } catch {
    return null
  }
}

/** UTF-8 with or without BOM, UTF-16 with BOM, otherwise GB18030: what Chinese desktops write. Null: no text. */
export const decodeText = (bytes: Uint8Array): string | null => {
  const wide = starts(bytes, 0xff, 0xfe) ? 'utf-16le' : starts(bytes, 0xfe, 0xff) ? 'utf-16be' : null
  const text = wide === null ? (decoded(bytes, 'utf-8') ?? decoded(bytes, 'gb18030')) : decoded(bytes, wide)
  return text === null || text.includes('\0') ? null : text
}
