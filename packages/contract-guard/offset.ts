/** A text made from another, that still knows where each of its UTF-16 units came from. */
export type Mapped = { readonly text: string; readonly from: Int32Array; readonly to: Int32Array }

type Edit = { readonly start: number; readonly end: number; readonly put: string }

/** Only what differs is replaced, so that a kept character still points at itself and at nothing beside it. */
const changed = (at: number, was: string, is: string): Edit => {
  const least = Math.min(was.length - 1, is.length)
  let head = 0
  while (head < least && was.charAt(head) === is.charAt(head)) head += 1
  let tail = 0
  while (tail < least - head && was.charAt(was.length - 1 - tail) === is.charAt(is.length - 1 - tail))
    tail += 1
  return { start: at + head, end: at + was.length - tail, put: is.slice(head, is.length - tail) }
}

/** Shorter stretches are copied number by number: to make views of them would take longer. */
const worthViews = 64

const copied = (source: Int32Array, read: number, until: number, target: Int32Array, write: number): void => {
  if (until - read > worthViews) target.set(source.subarray(read, until), write)
  else for (let at = read; at < until; at++) target[write + at - read] = source[at] as number
}

/**
 * Replaces every match of a global pattern; `put` returns the new text or `null` to leave the match alone.
 * New units point at the whole of what they replaced. One pass, linear in the text.
 */
export const rewrite = (
  source: Mapped,
  pattern: RegExp,
  put: (match: RegExpExecArray) => string | null,
): Mapped => {
  const edits: Edit[] = []
  let grown = source.text.length
  pattern.lastIndex = 0
  for (let match = pattern.exec(source.text); match !== null; match = pattern.exec(source.text)) {
    if (match[0] === '') pattern.lastIndex += 1
    const text = put(match)
    if (text === null || text === match[0]) continue
    edits.push(changed(match.index, match[0], text))
    grown += text.length - match[0].length
  }
  if (edits.length === 0) return source
  const from = new Int32Array(grown)
  const to = new Int32Array(grown)
  const parts: string[] = []
  let read = 0
  let write = 0
  const keep = (until: number): void => {
    parts.push(source.text.slice(read, until))
    copied(source.from, read, until, from, write)
    copied(source.to, read, until, to, write)
    write += until - read
    read = until
  }
  for (const edit of edits) {
    keep(edit.start)
    const first = source.from[edit.start] ?? 0
    const last = source.to[edit.end - 1] ?? first
    parts.push(edit.put)
    from.fill(first, write, write + edit.put.length)
    to.fill(last, write, write + edit.put.length)
    write += edit.put.length
    read = edit.end
  }
  keep(source.text.length)
  return { text: parts.join(''), from, to }
}

/** Where a stretch of the made text stands in the original. */
export const originalSpan = (made: Mapped, start: number, end: number): { start: number; end: number } => ({
  start: made.from[start] ?? 0,
  end: made.to[end - 1] ?? 0,
})
