import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { features, learnedLikeness, zero } from '#contract-guard/likeness.ts'
import learned from '#contract-guard/likeness.json' with { type: 'json' }
import { review } from '#contract-guard/review.ts'
import { allRules } from '#contract-guard/rules/all.ts'

const corpus = new URL('./corpus/', import.meta.url)

describe('likeness', () => {
  test('the weights are learned from the corpus as it stands: npm run learn-likeness', () => {
    const hash = createHash('sha256')
    for (const part of ['lines', 'train', 'dev', 'forms', 'fair'])
      for (const file of readdirSync(new URL(`${part}/`, corpus)).sort())
        hash.update(readFileSync(new URL(`${part}/${file}`, corpus)))
    for (const { id, trap, fair } of allRules) hash.update(JSON.stringify([id, trap, fair]))
    expect(hash.update(readFileSync(new URL('fair-lines.txt', corpus))).digest('hex')).toBe(learned.corpus)
  })

  test('the words of test and unseen never reach the weights', () => {
    const script = ['../../scripts/learn-likeness.ts', '../../scripts/learn-likeness/examples.ts']
      .map((file) => readFileSync(new URL(file, import.meta.url), 'utf8'))
      .join('')
    expect(script).not.toMatch(/'test'|'unseen'|corpus\/(?:test|unseen)/u)
  })

  test('numbers count by their size: a hold of a week is not a hold of half a year', () => {
    const same = (one: string, other: string) =>
      JSON.stringify(features(one, 1 << 13)) === JSON.stringify(features(other, 1 << 13))
    expect(same('暂缓结算3日', '暂缓结算5日')).toBe(true)
    expect(same('暂缓结算3日', '暂缓结算180日')).toBe(false)
    expect(same('押金299元', '押金9元')).toBe(false)
  })

  test('a trap in words no rule has is told, marked as found by its likeness, and quoted at its place', () => {
    const text =
      '为保障资金安全，平台可根据自身判断对商户待结算款项采取延后划付措施，直至平台认为相关情形消除，期间不计付任何利息。'
    const found = review(text).findings
    expect(found.map(({ risk }) => risk)).toEqual(['settlement_delay_or_hold'])
    for (const { start, end, quote, by } of found) {
      expect(text.slice(start, end)).toBe(quote)
      expect(by).toBe('likeness')
    }
  })

  test('ordinary duties are like no trap', () => {
    for (const fair of [
      '双方应当对在履行本协议过程中知悉的对方商业秘密予以保密。',
      '因不可抗力致使本协议不能履行的，根据影响程度免除相应责任，并应当及时通知对方。',
      '本协议一式两份，双方各执一份，具有同等法律效力。',
    ])
      expect(learnedLikeness.likeness(fair), fair).toBeLessThan(learnedLikeness.limits.told)
  })

  test('the rules it likens a sentence to are those of the weights added one by one, however long it is', () => {
    const long = readdirSync(new URL('trap/', corpus))
      .map((file) => readFileSync(new URL(`trap/${file}`, corpus), 'utf8'))
      .join('')
    for (const words of ['押金不退', '商户应在15日内支付违约金5000元', long.slice(0, 240), long]) {
      const runs = features(words, learned.ruleBuckets)
      const scale = learned.ruleScale / Math.sqrt(runs.length)
      const byHand = learned.rules
        .map(({ rule, bias, weights }) => ({
          rule,
          score: bias + scale * runs.reduce((sum, run) => sum + weights.charCodeAt(run) - zero, 0),
        }))
        .toSorted((one, other) => other.score - one.score)
      expect(learnedLikeness.likeliestRules(words)).toEqual(byHand)
    }
  })

  test('every rule it names exists', () => {
    const known = new Set(learned.rules.map(({ rule }) => rule))
    for (const { rule } of learnedLikeness.likeliestRules('押金不退')) expect(known.has(rule)).toBe(true)
  })
})
