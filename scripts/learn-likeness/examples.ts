import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { clauseTree } from '#contract-guard/clause.ts'
import { normalise } from '#contract-guard/normalise.ts'
import { originalSpan } from '#contract-guard/offset.ts'
import { withSides } from '#contract-guard/parties.ts'
import { allRules } from '#contract-guard/rules/all.ts'
import type { Label, Labelled } from '../guard-score/labelled.ts'

const corpus = new URL('../../packages/contract-guard/corpus/', import.meta.url)

export type Example = {
  readonly words: string
  readonly rules: readonly string[]
  readonly trap: boolean
  readonly held: boolean
}

const plain = (text: string): string => withSides(normalise(text)).text

/** A fifth of the passages, by their own words: a passage stays on its side whatever is added. */
const isHeld = (text: string): boolean => (createHash('sha256').update(text).digest()[0] ?? 0) < 51

const passages = (): Example[] => {
  const folder = new URL('lines/', corpus)
  return readdirSync(folder)
    .sort()
    .flatMap((file) => readFileSync(new URL(file, folder), 'utf8').split('\n'))
    .filter((line) => line.includes('|'))
    .map((line) => {
      const [rules = '', severity = '', ...rest] = line.split('|')
      const text = rest.join('|')
      const trap = severity !== 'fair'
      return { words: plain(text), rules: trap ? rules.split('+') : [], trap, held: isHeld(text) }
    })
}

/** Which corpus the weights come from: `likeness.test.ts` compares. */
export const corpusDigest = (): string => {
  const hash = createHash('sha256')
  for (const part of ['lines', 'train', 'dev', 'forms', 'fair'])
    for (const file of readdirSync(new URL(`${part}/`, corpus)).sort())
      hash.update(readFileSync(new URL(`${part}/${file}`, corpus)))
  for (const { id, trap, fair } of allRules) hash.update(JSON.stringify([id, trap, fair]))
  return hash.update(readFileSync(new URL('fair-lines.txt', corpus))).digest('hex')
}

const fewestShared = 8

/** The sentences of a document, each with the labels it shares enough characters with. */
const sentences = (text: string, traps: readonly Label[]): Example[] => {
  const made = withSides(normalise(text))
  const marked = traps.map((label) => {
    const start = text.indexOf(label.quote)
    return { label, start, end: start + label.quote.length }
  })
  return clauseTree(made.text)
    .sentences.map(({ start, end }) => ({
      words: made.text.slice(start, end),
      ...originalSpan(made, start, end),
    }))
    .filter(({ words }) => words.trim().length > 4)
    .map(({ words, start, end }) => {
      const on = marked.filter(
        (mark) =>
          Math.min(end, mark.end) - Math.max(start, mark.start) >=
          Math.min(fewestShared, (mark.end - mark.start) / 2),
      )
      return {
        words,
        rules: on.flatMap(({ label }) => (label.rule === undefined ? [] : [label.rule])),
        trap: on.length > 0,
        held: false,
      }
    })
}

const fairTexts = (): string[] => {
  const folder = new URL('fair/', corpus)
  return readdirSync(folder)
    .sort()
    .map((file) => readFileSync(new URL(file, folder), 'utf8'))
}

const fairLines = (): string[] =>
  readFileSync(new URL('fair-lines.txt', corpus), 'utf8')
    .split('\n')
    .filter((line) => line.length > 8)

/** Each rule's own examples; what is fair to one rule is fair to all (`rules.test.ts`). */
const ruleExamples = (): Example[] =>
  allRules.flatMap(({ id, trap, fair }) => [
    ...trap.map((text) => ({ words: plain(text), rules: [id], trap: true, held: false })),
    ...fair.map((text) => ({ words: plain(text), rules: [], trap: false, held: false })),
  ])

/** What is learned from: every passage and example, and the sentences of these documents. */
export const examplesOf = (documents: readonly Labelled[]): readonly Example[] => [
  ...passages(),
  ...documents.flatMap(({ text, traps }) => sentences(text, traps)),
  ...fairTexts().flatMap((text) => sentences(text, [])),
  ...ruleExamples(),
  ...fairLines().map((line) => ({ words: plain(line), rules: [], trap: false, held: false })),
]
