import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  addDays,
  addHours,
  addMinutes,
  addWorkingDays,
  chinaDay,
  daysBetween,
  endOfDay,
  isAfter,
  isPublished,
  isWorkingDay,
  startOfDay,
} from '#ground/calendar.ts'

describe('days in China', () => {
  test('a day begins at 16:00 UTC', () => {
    expect(chinaDay('2026-10-01T15:59:59.999Z')).toBe('2026-10-01')
    expect(chinaDay('2026-10-01T16:00:00Z')).toBe('2026-10-02')
    expect(startOfDay('2026-10-02')).toBe('2026-10-01T16:00:00.000Z')
    expect(endOfDay('2026-10-02')).toBe('2026-10-02T15:59:59.999Z')
  })

  test('the National Day week of 2026 and its make-up Saturday (State Council notice)', () => {
    expect(isWorkingDay('2026-10-01')).toBe(false)
    expect(isWorkingDay('2026-10-07')).toBe(false)
    expect(isWorkingDay('2026-10-08')).toBe(true)
    expect(new Date('2026-10-10T00:00:00Z').getUTCDay()).toBe(6)
    expect(isWorkingDay('2026-10-10')).toBe(true)
    expect(isWorkingDay('2026-10-11')).toBe(false)
  })

  test('three working days across the holiday: 30 September + 3 is 10 October', () => {
    expect(addWorkingDays('2026-09-30', 3)).toEqual({ day: '2026-10-10', assumed: false })
  })

  test('a year without a published notice is said to be assumed, and weekends still count as free', () => {
    expect(isPublished('2026-12-31')).toBe(true)
    expect(isPublished('2099-01-01')).toBe(false)
    expect(addWorkingDays('2098-12-31', 5).assumed).toBe(true)
    expect(addWorkingDays('2026-12-24', 3).assumed).toBe(false)
    expect(isWorkingDay('2099-01-03')).toBe(false)
    expect(addWorkingDays('2026-12-31', 10).assumed).toBe(!isPublished('2027-01-01'))
  })

  test('a year is carried whole or not at all: every published year has its New Year and National Day', () => {
    for (let year = 2010; isPublished(`${year}-01-01`); year += 1) {
      expect(isWorkingDay(`${year}-01-01`)).toBe(false)
      expect(isWorkingDay(`${year}-10-01`)).toBe(false)
    }
  })
})

describe('arithmetic', () => {
  const anyDay = fc
    .integer({ min: 0, max: 40_000 })
    .map((n) => new Date(n * 86_400_000).toISOString().slice(0, 10))

  test('addDays and daysBetween undo each other', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: -5000, max: 5000 }), (day, n) => {
        expect(daysBetween(day, addDays(day, n))).toBe(n)
      }),
    )
  })

  test('the n-th working day is a working day with exactly n-1 between', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: 1, max: 40 }), (day, n) => {
        const reached = addWorkingDays(day, n).day
        expect(isWorkingDay(reached)).toBe(true)
        let counted = 0
        for (let d = addDays(day, 1); d <= reached; d = addDays(d, 1)) if (isWorkingDay(d)) counted += 1
        expect(counted).toBe(n)
      }),
      { numRuns: 50 },
    )
  })

  test('minutes and hours; instants compare as moments, not as text', () => {
    expect(addMinutes('2026-12-31T23:45:00Z', 30)).toBe('2027-01-01T00:15:00.000Z')
    expect(addHours('2026-03-01T00:00:00Z', -1)).toBe('2026-02-28T23:00:00.000Z')
    expect(isAfter('2026-01-01T00:00:00.000Z', '2026-01-01T00:00:00Z')).toBe(false)
    expect(isAfter('2026-01-01T00:00:00.001Z', '2026-01-01T00:00:00Z')).toBe(true)
    expect(() => addHours('tomorrow', 1)).toThrow(RangeError)
  })
})
