import { realpathSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { type Refusal, refuse } from '#ground/refusal.ts'
import { fontFile } from './font.ts'
import { type ChildLimits, runLimited } from './limited-child.ts'

/** Pages kept, their longest edge in pixels, and the largest picture within one (trust.md §4, T14). */
export const pdfCaps = { pages: 20, edge: 2_000, imagePixels: 50_000_000 }

export const pdfLimits: ChildLimits = {
  wallMs: 10_000,
  heapMegabytes: 256,
  residentMegabytes: 512,
  outputBytes: 60_000_000,
}

/** The folder a package really stands in: the child may read no link that leads there. */
const home = (name: string): string =>
  realpathSync(dirname(createRequire(import.meta.url).resolve(`${name}/package.json`)))

const folders = () => {
  const [reader, canvas] = [home('pdfjs-dist'), home('@napi-rs/canvas')]
  return { reader, canvas, readable: [`${reader}/`, `${dirname(canvas)}/`, `${import.meta.dirname}/`] }
}

/** Cuts the child's frames; null when they are not what the child promises. */
const framesOf = (output: Buffer): { pages: Buffer[]; reason: string | null } | null => {
  const pages: Buffer[] = []
  let reason: string | null = null
  for (let at = 0; at < output.length; ) {
    if (at + 5 > output.length) return null
    const end = at + 5 + output.readUInt32BE(at + 1)
    if (end > output.length) return null
    const body = output.subarray(at + 5, end)
    if (output[at] === 0x50) pages.push(body)
    else reason = body.toString('utf8', 0, 40)
    at = end
  }
  return { pages, reason }
}

const reasons: Readonly<Record<string, Refusal>> = {
  encrypted: refuse('DOC-10'),
  pages: refuse('DOC-12', { pages: pdfCaps.pages }),
}
const active = new Set(['xfa', 'script', 'launch', 'attachment', 'opening', 'odd'])

export type PdfRead = {
  readonly pages: readonly Buffer[] | Refusal
  /** Highest resident memory of the child, MB. */
  readonly peakMegabytes: number | null
}

/** A PDF's pages as JPEG, drawn by a child that has nothing but the file; the file itself is never shown to anybody. */
export const readPdf = async (upload: Buffer, limits: ChildLimits = pdfLimits): Promise<PdfRead> => {
  const { reader, canvas, readable } = folders()
  const { ended, output, peakMegabytes } = await runLimited(
    join(import.meta.dirname, 'pdf-child.ts'),
    JSON.stringify({ ...pdfCaps, reader, canvas, font: fontFile }),
    readable,
    upload,
    limits,
  )
  const frames = ended === 'well' ? framesOf(output) : null
  const answer = (pages: PdfRead['pages']): PdfRead => ({ pages, peakMegabytes })
  if (frames === null || (frames.reason === null && frames.pages.length === 0))
    return answer(refuse('DOC-13'))
  if (frames.reason === null) return answer(frames.pages)
  return answer(
    reasons[frames.reason] ??
      (active.has(frames.reason) ? refuse('DOC-11', { what: frames.reason }) : refuse('DOC-13')),
  )
}
