import { features, type Weights, zero } from '#contract-guard/likeness.ts'
import type { Example } from './examples.ts'

const buckets = 1 << 17
const ruleBuckets = 1 << 14

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

/** How the question “a trap?” is learned, for whoever wants to try it on examples it did not see. */
export const learnAny = (examples: readonly Example[]): ((words: string) => number) => {
  const model = learn(
    examples.map(({ words }) => features(words, buckets)),
    examples.map(({ trap }) => trap),
    buckets,
  )
  return (words) => scoreOf(model, features(words, buckets))
}

/** The same examples in the same order give the same weights. */
export const weightsOf = (examples: readonly Example[]): Omit<Weights, 'corpus'> => {
  const any = learn(
    examples.map(({ words }) => features(words, buckets)),
    examples.map(({ trap }) => trap),
    buckets,
  )
  const traps = examples.filter(({ rules }) => rules.length > 0)
  const inputs = traps.map(({ words }) => features(words, ruleBuckets))
  const names = [...new Set(traps.flatMap(({ rules }) => rules))].sort()
  const byRule = names.map((rule) =>
    learn(
      inputs,
      traps.map(({ rules }) => rules.includes(rule)),
      ruleBuckets,
    ),
  )
  const anyScale = greatest([any]) / steps
  const ruleScale = greatest(byRule) / steps
  return {
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
}
