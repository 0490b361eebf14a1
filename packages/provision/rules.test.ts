import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { rules } from '#words/rules.ts'
import { signingRules } from '#words/rules-signing.ts'
import { testRunRules } from '#words/rules-test-run.ts'

const here = import.meta.dirname
const read = (file: string) => readFileSync(`${here}/${file}`, 'utf8')
const RULE = /\b(?:CASE|CORR|APP|REV|NEED|OFFR|VISIT|SURV|PROP|AGR|INST|TEST|TRAIN|GATE)-\d+\b/g
const rulesIn = (text: string): string[] => [...new Set(text.match(RULE) ?? [])].sort()

const files = readdirSync(here).filter((file) => file.endsWith('.ts'))
const cited = rulesIn(
  files
    .filter((file) => !file.endsWith('.test.ts'))
    .map(read)
    .join('\n'),
)
const stated = [...read('README.md').matchAll(/^- \*\*([A-Z]+-\d+)\*\*/gm)].map(([, rule]) => rule as string)
const tried = rulesIn(
  files
    .filter((file) => file.endsWith('.test.ts') && file !== 'rules.test.ts')
    .map(read)
    .join('\n'),
)

test('every rule the code cites is stated once in the README, and the README states no other', () => {
  expect(new Set(stated).size).toBe(stated.length)
  expect([...stated].sort()).toEqual(cited)
})

test('every rule is tried by a test', () => expect(tried).toEqual(cited))

test('every rule has words in both tongues: what happened and what to do', () => {
  // Signing shares the agreement's letters, a test's run the test's; both have a room of their own.
  const elsewhere = { ...signingRules, ...testRunRules }
  const worded = Object.entries(rules).filter(([rule]) => rulesIn(rule).length > 0 && !(rule in elsewhere))
  expect(worded.map(([rule]) => rule).sort()).toEqual(cited)
  for (const [, { happened, remedy }] of worded)
    for (const [zh, en] of [happened, remedy]) {
      expect(zh).toMatch(/\p{Script=Han}/u)
      expect(en).not.toMatch(/\p{Script=Han}/u)
      const names = (text: string) =>
        [...text.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name).sort((a, b) => a.localeCompare(b))
      expect(names(en)).toEqual(names(zh))
    }
})
