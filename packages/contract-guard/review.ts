import { type ClauseTree, clauseTree, type Sentence } from '#contract-guard/clause.ts'
import type { Finding, Missing, Pattern, Rule, Verdict } from '#contract-guard/finding.ts'
import { missingTerms } from '#contract-guard/missing.ts'
import { normalise } from '#contract-guard/normalise.ts'
import { type Mapped, originalSpan } from '#contract-guard/offset.ts'
import { withSides } from '#contract-guard/parties.ts'
import { compile } from '#contract-guard/pattern.ts'
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
    readonly says: readonly RegExp[]
    readonly unless: readonly RegExp[]
    readonly unlessNear: readonly RegExp[]
    readonly near: RegExp | null
  }[]
}

const ready = (rule: Rule): Ready => ({
  rule,
  cue: compile(rule.cue),
  looksFor: rule.looksFor.map((pattern) => ({
    pattern,
    says: pattern.says.map(compile),
    unless: (pattern.unless ?? []).map(compile),
    unlessNear: (pattern.unlessNear ?? []).map(compile),
    near: pattern.near === undefined ? null : compile(pattern.near),
  })),
})

let readyRules: readonly Ready[] | undefined

/** The whole sentence when it is short, otherwise the commas around the words that were found. */
const longestQuote = 110

const quoted = (text: string, sentence: Sentence, first: number, last: number): [number, number] => {
  let [start, end] = [sentence.start, sentence.end]
  if (end - start > longestQuote) {
    const before = text.lastIndexOf(',', sentence.start + first)
    const after = text.indexOf(',', sentence.start + last)
    start = before >= sentence.start ? before + 1 : start
    end = after >= 0 && after < sentence.end ? after : end
  }
  while (start < end && /[\s,、:]/u.test(text.charAt(start))) start += 1
  while (end > start && /[\s,;。!?|]/u.test(text.charAt(end - 1))) end -= 1
  return [start, end]
}

/** This sentence with its neighbours of the same clause. */
const neighbourhood = (text: string, { sentences }: ClauseTree, at: number): string => {
  const here = sentences[at] as Sentence
  const before = sentences[at - 1]
  const after = sentences[at + 1]
  const start = before !== undefined && before.clause === here.clause ? before.start : here.start
  const end = after !== undefined && after.clause === here.clause ? after.end : here.end
  return text.slice(start, end)
}

/** Who warns of a trap has to quote it: such a passage is no agreement. */
const warning = compile('{strongly}')

type Place = { readonly sentence: Sentence; readonly words: string; readonly around: string }

type Hit = {
  readonly rule: Rule
  readonly severity: Rule['severity']
  readonly start: number
  readonly end: number
}

const readSentence = (text: string, place: Place, one: Ready): Hit | null => {
  const { sentence, words, around } = place
  if (!one.cue.test(words)) return null
  for (const { pattern, says, unless, unlessNear, near } of one.looksFor) {
    const found = says.map((pattern) => pattern.exec(words))
    if (found.some((match) => match === null)) continue
    const matches = found as RegExpExecArray[]
    if (pattern.when !== undefined && !pattern.when(matches[0] as RegExpExecArray, words)) continue
    if (unless.some((pattern) => pattern.test(words))) continue
    if (near !== null && !near.test(around)) continue
    if (unlessNear.some((pattern) => pattern.test(around))) continue
    const first = Math.min(...matches.map(({ index }) => index))
    const last = Math.max(...matches.map((match) => match.index + match[0].length))
    const [start, end] = quoted(text, sentence, first, last)
    return { rule: one.rule, severity: pattern.severity ?? one.rule.severity, start, end }
  }
  return null
}

const findingOf = (made: Mapped, original: string, hit: Hit): Finding => {
  const { start, end } = originalSpan(made, hit.start, hit.end)
  const { id, risk, why, basis, ask } = hit.rule
  return {
    rule: id,
    risk,
    severity: hit.severity,
    start,
    end,
    quote: original.slice(start, end),
    why,
    basis,
    ask,
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
export const review = (text: string): Review => {
  readyRules ??= allRules.map(ready)
  const made = withSides(normalise(text))
  const tree = clauseTree(made.text)
  const findings: Finding[] = []
  for (const [at, sentence] of tree.sentences.entries()) {
    const around = neighbourhood(made.text, tree, at)
    if (warning.test(around)) continue
    const place = { sentence, words: made.text.slice(sentence.start, sentence.end), around }
    for (const one of readyRules) {
      const hit = readSentence(made.text, place, one)
      if (hit !== null) findings.push(findingOf(made, text, hit))
    }
  }
  const missing = missingTerms(made.text)
  return { findings, missing, verdict: verdictOf(text, findings, missing) }
}
