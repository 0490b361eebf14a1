import { clauseTree, type Sentence } from '#contract-guard/clause.ts'
import { withDefinitions } from '#contract-guard/definition.ts'
import type { Finding, Missing, Risk, Rule, Verdict } from '#contract-guard/finding.ts'
import { type Likeness, learnedLikeness } from '#contract-guard/likeness.ts'
import { missingTerms } from '#contract-guard/missing.ts'
import { normalise } from '#contract-guard/normalise.ts'
import { type Mapped, originalSpan } from '#contract-guard/offset.ts'
import { withSides } from '#contract-guard/parties.ts'
import { compile } from '#contract-guard/pattern.ts'
import { type Place, places, type Visit } from '#contract-guard/reading.ts'
import { lastOf, type Named, named, ruleOf } from '#contract-guard/rule-reader.ts'

export type Review = {
  readonly findings: readonly Finding[]
  readonly missing: readonly Missing[]
  readonly verdict: Verdict
}

/** The whole sentence when it is short, otherwise the commas around the words that were found. */
const longestQuote = 110

const quoted = (text: string, place: Place, first: number, last: number): [number, number] => {
  let { start, end } = place
  if (end - start > longestQuote) {
    // Looked for within the place: a text without commas would be searched to its ends for every finding.
    const words = text.slice(start, end)
    const before = words.lastIndexOf(',', Math.max(first + place.shift, place.start) - start)
    const after = words.indexOf(',', place.shift + last - start)
    if (before >= 0) start += before + 1
    if (after >= 0) end = place.start + after
  }
  while (start < end && /[\s,、:|]/u.test(text.charAt(start))) start += 1
  while (end > start && /[\s,;。!?|]/u.test(text.charAt(end - 1))) end -= 1
  return [start, end]
}

/** Who warns of a trap has to quote it: such a passage is no agreement. */
const warning = compile('{strongly}')

type Hit = {
  readonly rule: Rule
  readonly severity: Rule['severity']
  readonly risk: Rule['risk']
  readonly start: number
  readonly end: number
  readonly by?: 'likeness'
  /** Log-odds that its words are a trap; a table has none. */
  readonly odds: number
}

/** Fewer than ten characters of Chinese are a label or a cell, a run of labels with values a table: no sentence to be like another. */
const fewestLabels = 4
const isTable = (words: string): boolean => {
  let labels = 0
  for (let at = words.indexOf(':'); at >= 0 && labels < fewestLabels; at = words.indexOf(':', at + 1))
    labels += 1
  return labels >= fewestLabels
}
const enoughHan = /(?:\p{Script=Han}\P{Script=Han}*){10}/u
const isSentence = (words: string): boolean => !isTable(words) && enoughHan.test(words)

/** What no rule names, and is yet said as traps are. */
const alike = (
  text: string,
  { start, end }: Sentence,
  { likeliestRules, limits }: Likeness,
  oddsOf: (words: string) => number,
  named: readonly Risk[],
): readonly Hit[] => {
  const words = text.slice(start, end)
  if (!isSentence(words)) return []
  const odds = oddsOf(words)
  if (odds < limits.told) return []
  const likeliest = likeliestRules(words)
  const least = (likeliest[0]?.score ?? 0) - limits.cued - limits.close
  const ranked = likeliest
    .flatMap(({ rule: id, score }) => {
      const one = score < least ? undefined : ruleOf(id)
      return one === undefined
        ? []
        : [{ rule: one.rule, score: score + (one.cue.test(words) ? limits.cued : 0) }]
    })
    .toSorted((one, other) => other.score - one.score)
  const [first, ...others] = ranked
  if (first === undefined) return []
  const place: Place = { words, around: words, seam: -1, start, end, shift: start }
  const [from, to] = quoted(text, place, 0, words.length)
  const told = (rule: Rule, severity: Rule['severity']): Hit => {
    const { risk } = rule
    return { rule, severity, risk, start: from, end: to, by: 'likeness', odds }
  }
  if (named.length > 0)
    return first.score < limits.beside || named.includes(first.rule.risk)
      ? []
      : [told(first.rule, atMostMedium(first.rule.severity))]
  const second = others.find(
    ({ rule, score }) => rule.risk !== first.rule.risk && first.score - score < limits.close,
  )
  return [
    told(first.rule, first.rule.severity),
    ...(second === undefined ? [] : [told(second.rule, atMostMedium(second.rule.severity))]),
  ]
}

