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

/** Which buckets were seen in this turn; a turn is a byte, so that the marks of all buckets stay close at hand. */
const marksOf = (buckets: number): { readonly seen: Uint8Array; readonly turn: () => number } => {
  const seen = new Uint8Array(buckets)
  let turn = 0
  return {
    seen,
    turn: () => {
      turn = (turn + 1) & 0xff
      if (turn === 0) {
        seen.fill(0)
        turn = 1
      }
      return turn
    },
  }
}

/** A reader of sentences: the hashed runs of characters of each, every one once, in an array that is overwritten by the next. */
const runsBy = (buckets: number): ((words: string) => Int32Array) => {
  const { seen, turn: nextTurn } = marksOf(buckets)
  let found = new Int32Array(2_048)
  let [last, told] = ['', found.subarray(0, 0)]
  return (words) => {
    // Whoever asks how likely, then asks which.
    if (words === last) return told
    const text = sized(words.replace(/\s+/gu, ''))
    if (text.length * longest > found.length) found = new Int32Array(text.length * longest * 2)
    const turn = nextTurn()
    let count = 0
    for (let at = 0; at < text.length; at++) {
      const most = Math.min(longest, text.length - at)
      let hash = 0
      for (let length = 1; length <= most; length++) {
        hash = Math.imul(hash ^ text.charCodeAt(at + length - 1), 0x9e3779b1)
        hash ^= hash >>> 15
        const bucket = (hash ^ (length << 7)) & (buckets - 1)
        if (seen[bucket] === turn) continue
        seen[bucket] = turn
        found[count] = bucket
        count += 1
      }
    }
    last = words
    told = found.subarray(0, count)
    return told
  }
}

/** The hashed runs of characters of a sentence, each once. Takes normalised words with their sides. */
export const features = (words: string, buckets: number): readonly number[] => [...runsBy(buckets)(words)]

const signed = (weights: string): Int8Array => Int8Array.from(weights, (sign) => sign.charCodeAt(0) - zero)

export type Likeness = {
  readonly limits: Limits
  /** Log-odds that the sentence is a trap. Above 0: rather yes. */
  readonly likeness: (words: string) => number
  /** The rules whose traps it is most like, with their log-odds, best first. */
  readonly likeliestRules: (words: string) => readonly { readonly rule: string; readonly score: number }[]
}

/** Four rules a word, and two sums a word: a run's weights are added without taking them apart. */
const lanes = 4
const evenLanes = 0x00ff00ff
const laneBits = 16
/** A weight as a byte without sign, of which so many fit into a sum of sixteen bits. */
const unsigned = 128
const fits = Math.floor(0xffff / 0xff)

/** The weights of all rules for one bucket side by side: a sentence reads a few rows and not fifty columns. */
const ruleSums = ({
  ruleBuckets,
  rules,
}: Weights): ((runs: Int32Array) => { sums: Int32Array; count: number }) => {
  const width = Math.ceil(rules.length / lanes)
  const bytes = new Uint8Array(ruleBuckets * width * lanes)
  for (const [column, { weights: own }] of rules.entries())
    for (let bucket = 0; bucket < ruleBuckets; bucket++)
      bytes[bucket * width * lanes + column] = own.charCodeAt(bucket) - zero + unsigned
  const rows = new Int32Array(bytes.buffer)
  const { seen, turn: nextTurn } = marksOf(ruleBuckets)
  const [even, odd] = [new Int32Array(width), new Int32Array(width)]
  const sums = new Int32Array(width * lanes)
  const spill = (): void => {
    for (let word = 0; word < width; word++) {
      const [first, second] = [even[word] as number, odd[word] as number]
      sums[word * lanes] = (sums[word * lanes] as number) + (first & 0xffff)
      sums[word * lanes + 1] = (sums[word * lanes + 1] as number) + (second & 0xffff)
      sums[word * lanes + 2] = (sums[word * lanes + 2] as number) + (first >>> laneBits)
      sums[word * lanes + 3] = (sums[word * lanes + 3] as number) + (second >>> laneBits)
    }
    even.fill(0)
    odd.fill(0)
  }
  return (runs) => {
    const turn = nextTurn()
    let count = 0
    sums.fill(0)
    for (let at = 0; at < runs.length; at++) {
      // Both numbers of buckets are powers of two: a bucket among the more, cut short, is the bucket among the fewer.
      const bucket = (runs[at] as number) & (ruleBuckets - 1)
      if (seen[bucket] === turn) continue
      seen[bucket] = turn
      const row = bucket * width
      for (let word = 0; word < width; word++) {
        const four = rows[row + word] as number
        even[word] = (even[word] as number) + (four & evenLanes)
        odd[word] = (odd[word] as number) + ((four >>> 8) & evenLanes)
      }
      count += 1
      if (count % fits === 0) spill()
    }
    spill()
    for (let column = 0; column < sums.length; column++)
      sums[column] = (sums[column] as number) - unsigned * count
    return { sums, count }
  }
}

/** Reads sentences by these weights. */
export const likenessBy = (weights: Weights, by: Limits = limits): Likeness => {
  const { buckets, anyScale, anyBias, ruleScale } = weights
  const any = signed(weights.any)
  const rules = weights.rules.map(({ rule, bias }) => ({ rule, bias }))
  const runs = runsBy(buckets)
  const sumsOf = ruleSums(weights)
  return {
    limits: by,
    likeness: (words) => {
      const found = runs(words)
      let total = 0
      for (let at = 0; at < found.length; at++) total += any[found[at] as number] as number
      return anyBias + (anyScale * total) / Math.sqrt(Math.max(1, found.length))
    },
    likeliestRules: (words) => {
      const { sums, count } = sumsOf(runs(words))
      const scale = ruleScale / Math.sqrt(Math.max(1, count))
      return rules
        .map(({ rule, bias }, column) => ({ rule, score: bias + scale * (sums[column] as number) }))
        .toSorted((one, other) => other.score - one.score)
    },
  }
}

/** By the weights learned from the whole corpus. */
export const learnedLikeness = likenessBy(learned)
