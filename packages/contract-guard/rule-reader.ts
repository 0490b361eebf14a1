import type { Pattern, Risk, Rule } from '#contract-guard/finding.ts'
import { beginnings, compile } from '#contract-guard/pattern.ts'
import type { Place, Visit } from '#contract-guard/reading.ts'
import { allRules } from '#contract-guard/rules/all.ts'

type Ready = {
  readonly rule: Rule
  readonly cue: RegExp
  readonly looksFor: readonly {
    readonly pattern: Pattern
    readonly says: readonly RegExp[]
    readonly unless: readonly RegExp[]
    readonly unlessNear: readonly RegExp[]
    readonly near: RegExp | null
    readonly unlessText: ((text: string) => boolean) | null
  }[]
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

const ready = (rule: Rule): Ready => ({
  rule,
  cue: compile(rule.cue),
  looksFor: rule.looksFor.map((pattern) => ({
    pattern,
    says: pattern.says.map(compile),
    unless: (pattern.unless ?? []).map(compile),
    unlessNear: (pattern.unlessNear ?? []).map(compile),
    near: pattern.near === undefined ? null : compile(pattern.near),
    unlessText: pattern.unlessText === undefined ? null : onceInText(pattern.unlessText),
  })),
})

let made: readonly Ready[] | undefined
/** Compiled when first asked for: a page that only may review a text does not wait for it. */
const readyRules = (): readonly Ready[] => (made ??= allRules.map(ready))

let byId: ReadonlyMap<string, Ready> | undefined
/** A rule with the word that has to stand in a sentence before the rule is tried. */
export const ruleOf = (id: string): Pick<Ready, 'rule' | 'cue'> | undefined =>
  (byId ??= new Map(readyRules().map((one) => [one.rule.id, one]))).get(id)

/** One bit a rule, so that all the rules of a character are asked for at once. */
const bits = 32

/**
 * Which rules words may concern: those a cue of which begins as some of the words do. Characters and pairs of them are
 * hashed to the bits of their rules, a row of words each; two that meet in one row only cost a look at a cue in vain.
 */
type Beginnings = { readonly single: Int32Array; readonly pairs: Int32Array; readonly always: Int32Array }

const rowsOfHash = 1 << 12
const singleRow = (code: number): number => code & (rowsOfHash - 1)
const pairRow = (first: number, second: number): number => ((first * 31) ^ second) & (rowsOfHash - 1)
const widthOf = (rules: number): number => Math.ceil(rules / bits)

let known: Beginnings | undefined
const allBeginnings = (): Beginnings => {
  if (known !== undefined) return known
  const rules = readyRules()
  const width = widthOf(rules.length)
  const [single, pairs] = [new Int32Array(rowsOfHash * width), new Int32Array(rowsOfHash * width)]
  const always = new Int32Array(width)
  for (const [at, { rule }] of rules.entries()) {
    const speak = (masks: Int32Array, row: number): void => {
      const word = row * width + Math.floor(at / bits)
      masks[word] = (masks[word] as number) | (1 << (at % bits))
    }
    const starts = beginnings(rule.cue)
    if (starts === null) speak(always, 0)
    for (const start of starts ?? []) {
      const first = start.charCodeAt(0)
      if (start.length === 1) speak(single, singleRow(first))
      else speak(pairs, pairRow(first, start.charCodeAt(1)))
    }
  }
  known = { single, pairs, always }
  return known
}

/** The bits of the rules each place may concern, a row of words a place. */
const mayConcern = ({ single, pairs, always }: Beginnings, visits: readonly Visit[]): Int32Array => {
  const width = always.length
  const asked = new Int32Array(visits.length * width)
  for (let index = 0; index < visits.length; index++) {
    const { words } = (visits[index] as Visit).place
    for (let word = 0; word < width; word++) {
      let some = always[word] as number
      let before = 0
      for (let at = 0; at < words.length; at++) {
        const code = words.charCodeAt(at)
        some |=
          (single[singleRow(code) * width + word] as number) |
          (pairs[pairRow(before, code) * width + word] as number)
        before = code
      }
      asked[index * width + word] = some
    }
  }
  return asked
}

/** What is said in several words that stand further apart than this is not said of one thing. */
const togetherWithin = 110

/** What a rule names in a place. `first` and `last`: indices into the place's words. */
export type Named = {
  readonly at: number
  readonly place: Place
  readonly rule: Rule
  readonly severity: Rule['severity']
  readonly risk: Risk
  readonly first: number
  readonly last: number
}

const read = (text: string, { at, place }: Visit, one: Ready): Named | null => {
  const { words, around, seam } = place
  for (const { pattern, says, unless, unlessNear, near, unlessText } of one.looksFor) {
    const matches: RegExpExecArray[] = []
    for (const search of says) {
      const match = search.exec(words)
      if (match === null) break
      matches.push(match)
    }
    if (matches.length < says.length) continue
    if (pattern.when !== undefined && !pattern.when(matches[0] as RegExpExecArray, words)) continue
    if (unless.some((search) => search.test(words))) continue
    if (near !== null && !near.test(around)) continue
    if (unlessNear.some((search) => search.test(around))) continue
    if (unlessText?.(text) === true) continue
    const first = Math.min(...matches.map(({ index }) => index))
    const last = Math.max(...matches.map((match) => match.index + match[0].length))
    if (seam >= 0 && (first >= seam || last <= seam)) continue
    if (says.length >= 3 && last - first > togetherWithin) continue
    const { severity, risk } = { ...one.rule, ...pattern }
    return { at, place, rule: one.rule, severity, risk, first, last }
  }
  return null
}

/** The last sentence a place reads. */
export const lastOf = ({ at, place }: Pick<Named, 'at' | 'place'>): number =>
  place.seam >= 0 && place.shift === place.start ? at + 1 : at

/**
 * Everything the rules name in these places. Rule by rule and not place by place: a rule's patterns stay at hand while it
 * reads, which is several times faster than to fetch fifty rules' patterns for every sentence.
 */
export const named = (text: string, visits: readonly Visit[]): readonly Named[] => {
  const found: Named[] = []
  const asked = mayConcern(allBeginnings(), visits)
  const width = widthOf(readyRules().length)
  for (const [at, one] of readyRules().entries()) {
    const word = Math.floor(at / bits)
    const bit = 1 << (at % bits)
    /** What one sentence says alone is not said again with its neighbour. */
    let foundAt = -1
    for (let index = 0; index < visits.length; index++) {
      if (((asked[index * width + word] as number) & bit) === 0) continue
      const visit = visits[index] as Visit
      if (visit.at === foundAt || !one.cue.test(visit.place.words)) continue
      const hit = read(text, visit, one)
      if (hit === null) continue
      foundAt = lastOf(hit)
      found.push(hit)
    }
  }
  return found
}
