import { dirname, join } from 'node:path'
import { type Refusal, refuse } from '#ground/refusal.ts'
import { framesOf } from './child-pipe.ts'
import { fontFile } from './font.ts'
import { home } from './home.ts'
import { type ChildLimits, runLimited } from './limited-child.ts'

/** Pages kept, their longest edge in pixels, and the largest picture within one (trust.md §4, T14). */
export const pdfCaps = { pages: 20, edge: 2_000, imagePixels: 50_000_000 }

export const pdfLimits: ChildLimits = {
  wallMs: 10_000,
  heapMegabytes: 256,
  residentMegabytes: 512,
  outputBytes: 60_000_000,
}

/** What a child that opens PDFs is given: where its libraries are, and that it may read them. */
export const pdfTools = () => {
  const [reader, canvas] = [home('pdfjs-dist'), home('@napi-rs/canvas')]
  return {
    tools: { reader, canvas, font: fontFile },
    readable: [`${reader}/`, `${dirname(canvas)}/`, `${import.meta.dirname}/`],
  }
}

const reasons: Readonly<Record<string, Refusal>> = {
  encrypted: refuse('DOC-10'),
  pages: refuse('DOC-12', { pages: pdfCaps.pages }),
}
/** Reasons that mean: it acts by itself, or hides something. */
export const activePdf: ReadonlySet<string> = new Set([
  'xfa',
  'script',
  'launch',
  'attachment',
  'opening',
  'odd',
])

export type PdfRead = {
  readonly pages: readonly Buffer[] | Refusal
  /** Highest resident memory of the child, MB. */
  readonly peakMegabytes: number | null
}

/** A PDF's pages as JPEG, drawn by a child that has nothing but the file; the file itself is never shown to anybody. */
export const readPdf = async (upload: Buffer, limits: ChildLimits = pdfLimits): Promise<PdfRead> => {
  const { tools, readable } = pdfTools()
  const { ended, output, peakMegabytes } = await runLimited(
    join(import.meta.dirname, 'pdf-child.ts'),
    JSON.stringify({ ...pdfCaps, ...tools }),
    readable,
    upload,
    limits,
  )
  const frames = ended === 'well' ? framesOf(output) : null
  const reason = frames?.find(({ kind }) => kind === 'R')?.body.toString('utf8', 0, 40)
  const answer = (pages: PdfRead['pages']): PdfRead => ({ pages, peakMegabytes })
  if (reason !== undefined)
    return answer(
      reasons[reason] ?? (activePdf.has(reason) ? refuse('DOC-11', { what: reason }) : refuse('DOC-13')),
    )
  const pages = (frames ?? []).map(({ body }) => body)
  return answer(pages.length === 0 ? refuse('DOC-13') : pages)
}
