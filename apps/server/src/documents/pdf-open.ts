import { createRequire } from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { type PdfDanger, pdfDanger } from './pdf-names.ts'

/** What a child that opens PDFs is told. */
export type PdfOrder = {
  /** Real folders of pdfjs-dist and @napi-rs/canvas: looking them up would need more to be readable. */
  readonly reader: string
  readonly canvas: string
  /** For text whose font the file does not carry. */
  readonly font: string
  readonly pages: number
  readonly edge: number
  readonly imagePixels: number
}

/** The parts of pdf.js that are used here. */
export type TextItem = {
  readonly str: string
  readonly transform: readonly number[]
  readonly width: number
  readonly height: number
}
export type Annotation = {
  readonly subtype?: string
  readonly rect: readonly [number, number, number, number]
  readonly hidden?: boolean
  readonly fieldValue?: unknown
  readonly fieldType?: string
  readonly textContent?: readonly string[]
  readonly defaultAppearanceData?: { readonly fontSize?: number }
}
export type Page = {
  readonly view: readonly [number, number, number, number]
  getViewport(of: { scale: number }): {
    readonly width: number
    readonly height: number
    readonly transform: readonly number[]
  }
  getJSActions(): Promise<unknown>
  getTextContent(of: object): Promise<{ readonly items: readonly (TextItem | { readonly type: string })[] }>
  getOperatorList(of: object): Promise<{
    readonly fnArray: readonly number[]
    readonly argsArray: readonly unknown[]
  }>
  getAnnotations(of: object): Promise<readonly Annotation[]>
  render(on: object): { readonly promise: Promise<void> }
  cleanup(): boolean
}
export type Pdf = {
  readonly numPages: number
  readonly isPureXfa: boolean
  getPage(number: number): Promise<Page>
  getJSActions(): Promise<unknown>
  getAttachments(): Promise<unknown>
  getMetadata(): Promise<{
    readonly info: { readonly IsXFAPresent?: boolean; readonly EncryptFilterName?: string | null }
  }>
}
/** pdf.js's numbers for what a page does. */
export type Operators = Readonly<Record<string, number>>

type Context = {
  fillStyle: string
  fillRect(...of: number[]): void
  getImageData(...of: number[]): { readonly data: Uint8ClampedArray }
}
export type Canvas = {
  width: number
  height: number
  getContext(kind: '2d'): Context
  encode(format: 'jpeg', quality: number): Promise<Buffer>
}

/**
 * pdf.js draws what it can, and only warns of what it left out; its `stopAtErrors` ends a page as if it were finished
 * (6.5: the operator list is closed before the promise is rejected). A paper drawn half must not pass for the whole.
 */
const leftOut =
  /Image (?:dimensions|exceeded)|Unable to decode image|Dependent image|ignoring (?:pattern|shading|XObject|ExtGState|errors|sub-stream|\S+ glyph)|Skipping invalid|is not available\.$|ensureStateFont/iu

/** Opens PDFs with pdf.js in a child that has nothing else; `whole` says whether all so far was drawn. */
export const pdfReader = (order: PdfOrder) => {
  let isWhole = true
  const hear = (message: unknown): void => {
    if (leftOut.test(String(message))) isWhole = false
  }
  Object.assign(console, { warn: hear, log: hear })

  const { createCanvas, GlobalFonts } = createRequire(import.meta.url)(order.canvas) as {
    createCanvas(width: number, height: number): Canvas
    readonly GlobalFonts: { registerFromPath(path: string, family: string): unknown }
  }
  GlobalFonts.registerFromPath(order.font, 'Fangxin')

  const load = async () =>
    (await import(pathToFileURL(join(order.reader, 'legacy/build/pdf.mjs')).href)) as {
      getDocument(of: object): { readonly promise: Promise<Pdf> }
      readonly OPS: Operators
    }

  const openPdf = async (bytes: Buffer): Promise<Pdf> => {
    const home = order.reader
    const { getDocument } = await load()
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

  return {
    /** The PDF, or the reason why it is not opened. */
    async open(bytes: Buffer): Promise<Pdf | PdfDanger | 'broken' | 'pages'> {
      const named = pdfDanger(bytes)
      if (named) return named
      let pdf: Pdf
      try {
        pdf = await openPdf(bytes)
      } catch (error) {
        return (error as Error).name === 'PasswordException' ? 'encrypted' : 'broken'
      }
      return pdf.numPages > order.pages ? 'pages' : ((await dangerSeen(pdf)) ?? pdf)
    },

    operators: async (): Promise<Operators> => (await load()).OPS,

    /** A page on white, its longest edge as long as asked. */
    async draw(page: Page, edge: number): Promise<Canvas> {
      const natural = page.getViewport({ scale: 1 })
      const longest = Math.max(natural.width, natural.height)
      const viewport = page.getViewport({ scale: edge / Math.max(longest, 1) })
      const canvas = createCanvas(
        Math.max(1, Math.round(viewport.width)),
        Math.max(1, Math.round(viewport.height)),
      )
      const context = canvas.getContext('2d')
      context.fillStyle = '#fff'
      context.fillRect(0, 0, viewport.width, viewport.height)
      await page.render({ canvasContext: context, canvas, viewport, intent: 'print' }).promise
      return canvas
    },

    whole: () => isWhole,
  }
}
