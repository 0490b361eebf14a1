export type Span = { readonly start: number; readonly end: number; readonly findingId: string }
export type Piece = { readonly text: string; readonly findingIds: readonly string[] }

/** Cuts a text at the borders of its findings (UTF-16 offsets, overlaps allowed); the pieces join to the text. */
export const marked = (text: string, spans: readonly Span[]): Piece[] => {
  const inside = spans.filter(({ start, end }) => start < end && end <= text.length)
  const borders = [...new Set([0, text.length, ...inside.flatMap(({ start, end }) => [start, end])])]
  const sorted = borders.toSorted((a, b) => a - b)
  return sorted.slice(0, -1).map((from, index) => {
    const to = sorted[index + 1] ?? text.length
    return {
      text: text.slice(from, to),
      findingIds: inside.filter(({ start, end }) => start <= from && to <= end).map((span) => span.findingId),
    }
  })
}
