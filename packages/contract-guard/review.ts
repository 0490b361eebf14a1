import { clauseTree, type Sentence } from '#contract-guard/clause.ts'
import { withDefinitions } from '#contract-guard/definition.ts'
import type { Finding, Missing, Pattern, Risk, Rule, Verdict } from '#contract-guard/finding.ts'
import { type Likeness, learnedLikeness } from '#contract-guard/likeness.ts'
import { missingTerms } from '#contract-guard/missing.ts'
import { normalise } from '#contract-guard/normalise.ts'
import { type Mapped, originalSpan } from '#contract-guard/offset.ts'
import { withSides } from '#contract-guard/parties.ts'
import { compile, firstCharacters } from '#contract-guard/pattern.ts'
import { type Place, places } from '#contract-guard/reading.ts'
import { allRules } from '#contract-guard/rules/all.ts'

export type Review = {
  readonly findings: readonly Finding[]
  readonly missing: readonly Missing[]
  readonly verdict: Verdict
}

type Ready = {
  readonly rule: Rule
  readonly cue: RegExp
  readonly looksFor: readonly {
    readonly pattern: Pattern
    readonly says: readonly Searcher[]
    readonly unless: readonly Searcher[]
    readonly unlessNear: readonly Searcher[]
    readonly near: Searcher | null
    readonly unlessText: ((text: string) => boolean) | null
  }[]
}

/**
 * A pattern that remembers what it found in the words it read last: rules share patterns, and each then reads a sentence
 * once, however many rules ask.
 */
type Searcher = (words: string) => RegExpExecArray | null

const searchers = new Map<string, Searcher>()

const searcher = (pattern: string): Searcher => {
  const known = searchers.get(pattern)
  if (known !== undefined) return known
  const expression = compile(pattern)
  let lastWords: string | undefined
  let lastFound: RegExpExecArray | null = null
  const search: Searcher = (words) => {
    if (words !== lastWords) {
      lastFound = expression.exec(words)
      lastWords = words
    }
    return lastFound
  }
  searchers.set(pattern, search)
  return search
}

/** Asked of the whole text for one finding after another, it reads it once. */
const onceInText = (pattern: string): ((text: string) => boolean) => {
  const expression = compile(pattern)
  let last: string | undefined
  let found = false
  return (text) => {
    if (text !== last) [last, found] = [text, expression.test(text)]
    return found
  }
}

const optional = (pattern: string | undefined): Searcher | null =>
  pattern === undefined ? null : searcher(pattern)

const ready = (rule: Rule): Ready => ({
  rule,
  cue: compile(rule.cue),
  looksFor: rule.looksFor.map((pattern) => ({
    pattern,
    says: pattern.says.map(searcher),
    unless: (pattern.unless ?? []).map(searcher),
    unlessNear: (pattern.unlessNear ?? []).map((one) => searcher(`(?:${one})`)),
    near: optional(pattern.near === undefined ? undefined : `(?:${pattern.near})`),
    unlessText: pattern.unlessText === undefined ? null : onceInText(pattern.unlessText),
  })),
})

/**
 * The rules a stretch of words may concern. Their cues' first characters are looked up in one pass over the words, for
 * all rules at once; only then is a cue itself tried.
 */
type Desk = { readonly concerned: (words: string) => readonly Ready[] }

/** One bit a rule, so that all the rules of a character are asked for at once. */
const bits = 32

const deskOf = (all: readonly Ready[]): Desk => {
  const parts = Array.from({ length: Math.ceil(all.length / bits) }, (_, part) => {
    const some = all.slice(part * bits, (part + 1) * bits)
    const byCharacter = new Int32Array(0x10000)
    let always = 0
    for (const [at, { rule }] of some.entries()) {
      const characters = firstCharacters(rule.cue)
      if (characters === null) always |= 1 << at
      for (const character of characters ?? '') {
        const code = character.charCodeAt(0)
        byCharacter[code] = (byCharacter[code] as number) | (1 << at)
      }
    }
    return { some, byCharacter, always }
  })
  return {
    concerned: (words) => {
      const found: Ready[] = []
      for (const { some, byCharacter, always } of parts) {
        let asked = always
        for (let at = 0; at < words.length; at++) asked |= byCharacter[words.charCodeAt(at)] as number
        for (; asked !== 0; asked &= asked - 1) {
          const one = some[31 - Math.clz32(asked & -asked)] as Ready
          if (one.cue.test(words)) found.push(one)
        }
      }
      return found
    },
  }
}

