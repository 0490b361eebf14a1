import { expect, test } from 'vitest'
import { certificateStep, tailsOf } from '#device/notice.ts'

test('BIND-22 and 23: ninety, thirty, seven days before its last day, and the day after it', () => {
  const at = (day: string) => certificateStep('2027-03-31', day)
  expect(at('2026-12-30')).toBeNull()
  expect(at('2026-12-31')).toBe(90)
  expect(at('2027-02-28')).toBe(90)
  expect(at('2027-03-01')).toBe(30)
  expect(at('2027-03-24')).toBe(7)
  expect(at('2027-03-31')).toBe(7)
  expect(at('2027-04-01')).toBe('ended')
})

test('a message names three serials by their ends, and says that there are more', () => {
  expect(tailsOf(['AAAA1111', 'AAAA2222'])).toBe('1111、2222')
  expect(tailsOf(['A1111', 'A2222', 'A3333', 'A4444'])).toBe('1111、2222、3333 …')
})
