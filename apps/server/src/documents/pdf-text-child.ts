import { endAfter, readAll, refuse, write } from './child-pipe.ts'
import type { UnseenWords } from './joined-pages.ts'
import { type Fragment, type PageLine, pageLines } from './page-lines.ts'
import { type Area, cutByStrokes, pageMarks } from './pdf-marks.ts'
import { type Canvas, type Page, pdfReader, type PdfOrder, type TextItem } from './pdf-open.ts'

/**
 * Runs alone in a process that may read its own libraries and nothing else (pdf-text.ts starts it). A PDF comes in on stdin;
 * for each page come its lines as JSON, and its picture where writing has to be read from that.
 */
const order = JSON.parse(process.argv[2] ?? '{}') as PdfOrder
const reader = pdfReader(order)

/** What the child says of a page. `drawn`: a frame with its picture follows. */
export type TextPage = {
  readonly width: number
  readonly height: number
  readonly lines: readonly PageLine[]
  readonly hidden: readonly UnseenWords[]
  readonly drawn: boolean
}

/** Fewest letters of a page that is read by its letters alone; what share of it pictures may take before they are read too. */
const limits = {
  letters: 24,
  pictures: 0.12,
  fragments: 40_000,
  words: 4_000_000,
  inkEdge: 1_000,
  contrast: 30,
}
const UNREADABLE_POINTS = 3

const isItem = (item: TextItem | { readonly type: string }): item is TextItem => 'str' in item

/** Words as the page has them, in its own points; `turned`: written at an angle. */
const fragmentsOf = (items: readonly TextItem[], view: readonly number[]) => {
  const [a = 1, b = 0, c = 0, d = 1, e = 0, f = 0] = view
  return items.flatMap((item): (Fragment & { turned: boolean })[] => {
    const [p = 0, q = 0, r = 0, s = 0, x = 0, y = 0] = item.transform
    if (item.str.trim() === '') return []
    const size = Math.hypot(a * r + c * s, b * r + d * s)
    const along = [a * p + c * q, b * p + d * q] as const
    const turned = Math.abs(along[1]) > 0.1 * Math.abs(along[0]) || along[0] < 0
    return [
      {
        text: item.str,
        x: a * x + c * y + e,
        y: b * x + d * y + f - 0.85 * size,
        width: item.width,
        height: size,
        points: size,
        turned,
      },
    ]
  })
}

/** Words people typed into the form's fields, or that were laid over the page: pdf.js keeps them apart from the text. */
const typedOver = async (
  page: Page,
  view: readonly number[],
): Promise<{ fragments: Fragment[]; strokes: Area[] }> => {
  const [a = 1, b = 0, c = 0, d = 1, e = 0, f = 0] = view
  const fragments: Fragment[] = []
  const strokes: Area[] = []
  for (const annotation of await page.getAnnotations({ intent: 'print' })) {
    const { subtype, rect, hidden, fieldType, fieldValue, textContent, defaultAppearanceData } = annotation
    const [x0, y0, x1, y1] = rect
    const [left, right] = [a * x0 + c * y0 + e, a * x1 + c * y1 + e].sort((one, other) => one - other)
    const [top, bottom] = [b * x0 + d * y0 + f, b * x1 + d * y1 + f].sort((one, other) => one - other)
    const area = {
      x: left ?? 0,
      y: top ?? 0,
      width: (right ?? 0) - (left ?? 0),
      height: (bottom ?? 0) - (top ?? 0),
    }
    if (hidden) continue
    if (subtype === 'StrikeOut') strokes.push({ ...area, y: area.y + area.height / 2, height: 0 })
    const value = fieldType === 'Tx' || fieldType === 'Ch' ? fieldValue : undefined
    const words = Array.isArray(value) ? value.join(' ') : typeof value === 'string' ? value : ''
    const lines = subtype === 'FreeText' ? (textContent ?? []) : words === '' ? [] : words.split(/\r?\n|\r/u)
    const height = area.height / Math.max(1, lines.length)
    const points = defaultAppearanceData?.fontSize || Math.min(12, height * 0.8)
    for (const [index, text] of lines.entries())
      fragments.push({ text, x: area.x, y: area.y + index * height, width: area.width, height, points })
  }
  return { fragments, strokes }
}

