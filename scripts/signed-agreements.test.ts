import { expect, test } from 'vitest'
import { isInformation, signedAgreements } from './signed-agreements.ts'
import { missingPrograms } from './signed-agreements/programs.ts'
import { tricks } from './signed-agreements/tricks.ts'

const missing = missingPrograms()

test(`agreements are accepted by other people's programs, altered ones and forgeries refused${missing.length > 0 ? ` (missing here: ${missing.join(', ')})` : ''}`, {
  timeout: 120_000,
}, async () => {
  const seed = Math.floor(Math.random() * 1e9)
  const proved = await signedAgreements(6, Object.keys(tricks).length, seed, () => undefined)
  for (const [name, { of, passed, failed }] of Object.entries(proved.scores)) {
    if (isInformation(name)) continue
    expect({ seed, name, passed, failed }).toEqual({ seed, name, passed: of, failed: [] })
  }
  expect(proved.scores['fangxin verify accepts']?.of).toBe(6)
  expect(Object.keys(proved.scores).length).toBeGreaterThanOrEqual(4)
})
