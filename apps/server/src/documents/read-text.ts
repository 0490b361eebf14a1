import { type Refusal, refuse } from '#ground/refusal.ts'
import { type ZipProblem, zipContent, zipEntries } from './zip.ts'

export type TextKind = 'txt' | 'md' | 'docx'
export type ReadText = { readonly text: string; readonly source: 'native'; readonly kind: TextKind }

/** A document that cannot be read: `code` is the rule id of its `refusal` (TEXT-1 …). */
export type Unreadable = Error & { readonly code: string; readonly refusal: Refusal }

export const supportedFormats = '.txt .md .docx'
const textCap = 20_000_000
const docxCap = 5_000_000

const unreadable = (rule: string, params: Refusal['params'] = {}): Unreadable =>
  Object.assign(new Error(rule), { code: rule, refusal: refuse(rule, params) })

/** True for what `readText` throws on purpose. */
export const isUnreadable = (error: unknown): error is Unreadable =>
  error instanceof Error &&
  'refusal' in error &&
  String((error as { code?: unknown }).code).startsWith('TEXT-')

const kinds: Readonly<Record<string, TextKind>> = { txt: 'txt', text: 'txt', md: 'md', docx: 'docx' }

const starts = (bytes: Uint8Array, ...first: number[]): boolean =>
  first.every((byte, index) => bytes[index] === byte)

const decoded = (bytes: Uint8Array, label: string): string | null => {
  try {
    return new TextDecoder(label, { fatal: true }).decode(bytes)
  } catch {
    return null
  }
}

/** UTF-8 with or without BOM, UTF-16 with BOM, otherwise GB18030: what Chinese desktops write. */
const plainText = (bytes: Uint8Array): string => {
  const wide = starts(bytes, 0xff, 0xfe) ? 'utf-16le' : starts(bytes, 0xfe, 0xff) ? 'utf-16be' : null
  const text = wide === null ? (decoded(bytes, 'utf-8') ?? decoded(bytes, 'gb18030')) : decoded(bytes, wide)
  if (text === null || text.includes('\0')) throw unreadable('TEXT-4')
  return text
}

const zipRules: Readonly<Record<ZipProblem, string>> = {
  broken: 'TEXT-4',
  bomb: 'TEXT-5',
  encrypted: 'TEXT-3',
}

const isProblem = (answer: unknown): answer is ZipProblem => typeof answer === 'string'

/** Every part is unpacked once under its announced size, so that the reader behind meets no surprise. */
const wordText = async (bytes: Uint8Array): Promise<string> => {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const entries = zipEntries(file)
  if (isProblem(entries)) throw unreadable(zipRules[entries])
  if (!entries.some(({ name }) => name === 'word/document.xml')) throw unreadable('TEXT-4')
  for (const entry of entries) {
    const content = await zipContent(file, entry)
    if (isProblem(content)) throw unreadable(zipRules[content])
    if (/\.(?:xml|rels)$/u.test(entry.name) && content.includes('<!DOCTYPE')) throw unreadable('TEXT-5')
  }
  const { default: mammoth } = await import('mammoth')
  try {
    const { value } = await mammoth.extractRawText({ buffer: file })
    return value.replace(/\n{3,}/gu, '\n\n')
  } catch {
    throw unreadable('TEXT-4')
  }
}

/**
 * The text of an agreement in a .txt, .md or .docx file. Throws `Unreadable`: TEXT-1 another format, TEXT-2 too large,
 * TEXT-3 encrypted, TEXT-4 broken or not what its name says, TEXT-5 built to overwhelm the reader, TEXT-6 no text in it.
 */
export const readText = async (bytes: Uint8Array, fileName: string): Promise<ReadText> => {
  const extension = /\.([a-z0-9]{1,8})$/u.exec(fileName.toLowerCase())?.[1] ?? ''
  const kind = kinds[extension]
  const compound = starts(bytes, 0xd0, 0xcf, 0x11, 0xe0)
  if (compound && kind === 'docx') throw unreadable('TEXT-3')
  if (kind === undefined || compound || starts(bytes, 0x25, 0x50, 0x44, 0x46, 0x2d))
    throw unreadable('TEXT-1', { supported: supportedFormats })
  const cap = kind === 'docx' ? docxCap : textCap
  if (bytes.length > cap) throw unreadable('TEXT-2', { megabytes: cap / 1_000_000 })
  const text = kind === 'docx' ? await wordText(bytes) : plainText(bytes)
  if (text.trim() === '') throw unreadable('TEXT-6')
  return { text, source: 'native', kind }
}
