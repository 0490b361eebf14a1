import { inflateSync } from 'node:zlib'

/** Why a PDF is not opened: the word goes into the refusal. */
export type PdfDanger = 'encrypted' | 'xfa' | 'script' | 'launch' | 'attachment' | 'opening' | 'odd'

/** Names of ISO 32000-2 that make a file do something, or hide something (trust.md §4). */
const dangers: ReadonlyMap<string, PdfDanger> = new Map([
  ['Encrypt', 'encrypted'],
  ['XFA', 'xfa'],
  ['JavaScript', 'script'],
  ['Launch', 'launch'],
  ['SubmitForm', 'launch'],
  ['ImportData', 'launch'],
  ['GoToR', 'launch'],
  ['GoToE', 'launch'],
  ['RichMedia', 'launch'],
  ['Rendition', 'launch'],
  ['EmbeddedFile', 'attachment'],
  ['EmbeddedFiles', 'attachment'],
  ['OpenAction', 'opening'],
])

const SLASH = 0x2f
const longestName = 40
const ends = new Set([...'\0\t\n\f\r ()<>[]{}/%'].map((character) => character.charCodeAt(0)))

/** All bytes one PDF may unpack to while it is only being looked through. */
const unpackCaps = { stream: 64_000_000, total: 256_000_000, streams: 20_000 }

/** The name that begins after a slash, `#4a` written out; null when it is longer than any name looked for. */
const nameAt = (bytes: Buffer, start: number): string | null => {
  let end = start
  while (end < bytes.length && end - start <= longestName && !ends.has(bytes[end] ?? 0)) end += 1
  if (end - start > longestName) return null
  return bytes
    .toString('latin1', start, end)
    .replace(/#([0-9a-f]{2})/giu, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
}

/** `/OpenAction [3 0 R /Fit]` only says which page to show first: no action. */
const isDestination = (bytes: Buffer, name: number): boolean =>
  /^OpenAction\s*\[/u.test(bytes.toString('latin1', name, name + longestName))

/**
 * The first dangerous name in bytes, wherever it stands. On purpose no parser: what a parser skips as a comment, a
 * string or an unreachable object is where a hostile file hides from one parser what another one runs.
 */
const dangerIn = (bytes: Buffer): PdfDanger | null => {
  for (let at = bytes.indexOf(SLASH); at !== -1; at = bytes.indexOf(SLASH, at + 1)) {
    const name = nameAt(bytes, at + 1)
    const danger = name === null ? undefined : dangers.get(name)
    if (danger && !(danger === 'opening' && isDestination(bytes, at + 1))) return danger
  }
  return null
}

const headLength = 2_048

/** An object stream packed by anything but plain deflate is no honest program's work, and could not be looked into. */
const isOddlyPacked = (file: Buffer, stream: number): boolean => {
  const before = file.toString('latin1', Math.max(0, stream - headLength), stream)
  const head = before
    .slice(before.lastIndexOf('obj'))
    .replace(/#([0-9a-f]{2})/giu, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
  if (!/\/ObjStm\b/u.test(head)) return false
  const filters = [...head.matchAll(/\/(\w+Decode|Crypt|Fl|LZW|A85|AHx|RL)\b/gu)].map(([, filter]) => filter)
  return (
    /\/Filter\s+\d/u.test(head) ||
    filters.some((filter) => filter !== 'FlateDecode' && filter !== 'Fl') ||
    filters.length > 1
  )
}

/**
 * What stands against opening this PDF: names in its own bytes, and in whatever its streams unpack to, since the
 * objects of modern files are packed. Null: nothing found. `odd`: built to be looked into by nobody.
 */
export const pdfDanger = (file: Buffer): PdfDanger | null => {
  const open = dangerIn(file)
  if (open) return open
  let [total, streams] = [0, 0]
  for (let at = file.indexOf('stream'); at !== -1; at = file.indexOf('stream', at + 6)) {
    if (file.toString('latin1', at - 3, at) === 'end') continue
    streams += 1
    if (streams > unpackCaps.streams || isOddlyPacked(file, at)) return 'odd'
    const start =
      at + 6 + (file[at + 6] === 0x0d ? 1 : 0) + (file[at + 6] === 0x0a || file[at + 7] === 0x0a ? 1 : 0)
    let content: Buffer
    try {
      content = inflateSync(file.subarray(start), {
        maxOutputLength: unpackCaps.stream,
        // Trailing or missing bytes are no reason to stop: viewers are forgiving too.
        finishFlush: 2,
      })
    } catch (error) {
      if ((error as { code?: string }).code === 'ERR_BUFFER_TOO_LARGE') return 'odd'
      continue
    }
    total += content.length
    if (total > unpackCaps.total) return 'odd'
    const packed = dangerIn(content)
    if (packed) return packed
  }
  return null
}
