import { expect, test } from 'vitest'
import { watermarkLines } from '#vault/watermark-text.ts'

test('reader, organisation, Beijing time and purpose, past midnight too', () => {
  expect(
    watermarkLines({ name: '演示审核员', organisation: '演示收单机构' }, '2026-12-31T16:05:59.000Z'),
  ).toEqual([
    '仅供办理POS机使用 · for POS provisioning only',
    '演示审核员 · 演示收单机构',
    '2027-01-01 00:05 北京时间 UTC+8',
  ])
})

test('a name cannot turn the line around, break it, vanish or push the rest off the page', () => {
  const [, who] = watermarkLines(
    { name: '\u202E张\n三\u0000', organisation: '\u200B ' },
    '2026-01-01T00:00:00Z',
  )
  expect(who).toBe('张 三 · —')
  const [, long] = watermarkLines({ name: '𠮷'.repeat(90), organisation: 'a' }, '2026-01-01T00:00:00Z')
  expect(long).toBe(`${'𠮷'.repeat(39)}… · a`)
})
