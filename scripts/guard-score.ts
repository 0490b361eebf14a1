/**
 * `npm run guard-score -- train|dev|test|forms|unseen [--show]`: how many labelled traps the contract guard finds, and how many of its
 * alarms are right. `--show` lists misses and false alarms; not for test and unseen, so that nobody writes rules against them.
 */
import { review } from '#contract-guard/review.ts'
import { readSplit, type Split, splits } from './guard-score/labelled.ts'
import { type Score, type Share, score, wilson } from './guard-score/score.ts'

const percent = (part: number): string => (100 * part).toFixed(1)

const figure = (share: Share): string => {
  if (share.of === 0) return '–'
  const [low, high] = wilson(share)
  return `${percent(share.hits / share.of)} % (${share.hits} of ${share.of}; ${percent(low)}–${percent(high)})`
}

const summary = (split: Split, documents: number, result: Score): string[] => [
  `${split}: ${documents} documents; share (count; 95 % Wilson interval)`,
  `  recall of high labels, same risk          ${figure(result.recall)}`,
  `  recall of high labels, any risk           ${figure(result.recallAnyRisk)}`,
  `  precision of high findings, any label     ${figure(result.precision)}`,
  `  precision of high findings, same risk     ${figure(result.precisionSameRisk)}`,
  `  fair documents with a high finding        ${figure(result.fairAlarmed)}`,
  `  documents with traps and a high finding   ${figure(result.trapAlarmed)}`,
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
  if (!isSplit(split) || rest.length > 0) return undefined
  if (option !== undefined && (option !== '--show' || hidden.has(split))) return undefined
  const documents = readSplit(split)
  const result = score(documents, (text) => review(text).findings)
  const texts = new Map(documents.map(({ name, text }) => [name, text]))
  return [...summary(split, documents.length, result), ...(option === undefined ? [] : shown(texts, result))]
}

if (import.meta.main) {
  const told = lines(process.argv.slice(2))
  if (told === undefined) {
    process.stderr.write(
      'guard-score train|dev|test|forms|unseen [--show]; test and unseen show their figures only\n',
    )
    process.exitCode = 2
  } else process.stdout.write(`${told.join('\n')}\n`)
}
