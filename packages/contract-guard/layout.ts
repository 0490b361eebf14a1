import { clauseTree } from '#contract-guard/clause.ts'
import type { Finding, Severity } from '#contract-guard/finding.ts'
import { type LayoutRule, layoutRules } from '#contract-guard/layout-rules.ts'
import { normalise } from '#contract-guard/normalise.ts'
import { originalSpan } from '#contract-guard/offset.ts'
import { compile } from '#contract-guard/pattern.ts'
import type { ReadDocument, Span } from '#contract-guard/read.ts'
import { review } from '#contract-guard/review.ts'

/** What the merchant must not overlook, in normalised words: what is paid, kept, owed, and for how long. */
const keyTerm = compile(
  '费率|手续费|服务费|激活费|流量费|会员费|押金|保证金|违约金|滞纳金|罚款|扣率|扣款|扣划|代扣|不予?退|概不退|冻结|自动续|续期|续约|有权调整|解约|赔偿',
)

/** Smaller than this share of the body is small print; a size read from a picture is an estimate and needs more. */
const smallShare = { native: 0.82, ocr: 0.66 } as const
/** At this many points or below hardly anybody reads a contract. */
const TINY_POINTS = 6.5
const FINDINGS_OF_A_KIND = 20
const longestQuote = 110

const finding = (
  { id, risk, severity: usual, why, basis, ask }: LayoutRule,
  text: string,
  { start, end }: Span,
  severity: Severity = usual,
  said: Readonly<Record<string, string>> = {},
): Finding => {
  const filled = (words: string) =>
    Object.entries(said).reduce(
      (sentence, [name, value]) => sentence.replaceAll(`{${name}}`, () => value),
      words,
    )
  return {
    rule: id,
    risk,
    severity,
    start,
    end,
    quote: text.slice(start, end),
    why: { zh: filled(why.zh), en: filled(why.en) },
    basis,
    ask,
  }
}

const trimmed = (text: string, { start, end }: Span): Span => {
  while (start < end && /\s/u.test(text.charAt(start))) start += 1
  while (end > start && /\s/u.test(text.charAt(end - 1))) end -= 1
  return { start, end }
}

/** The line a place stands in, or the nearest one with words: what to show for what cannot be seen. */
const lineAround = (text: string, at: number): Span => {
  let start = text.lastIndexOf('\n', at - 1) + 1
  let end = text.indexOf('\n', at)
  if (end < 0) end = text.length
  if (text.slice(start, end).trim() === '' && start > 0) {
    end = start - 1
    start = text.lastIndexOf('\n', end - 1) + 1
  }
  const span = trimmed(text, { start, end })
  return span.end - span.start > longestQuote ? { start: span.start, end: span.start + longestQuote } : span
}

/** The size most letters are set in, and the size most of a stretch is set in. */
const sizesOf = ({ sizes }: ReadDocument) => {
  const weigh = (spans: readonly (Span & { points: number })[], within: Span): number => {
    const letters = new Map<number, number>()
    for (const { start, end, points } of spans) {
      const shared = Math.min(end, within.end) - Math.max(start, within.start)
      if (shared > 0) letters.set(points, (letters.get(points) ?? 0) + shared)
    }
    return [...letters].sort((one, other) => other[1] - one[1])[0]?.[0] ?? 0
  }
  let from = 0
  return {
    body: weigh(sizes, { start: 0, end: Number.POSITIVE_INFINITY }),
    /** Asked from the start of the text to its end, so that all questions together are linear. */
    of(span: Span): number {
      while (from < sizes.length && (sizes[from]?.end ?? 0) <= span.start) from += 1
      let to = from
      while (to < sizes.length && (sizes[to]?.start ?? 0) < span.end) to += 1
      return weigh(sizes.slice(from, to), span)
    },
  }
}

/** T51: a sentence about money or terms that is set clearly smaller than the body. */
const inSmallPrint = (read: ReadDocument): Finding[] => {
  if (read.sizes.length < 2) return []
  const made = normalise(read.text)
  const sizes = sizesOf(read)
  return clauseTree(made.text).sentences.flatMap(({ start, end }) => {
    const span = trimmed(read.text, originalSpan(made, start, end))
    const points = sizes.of(span)
    const words = made.text.slice(start, end)
    if (
      points === 0 ||
      points > sizes.body * smallShare[read.source] ||
      words.length < 6 ||
      !keyTerm.test(words)
    )
      return []
    return [finding(layoutRules.smallPrint, read.text, span, points <= TINY_POINTS ? 'medium' : 'low')]
  })
}

