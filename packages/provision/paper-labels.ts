import type { ReadLine } from '#provision/read-line.ts'

type Box = ReadLine['box']

/** What stood behind a printed label: its text, lines joined; the least confidence of its lines. */
export type Labelled = { readonly label: string; readonly text: string; readonly confidence: number }

type Piece = ReadLine & { readonly label: string | null; readonly rest: string }

const isHan = (character: string) => /\p{Script=Han}/u.test(character)

/** Full-width letters and digits made narrow, spaces between Chinese characters dropped, brackets wide beside them. */
export const plainText = (text: string): string => {
  const narrow = text
    .normalize('NFKC')
    .replaceAll(/\s+/gu, ' ')
    .replaceAll(/(?<=[\p{Script=Han}:()，。]) | (?=[\p{Script=Han}:()，。])/gu, '')
    .trim()
  return /\p{Script=Han}/u.test(narrow) ? narrow.replaceAll('(', '（').replaceAll(')', '）') : narrow
}

const middleOf = ({ y, height }: Box) => y + height / 2
const rightOf = ({ x, width }: Box) => x + width
const sameRow = (one: Box, other: Box) =>
  Math.abs(middleOf(one) - middleOf(other)) < 0.6 * Math.min(one.height, other.height)

const around = (one: Box, other: Box): Box => {
  const [x, y] = [Math.min(one.x, other.x), Math.min(one.y, other.y)]
  return {
    x,
    y,
    width: Math.max(rightOf(one), rightOf(other)) - x,
    height: Math.max(one.y + one.height, other.y + other.height) - y,
  }
}

/** One misread character is forgiven in a label of four or more. */
const startsLike = (text: string, label: string): boolean => {
  if (text.startsWith(label)) return true
  const head = [...text].slice(0, label.length)
  const letters = [...label]
  if (letters.length < 4 || head.length < letters.length) return false
  return letters.filter((letter, place) => letter !== head[place]).length === 1 && head.every(isHan)
}

const asPiece = (line: ReadLine, labels: readonly string[]): Piece => {
  const label =
    labels.filter((each) => startsLike(line.text, each)).sort((one, other) => other.length - one.length)[0] ??
    null
  const rest = label === null ? line.text : [...line.text].slice(label.length).join('')
  return { ...line, label, rest: rest.replace(/^[:：\s]+/u, '') }
}

/** The widths of characters in a printed line: a Chinese one is a square, the others about half. */
const weight = (text: string): number => [...text].reduce((sum, each) => sum + (isHan(each) ? 1 : 0.55), 0)

/** Two columns read as one line: cut where the second column's label begins. */
const cutAtLabels = (line: ReadLine, labels: readonly string[]): ReadLine[] => {
  const at = labels
    .filter((label) => label.length >= 4)
    .map((label) => line.text.indexOf(label))
    .filter((place) => place > 0)
    .sort((one, other) => one - other)[0]
  if (at === undefined) return [line]
  const share = weight(line.text.slice(0, at)) / weight(line.text)
  const { x, width } = line.box
  const left = { ...line, text: line.text.slice(0, at), box: { ...line.box, width: width * share } }
  const right = {
    ...line,
    text: line.text.slice(at),
    box: { ...line.box, x: x + width * share, width: width * (1 - share) },
  }
  return [left, ...cutAtLabels(right, labels)]
}

const nextOnRow = (from: Box, lines: readonly ReadLine[]): ReadLine | undefined =>
  lines
    .filter(({ box }) => box.x >= rightOf(from) - from.height / 2 && sameRow(from, box))
    .sort((one, other) => one.box.x - other.box.x)[0]

/** Labels are printed wide, 名 … 称, and fall apart into single characters: put together again. */
const joinSpaced = (lines: readonly ReadLine[], labels: readonly string[]): ReadLine[] => {
  const joined: ReadLine[] = []
  const used = new Set<ReadLine>()
  for (const line of lines) {
    if (used.has(line)) continue
    let whole = line
    const parts: ReadLine[] = []
    while (
      whole.text.length < 7 &&
      labels.some((label) => label.startsWith(whole.text) && label !== whole.text)
    ) {
      const next = nextOnRow(whole.box, lines)
      if (!next || next.box.x - rightOf(whole.box) > 3.5 * whole.box.height) break
      const text = whole.text + next.text
      if (!labels.some((label) => label.startsWith(text) || text.startsWith(label))) break
      parts.push(next)
      whole = {
        text,
        box: around(whole.box, next.box),
        confidence: Math.min(whole.confidence, next.confidence),
      }
    }
    const complete = labels.some((label) => whole.text.startsWith(label))
    if (complete) for (const part of parts) used.add(part)
    joined.push(complete ? whole : line)
  }
  return joined.filter((line) => !used.has(line))
}

