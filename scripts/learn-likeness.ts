/**
 * `npm run learn-likeness [-- --without dev]`: learns the weights of `packages/contract-guard/likeness.ts` from the corpus:
 * the single passages of `corpus/lines`, the labelled documents of train, dev and forms, the fair texts, the rules' own
 * examples. Never from test or unseen.
 * Logistic regression by AdaGrad; the same corpus gives the same file. A fifth of the passages is held out first to say how
 * well it does, then learned from as well. `--without dev` leaves the documents of dev out, so that they can be scored.
 */
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { clauseTree } from '#contract-guard/clause.ts'
import { features, type Weights, zero } from '#contract-guard/likeness.ts'
import { normalise } from '#contract-guard/normalise.ts'
import { originalSpan } from '#contract-guard/offset.ts'
import { withSides } from '#contract-guard/parties.ts'
import { allRules } from '#contract-guard/rules/all.ts'
import { type Label, readSplit } from './guard-score/labelled.ts'

const buckets = 1 << 17
const ruleBuckets = 1 << 13
const corpus = new URL('../packages/contract-guard/corpus/', import.meta.url)

type Example = {
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
const corpusDigest = (): string => {
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

/** Numerical Recipes' generator: the order of learning is the same on every machine. */
const shuffler = (): ((length: number) => number) => {
  let state = 20_261_126
  return (length) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * length)
  }
}

type Model = { readonly weights: Float32Array; readonly bias: number }

const epochs = 15
const rate = 0.3
const decay = 2e-5

const learn = (inputs: readonly (readonly number[])[], wanted: readonly boolean[], size: number): Model => {
  const weights = new Float32Array(size)
  const squares = new Float32Array(size).fill(1e-6)
  const below = shuffler()
  const order = inputs.map((_, at) => at)
  let bias = 0
  for (let epoch = 0; epoch < epochs; epoch++) {
    for (let at = order.length - 1; at > 0; at--) {
      const other = below(at + 1)
      const kept = order[at] as number
      order[at] = order[other] as number
      order[other] = kept
    }
    for (const at of order) {
      const input = inputs[at] as readonly number[]
      const scale = 1 / Math.sqrt(Math.max(1, input.length))
      let total = bias
      for (const bucket of input) total += (weights[bucket] as number) * scale
      const error = 1 / (1 + Math.exp(-total)) - Number(wanted[at])
      bias -= 0.05 * error
      for (const bucket of input) {
        const slope = error * scale + decay * (weights[bucket] as number)
        squares[bucket] = (squares[bucket] as number) + slope * slope
        weights[bucket] = (weights[bucket] as number) - (rate * slope) / Math.sqrt(squares[bucket] as number)
      }
    }
  }
  return { weights, bias }
}

const scoreOf = ({ weights, bias }: Model, input: readonly number[]): number => {
  let total = bias
  for (const bucket of input) total += (weights[bucket] as number) / Math.sqrt(Math.max(1, input.length))
  return total
}

const steps = 46
const coded = ({ weights }: Model, scale: number): string =>
  Array.from(weights, (weight) =>
    String.fromCharCode(zero + Math.max(-steps + 2, Math.min(steps, Math.round(weight / scale)))),
  )
    .join('')
    // A quotation mark or backslash would be escaped in the file and read as itself; the nearest sign does as well.
    .replaceAll('"', '!')
    .replaceAll('\\', ']')
const greatest = (models: readonly Model[]): number =>
  models.reduce(
    (most, { weights }) => weights.reduce((high, weight) => Math.max(high, Math.abs(weight)), most),
    0,
  )

const told = (text: string) => process.stdout.write(`${text}\n`)
const share = (part: number, whole: number): string => `${((100 * part) / Math.max(1, whole)).toFixed(1)} %`

const withoutDev = process.argv.includes('--without')
const documents = [...readSplit('train'), ...(withoutDev ? [] : readSplit('dev')), ...readSplit('forms')]
const examples: readonly Example[] = [
  ...passages(),
  ...documents.flatMap(({ text, traps }) => sentences(text, traps)),
  ...fairTexts().flatMap((text) => sentences(text, [])),
  ...ruleExamples(),
  ...fairLines().map((line) => ({ words: plain(line), rules: [], trap: false, held: false })),
]
const inputs = examples.map(({ words }) => features(words, buckets))
told(`${examples.length} examples, ${examples.filter(({ trap }) => trap).length} of them traps`)

const kept = examples.flatMap(({ held }, at) => (held ? [] : [at]))
const held = examples.flatMap(({ held }, at) => (held ? [at] : []))
const pick = <T>(all: readonly T[], at: readonly number[]): T[] => at.map((each) => all[each] as T)
const trial = learn(
  pick(inputs, kept),
  pick(examples, kept).map(({ trap }) => trap),
  buckets,
)
for (const threshold of [-1, -0.5, 0, 0.5, 1, 1.5]) {
  const over = (trap: boolean) =>
    held.filter(
      (at) => examples[at]?.trap === trap && scoreOf(trial, inputs[at] as readonly number[]) > threshold,
    ).length
  const of = (trap: boolean) => held.filter((at) => examples[at]?.trap === trap).length
  told(
    `held out, above ${threshold}: ${share(over(true), of(true))} of ${of(true)} traps, ${share(over(false), of(false))} of ${of(false)} fair`,
  )
}

const any = learn(
  inputs,
  examples.map(({ trap }) => trap),
  buckets,
)
const traps = examples.filter(({ rules }) => rules.length > 0)
const trapInputs = traps.map(({ words }) => features(words, ruleBuckets))
const names = [...new Set(traps.flatMap(({ rules }) => rules))].sort()
const byRule = names.map((rule) =>
  learn(
    trapInputs,
    traps.map(({ rules }) => rules.includes(rule)),
    ruleBuckets,
  ),
)
const anyScale = greatest([any]) / steps
const ruleScale = greatest(byRule) / steps
const learned: Weights = {
  corpus: corpusDigest(),
  buckets,
  ruleBuckets,
  any: coded(any, anyScale),
  anyScale,
  anyBias: any.bias,
  rules: names.map((rule, at) => ({
    rule,
    bias: (byRule[at] as Model).bias,
    weights: coded(byRule[at] as Model, ruleScale),
  })),
  ruleScale,
}
writeFileSync(
  new URL('../packages/contract-guard/likeness.json', import.meta.url),
  `${JSON.stringify(learned)}\n`,
)
told(`weights of ${names.length} rules written`)
