import { expect, test } from 'vitest'
import { lineFrom } from './proposal-draft.ts'

test.each([
  ['lan', 'smart-pos', 'lan'],
  ['wifi', 'desktop-pos', 'wifi'],
  ['cellular-only', 'mobile-pos', 'cellular'],
  ['wifi', 'qr-plate', 'none'],
] as const)('a shop with %s and a %s gets the line %s', (network, terminalKind, line) => {
  expect(lineFrom(network, terminalKind)).toBe(line)
})
