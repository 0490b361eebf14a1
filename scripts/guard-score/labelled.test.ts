import { describe, expect, test } from 'vitest'
import { filesOf, type Labelled, readSplit, risks, type Split, splits } from './labelled.ts'

const bySplit = new Map(splits.map((split) => [split, readSplit(split)]))
const documentsOf = (...wanted: readonly Split[]): readonly Labelled[] =>
  wanted.flatMap((split) => bySplit.get(split) ?? [])
const all = documentsOf('train', 'dev', 'test')
const labels = all.flatMap(({ traps }) => traps)

/** Letters, digits and characters only: layout makes no sentence another one. */
const plain = (text: string): string => text.replace(/[^\p{L}\p{N}]/gu, '')
const grams = (documents: readonly Labelled[]): Set<string> =>
  new Set(
    documents.flatMap(({ text }) => {
      const words = plain(text)
      return Array.from({ length: Math.max(0, words.length - 11) }, (_, at) => words.slice(at, at + 12))
    }),
  )

describe('each document', () => {
  test.each(all.map((document) => [document.name, document] as const))('%s', (_, document) => {
    expect(Object.keys(document).sort()).toEqual(['fair', 'kind', 'name', 'text', 'traps'])
    expect(document.text.replace(/\s/g, '').length).toBeGreaterThanOrEqual(800)
    expect(['agreement', 'advert', 'chat', 'fee-sheet', 'notice']).toContain(document.kind)
    expect(document.traps.some(({ severity }) => severity === 'high')).toBe(!document.fair)
    for (const { quote, risk, severity, rule } of document.traps) {
      expect(document.text.split(quote).length - 1, quote).toBe(1)
      expect([...risks, 'other']).toContain(risk)
      expect(['high', 'medium', 'low']).toContain(severity)
      if (rule !== undefined) expect(rule).toMatch(/^T\d\d$/)
    }
  })
})

describe('the whole', () => {
  test('every text has its labels and every label file its text', () => {
    for (const split of splits)
      expect(filesOf(split)).toEqual(
        documentsOf(split)
          .flatMap(({ name }) => [`${name}.json`, `${name}.txt`])
          .sort(),
      )
  })

  test('has at least 66 documents, half of them fair, four tenths each in train and test', () => {
    expect(all.length).toBeGreaterThanOrEqual(66)
    expect(all.filter(({ fair }) => fair).length * 2).toBe(all.length)
    for (const split of ['train', 'test'] as const)
      expect(documentsOf(split).length / all.length).toBeCloseTo(0.4, 1)
  })

  test('what is only scored has about as many fair texts as others, and every kind', () => {
    const unseen = documentsOf('unseen')
    expect(unseen.length).toBeGreaterThanOrEqual(60)
    expect(unseen.filter(({ fair }) => !fair).length).toBeGreaterThanOrEqual(25)
    expect(new Set(unseen.map(({ kind }) => kind)).size).toBe(5)
  })

  test('every risk at least four times, every trap of the dossier three times', () => {
    for (const risk of risks)
      expect(labels.filter((label) => label.risk === risk).length, risk).toBeGreaterThanOrEqual(4)
    const traps = Array.from({ length: 50 }, (_, at) => `T${String(at + 1).padStart(2, '0')}`)
    // The dossier has no T49.
    for (const trap of traps.filter((each) => each !== 'T49'))
      expect(labels.filter(({ rule }) => rule === trap).length, trap).toBeGreaterThanOrEqual(3)
  })

  test('a number names one document, in one split', () => {
    const numbers = documentsOf(...splits).map(({ name }) => name.split('-')[0])
    expect(new Set(numbers).size).toBe(numbers.length)
  })

  // Statutes, registers and the names of laws make a few strings common to texts whose hands never met.
  test.each(['test', 'unseen'] as const)(
    'of the twelve-character strings of %s, at most 6 in 1,000 stand in what is learned from',
    (split) => {
      const known = grams(documentsOf('train', 'dev', 'forms'))
      const scored = grams(documentsOf(split))
      const shared = [...scored].filter((gram) => known.has(gram))
      expect(shared.length / scored.size).toBeLessThan(0.006)
    },
  )
})
