/** A stretch of text covered by the same findings; `numbers` are their places in the list, from 1. */
export type Segment = { start: number; end: number; numbers: number[] }

type Span = { start: number; end: number }

/**
 * Cuts a text of `length` UTF-16 units at every edge of every finding, so that overlapping findings never nest.
 * Findings that reach beyond the text are clipped; empty ones are left out.
 */
export const segments = (length: number, findings: readonly Span[]): Segment[] => {
  const edges = new Set([0, length])
  for (const { start, end } of findings) {
    edges.add(Math.min(start, length))
    edges.add(Math.min(end, length))
  }
  const sorted = [...edges].sort((a, b) => a - b)
  return sorted.slice(0, -1).map((start, index) => {
    const end = sorted[index + 1] as number
    const numbers = findings.flatMap((finding, at) =>
      finding.start <= start && finding.end >= end && finding.end > finding.start ? [at + 1] : [],
    )
    return { start, end, numbers }
  })
}
