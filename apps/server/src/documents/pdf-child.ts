import { createRequire } from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { type PdfDanger, pdfDanger } from './pdf-names.ts'

/**
 * Runs alone in a process that may read its own libraries and nothing else (pdf.ts starts it). A PDF comes in on
 * stdin; out come frames on stdout: `P` and a page as JPEG, or `R` and the reason as text, each after its length.
 */
const order = JSON.parse(process.argv[2] ?? '{}') as {
  /** Real folders of pdfjs-dist and @napi-rs/canvas: looking them up would need more to be readable. */
  readonly reader: string
  readonly canvas: string
  /** For text whose font the file does not carry. */
  readonly font: string
  readonly pages: number
  readonly edge: number
  readonly imagePixels: number
}

/**
 * pdf.js draws what it can, and only warns of what it left out; its `stopAtErrors` ends a page as if it were finished
 * (6.5: the operator list is closed before the promise is rejected). A paper drawn half must not pass for the whole.
 */
const leftOut =
  /Image (?:dimensions|exceeded)|Unable to decode image|Dependent image|ignoring (?:pattern|shading|XObject|ExtGState|errors|sub-stream|\S+ glyph)|Skipping invalid|is not available\.$|ensureStateFont/iu
let isWhole = true
const hear = (message: unknown): void => {
  if (leftOut.test(String(message))) isWhole = false
}
Object.assign(console, { warn: hear, log: hear })

/** The part of pdf.js that is used here. */
type Page = {
  getViewport(of: { scale: number }): { readonly width: number; readonly height: number }
  getJSActions(): Promise<unknown>
  render(on: object): { readonly promise: Promise<void> }
  cleanup(): boolean
}
type Pdf = {
  readonly numPages: number
  readonly isPureXfa: boolean
  getPage(number: number): Promise<Page>
  getJSActions(): Promise<unknown>
  getAttachments(): Promise<unknown>
  getMetadata(): Promise<{
    readonly info: { readonly IsXFAPresent?: boolean; readonly EncryptFilterName?: string | null }
  }>
}
type Canvas = {
  width: number
  getContext(kind: '2d'): { fillStyle: string; fillRect(...of: number[]): void }
  encode(format: 'jpeg', quality: number): Promise<Buffer>
}

const write = (kind: 'P' | 'R', body: Buffer): Promise<void> => {
  const head = Buffer.alloc(5)
  head.write(kind)
  head.writeUInt32BE(body.length, 1)
  return new Promise((resolve, reject) => {
    process.stdout.write(Buffer.concat([head, body]), (error) => (error ? reject(error) : resolve()))
  })
}

const readAll = async (): Promise<Buffer> => {
  const parts: Buffer[] = []
  for await (const part of process.stdin) parts.push(part as Buffer)
  return Buffer.concat(parts)
}

const openPdf = async (bytes: Buffer): Promise<Pdf> => {
  const home = order.reader
  const { getDocument } = (await import(pathToFileURL(join(home, 'legacy/build/pdf.mjs')).href)) as {
    getDocument(of: object): { readonly promise: Promise<Pdf> }
  }
  return getDocument({
    data: new Uint8Array(bytes),
    cMapUrl: `${join(home, 'cmaps')}/`,
    standardFontDataUrl: `${join(home, 'standard_fonts')}/`,
    wasmUrl: `${join(home, 'wasm')}/`,
    iccUrl: `${join(home, 'iccs')}/`,
    // pdf.js 6 has no eval left; the flag stands for whoever puts an older one here (CVE-2024-4367).
    isEvalSupported: false,
    enableXfa: false,
    useSystemFonts: false,
    maxImageSize: order.imagePixels,
    // Warnings, which tell what was left out.
    verbosity: 1,
  }).promise
}

/** The same questions again, asked of what pdf.js itself makes of the file. */
const dangerSeen = async (pdf: Pdf): Promise<PdfDanger | null> => {
  const { info } = await pdf.getMetadata()
  if (info.EncryptFilterName) return 'encrypted'
  if (pdf.isPureXfa || info.IsXFAPresent) return 'xfa'
  if (await pdf.getJSActions()) return 'script'
  return (await pdf.getAttachments()) ? 'attachment' : null
}

const { createCanvas, GlobalFonts } = createRequire(import.meta.url)(order.canvas) as {
  createCanvas(width: number, height: number): Canvas
  readonly GlobalFonts: { registerFromPath(path: string, family: string): unknown }
}
GlobalFonts.registerFromPath(order.font, 'Fangxin')

const draw = async (page: Page): Promise<Buffer> => {
  const natural = page.getViewport({ scale: 1 })
  const longest = Math.max(natural.width, natural.height)
  const viewport = page.getViewport({ scale: order.edge / Math.max(longest, 1) })
  const canvas = createCanvas(
    Math.max(1, Math.round(viewport.width)),
    Math.max(1, Math.round(viewport.height)),
  )
  const context = canvas.getContext('2d')
  context.fillStyle = '#fff'
  context.fillRect(0, 0, viewport.width, viewport.height)
  await page.render({ canvasContext: context, canvas, viewport, intent: 'print' }).promise
  return canvas.encode('jpeg', 92)
}

const refuse = (reason: string): Promise<void> => write('R', Buffer.from(reason))

const answer = async (): Promise<void> => {
  const bytes = await readAll()
  const named = pdfDanger(bytes)
  if (named) return refuse(named)
  let pdf: Pdf
  try {
    pdf = await openPdf(bytes)
  } catch (error) {
    return refuse((error as Error).name === 'PasswordException' ? 'encrypted' : 'broken')
  }
  if (pdf.numPages > order.pages) return refuse('pages')
  const seen = await dangerSeen(pdf)
  if (seen) return refuse(seen)
  for (let number = 1; number <= pdf.numPages; number++) {
    const page = await pdf.getPage(number)
    if (await page.getJSActions()) return refuse('script')
    const drawn = await draw(page)
    if (!isWhole) return refuse('broken')
    await write('P', drawn)
    page.cleanup()
  }
}

try {
  await answer()
  process.exit(0)
} catch (error) {
  process.stderr.write(`${(error as Error).name}: ${(error as Error).message}\n`)
  process.exit(1)
}