/** Shorter texts are a message or a clause, in which nothing can stand beside. */
const fewestBeside = 12
const company = 2

/**
 * High findings that are not plain enough are told as medium. A trap seldom comes alone: where another stands as plainly,
 * less is enough; a single one in a long text must be very plain, since every stern contract has one sentence like a trap.
 */
const weighed = (hits: readonly Hit[], sentences: number, { limits }: Likeness): readonly Hit[] => {
  const plain = new Set(
    hits
      .filter(({ by, severity, odds }) => {
        const counts = by === 'likeness' ? 0 : severity === 'high' ? limits.ruleCounts : limits.ruleCounts / 3
        return odds + counts > limits.plain
      })
      .map(({ start }) => start),
  )
  const bar = sentences < fewestBeside || plain.size >= company ? limits.inCompany : limits.alone
  return hits.map((hit) => {
    const enough = hit.by === 'likeness' ? bar.alike : bar.named
    return hit.severity === 'high' && hit.odds < enough ? { ...hit, severity: 'medium' } : hit
  })
}

const atMostMedium = (severity: Rule['severity']): Rule['severity'] =>
  severity === 'high' ? 'medium' : severity

const findingOf = (made: Mapped, original: string, hit: Hit): Finding => {
  const { start, end } = originalSpan(made, hit.start, hit.end)
  const { id, why, basis, ask } = hit.rule
  return {
    rule: id,
    risk: hit.risk,
    severity: hit.severity,
    start,
    end,
    quote: original.slice(start, end),
    why,
    basis,
    ask,
    ...(hit.by && { by: hit.by }),
  }
}

/** What the merchant should do with a text in which this was found. */
export const verdictOf = (
  text: string,
  findings: readonly Finding[],
  missing: readonly Missing[],
): Verdict => {
  if (text.trim() === '') return 'nothing-to-read'
  if (findings.some(({ severity }) => severity === 'high')) return 'do-not-sign'
  return findings.some(({ severity }) => severity === 'medium') || missing.length > 0
    ? 'ask-first'
    : 'no-trap-found'
}

/**
 * Every trap the guard knows in this text, quoted with offsets into the text as given, and the mandatory terms it lacks.
 * Time is linear in the text: one pass to normalise, one to cut sentences, bounded patterns within each sentence.
 */
export const review = (
  text: string,
  like: Likeness = learnedLikeness,
  plain: Mapped = normalise(text),
): Review => {
  const made = withSides(withDefinitions(plain))
  const tree = clauseTree(made.text)
  const warned = new Set<number>()
  const visits: Visit[] = []
  for (const visit of places(made.text, tree))
    if (warning.test(visit.place.around)) warned.add(visit.at)
    else visits.push(visit)
  /** How like a trap each sentence is, asked once however many rules name it. */
  const odds = new Map<number, number>()
  const oddsOf = (at: number, words: string): number => {
    const known = odds.get(at) ?? like.likeness(words)
    odds.set(at, known)
    return known
  }
  const placeOdds = ({ at, place: { words, seam } }: Named): number => {
    if (isTable(words)) return Number.NEGATIVE_INFINITY
    return seam < 0 ? oddsOf(at, words) : like.likeness(words)
  }
  const hits: Hit[] = []
  /** The risks rules named in a sentence. */
  const risks = new Map<number, Risk[]>()
  for (const one of named(made.text, visits)) {
    const { rule, severity, risk, place, first, last } = one
    const [start, end] = quoted(made.text, place, first, last)
    for (let each = one.at; each <= lastOf(one); each++) risks.set(each, [...(risks.get(each) ?? []), risk])
    hits.push({ rule, severity, risk, start, end, odds: placeOdds(one) })
  }
  for (const [at, sentence] of tree.sentences.entries())
    if (!warned.has(at))
      hits.push(...alike(made.text, sentence, like, (words) => oddsOf(at, words), risks.get(at) ?? []))
  const findings = weighed(hits, tree.sentences.length, like)
    .toSorted((one, other) => one.start - other.start)
    .map((hit) => findingOf(made, text, hit))
  const missing = missingTerms(made.text)
  return { findings, missing, verdict: verdictOf(text, findings, missing) }
}