/** Whether anything is to be seen where words stand: the one question that no trick of colours or layers answers for us. */
const inkSeen = (canvas: Canvas, scale: number): ((area: Area) => boolean) => {
  const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height)
  return ({ x, y, width, height }) => {
    const [left, right] = [
      Math.max(0, Math.floor(x * scale)),
      Math.min(canvas.width, Math.ceil((x + width) * scale)),
    ]
    const [top, bottom] = [
      Math.max(0, Math.floor((y + height * 0.1) * scale)),
      Math.min(canvas.height, Math.ceil((y + height * 1.05) * scale)),
    ]
    const [low, high] = [
      [255, 255, 255],
      [0, 0, 0],
    ]
    for (let row = top; row < bottom; row++)
      for (let column = left; column < right; column++)
        for (let colour = 0; colour < 3; colour++) {
          const value = data[(row * canvas.width + column) * 4 + colour] ?? 0
          if (value < (low?.[colour] ?? 0)) low[colour] = value
          if (value > (high?.[colour] ?? 0)) high[colour] = value
          if ((high[colour] ?? 0) - (low[colour] ?? 0) > limits.contrast) return true
        }
    return false
  }
}

const readPage = async (page: Page): Promise<[TextPage, Canvas | null]> => {
  const { width, height, transform: view } = page.getViewport({ scale: 1 })
  const { items } = await page.getTextContent({ disableNormalization: true })
  if (items.length > limits.fragments) throw new Error('too many words on one page')
  const marks = pageMarks(await page.getOperatorList({ intent: 'print' }), await reader.operators(), view)
  const over = await typedOver(page, view)
  const strokes = [...marks.strokes, ...over.strokes]
  const small = await reader.draw(page, limits.inkEdge)
  const scale = small.width / Math.max(1, width)
  const seen = inkSeen(small, scale)

  // A scanner's own reading lies invisible over its picture, and nobody answers for it: the picture is read.
  const layered = marks.inkless > marks.letters / 2
  const written = layered ? [] : [...fragmentsOf(items.filter(isItem), view), ...over.fragments]
  const hidden: UnseenWords[] = []
  const shown = written.filter((fragment) => {
    const { text, x, y, points } = fragment
    const outside = x > width || y > height || x + fragment.width < 0 || y + fragment.height < 0
    const turned = 'turned' in fragment && fragment.turned === true
    const how = outside
      ? 'off-page'
      : points < UNREADABLE_POINTS
        ? 'no-size'
        : turned || seen(fragment)
          ? null
          : 'no-contrast'
    if (how !== null) hidden.push({ words: text, how, y })
    return how === null
  })
  const upright = shown.filter((fragment) => !('turned' in fragment && fragment.turned === true))
  const lines = [
    ...pageLines(upright.flatMap((fragment) => cutByStrokes(fragment, strokes))),
    // Writing across the page stands behind what it crosses.
    ...shown.filter((fragment) => !upright.includes(fragment)).flatMap((fragment) => pageLines([fragment])),
  ]
  const letters = shown.reduce((sum, { text }) => sum + text.trim().length, 0)
  const pictured = marks.pictures.reduce((sum, area) => sum + area.width * area.height, 0) / (width * height)
  const blank = !seen({ x: 0, y: 0, width, height: height * 1.1 })
  const drawn = !blank && (letters < limits.letters || pictured > limits.pictures)
  return [{ width, height, lines, hidden, drawn }, drawn ? await reader.draw(page, order.edge) : null]
}

await endAfter(async () => {
  const pdf = await reader.open(await readAll())
  if (typeof pdf === 'string') return refuse(pdf)
  let words = 0
  for (let number = 1; number <= pdf.numPages; number++) {
    const page = await pdf.getPage(number)
    if (await page.getJSActions()) return refuse('script')
    const [text, canvas] = await readPage(page)
    if (!reader.whole()) return refuse('broken')
    const body = Buffer.from(JSON.stringify(text))
    words += body.length
    if (words > limits.words) return refuse('long')
    await write('T', body)
    if (canvas) await write('P', await canvas.encode('jpeg', 90))
    page.cleanup()
  }
})
