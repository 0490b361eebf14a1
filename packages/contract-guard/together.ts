import { cite } from '#contract-guard/basis.ts'
import {
  type Contradiction,
  type DocumentPlace,
  type OfferDocument,
  placeIn,
  promisesOf,
  type Read,
  read,
  type Sentence,
} from '#contract-guard/offer-paper.ts'
import { compile } from '#contract-guard/pattern.ts'
import { type Subject, subjects } from '#contract-guard/promise-subjects.ts'
import { byAcquirer, bySettlement } from '#contract-guard/promised-payment.ts'
import { byRate } from '#contract-guard/promised-rate.ts'

const sentenceAt = (
  { sentences, document }: Read,
  start: number,
  end: number,
): Pick<Sentence, 'words' | 'place'> =>
  sentences.find(({ place }) => place.start <= start && end <= place.end) ?? {
    words: '',
    place: placeIn(document, start, end),
  }

/** Places of the written paper that take this subject's promise back, in order and each once. */
const takenBack = (subject: Subject, written: Read): readonly DocumentPlace[] => {
  const { fees = [], rules = [], says, unless } = subject.against
  const excused = unless === undefined ? null : compile(unless)
  const charges = written.fees
    .filter(({ what, amountFen = 0, ratePpm = 0 }) => fees.includes(what) && amountFen + ratePpm > 0)
    .map(({ start, end }) => sentenceAt(written, start, end))
    .filter(({ words }) => excused === null || !excused.test(words))
  const trapped = written.findings
    .filter(({ rule }) => rules.includes(rule))
    .map(({ start, end }) => ({ place: placeIn(written.document, start, end) }))
  const pattern = says === undefined ? null : compile(says)
  const said = written.sentences.filter(
    ({ words }) => pattern?.test(words) === true && excused?.test(words) !== true,
  )
  const seen = new Set<number>()
  return [...charges, ...trapped, ...said]
    .map(({ place }) => place)
    .sort((a, b) => a.start - b.start)
    .filter(({ start }) => !seen.has(start) && seen.add(start))
}

const unwritten = (subject: Subject, promise: DocumentPlace): Contradiction => ({
  rule: 'J20',
  risk: 'vague_terms',
  severity: 'medium',
  why: {
    zh: `${subject.name.zh}，合同里一个字也没有：没写进去的承诺很难兑现。`,
    en: `${subject.name.en}, and the agreement says nothing of it: what is not written is hard to hold them to.`,
  },
  basis: [cite('civil', 496, 498)],
  ask: subject.ask,
  places: [promise],
})

const bySubject = (
  subject: Subject,
  promises: readonly Read[],
  written: readonly Read[],
): Contradiction[] => {
  const pattern = compile(subject.promise)
  const speaks = compile(subject.speaks)
  const said = promises.flatMap((one) => promisesOf(one, pattern))
  const [first] = said
  if (first === undefined) return []
  const against = written.flatMap((one) => takenBack(subject, one))
  if (against.length === 0)
    return written.some(({ plain }) => speaks.test(plain)) ? [] : [unwritten(subject, first)]
  const { rule, risk, severity, why, basis, ask } = subject
  return [{ rule, risk, severity, why, basis, ask, places: [...said, ...against] }]
}

/**
 * The papers of one offer read as one: promises the agreement takes back, and promises it is silent on. Without a paper
 * of either kind there is nothing to compare. Linear in the texts.
 */
export const together = (documents: readonly OfferDocument[]): readonly Contradiction[] => {
  const papers = documents.map(read)
  const written = papers.filter(({ document }) => document.kind !== 'promise')
  const signed = papers.filter(({ document }) => document.kind === 'agreement')
  const spokenOnly = papers.filter(({ document }) => document.kind === 'promise')
  const promises =
    signed.length > 0 ? papers.filter(({ document }) => document.kind !== 'agreement') : spokenOnly
  const binding = signed.length > 0 ? signed : written
  if (promises.length === 0 || binding.length === 0) return []
  return [
    ...subjects.flatMap((subject) =>
      bySubject(subject, spokenOnly.length > 0 ? spokenOnly : promises, written),
    ),
    ...byRate(promises, binding),
    ...bySettlement(promises, binding),
    ...byAcquirer(promises, binding),
  ]
}