let desk: Desk | undefined
let made: readonly Ready[] | undefined
const readyRules = (): readonly Ready[] => (made ??= allRules.map(ready))
let byId: ReadonlyMap<string, Ready> | undefined
const ruleOf = (id: string): Ready | undefined =>
  (byId ??= new Map(readyRules().map((one) => [one.rule.id, one]))).get(id)

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

/** What is said in several words that stand further apart than this is not said of one thing. */
const togetherWithin = 110

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

const read = (text: string, place: Place, one: Ready): Omit<Hit, 'odds'> | null => {
  const { words, around, seam } = place
  for (const { pattern, says, unless, unlessNear, near, unlessText } of one.looksFor) {
    const matches: RegExpExecArray[] = []
    for (const search of says) {
      const match = search(words)
      if (match === null) break
      matches.push(match)
    }
    if (matches.length < says.length) continue
    if (pattern.when !== undefined && !pattern.when(matches[0] as RegExpExecArray, words)) continue
    if (unless.some((search) => search(words) !== null)) continue
    if (near !== null && near(around) === null) continue
    if (unlessNear.some((search) => search(around) !== null)) continue
    if (unlessText?.(text) === true) continue
    const first = Math.min(...matches.map(({ index }) => index))
    const last = Math.max(...matches.map((match) => match.index + match[0].length))
    if (seam >= 0 && (first >= seam || last <= seam)) continue
    if (says.length >= 3 && last - first > togetherWithin) continue
    const [start, end] = quoted(text, place, first, last)
    const { severity, risk } = { ...one.rule, ...pattern }
    return { rule: one.rule, severity, risk, start, end }
  }
  return null
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
  { likeness, likeliestRules, limits }: Likeness,
  named: readonly Risk[],
): readonly Hit[] => {
  const words = text.slice(start, end)
  if (!isSentence(words)) return []
  const odds = likeness(words)
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
  desk ??= deskOf(readyRules())
  const made = withSides(withDefinitions(plain))
  const tree = clauseTree(made.text)
  const hits: Hit[] = []
  /** Per rule, the last sentence it was found in: what one sentence says alone is not said again with its neighbour. */
  const foundAt = new Map<Rule, number>()
  const warned = new Set<number>()
  /** The risks rules named in a sentence. */
  const named = new Map<number, Risk[]>()
  for (const { at, place } of places(made.text, tree)) {
    if (warning.test(place.around)) {
      warned.add(at)
      continue
    }
    for (const one of desk.concerned(place.words)) {
      if (foundAt.get(one.rule) === at) continue
      const hit = read(made.text, place, one)
      if (hit === null) continue
      const last = place.seam >= 0 && place.shift === place.start ? at + 1 : at
      foundAt.set(one.rule, last)
      for (let each = at; each <= last; each++) named.set(each, [...(named.get(each) ?? []), hit.risk])
      hits.push({
        ...hit,
        odds: isTable(place.words) ? Number.NEGATIVE_INFINITY : like.likeness(place.words),
      })
    }
  }
  for (const [at, sentence] of tree.sentences.entries())
    if (!warned.has(at)) hits.push(...alike(made.text, sentence, like, named.get(at) ?? []))
  const findings = weighed(hits, tree.sentences.length, like)
    .toSorted((one, other) => one.start - other.start)
    .map((hit) => findingOf(made, text, hit))
  const missing = missingTerms(made.text)
  return { findings, missing, verdict: verdictOf(text, findings, missing) }
}
