import type { Fragment } from './page-lines.ts'
import type { Operators } from './pdf-open.ts'

/** A rectangle on the page: upper left corner and size, y downwards. */
export type Area = { readonly x: number; readonly y: number; readonly width: number; readonly height: number }

/** What a page does besides writing. */
export type PageMarks = {
  /** Pictures, in page units. */
  readonly pictures: readonly Area[]
  /** Thin horizontal strokes: what strikes out, underlines, or rules a table. */
  readonly strokes: readonly Area[]
  /** Letters shown, and those of them in render mode 3 (no ink: the layer a scanner lays over its picture). */
  readonly letters: number
  readonly inkless: number
}

type Matrix = readonly [number, number, number, number, number, number]

const times = (a: Matrix, b: readonly number[]): Matrix => {
  const [p = 1, q = 0, r = 0, s = 1, t = 0, u = 0] = b
  return [
    a[0] * p + a[2] * q,
    a[1] * p + a[3] * q,
    a[0] * r + a[2] * s,
    a[1] * r + a[3] * s,
    a[0] * t + a[2] * u + a[4],
    a[1] * t + a[3] * u + a[5],
  ]
}

const areaOf = (matrix: Matrix, [x0, y0, x1, y1]: readonly [number, number, number, number]): Area => {
  const corners = [
    [x0, y0],
    [x1, y0],
    [x0, y1],
    [x1, y1],
  ] as const
  const xs = corners.map(([x, y]) => matrix[0] * x + matrix[2] * y + matrix[4])
  const ys = corners.map(([x, y]) => matrix[1] * x + matrix[3] * y + matrix[5])
  const [x, y] = [Math.min(...xs), Math.min(...ys)]
  return { x, y, width: Math.max(...xs) - x, height: Math.max(...ys) - y }
}

const isMatrix = (value: unknown): value is readonly number[] =>
  (Array.isArray(value) || ArrayBuffer.isView(value)) && (value as unknown as ArrayLike<unknown>).length === 6

const marksKept = 5_000
const strokeHeight = 2.5

/** Walks a page's operators with the transformation they stand under. `view` maps PDF space to page units, y downwards. */
export const pageMarks = (
  { fnArray, argsArray }: { readonly fnArray: readonly number[]; readonly argsArray: readonly unknown[] },
  ops: Operators,
  view: readonly number[],
): PageMarks => {
  const pictures: Area[] = []
  const strokes: Area[] = []
  let [letters, inkless] = [0, 0]
  let state = { matrix: times([1, 0, 0, 1, 0, 0], view), mode: 0 }
  const stack: (typeof state)[] = []
  const imageOps = new Set(
    ['paintImageXObject', 'paintInlineImageXObject', 'paintImageMaskXObject', 'paintImageXObjectRepeat'].map(
      (name) => ops[name],
    ),
  )
  for (const [index, op] of fnArray.entries()) {
    const args = (argsArray[index] ?? []) as readonly unknown[]
    if (op === ops['save']) stack.push(state)
    else if (op === ops['restore'] || op === ops['paintFormXObjectEnd']) state = stack.pop() ?? state
    else if (op === ops['transform'] && isMatrix(args))
      state = { ...state, matrix: times(state.matrix, args) }
    else if (op === ops['paintFormXObjectBegin']) {
      stack.push(state)
      if (isMatrix(args[0])) state = { ...state, matrix: times(state.matrix, args[0]) }
    } else if (op === ops['setTextRenderingMode']) state = { ...state, mode: Number(args[0]) }
    else if (op === ops['showText']) {
      const shown = Array.isArray(args[0])
        ? args[0].filter((each) => typeof each === 'object' && each).length
        : 0
      letters += shown
      if (state.mode === 3 || state.mode === 7) inkless += shown
    } else if (imageOps.has(op)) {
      if (pictures.length < marksKept) pictures.push(areaOf(state.matrix, [0, 0, 1, 1]))
    } else if (op === ops['constructPath'] && args[2]) {
      const [x0 = 0, y0 = 0, x1 = 0, y1 = 0] = args[2] as ArrayLike<number> & Iterable<number>
      const area = areaOf(state.matrix, [x0, y0, x1, y1])
      if (area.height < strokeHeight && area.width > 6 && strokes.length < marksKept) strokes.push(area)
    }
  }
  return { pictures, strokes, letters, inkless }
}

/** How wide a character is beside a Chinese one: enough to tell which of them a stroke goes through. */
const widthOf = (character: string): number => ((character.codePointAt(0) ?? 0) < 0x300 ? 0.55 : 1)

/** Words cut where a stroke through their middle begins and ends: a reader of PDFs hands over whole runs of one font. */
export const cutByStrokes = (words: Fragment, strokes: readonly Area[]): Fragment[] => {
  const through = strokes.filter((stroke) => {
    const middle = stroke.y + stroke.height / 2
    return (
      middle > words.y + words.height * 0.3 &&
      middle < words.y + words.height * 0.75 &&
      stroke.x < words.x + words.width &&
      stroke.x + stroke.width > words.x
    )
  })
  if (through.length === 0) return [words]
  const characters = [...words.text]
  const unit = words.width / characters.reduce((sum, each) => sum + widthOf(each), 0)
  const parts: Fragment[] = []
  let x = words.x
  for (const text of characters) {
    const width = widthOf(text) * unit
    const middle = x + width / 2
    const struck = through.some((stroke) => middle > stroke.x && middle < stroke.x + stroke.width)
    const open = parts.at(-1)
    if (open?.struck === struck)
      parts[parts.length - 1] = { ...open, text: open.text + text, width: open.width + width }
    else parts.push({ ...words, text, x, width, struck })
    x += width
  }
  return parts
}
