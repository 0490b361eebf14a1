import { together } from '#contract-guard/together.ts'
import type { ComparePromise } from './ports.ts'

/** A promise of mouth against the agreement: taken back there, left unsaid, or nothing against it. */
export const comparePromise: ComparePromise = (promise, agreement) => {
  const found = together([
    { name: 'promise', kind: 'promise', text: promise },
    { name: 'agreement', kind: 'agreement', text: agreement },
  ])
  const places = found
    .flatMap((each) => each.places)
    .filter(({ document }) => document === 'agreement')
    .map(({ start, end, quote }) => ({ start, end, quote }))
  if (found.length === 0) return { verdict: 'nothing-against', places: [] }
  return places.length === 0 ? { verdict: 'silent', places } : { verdict: 'contradicted', places }
}
