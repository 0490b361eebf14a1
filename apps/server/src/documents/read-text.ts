import { join } from 'node:path'
import { plainRead, type ReadDocument } from '#contract-guard/read.ts'
import { isRefusal } from '#ground/refusal.ts'
import { framesOf } from './child-pipe.ts'
import { decodeText } from './decode-text.ts'
import { joinedPages, type ReadPage } from './joined-pages.ts'
import { type ChildLimits, runLimited } from './limited-child.ts'
import { ocrPage } from './ocr-page.ts'
import { pdfPages } from './pdf-text.ts'
import { home } from './home.ts'
import { readPicture } from './picture.ts'
import { type PictureReader, readerWithin, type Watched } from './picture-reader.ts'
import type { Reader } from './read-lines.ts'
import { requestLimits, type TextLimits } from './text-limits.ts'
import { unreadable } from './unreadable.ts'

export type TextKind = 'txt' | 'md' | 'html' | 'docx' | 'pdf' | 'png' | 'jpg'
export type ReadText = ReadDocument & { readonly kind: TextKind }

/** A file as it is called and what is in it. */
export type NamedFile = { readonly fileName: string; readonly bytes: Uint8Array }

export const supportedFormats = '.txt .md .html .docx .pdf .png .jpg'

const kinds: Readonly<Record<string, TextKind>> = {
  txt: 'txt',
  text: 'txt',
  md: 'md',
  html: 'html',
  htm: 'html',
  docx: 'docx',
  pdf: 'pdf',
  png: 'png',
  jpg: 'jpg',
  jpeg: 'jpg',
}

/** Most bytes of a file, by its kind. */
const caps: Readonly<Record<TextKind, number>> = {
  txt: 20_000_000,
  md: 20_000_000,
  html: 5_000_000,
  docx: 10_000_000,
  pdf: 30_000_000,
  png: 20_000_000,
  jpg: 20_000_000,
}

const childLimits = (limits: TextLimits): ChildLimits => ({
  wallMs: limits.openMs,
  heapMegabytes: 384,
  residentMegabytes: 512,
  outputBytes: 60_000_000,
})

const starts = (bytes: Uint8Array, ...first: number[]): boolean =>
  first.every((byte, index) => bytes[index] === byte)

/** What a file is by its first bytes; null where any text may stand. */
const kindInside = (bytes: Uint8Array): TextKind | 'compound' | null => {
  if (starts(bytes, 0xd0, 0xcf, 0x11, 0xe0)) return 'compound'
  if (starts(bytes, 0x25, 0x50, 0x44, 0x46, 0x2d)) return 'pdf'
  if (starts(bytes, 0x50, 0x4b, 0x03, 0x04)) return 'docx'
  if (starts(bytes, 0x89, 0x50, 0x4e, 0x47)) return 'png'
  return starts(bytes, 0xff, 0xd8, 0xff) ? 'jpg' : null
}

/** The kind a file's name and its first bytes agree on: one that is two things is read as neither. */
const agreedKind = ({ bytes, fileName }: NamedFile): TextKind => {
  const kind = kinds[/\.([a-z0-9]{1,8})$/u.exec(fileName.toLowerCase())?.[1] ?? '']
  if (kind === undefined) throw unreadable('TEXT-1', { supported: supportedFormats })
  const inside = kindInside(bytes)
  if (inside === 'compound' && kind === 'docx') throw unreadable('TEXT-3')
  const binary = kind === 'docx' || kind === 'pdf' || kind === 'png' || kind === 'jpg'
  if (inside !== (binary ? kind : null)) throw unreadable('TEXT-4')
  if (bytes.length > caps[kind]) throw unreadable('TEXT-2', { megabytes: caps[kind] / 1_000_000 })
  return kind
}

/** The real folders of the libraries that read one kind of file. */
const parsers = (kind: 'html' | 'docx'): readonly [string, ...string[]] => {
  if (kind === 'html') return [home('parse5'), home('entities')]
  return [home('@xmldom/xmldom')]
}

const reasons: Readonly<Record<string, string>> = { bomb: 'TEXT-5', encrypted: 'TEXT-3', active: 'TEXT-8' }

