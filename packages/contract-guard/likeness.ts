import learned from '#contract-guard/likeness.json' with { type: 'json' }

/**
 * How much a sentence is like the traps people wrote for this project, and like which. The readable rules catch what they
 * were written for; this catches the same thing said otherwise, and doubts a rule where the sentence reads harmless. One
 * weight for each hashed run of one to four characters, learned from the corpus by `scripts/learn-likeness.ts`, repeatably.
 * Linear in the sentence.
 */
export type Weights = {
  /** SHA-256 over the files it was learned from. */
  readonly corpus: string
  /** Buckets of the hash, a power of two: of the question “a trap?”, and of “which?”. */
  readonly buckets: number
  readonly ruleBuckets: number
  /** One printable character a bucket: (code − 79) × scale. */
  readonly any: string
  readonly anyScale: number
  readonly anyBias: number
  readonly rules: readonly { readonly rule: string; readonly bias: number; readonly weights: string }[]
  readonly ruleScale: number
}

/** From which log-odds of `likeness` on a finding is told as high. */
export type Bar = {
  /** What a rule names, and below it is told as medium. */
  readonly named: number
  /** What no rule names. */
  readonly alike: number
}

/** What is done at which log-odds. */
export type Limits = {
  /** A sentence no rule names is told from here on. */
  readonly told: number
  /** A trap seldom comes alone: in the company of another as plain, less is enough. */
  readonly inCompany: Bar
  readonly alone: Bar
  /** So plain a finding is company, and a rule that names it counts for so much. */
  readonly plain: number
  readonly ruleCounts: number
  /** A second risk this nearly as likely is told as well. */
  readonly close: number
  /** Beside what a rule named, another risk is told when its rule is this likely. */
  readonly beside: number
  /** What a rule's own word in the sentence is worth among the rules it is like. */
  readonly cued: number
}

/** Chosen by what they did to documents the weights had not seen (`npm run guard-score -- cross`). */
const limits: Limits = {
  told: -0.3,
  inCompany: { named: -0.5, alike: 1.2 },
  alone: { named: 1, alike: 3 },
  plain: 1,
  ruleCounts: 1.5,
  close: 2.5,
  beside: -2.5,
  cued: 2,
}

export const zero = 79
const longest = 4

/** Days, months, sums and shares matter by their size: each number becomes signs for its unit and range. */
const sized = (words: string): string =>
  words.replace(
    /([0-9]{1,9}(?:\.[0-9]{1,6})?)(个?工作日|日|天|个?月|年|元|万元|%|倍|小时)?/gu,
    (_, digits: string, unit = '') => {
      const steps = (...limits: number[]): number => limits.filter((limit) => Number(digits) >= limit).length
      if (unit.endsWith('日') || unit === '天') return `d${'abcd'.charAt(steps(8, 31, 91))}`
      if (unit.endsWith('月')) return `m${'abc'.charAt(steps(7, 13))}`
      if (unit === '年') return `y${'ab'.charAt(steps(2))}`
      if (unit === '元') return `f${'abcde'.charAt(steps(20, 100, 500, 5_000))}`
      if (unit === '%') return `p${'abcde'.charAt(steps(0.1, 0.45, 0.65, 5))}`
      return unit === '' ? 'n' : `n${unit}`
    },
  )

const marks = new Map<number, { readonly seen: Int32Array; turn: number }>()

/** Tells each hashed run of characters of a sentence once. */
const eachFeature = (words: string, buckets: number, tell: (bucket: number) => void): void => {
  const text = sized(words.replace(/\s+/gu, ''))
  const mark = marks.get(buckets) ?? { seen: new Int32Array(buckets), turn: 0 }
  marks.set(buckets, mark)
  const { seen } = mark
  const turn = ++mark.turn
  for (let at = 0; at < text.length; at++) {
    let hash = 0
    for (let length = 1; length <= longest && at + length <= text.length; length++) {
      hash = Math.imul(hash ^ text.charCodeAt(at + length - 1), 0x9e3779b1)
      hash ^= hash >>> 15
      const bucket = (hash ^ (length << 7)) & (buckets - 1)
      if (seen[bucket] === turn) continue
      seen[bucket] = turn
      tell(bucket)
    }
  }
}

/** The hashed runs of characters of a sentence, each once. Takes normalised words with their sides. */
export const features = (words: string, buckets: number): readonly number[] => {
  const found: number[] = []
  eachFeature(words, buckets, (bucket) => found.push(bucket))
  return found
}

const signed = (weights: string): Int8Array => Int8Array.from(weights, (sign) => sign.charCodeAt(0) - zero)

export type Likeness = {
  readonly limits: Limits
  /** Log-odds that the sentence is a trap. Above 0: rather yes. */
  readonly likeness: (words: string) => number
  /** The rules whose traps it is most like, with their log-odds, best first. */
  readonly likeliestRules: (words: string) => readonly { readonly rule: string; readonly score: number }[]
}

/** Reads sentences by these weights. */
export const likenessBy = (weights: Weights, by: Limits = limits): Likeness => {
  const { buckets, ruleBuckets, anyScale, anyBias, ruleScale } = weights
  const any = signed(weights.any)
  const rules = weights.rules.map(({ rule, bias }) => ({ rule, bias }))
  /** The weights of all rules for one bucket side by side: a sentence reads a few rows and not fifty columns. */
  const rows = new Int8Array(ruleBuckets * rules.length)
  for (const [column, { weights: own }] of weights.rules.entries())
    for (let bucket = 0; bucket < ruleBuckets; bucket++)
      rows[bucket * rules.length + column] = own.charCodeAt(bucket) - zero
  return {
    limits: by,
    likeness: (words) => {
      let total = 0
      let count = 0
      eachFeature(words, buckets, (bucket) => {
        total += any[bucket] ?? 0
        count += 1
      })
      return anyBias + (anyScale * total) / Math.sqrt(Math.max(1, count))
    },
    likeliestRules: (words) => {
      const totals = new Int32Array(rules.length)
      let count = 0
      eachFeature(words, ruleBuckets, (bucket) => {
        count += 1
        const row = bucket * totals.length
        for (let column = 0; column < totals.length; column++)
          totals[column] = (totals[column] as number) + (rows[row + column] as number)
      })
      const scale = ruleScale / Math.sqrt(Math.max(1, count))
      return rules
        .map(({ rule, bias }, column) => ({ rule, score: bias + scale * (totals[column] as number) }))
        .toSorted((one, other) => other.score - one.score)
    },
  }
}

/** By the weights learned from the whole corpus. */
export const learnedLikeness = likenessBy(learned)
