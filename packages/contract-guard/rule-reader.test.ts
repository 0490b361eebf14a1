import { expect, test } from 'vitest'
import { beginnings, compile } from '#contract-guard/pattern.ts'
import { allRules } from '#contract-guard/rules/all.ts'

test('a cue is never found but where one of its beginnings stands', () => {
  let known = 0
  for (const { id, cue, trap, fair } of allRules) {
    const starts = beginnings(cue)
    if (starts === null) continue
    known += 1
    for (const words of [...trap, ...fair]) {
      const found = compile(cue).exec(words)
      if (found !== null)
        expect(
          starts.some((start) => words.startsWith(start, found.index)),
          `${id}: ${found[0]}`,
        ).toBe(true)
    }
  }
  expect(known).toBeGreaterThan(allRules.length / 2)
})

test('beginnings are two characters where both are plain', () => {
  expect(beginnings('押金|[甲乙]方|费')).toEqual(['押金', '甲方', '乙方', '费'])
  expect(beginnings('押金?|扣+款')).toEqual(['押', '扣'])
  expect(beginnings('(?:押金|保证金)')).toEqual(['押金', '保证'])
  for (const unclear of ['押?金', '(?:押|保)金|费', '.{2}金', String.raw`\d元`, ''])
    expect(beginnings(unclear), unclear).toBeNull()
})