const readInChild = async (
  bytes: Buffer,
  kind: 'html' | 'docx',
  limits: TextLimits,
): Promise<ReadDocument> => {
  const [parser, ...others] = parsers(kind)
  const { ended, output } = await runLimited(
    join(import.meta.dirname, 'text-child.ts'),
    JSON.stringify({ kind, parser }),
    [parser, ...others, import.meta.dirname].map((folder) => `${folder}/`),
    bytes,
    childLimits(limits),
  )
  if (ended !== 'well' && ended !== 'failed') throw unreadable('TEXT-10')
  const [frame] = (ended === 'well' ? framesOf(output) : null) ?? []
  if (frame?.kind === 'T') return JSON.parse(frame.body.toString()) as ReadDocument
  throw unreadable(
    reasons[frame?.body.toString() ?? ''] ?? 'TEXT-4',
    frame?.kind === 'R' ? { what: 'macro' } : {},
  )
}

/** Whether a file is a photographed page, of which several make one document. Throws `Unreadable`. */
export const isPhoto = (file: NamedFile): boolean => ['png', 'jpg'].includes(agreedKind(file))

/** One photographed page. Throws `Unreadable`. */
export const readPhoto = async (bytes: Buffer, reader: PictureReader): Promise<ReadPage> => {
  const picture = await readPicture(bytes)
  if (isRefusal(picture)) throw unreadable(picture.rule === 'DOC-16' ? 'TEXT-14' : 'TEXT-4')
  return ocrPage(await reader(picture.bytes))
}

const readOne = async (
  file: NamedFile,
  kind: TextKind,
  reader: PictureReader,
  limits: TextLimits,
  watched: Watched,
): Promise<ReadDocument> => {
  const bytes = Buffer.from(file.bytes.buffer, file.bytes.byteOffset, file.bytes.byteLength)
  switch (kind) {
    case 'txt':
    case 'md': {
      const text = decodeText(bytes)
      if (text === null) throw unreadable('TEXT-4')
      return plainRead(text)
    }
    case 'html':
    case 'docx':
      return readInChild(bytes, kind, limits)
    case 'pdf':
      return joinedPages(await pdfPages(bytes, reader, limits, watched))
    case 'png':
    case 'jpg':
      return joinedPages([await readPhoto(bytes, reader)])
  }
}

const checked = (read: ReadDocument, kind: TextKind, limits: TextLimits): ReadText => {
  if (read.text.trim() === '') throw unreadable('TEXT-6')
  if (read.text.length > limits.chars) throw unreadable('TEXT-13', { chars: limits.chars })
  return { ...read, kind }
}

/** Photographed pages as the document they are. Throws `Unreadable`. */
export const documentOf = (pages: readonly ReadPage[], limits: TextLimits): ReadText =>
  checked(joinedPages(pages), 'jpg', limits)

/**
 * The text of an agreement with what its layout says. Several files are the photographed pages of one document, in order.
 * Throws `Unreadable`; the reasons are TEXT-1 to TEXT-15 in the README. Pictures are read by `reader`.
 */
export const readText = async (
  files: readonly [NamedFile, ...NamedFile[]],
  reader: Pick<Reader, 'readPicture'>,
  limits: TextLimits = requestLimits,
  watched: Watched = {},
): Promise<ReadText> => {
  const pictureReader = readerWithin(reader, limits.withinMs, watched.signal)
  const kindsAgreed = files.map(agreedKind)
  const [first] = files
  const [kind = 'txt'] = kindsAgreed
  if (files.length === 1)
    return checked(await readOne(first, kind, pictureReader, limits, watched), kind, limits)
  if (kindsAgreed.some((each) => each !== 'png' && each !== 'jpg')) throw unreadable('TEXT-15')
  if (files.length > limits.pictures) throw unreadable('TEXT-11', { pages: limits.pictures })
  const pages: ReadPage[] = []
  for (const { bytes } of files) {
    pages.push(await readPhoto(Buffer.from(bytes), pictureReader))
    watched.onPage?.(pages.length, files.length)
  }
  return checked(joinedPages(pages), kind, limits)
}
