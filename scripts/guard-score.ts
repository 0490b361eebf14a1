/**
 * `npm run guard-score -- train|dev|test|forms|unseen|cross [--show]`: how many labelled traps the contract guard finds, and how many of its
 * alarms are right. `--show` lists misses and false alarms; not for test and unseen, so that nobody writes rules against them.
 */
import { review } from '#contract-guard/review.ts'
import { crossed } from './guard-score/cross.ts'
import { type Labelled, readSplit, type Split, splits } from './guard-score/labelled.ts'
import { type Score, type Share, score, wilson } from './guard-score/score.ts'

type Find = Parameters<typeof score>[1]
/** Each text is read once, however many figures it goes into. */
const readOnce = (): Find => {
  const found = new Map<string, ReturnType<Find>>()
  return (text) => {
    const known = found.get(text) ?? review(text).findings
    found.set(text, known)
    return known
  }
}

const percent = (part: number): string => (100 * part).toFixed(1)

const figure = (share: Share): string => {
  if (share.of === 0) return '–'
  const [low, high] = wilson(share)
  return `${percent(share.hits / share.of)} % (${share.hits} of ${share.of}; ${percent(low)}–${percent(high)})`
}

const kinds = ['agreement', 'notice', 'fee-sheet', 'advert', 'chat'] as const

const ofKinds = (documents: readonly Labelled[], find: Find): string[] =>
  kinds.flatMap((kind) => {
    const those = documents.filter((document) => document.kind === kind)
    const { recall, recallAnyRisk, precision, fairAlarmed } = score(those, find)
    const shares = [recall, recallAnyRisk, precision, fairAlarmed]
    return those.length === 0 ? [] : [`  ${kind.padEnd(12)} ${shares.map(figure).join(' | ')}`]
  })

/** How many of the mandatory terms a text lacks are told, and how many that are told it lacks. */
const ofMissing = (
  documents: readonly Labelled[],
): { readonly lines: string[]; readonly wrong: string[] } => {
  const read = documents.flatMap(({ name, text, lacks }) =>
    lacks === undefined ? [] : [{ name, lacks, told: review(text).missing.map(({ term }) => term) }],
  )
  const lacked = read.flatMap(({ lacks, told }) => lacks.map((term) => told.includes(term)))
  const told = read.flatMap(({ lacks, told }) => told.map((term) => lacks.includes(term)))
  const share = (all: readonly boolean[]): string =>
    figure({ hits: all.filter((right) => right).length, of: all.length })
  return {
    lines: [
      `  mandatory terms, of ${read.length} agreements: lacking ones told ${share(lacked)}; told ones lacking ${share(told)}`,
    ],
    wrong: read.flatMap(({ name, lacks, told }) => [
      ...lacks.filter((term) => !told.includes(term)).map((term) => `not told ${name} ${term}`),
      ...told.filter((term) => !lacks.includes(term)).map((term) => `wrongly told ${name} ${term}`),
    ]),
  }
}

const summary = (split: string, documents: readonly Labelled[], find: Find, result: Score): string[] => [
  `${split}: ${documents.length} documents; share (count; 95 % Wilson interval)`,
  `  recall of high labels, same risk          ${figure(result.recall)}`,
  `  recall of high labels, any risk           ${figure(result.recallAnyRisk)}`,
  `  precision of high findings, any label     ${figure(result.precision)}`,
  `  precision of high findings, same risk     ${figure(result.precisionSameRisk)}`,
  `  fair documents with a high finding        ${figure(result.fairAlarmed)}`,
  `  documents with traps and a high finding   ${figure(result.trapAlarmed)}`,
  ...ofMissing(documents).lines,
  '  per kind: recall same risk | recall any risk | precision any label | fair with a high finding',
  ...ofKinds(documents, find),
  '  per risk: recall same risk | recall any risk | precision any label | precision same risk',
  ...Array.from(result.byRisk, ([risk, each]) => {
    const shares = [each.recall, each.recallAnyRisk, each.precision, each.precisionSameRisk]
    return `  ${risk.padEnd(26)} ${shares.map(figure).join(' | ')}`
  }),
]

const shown = (documents: ReadonlyMap<string, string>, { misses, falseAlarms }: Score): string[] => [
  '',
  ...misses.map(({ name, label }) => `missed ${name} ${label.rule ?? '–'} ${label.risk}: ${label.quote}`),
  '',
  ...falseAlarms.map(({ name, finding: { rule, risk, start, end } }) => {
    const quote = documents.get(name)?.slice(start, end) ?? ''
    return `false ${name} ${rule} ${risk}: ${quote.replace(/\s+/g, ' ')}`
  }),
]

/** Whose misses are shown to nobody. */
const hidden: ReadonlySet<Split> = new Set(['test', 'unseen'])

const isSplit = (word: string | undefined): word is Split => splits.some((split) => split === word)

const lines = (args: readonly string[]): string[] | undefined => {
  const [split, option, ...rest] = args
  const known = split === 'cross' || isSplit(split)
  if (!known || rest.length > 0) return undefined
  if (option !== undefined && (option !== '--show' || (split !== 'cross' && hidden.has(split))))
    return undefined
  const documents = readSplit(split === 'cross' ? 'forms' : split)
  const find = split === 'cross' ? crossed(documents) : readOnce()
  const result = score(documents, find)
  const texts = new Map(documents.map(({ name, text }) => [name, text]))
  return [
    ...summary(split, documents, find, result),
    ...(option === undefined ? [] : [...shown(texts, result), ...ofMissing(documents).wrong]),
  ]
}

if (import.meta.main) {
  const told = lines(process.argv.slice(2))
  if (told === undefined) {
    process.stderr.write(
      'guard-score train|dev|test|forms|unseen|cross [--show]; test and unseen show their figures only\n',
    )
    process.exitCode = 2
  } else process.stdout.write(`${told.join('\n')}\n`)
}
