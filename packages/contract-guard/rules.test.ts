import { describe, expect, test } from 'vitest'
import { laws } from '#contract-guard/basis.ts'
import { review } from '#contract-guard/review.ts'
import { allRules } from '#contract-guard/rules/all.ts'

const found = (text: string, id: string) => review(text).findings.filter((finding) => finding.rule === id)

describe.each(allRules.map((rule) => [rule.id, rule] as const))('%s', (id, rule) => {
  test.each(rule.trap)('finds: %s', (sentence) => {
    const [finding] = found(sentence, id)
    expect(finding).toBeDefined()
    expect(sentence).toContain(finding?.quote)
    expect(sentence.slice(finding?.start, finding?.end)).toBe(finding?.quote)
  })
  test.each(rule.fair)('leaves alone: %s', (sentence) => {
    expect(found(sentence, id)).toEqual([])
  })
})

test('each rule has its own id, both languages, a law with a version and examples both ways', () => {
  expect(new Set(allRules.map(({ id }) => id)).size).toBe(allRules.length)
  for (const rule of allRules) {
    for (const words of [rule.name, rule.why, rule.ask]) {
      expect(words.zh).toMatch(/\p{Script=Han}/u)
      expect(words.en).toMatch(/[a-z]/u)
    }
    expect(rule.basis.length).toBeGreaterThan(0)
    expect(rule.trap.length).toBeGreaterThan(0)
    expect(rule.fair.length).toBeGreaterThan(0)
  }
  for (const law of Object.values(laws)) expect(law.version).toMatch(/^\d{4}-\d{2}-\d{2}$/u)
})

test('no fair example of any rule earns a high finding from another rule', () => {
  const loud = allRules.flatMap((rule) =>
    rule.fair.flatMap((sentence) =>
      review(sentence)
        .findings.filter(({ severity }) => severity === 'high')
        .map((finding) => `${finding.rule}: ${sentence}`),
    ),
  )
  expect(loud).toEqual([])
})
