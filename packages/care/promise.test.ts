import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isLate, priorityOf, promise, type Asked, type Category } from '#care/promise.ts'
import { isAfter } from '#ground/calendar.ts'

const asked = (more: Partial<Asked> = {}): Asked => ({
  category: 'device-fault',
  businessStopped: true,
  at: '2026-09-30T02:00:00Z',
  regionCode: '330106',
  serviceLevel: null,
  ...more,
})
const contract = { answerMinutes: 15, onSiteHours: 2, spareUnit: true, maintenancePerYear: 4 }

describe('priority', () => {
  test('what stops the shop is first; fraud always; the rest by harm', () => {
    expect(priorityOf('device-fault', true)).toBe('P1')
    expect(priorityOf('settlement', true)).toBe('P1')
    expect(priorityOf('suspected-fraud', false)).toBe('P1')
    expect(priorityOf('device-fault', false)).toBe('P2')
    expect(priorityOf('privacy', false)).toBe('P2')
    expect(priorityOf('training', true)).toBe('P2')
    expect(priorityOf('training', false)).toBe('P3')
    expect(priorityOf('fee-dispute', false)).toBe('P3')
  })
})

describe('CARE-8: the clocks', () => {
  test('without a contract: 30 minutes and 4 hours in a city district, 24 in a county', () => {
    expect(promise(asked())).toEqual({
      priority: 'P1',
      answerDue: '2026-09-30T02:30:00.000Z',
      resolveDue: '2026-09-30T06:00:00.000Z',
      source: 'default',
      assumed: false,
    })
    expect(promise(asked({ regionCode: '330127' })).resolveDue).toBe('2026-10-01T02:00:00.000Z')
    expect(promise(asked({ regionCode: '330182' })).resolveDue).toBe('2026-09-30T06:00:00.000Z')
  })

  test('the contract’s own figures count, around the clock, holiday or not', () => {
    expect(promise(asked({ serviceLevel: contract, at: '2026-10-01T18:00:00Z' }))).toMatchObject({
      answerDue: '2026-10-01T18:15:00.000Z',
      resolveDue: '2026-10-01T20:00:00.000Z',
      source: 'contract',
    })
  })

  test('P2 and P3 answers: two and eight hours', () => {
    expect(promise(asked({ businessStopped: false })).answerDue).toBe('2026-09-30T04:00:00.000Z')
    expect(promise(asked({ category: 'training', businessStopped: false })).answerDue).toBe(
      '2026-09-30T10:00:00.000Z',
    )
  })

  test('five working days skip the National Day week and count the make-up Saturday', () => {
    const training = asked({ category: 'training', businessStopped: false })
    expect(promise(training).resolveDue).toBe('2026-10-13T15:59:59.999Z')
  })

  test('a dispute: fifteen natural days to the end of the China day; fraud 48 hours', () => {
    expect(promise(asked({ category: 'fee-dispute', businessStopped: false })).resolveDue).toBe(
      '2026-10-15T15:59:59.999Z',
    )
    expect(promise(asked({ category: 'suspected-fraud' })).resolveDue).toBe('2026-10-02T02:00:00.000Z')
  })

  test('a count into a year without a holiday notice says it is assumed', () => {
    const service = asked({ category: 'other', businessStopped: false, at: '2098-12-30T02:00:00Z' })
    expect(promise(service).assumed).toBe(true)
    expect(promise(asked({ category: 'other', businessStopped: false })).assumed).toBe(false)
  })

  test('for anything that can be asked: both clocks lie ahead, and a stopped shop never waits longer', () => {
    const categories: Category[] = [
      'device-fault',
      'network-fault',
      'settlement',
      'fee-dispute',
      'contract',
      'privacy',
      'suspected-fraud',
      'move-or-close',
      'training',
      'other',
    ]
    const any = fc.record({
      category: fc.constantFrom(...categories),
      at: fc
        .date({ min: new Date('2020-01-01'), max: new Date('2040-01-01'), noInvalidDate: true })
        .map((d) => d.toISOString()),
      regionCode: fc.integer({ min: 110000, max: 659999 }).map(String),
      serviceLevel: fc.constantFrom(null, contract),
    })
    fc.assert(
      fc.property(any, (one) => {
        const [stopped, running] = [
          promise({ ...one, businessStopped: true }),
          promise({ ...one, businessStopped: false }),
        ]
        for (const clocks of [stopped, running]) {
          expect(isAfter(clocks.answerDue, one.at)).toBe(true)
          expect(isAfter(clocks.resolveDue, one.at)).toBe(true)
        }
        expect(isAfter(stopped.answerDue, running.answerDue)).toBe(false)
        expect(isAfter(stopped.resolveDue, running.resolveDue)).toBe(false)
      }),
    )
  })
})

test('late: on the dot is in time; not done counts from now', () => {
  const due = '2026-09-30T02:30:00.000Z'
  expect(isLate(due, '2026-09-30T02:30:00Z', '2027-01-01T00:00:00Z')).toBe(false)
  expect(isLate(due, '2026-09-30T02:30:00.001Z', '2026-09-30T02:31:00Z')).toBe(true)
  expect(isLate(due, null, '2026-09-30T02:29:00Z')).toBe(false)
  expect(isLate(due, null, '2026-09-30T02:31:00Z')).toBe(true)
})
