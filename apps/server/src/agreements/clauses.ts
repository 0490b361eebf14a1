import { clauseTree } from '#contract-guard/clause.ts'
import { normalise } from '#contract-guard/normalise.ts'
import { originalSpan } from '#contract-guard/offset.ts'
import { annexHead } from '#provision/agreement-text.ts'
import { negotiatedHead } from '#provision/negotiated-section.ts'

export type NumberedClause = { readonly clause: string; readonly start: number; readonly end: number }

/** Longest name of a clause a fact keeps. */
const longest = 40

const trimmed = (text: string, start: number, end: number): readonly [number, number] => {
  let [from, to] = [start, end]
  while (from < to && /\s/u.test(text.charAt(from))) from += 1
  while (to > from && /\s/u.test(text.charAt(to - 1))) to -= 1
  return [from, to]
}

/** Numbered clauses of one part, `name` standing for a clause above them that has no number. */
const numbered = (text: string, name: string): readonly NumberedClause[] => {
  const made = normalise(text)
  const { clauses } = clauseTree(made.text)
  const numberOf = (at: number): string => {
    const clause = clauses[at]
    if (clause === undefined) return name
    const { start, end } = originalSpan(made, clause.start, clause.start + clause.number.length)
    return text
      .slice(start, end)
      .trim()
      .replace(/[.、．]$/u, '')
  }
  return clauses.flatMap((each, at) => {
    const span = originalSpan(made, each.start, each.end)
    const [start, end] = trimmed(text, span.start, span.end)
    const clause = `${numberOf(each.parent)} ${numberOf(at)}`.trim().slice(0, longest)
    return start < end ? [{ clause, start, end }] : []
  })
}

/** Lines that stand in no numbered clause: a preamble, or a text without numbers. */
const unnumbered = (
  text: string,
  name: string,
  clauses: readonly NumberedClause[],
): readonly NumberedClause[] => {
  let at = 0
  return text.split('\n').flatMap((line) => {
    const [start, end] = trimmed(text, at, at + line.length)
    at += line.length + 1
    const covered = clauses.some((each) => each.start < end && start < each.end)
    return start < end && !covered ? [{ clause: name, start, end }] : []
  })
}

const parts = [
  { heading: negotiatedHead, name: '协商条款' },
  { heading: annexHead, name: '附件' },
] as const

/**
 * The clauses of a text in its own order: each by its number under the one above it (`第三条 2`), with its own words
 * and not those of the clauses below it, as UTF-16 offsets into the text as it stands.
 */
export const clausesOf = (text: string): readonly NumberedClause[] => {
  const found = parts.flatMap(({ heading, name }) => {
    const start = text.lastIndexOf(`\n${heading}\n`)
    return start < 0 ? [] : [{ start: start + 1, name }]
  })
  const begins = [{ start: 0, name: '' }, ...found].toSorted((one, other) => one.start - other.start)
  return begins.flatMap(({ start: offset, name }, index) => {
    const part = text.slice(offset, begins[index + 1]?.start ?? text.length)
    const clauses = numbered(part, name)
    return [...clauses, ...unnumbered(part, name || '正文', clauses)]
      .toSorted((one, other) => one.start - other.start)
      .map((each) => ({ ...each, start: each.start + offset, end: each.end + offset }))
  })
}

/** The clause a place begins in; null when there is no such place in the text. */
export const clauseAt = (text: string, start: number, end: number): string | null =>
  start < end && end <= text.length
    ? (clausesOf(text).findLast((each) => each.start <= start && start < each.end)?.clause ?? null)
    : null

/** The words of a clause, by its number; empty when the text has none of that number. */
export const clauseWords = (text: string, clause: string): string => {
  const found = clausesOf(text).find((each) => each.clause === clause)
  return found ? text.slice(found.start, found.end) : ''
}
