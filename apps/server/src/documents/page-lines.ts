/** A piece of writing where it stands: upper left corner and size in the page's own unit, y downwards. */
export type Fragment = {
  readonly text: string
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
  readonly points: number
  readonly struck?: boolean
}

/** One line as people read it. `left` and `right` are the edges of the column it stands in. */
export type PageLine = {
  readonly runs: readonly Pick<Fragment, 'text' | 'points' | 'struck'>[]
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
  readonly points: number
  readonly left: number
  readonly right: number
  /** Its parts stand under others: a row of a table. */
  readonly row: boolean
  /** Where it is seen, on a page that was set straight to be read. */
  readonly seen?: Pick<Fragment, 'x' | 'y' | 'width' | 'height'>
}

/** Fragments of one row without a wide gap between them. */
type Chunk = { readonly parts: readonly Fragment[] } & Pick<Fragment, 'x' | 'y' | 'width' | 'height'>

/** Gaps in heights of the writing: what parts two words, and what parts two cells. */
const gaps = { word: 0.2, cell: 0.9 }
const columnDepth = 2

const endOf = ({ x, width }: { x: number; width: number }): number => x + width
const middleOf = ({ y, height }: { y: number; height: number }): number => y + height / 2

const around = (parts: readonly Fragment[]): Chunk => {
  const x = Math.min(...parts.map((part) => part.x))
  const y = Math.min(...parts.map((part) => part.y))
  return {
    parts,
    x,
    y,
    width: Math.max(...parts.map(endOf)) - x,
    height: Math.max(...parts.map((part) => part.y + part.height)) - y,
  }
}

/** What stands beside each other: middles closer than half the lower one's height. */
const rowsOf = <T extends Pick<Fragment, 'x' | 'y' | 'height'>>(pieces: readonly T[]): T[][] => {
  const rows: T[][] = []
  for (const piece of pieces.toSorted((one, other) => middleOf(one) - middleOf(other))) {
    const first = rows.at(-1)?.[0]
    if (first && middleOf(piece) - middleOf(first) < Math.min(first.height, piece.height) / 2)
      rows.at(-1)?.push(piece)
    else rows.push([piece])
  }
  return rows.map((row) => row.sort((one, other) => one.x - other.x))
}

/** Bold is sometimes the same words drawn twice, a hair apart. */
const isEcho = (one: Fragment, other: Fragment): boolean =>
  one.text === other.text &&
  Math.abs(one.x - other.x) < one.height * 0.15 &&
  Math.abs(one.y - other.y) < one.height * 0.15

const chunksOf = (row: readonly Fragment[]): Chunk[] => {
  const chunks: Fragment[][] = []
  let end = Number.NEGATIVE_INFINITY
  for (const part of row) {
    const open = chunks.at(-1)
    const before = open?.at(-1)
    if (before && isEcho(before, part)) continue
    if (open && part.x - end < gaps.cell * part.height) open.push(part)
    else chunks.push([part])
    end = Math.max(end, endOf(part))
  }
  return chunks.map(around)
}

const mean = (values: readonly number[]): number =>
  values.reduce((sum, each) => sum + each, 0) / Math.max(1, values.length)

/** Lines that fill their column, as prose does and a table's cells do not. */
const isProse = (chunks: readonly Chunk[]): boolean => {
  const right = Math.max(...chunks.map(endOf))
  const widest = Math.max(...chunks.map(({ width }) => width))
  const full = chunks.filter((chunk) => right - endOf(chunk) < 2 * chunk.height)
  return (
    chunks.length >= 4 &&
    full.length >= chunks.length * 0.3 &&
    mean(chunks.map(({ width }) => width)) >= widest * 0.5 &&
    widest >= 8 * mean(chunks.map(({ height }) => height))
  )
}

/** Where a page of two columns is parted; null for one column, and for a table. */
const gutterOf = (chunks: readonly Chunk[]): number | null => {
  if (chunks.length < 8) return null
  const left = Math.min(...chunks.map(({ x }) => x))
  const width = Math.max(...chunks.map(endOf)) - left
  let best = { crossing: Number.POSITIVE_INFINITY, from: 0, to: 0 }
  for (let step = 50; step <= 150; step++) {
    const x = left + (width * step) / 200
    const crossing = chunks.filter((chunk) => chunk.x < x && endOf(chunk) > x).length
    if (crossing < best.crossing) best = { crossing, from: x, to: x }
    else if (crossing === best.crossing && x - best.to < width / 150) best = { ...best, to: x }
  }
  if (best.crossing > chunks.length / 4) return null
  const gutter = (best.from + best.to) / 2
  const before = chunks.filter((chunk) => endOf(chunk) <= gutter)
  const after = chunks.filter((chunk) => chunk.x >= gutter)
  return isProse(before) && isProse(after) ? gutter : null
}

