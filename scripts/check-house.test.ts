import { describe, expect, test } from 'vitest'
import { checkHouse } from './check-house.ts'

const check = (sources: Record<string, string>): string[] => checkHouse(new Map(Object.entries(sources)))

const breaches: [law: string, path: string, text: string, fault: string][] = [
  [
    'a pure room has no node:*',
    'packages/fees/a.ts',
    `import { join } from 'node:path'`,
    'may not use node:path',
  ],
  ['a pure room has no sibling', 'packages/fees/a.ts', `import { b } from '#device/b.ts'`, 'the room device'],
  [
    'shared types are types',
    'packages/device/a.ts',
    `import { evolve } from '#provision/case.ts'`,
    'the room provision',
  ],
  ['ground looks nowhere', 'packages/ground/a.ts', `import type { B } from '#fees/b.ts'`, 'the room fees'],
  ['no floor looks up', 'packages/fees/a.ts', `import { call } from '#api/call.ts'`, 'the room api'],
  ['typebox is api’s', 'packages/access/a.ts', `import { Type } from 'typebox'`, 'only packages/api/'],
  ['pg is the house’s', 'apps/server/src/people/a.ts', `import pg from 'pg'`, 'may know pg'],
  [
    'fastify is the house’s',
    'apps/server/src/people/a.ts',
    `import x from '@fastify/cookie'`,
    '@fastify/cookie',
  ],
  [
    'server rooms keep apart',
    'apps/server/src/cases/a.ts',
    `import {\n  sendCode,\n} from '../people/code.ts'`,
    'leaves its room for apps/server/src/people/code.ts (only its types',
  ],
  [
    'dynamic imports count',
    'apps/server/src/cases/a.ts',
    `const b = await import('../people/code.ts')`,
    'leaves its room',
  ],
  [
    'the pages do not see the server',
    'apps/web/start/a.tsx',
    `import { openPool } from '../../server/src/house/database.ts'`,
    'leaves its room',
  ],
  ['rooms are named with #', 'packages/fees/a.ts', `export { b } from '../ground/b.ts'`, 'leaves its room'],
  ['one file fetches', 'apps/web/start/a.tsx', `export const a = () => fetch('/api')`, 'may fetch'],
  ['no barrels', 'packages/fees/index.ts', 'export const a = 1', 'named by its subject'],
  ['no drawers', 'apps/server/src/house/utils.ts', 'export const a = 1', 'named by its subject'],
  ['kebab-case', 'packages/fees/feeTable.ts', 'export const a = 1', 'kebab-case'],
  ['short files', 'packages/fees/a.ts', 'export const a = 1\n'.repeat(401), 'has 401 lines'],
  ['rules are stated', 'packages/fees/a.ts', `export const a = refuse('FEE-9')`, 'FEE-9 has no line'],
]

describe('the house is checked', () => {
  test.each(breaches)('%s', (_law, path, text, fault) => {
    const faults = check({ [path]: text })
    expect(faults.join('\n')).toContain(fault)
    expect(faults[0]).toMatch(/^[\w/.-]+:\d+ /)
  })

  test('what the table allows is not reported', () => {
    const allowed = {
      'packages/fees/quote.ts': `import { share } from '#ground/fen.ts'\nimport { a } from './a.ts'`,
      'packages/device/bind.ts': `import type { Case } from '#provision/case.ts'\nimport { type Schedule } from '#fees/schedule.ts'`,
      'packages/tlog/tree.ts': `import { sha256 } from '@noble/hashes/sha2.js'`,
      'packages/fees/quote.test.ts': `import { readFileSync } from 'node:fs'\nimport { a } from '#device/a.ts'`,
      'packages/api/cases.ts': `import { Type } from 'typebox'`,
      'apps/server/src/people/code.ts': `import { id } from '../house/new-id.ts'\nimport type { Case } from '../cases/case.ts'`,
      'apps/server/src/house/http.ts': `import fastify from 'fastify'\nimport { Compile } from 'typebox/compile'`,
      'apps/server/src/main.ts': `import { cases } from './cases/cases.ts'`,
      'apps/cli/serve.ts': `import { serve } from '../server/src/serve.ts'`,
      'apps/field/day.tsx': `import { Button } from '../web/ui/button.tsx'`,
      'apps/web/vite.config.ts': `import { fileURLToPath } from 'node:url'`,
    }
    expect(check(allowed)).toEqual([])
  })

  test('a stated rule needs words too', () => {
    const sources = {
      'packages/fees/README.md': '- FEE-9 — an exit fee is shown before signing.\n',
      'packages/fees/a.ts': `export const a = { rule: 'FEE-9' }`,
    }
    expect(check(sources)).toEqual(['packages/fees/a.ts:1 the rule FEE-9 has no words in packages/words'])
  })

  test('a stated and worded rule passes; encodings are not taken for rules', () => {
    const sources = {
      'packages/fees/README.md': '- FEE-9 — an exit fee is shown before signing.\n',
      'packages/words/rules-fees.ts': `export const feesRules = {\n  'FEE-9': { happened: [], remedy: [] },\n}`,
      'packages/fees/a.ts': `export const a = refuse('FEE-9')\nexport const b = ['UTF-8', 'SHA-256']`,
    }
    expect(check(sources)).toEqual([])
  })
})
