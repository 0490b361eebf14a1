/**
 * `npm run learn-likeness [-- --without dev]`: learns the weights of `packages/contract-guard/likeness.ts` from the corpus:
 * the single passages of `corpus/lines`, the labelled documents of train, dev and forms, the fair texts, the rules' own
 * examples. Never from test or unseen.
 * Logistic regression by AdaGrad; the same corpus gives the same file. A fifth of the passages is held out first to say how
 * well it does, then learned from as well. `--without dev` leaves the documents of dev out, so that they can be scored.
 */
import { writeFileSync } from 'node:fs'
import { readSplit } from './guard-score/labelled.ts'
import { corpusDigest, examplesOf } from './learn-likeness/examples.ts'
import { learnAny, weightsOf } from './learn-likeness/learn.ts'

const told = (text: string) => process.stdout.write(`${text}\n`)
const share = (part: number, whole: number): string => `${((100 * part) / Math.max(1, whole)).toFixed(1)} %`

const withoutDev = process.argv.includes('--without')
const examples = examplesOf([
  ...readSplit('train'),
  ...(withoutDev ? [] : readSplit('dev')),
  ...readSplit('forms'),
])
told(`${examples.length} examples, ${examples.filter(({ trap }) => trap).length} of them traps`)

const score = learnAny(examples.filter(({ held }) => !held))
const scored = examples.filter(({ held }) => held).map(({ words, trap }) => ({ trap, score: score(words) }))
for (const threshold of [-1, -0.5, 0, 0.5, 1, 1.5]) {
  const over = (trap: boolean): string => {
    const those = scored.filter((each) => each.trap === trap)
    return `${share(those.filter(({ score }) => score > threshold).length, those.length)} of ${those.length}`
  }
  told(`held out, above ${threshold}: ${over(true)} traps, ${over(false)} fair`)
}

const learned = weightsOf(examples)
writeFileSync(
  new URL('../packages/contract-guard/likeness.json', import.meta.url),
  `${JSON.stringify({ corpus: corpusDigest(), ...learned })}\n`,
)
told(`weights of ${learned.rules.length} rules written`)
