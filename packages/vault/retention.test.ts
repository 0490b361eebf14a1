import { describe, expect, test } from 'vitest'
import { shredSchedule, termEnd } from '#vault/retention.ts'

describe('terms', () => {
  test('run in calendar years, months and days', () => {
    expect(termEnd('cdd', '2026-11-25T08:30:00.000Z')).toBe('2036-11-25T08:30:00.000Z')
    expect(termEnd('agreement', '2028-02-29T00:00:00.000Z')).toBe('2033-02-28T00:00:00.000Z')
    expect(termEnd('message', '2026-08-31T12:00:00.000Z')).toBe('2027-02-28T12:00:00.000Z')
    expect(termEnd('answer', '2026-12-29T00:00:00.000Z')).toBe('2027-01-05T00:00:00.000Z')
  })

  test('a merchant that was signed with is kept as the law says, one that never was goes after thirty days', () => {
    const endedAt = '2026-11-25T00:00:00.000Z'
    expect(shredSchedule({ concluded: true, endedAt })).toEqual([
      { keep: 'cdd', on: '2036-11-25T00:00:00.000Z' },
      { keep: 'agreement', on: '2031-11-25T00:00:00.000Z' },
      { keep: 'complaint', on: '2029-11-25T00:00:00.000Z' },
    ])
    const soon = shredSchedule({ concluded: false, endedAt }).map(({ on }) => on)
    expect(new Set(soon)).toEqual(new Set(['2026-12-25T00:00:00.000Z']))
  })
})