/**
 * A printed form taken apart: what stands behind each label, on its right, glued to it or, failing both, right below
 * it; further lines below the value belong to it until another label's row begins. A label read twice is left out:
 * then nobody knows which is meant.
 */
export const readForm = (lines: readonly ReadLine[], labels: readonly string[]): Map<string, Labelled> => {
  const plain = lines
    .map((line) => ({ ...line, text: plainText(line.text) }))
    .filter(({ text }) => text !== '')
  const pieces = joinSpaced(
    plain.flatMap((line) => cutAtLabels(line, labels)),
    labels,
  ).map((line) => asPiece(line, labels))

  const valueOf = (piece: Piece): Piece | null => {
    if (piece.rest !== '') return piece
    const right = nextOnRow(piece.box, pieces) as Piece | undefined
    if (right) return right.label === null ? right : null
    const below = pieces
      .filter(({ box }) => {
        const gap = box.y - (piece.box.y + piece.box.height)
        return (
          box !== piece.box &&
          Math.abs(box.x - piece.box.x) < 2 * piece.box.height &&
          gap > -0.4 * piece.box.height &&
          gap < 1.2 * piece.box.height
        )
      })
      .sort((one, other) => one.box.y - other.box.y)[0]
    return below && below.label === null ? below : null
  }
  const labelled = pieces.filter(({ label }) => label !== null)
  const values = new Map(labelled.map((piece) => [piece, valueOf(piece)]))
  const owned = new Set([...values.values()])

  const continued = (first: Piece, left: number): Piece[] => {
    const parts = [first]
    for (;;) {
      const last = parts[parts.length - 1] as Piece
      const next = pieces
        .filter((piece) => {
          const gap = piece.box.y - (last.box.y + last.box.height)
          return (
            piece.label === null &&
            !owned.has(piece) &&
            !parts.includes(piece) &&
            Math.abs(piece.box.x - left) < 1.3 * last.box.height &&
            gap > -0.5 * last.box.height &&
            gap < 0.7 * last.box.height &&
            piece.box.height < 1.5 * first.box.height
          )
        })
        .sort((one, other) => one.box.y - other.box.y)[0]
      if (!next) return parts
      parts.push(next)
    }
  }

  const found = new Map<string, Labelled>()
  const twice = new Set<string>()
  for (const [piece, value] of values) {
    const { label } = piece
    if (label === null || !value) continue
    if (found.has(label)) twice.add(label)
    // Behind a glued label the value begins somewhere inside the line.
    const left =
      value === piece
        ? piece.box.x + piece.box.width * (1 - weight(piece.rest) / weight(piece.text))
        : value.box.x
    const parts = continued(value, left)
    found.set(label, {
      label,
      text: parts.map(({ rest }) => rest).join(''),
      confidence: Math.min(...parts.map(({ confidence }) => confidence)),
    })
  }
  for (const label of twice) found.delete(label)
  return found
}

/** Runs of exactly 18 letters and digits, in a line or across the boxes of one row; capitals, spaces dropped. */
export const runsOf18 = (lines: readonly ReadLine[]): { text: string; confidence: number }[] => {
  const rows = lines.map((line) => {
    const row = lines
      .filter(({ box }) => sameRow(line.box, box))
      .sort((one, other) => one.box.x - other.box.x)
    return {
      text: row.map(({ text }) => text).join(''),
      confidence: Math.min(...row.map(({ confidence }) => confidence)),
    }
  })
  const runs = new Map<string, number>()
  for (const { text, confidence } of [...lines, ...rows])
    for (const [run] of text
      .normalize('NFKC')
      .toUpperCase()
      .replaceAll(/\s/gu, '')
      .matchAll(/[0-9A-Z]+/gu))
      if (run.length === 18) runs.set(run, Math.max(confidence, runs.get(run) ?? 0))
  return [...runs].map(([text, confidence]) => ({ text, confidence }))
}
