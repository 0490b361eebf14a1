import { join } from 'node:path'
import { type Frame, framesOf } from './child-pipe.ts'
import type { ReadPage } from './joined-pages.ts'
import { runLimited } from './limited-child.ts'
import { ocrPage } from './ocr-page.ts'
import { activePdf, pdfCaps, pdfLimits, pdfTools } from './pdf.ts'
import type { TextPage } from './pdf-text-child.ts'
import type { PictureReader, Watched } from './picture-reader.ts'
import type { TextLimits } from './text-limits.ts'
import { type Unreadable, unreadable } from './unreadable.ts'

/** Longest edge of a page that is read from its picture: small print of 6 pt is 16 pixels high. */
const drawnEdge = 2_200

const reasonOf = (frames: readonly Frame[], limits: TextLimits): Unreadable | null => {
  const reason = frames.find(({ kind }) => kind === 'R')?.body.toString('utf8', 0, 40)
  if (reason === undefined) return null
  if (reason === 'encrypted') return unreadable('TEXT-7')
  if (activePdf.has(reason)) return unreadable('TEXT-8', { what: reason })
  if (reason === 'pages') return unreadable('TEXT-9', { pages: limits.pages })
  return reason === 'long' ? unreadable('TEXT-13', { chars: limits.chars }) : unreadable('TEXT-4')
}

/** A page with its letters, and where it was drawn what its picture says besides. */
const withPicture = async (page: TextPage, picture: Buffer, reader: PictureReader): Promise<ReadPage> => {
  const read = await reader(picture)
  // A page that lies on its side is read from its picture alone.
  if (read.turned !== 0) return ocrPage(read)
  const ocr = ocrPage(read, page, page.lines)
  if (page.lines.length === 0) return { ...ocr, hidden: page.hidden }
  const lines = [...page.lines, ...ocr.lines]
  return { ...page, turned: 0, lines, source: ocr.lines.length > 0 ? 'ocr' : 'native' }
}

export type OpenedPdf = {
  readonly frames: readonly Frame[] | Unreadable
  /** Highest resident memory of the child, MB. */
  readonly peakMegabytes: number | null
}

/** What the child says of a PDF, or why it says nothing. */
export const openedPdf = async (
  file: Buffer,
  limits: TextLimits,
  signal?: AbortSignal,
): Promise<OpenedPdf> => {
  const { tools, readable } = pdfTools()
  const order = { ...pdfCaps, ...tools, pages: limits.pages, edge: drawnEdge }
  const { ended, output, peakMegabytes } = await runLimited(
    join(import.meta.dirname, 'pdf-text-child.ts'),
    JSON.stringify(order),
    readable,
    file,
    { ...pdfLimits, wallMs: limits.openMs },
    signal,
  )
  if (ended !== 'well' && ended !== 'failed') return { frames: unreadable('TEXT-10'), peakMegabytes }
  const frames = ended === 'well' ? framesOf(output) : null
  return { frames: reasonOf(frames ?? [], limits) ?? frames ?? unreadable('TEXT-4'), peakMegabytes }
}

/** The pages of a PDF: its own letters where there is ink for them, pictures read by `reader`. Throws `Unreadable`. */
export const pdfPages = async (
  file: Buffer,
  reader: PictureReader,
  limits: TextLimits,
  { onPage, signal }: Watched = {},
): Promise<readonly ReadPage[]> => {
  const { frames } = await openedPdf(file, limits, signal)
  if (frames instanceof Error) throw frames
  if (frames.filter(({ kind }) => kind === 'P').length > limits.pictures)
    throw unreadable('TEXT-11', { pages: limits.pictures })
  const all = frames.filter(({ kind }) => kind === 'T').length
  const pages: ReadPage[] = []
  onPage?.(0, all)
  for (const [index, { kind, body }] of frames.entries()) {
    if (kind !== 'T') continue
    const page = JSON.parse(body.toString()) as TextPage
    const drawn = frames[index + 1]
    pages.push(
      page.drawn && drawn?.kind === 'P'
        ? await withPicture(page, drawn.body, reader)
        : { ...page, turned: 0, source: 'native' },
    )
    onPage?.(pages.length, all)
  }
  return pages
}