/** Regions in reading order: what crosses the gutter stands alone, between two such the left column and then the right. */
const regionsOf = (chunks: readonly Chunk[], depth = 0): (readonly Chunk[])[] => {
  const gutter = depth < columnDepth ? gutterOf(chunks) : null
  if (gutter === null) return [chunks]
  const crossing = chunks
    .filter((chunk) => chunk.x < gutter && endOf(chunk) > gutter)
    .sort((one, other) => one.y - other.y)
  const regions: (readonly Chunk[])[] = []
  let from = Number.NEGATIVE_INFINITY
  for (const bar of [...crossing, null]) {
    const to = bar === null ? Number.POSITIVE_INFINITY : middleOf(bar)
    const inBand = chunks.filter(
      (chunk) => middleOf(chunk) >= from && middleOf(chunk) < to && !crossing.includes(chunk),
    )
    const [left, right] = [
      inBand.filter((chunk) => endOf(chunk) <= gutter),
      inBand.filter((chunk) => chunk.x >= gutter),
    ]
    for (const side of [left, right]) if (side.length > 0) regions.push(...regionsOf(side, depth + 1))
    if (bar !== null) regions.push([bar])
    from = to
  }
  return regions
}

/** Two rows of which at least two parts begin, end or have their middle at the same place. */
const areAligned = (one: readonly Chunk[], other: readonly Chunk[] | undefined): boolean => {
  if (!other || one.length < 2 || other.length < 2) return false
  const near = (a: number, b: number, height: number) => Math.abs(a - b) < height * 0.6
  const paired = one.filter((chunk) =>
    other.some(
      (each) =>
        near(each.x, chunk.x, chunk.height) ||
        near(endOf(each), endOf(chunk), chunk.height) ||
        near(each.x + each.width / 2, chunk.x + chunk.width / 2, chunk.height),
    ),
  )
  return paired.length >= 2
}

const needsSpace = (before: string, after: string, gap: number, height: number): boolean =>
  gap > gaps.word * height && !/\s$/u.test(before) && !/^\s/u.test(after)

const runsOf = (row: readonly Chunk[], between: string): PageLine['runs'] =>
  row.flatMap((chunk, index) => {
    const { points = 0 } = chunk.parts[0] ?? {}
    const runs: { text: string; points: number; struck: boolean }[] =
      index === 0 ? [] : [{ text: between, points, struck: false }]
    let before: Fragment | undefined
    for (const part of chunk.parts) {
      const gap = before ? part.x - endOf(before) : 0
      const space = before && needsSpace(before.text, part.text, gap, part.height) ? ' ' : ''
      runs.push({ text: space + part.text, points: part.points, struck: part.struck === true })
      before = part
    }
    return runs
  })

/** The size most of the line is written in. */
const pointsOf = (row: readonly Chunk[]): number => {
  const parts = row.flatMap((chunk) => chunk.parts)
  return parts.toSorted((one, other) => other.text.length - one.text.length)[0]?.points ?? 0
}

const linesOf = (region: readonly Chunk[]): PageLine[] => {
  const left = Math.min(...region.map(({ x }) => x))
  const right = Math.max(...region.map(endOf))
  const rows = rowsOf(region)
  return rows.map((row, index) => {
    const isRow = row.length > 2 || areAligned(row, rows[index - 1]) || areAligned(row, rows[index + 1])
    const { x, y, width, height } = around(row.flatMap((chunk) => chunk.parts))
    const runs = runsOf(row, isRow ? ' | ' : '  ')
    return { runs, x, y, width, height, points: pointsOf(row), left, right, row: isRow && row.length > 1 }
  })
}

/**
 * A page's writing as lines in the order people read it: columns of prose one after the other, tables row by row. Geometry
 * alone decides, since the order in the file is its maker's, honest or not.
 */
export const pageLines = (fragments: readonly Fragment[]): PageLine[] => {
  const written = fragments.filter(({ text, height }) => text.trim() !== '' && height > 0)
  return regionsOf(rowsOf(written).flatMap(chunksOf)).flatMap((region) =>
    region.length > 0 ? linesOf(region) : [],
  )
}
