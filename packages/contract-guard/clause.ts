import { clauseHead } from '#contract-guard/normalise.ts'

/** A numbered part of an agreement. `level` 0 is a chapter; `parent` is the clause it stands under, -1 at the top. */
export type Clause = {
  readonly number: string
  readonly level: number
  readonly parent: number
  readonly start: number
  readonly end: number
}

/** What ends with 。；！？ or a line; offsets into the normalised text. */
export type Sentence = { readonly clause: number; readonly start: number; readonly end: number }

export type ClauseTree = { readonly clauses: readonly Clause[]; readonly sentences: readonly Sentence[] }

const levels: readonly { readonly head: RegExp; readonly level: number }[] = [
  { head: /^第[^章]{1,5}[章节]/u, level: 0 },
  { head: /^第[^条]{1,5}条/u, level: 1 },
  { head: /^[一二三四五六七八九十]{1,3}[、.]/u, level: 1 },
  { head: /^\([一二三四五六七八九十]{1,3}\)/u, level: 2 },
  { head: /^[0-9]{1,2}[、.](?![0-9])/u, level: 2 },
  { head: /^[0-9]{1,2}(?:\.[0-9]{1,2}){1,3}/u, level: 3 },
  { head: /^\([0-9]{1,3}\)|^[0-9]{1,2}\)/u, level: 4 },
  { head: /^[①-⑳]/u, level: 5 },
]

/** Longer stretches are cut at a comma, so that one endless sentence cannot slow the rules down. */
const longestSentence = 240

const levelOf = (text: string): { number: string; level: number } | null => {
  if (!clauseHead.test(text)) return null
  for (const { head, level } of levels) {
    const match = head.exec(text)
    if (match !== null) return { number: match[0], level }
  }
  return null
}

/** Cut points of one stretch: after sentence marks, and after a comma when a sentence grows too long. */
const cuts = (text: string, start: number, end: number): number[] => {
  const ends: number[] = []
  let from = start
  let comma = -1
  for (let at = start; at < end; at++) {
    const character = text.charAt(at)
    if (character === ',' || character === '、') comma = at
    if ('。;!?\n'.includes(character)) {
      ends.push(at + 1)
      from = at + 1
      comma = -1
    } else if (at - from >= longestSentence) {
      const cut = comma > from ? comma + 1 : at + 1
      ends.push(cut)
      from = cut
      comma = -1
    }
  }
  if (from < end) ends.push(end)
  return ends
}

/** Reads the clause tree and its sentences in one pass over the normalised text. */
export const clauseTree = (text: string): ClauseTree => {
  const clauses: { number: string; level: number; parent: number; start: number; end: number }[] = []
  const sentences: Sentence[] = []
  const open: number[] = []
  let start = 0
  for (const end of cuts(text, 0, text.length)) {
    let from = start
    while (from < end && /[\s#>|-]/u.test(text.charAt(from))) from += 1
    const head = levelOf(text.slice(from, from + 16))
    if (head !== null) {
      while (open.length > 0 && (clauses[open.at(-1) ?? 0]?.level ?? 0) >= head.level) open.pop()
      clauses.push({ ...head, parent: open.at(-1) ?? -1, start: from, end })
      open.push(clauses.length - 1)
      from += head.number.length
    }
    const current = clauses.at(-1)
    if (current !== undefined) current.end = end
    if (end > from) sentences.push({ clause: clauses.length - 1, start: from, end })
    start = end
  }
  return { clauses, sentences }
}