/** T52: struck-out words; medium where money or a term is struck. */
const struck = ({ text, struck }: ReadDocument): Finding[] =>
  struck
    .map((span) => trimmed(text, span))
    .filter(({ start, end }) => end - start > 1)
    .map((span) => {
      const words = normalise(text.slice(span.start, span.end)).text
      return finding(
        layoutRules.struckWords,
        text,
        span,
        keyTerm.test(words) || /[0-9]/u.test(words) ? 'medium' : 'low',
      )
    })

const short = (words: string): string => {
  const plain = words.replace(/\s+/gu, ' ').trim()
  return plain.length > longestQuote ? `${plain.slice(0, longestQuote)}…` : plain
}

/** T53: hidden words; as grave as the gravest trap in them. */
const hidden = ({ text, hidden }: ReadDocument): Finding[] =>
  hidden.flatMap(({ at, words }) => {
    if (words.replace(/[^\p{L}\p{N}]/gu, '').length < 4) return []
    const traps = review(words).findings.map(({ severity }) => severity)
    const grave: Severity = traps.includes('high')
      ? 'high'
      : traps.length > 0 || keyTerm.test(normalise(words).text)
        ? 'medium'
        : 'low'
    return [finding(layoutRules.hiddenWords, text, lineAround(text, at), grave, { words: short(words) })]
  })

/** T54: tracked changes; what was taken out right where something was put in is one change. */
const changes = ({ text, inserted, deleted }: ReadDocument): Finding[] => {
  const touching = (span: Span, at: number) => at >= span.start - 1 && at <= span.end + 1
  const put = inserted.map((span) => ({
    span: trimmed(text, span),
    added: text.slice(span.start, span.end),
    removed: deleted.find(({ at }) => touching(span, at))?.words ?? '',
  }))
  const taken = deleted
    .filter(({ at }) => !inserted.some((span) => touching(span, at)))
    .map(({ at, words }) => ({ span: lineAround(text, at), added: '', removed: words }))
  return [...put, ...taken].map(({ span, added, removed }) =>
    finding(layoutRules.openChanges, text, span, 'medium', { added: short(added), removed: short(removed) }),
  )
}

/** What may not stay open; a cap may: credit cards have none. */
const keyColumn = /费率|手续费|扣率|押金|保证金|服务费|流量费|违约金|金额|单价|价格|期限|周期/u

/** T55: an empty cell in a column or row that says what is to be paid or how long. */
const emptyCells = ({ text, rows }: ReadDocument): Finding[] => {
  let head: readonly string[] = []
  let before = -2
  return rows.flatMap(({ start, end }) => {
    const cells = text
      .slice(start, end)
      .split('|')
      .map((cell) => cell.trim())
    const starts = start - before > 1 || cells.length !== head.length
    before = end
    if (starts) head = cells
    const [label = ''] = cells
    const isOpen = cells.some(
      (cell, column) =>
        column > 0 && cell === '' && !starts && label !== '' && keyColumn.test(head[column] ?? ''),
    )
    const isRowOpen = keyColumn.test(label) && !starts && cells.slice(1).every((cell) => cell === '')
    const isAlone = starts && cells.length === 2 && keyColumn.test(label) && cells[1] === ''
    return isOpen || isRowOpen || isAlone
      ? [finding(layoutRules.emptyCell, text, trimmed(text, { start, end }))]
      : []
  })
}

/**
 * A trap of the layout as it was found when the file was read, shown again from what was kept of it: the file is gone, and
 * its text alone does not say. Null where the words alone show it.
 */
export const keptLayoutFinding = (
  text: string,
  { rule, start, end, severity }: Pick<Finding, 'rule' | 'start' | 'end' | 'severity'>,
): Finding | null => {
  const known = Object.values(layoutRules).find(({ id }) => id === rule)
  return known ? finding(known, text, { start, end }, severity) : null
}

/** Every trap that lies in the layout; of each kind no more than a reader can look at. */
export const layoutFindings = (read: ReadDocument): readonly Finding[] =>
  [inSmallPrint, struck, hidden, changes, emptyCells].flatMap((look) =>
    look(read).slice(0, FINDINGS_OF_A_KIND),
  )
