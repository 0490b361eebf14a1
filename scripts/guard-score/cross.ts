import { createHash } from 'node:crypto'
import { likenessBy } from '#contract-guard/likeness.ts'
import { review } from '#contract-guard/review.ts'
import { examplesOf } from '../learn-likeness/examples.ts'
import { weightsOf } from '../learn-likeness/learn.ts'
import { type Labelled, readSplit } from './labelled.ts'
import type { score } from './score.ts'

const folds = 5

/** By its name: a document stays in its fold whatever is added. */
const foldOf = ({ name }: Labelled): number => (createHash('sha256').update(name).digest()[0] ?? 0) % folds

/**
 * Findings in each of these documents by weights learned without the fifth it stands in. What may be chosen by looking at it:
 * the documents of `forms`, which are learned from in the end. Takes minutes.
 */
export const crossed = (documents: readonly Labelled[]): Parameters<typeof score>[1] => {
  const always = [...readSplit('train'), ...readSplit('dev')]
  const found = new Map<string, ReturnType<typeof review>['findings']>()
  for (let fold = 0; fold < folds; fold++) {
    const kept = documents.filter((document) => foldOf(document) !== fold)
    const like = likenessBy({ corpus: '', ...weightsOf(examplesOf([...always, ...kept])) })
    for (const document of documents)
      if (foldOf(document) === fold) found.set(document.text, review(document.text, like).findings)
  }
  return (text) => found.get(text) ?? []
}
