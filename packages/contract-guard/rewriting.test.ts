import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { review } from '#contract-guard/review.ts'

/**
 * The same text written another way must not be read another way. What may change nothing at all, and what may lose a
 * stated share, is told here test by test.
 */
const folder = new URL('./corpus/trap/', import.meta.url)
const texts = readdirSync(folder).map((file) => [file, readFileSync(new URL(file, folder), 'utf8')] as const)
const clauseForms = texts.filter(([file]) => /01|02|03|06/u.test(file))

const high = (text: string): string[] =>
  review(text)
    .findings.filter(({ severity }) => severity === 'high')
    .map(({ rule }) => rule)
    .sort()

const wide = (text: string): string =>
  text.replace(/[!-~]/gu, (one) => String.fromCodePoint((one.codePointAt(0) ?? 0) + 0xfee0))

const traditional = new Map(
  '费費率率调調整整变變更更权權无無须須另另行行通通知知视視为為同同意意资資金金结結算算冻凍扣扣收收协協议議终終止止约約账賬户戶'
    .match(/../gu)
    ?.map((pair) => [pair.charAt(0), pair.charAt(1)]) ?? [],
)

const wrapped = (width: number) => (text: string) =>
  text
    .split('\n')
    .map((line) => line.replace(new RegExp(`(.{${width}})(?=.)`, 'gu'), '$1\n'))
    .join('\n')

const numerals = '零一二三四五六七八九'
/** 第十条 → 10.: the same clause under another number. */
const renumbered = (text: string): string => {
  let at = 0
  return text.replace(/^第[^条\n]{1,4}条\s?/gmu, () => `${(at += 1)}. `)
}

const nothing: Readonly<Record<string, (text: string) => string>> = {
  'full width': wide,
  'traditional characters': (text) => text.replace(/./gu, (one) => traditional.get(one) ?? one),
  'a space between all characters': (text) => text.replace(/(\p{Script=Han})(?=\p{Script=Han})/gu, '$1 '),
  'zero-width characters': (text) => text.replace(/(\p{Script=Han})(?=\p{Script=Han})/gu, '$1\u200b'),
  'Windows line ends': (text) => text.replaceAll('\n', '\r\n'),
  'hard wraps at 24': wrapped(24),
  'other numbers of clauses': renumbered,
  'a mark inside 费率 and 押金': (text) => text.replaceAll('费率', '费·率').replaceAll('押金', '押❌金'),
  'letters for a character': (text) => text.replaceAll('押金', '押jin').replaceAll('费率', '费lv'),
  'Chinese numerals for days': (text) =>
    text.replace(
      /(?<![0-9.])([1-9])0(?=[天日])/gu,
      (_, tens: string) => `${numerals.charAt(Number(tens))}十`,
    ),
}

describe.each(Object.entries(nothing))('%s change no high finding', (_, way) => {
  test.each(clauseForms)('%s', (_, text) => {
    expect(high(way(text))).toEqual(high(text))
  })
})

/** A wrap may part a sentence from the neighbour that excused it: nothing is lost, something may be asked in addition. */
test.each(clauseForms)('hard wraps at 32 and 40 lose no high finding: %s', (_, text) => {
  for (const width of [32, 40]) expect(high(wrapped(width)(text))).toEqual(expect.arrayContaining(high(text)))
})

/** Words that mean the same to whoever drafts: any of them may stand for the first. */
const synonyms: readonly (readonly string[])[] = [
  ['无需', '无须', '毋须', '不必'],
  ['不予退还', '概不退还', '恕不退还', '不予返还'],
  ['视为同意', '视同同意', '即表示同意'],
  ['随时', '任何时候', '不时'],
  ['调整', '变更', '上调'],
  ['暂停', '暂缓', '延迟'],
  ['概不负责', '不承担任何责任', '一概不承担责任'],
]

test('a synonym in place of a word loses no high finding of the rule it stands in', () => {
  const lost = synonyms.flatMap(([word = '', ...others]) =>
    others.flatMap((other) =>
      texts
        .filter(([, text]) => text.includes(word))
        .flatMap(([file, text]) => {
          const kept = new Set(high(text.replaceAll(word, other)))
          return [...new Set(high(text))]
            .filter((rule) => !kept.has(rule))
            .map((rule) => `${file} ${rule} ${word}→${other}`)
        }),
    ),
  )
  expect(lost).toEqual([])
})

/** Characters a reader of photos takes for one another. */
const confusions = new Map(
  '未末末未己已已己日曰人入入人土士士土千干干千天夫夫天大太太大方万万方元无无元付什账帐额颜收牧费贯率卒押抑金全结洁'
    .match(/../gu)
    ?.map((pair) => [pair.charAt(0), pair.charAt(1)]) ?? [],
)

/** A generator whose numbers are the same in every run (mulberry32). */
const seeded = (seed: number) => () => {
  seed = (seed + 0x6d2b79f5) | 0
  let t = Math.imul(seed ^ (seed >>> 15), 1 | seed)
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
  return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
}

const noisy = (text: string, share: number, random: () => number): string =>
  text.replace(/\p{Script=Han}/gu, (one) => (random() < share ? (confusions.get(one) ?? '囗') : one))

test.each([
  [0.01, 0.12],
  [0.02, 0.2],
])('%f of the characters misread: at most %f of the high findings are lost', (share, mayLose) => {
  let [all, lost] = [0, 0]
  for (const seed of [1, 2, 3, 4, 5])
    for (const [, text] of texts) {
      const before = high(text)
      const after = high(noisy(text, share, seeded(seed)))
      all += before.length
      for (const rule of before) {
        const at = after.indexOf(rule)
        if (at < 0) lost += 1
        else after.splice(at, 1)
      }
    }
  expect(lost / all).toBeLessThanOrEqual(mayLose)
})
