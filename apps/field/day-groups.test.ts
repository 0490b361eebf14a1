import { expect, test } from 'vitest'
import { type DayRow, groupByDay, openVisits, shopDay, spanAround } from './day-groups.ts'

const row = (visitId: string, startsAt: string, status: DayRow['visit']['status'] = 'confirmed'): DayRow => ({
  caseId: 'cas_1',
  visit: {
    visitId,
    kind: 'survey',
    technician: '演示',
    technicianId: 'per_1',
    startsAt,
    endsAt: startsAt,
    status,
  },
  step: 'survey',
  shopName: '',
  regionCode: '',
  addressMasked: '',
  provider: '',
})

test('a day is the shop’s day: it begins at 16:00 UTC', () => {
  expect(shopDay('2026-11-22T15:59:59Z')).toBe('2026-11-22')
  expect(shopDay('2026-11-22T16:00:00Z')).toBe('2026-11-23')
  const { from, until } = spanAround('2026-11-22')
  expect(shopDay(from)).toBe('2026-10-23')
  expect(until).toBe('2027-01-20T16:00:00.000Z')
})

test('overdue, today, later, finished; each by day and time; declined bookings are left out', () => {
  const groups = groupByDay(
    [
      row('late', '2026-11-23T02:00:00Z'),
      row('noon', '2026-11-22T04:00:00Z'),
      row('morning', '2026-11-22T01:00:00Z', 'done'),
      row('missed', '2026-11-21T04:00:00Z'),
      row('old', '2026-11-19T04:00:00Z', 'done'),
      row('older', '2026-11-18T04:00:00Z', 'done'),
      row('never', '2026-11-22T05:00:00Z', 'declined'),
    ],
    '2026-11-22',
  )
  expect(groups.map(({ when, rows }) => [when, ...rows.map(({ visit }) => visit.visitId)])).toEqual([
    ['overdue', 'missed'],
    ['today', 'morning', 'noon'],
    ['later', 'late'],
    ['past', 'old'],
    ['past', 'older'],
  ])
})

test('what the phone keeps for a day without a network says when and what for, never whose shop or where', () => {
  const told = { shopName: '老灶小馆', addressMasked: '朝阳区＊＊路', provider: '安心' }
  const kept = openVisits([
    { ...row('late', '2026-11-23T02:00:00Z'), ...told },
    { ...row('done', '2026-11-21T02:00:00Z', 'done'), ...told },
    { ...row('soon', '2026-11-22T02:00:00Z', 'proposed'), ...told },
  ])
  expect(kept.map(({ visitId }) => visitId)).toEqual(['soon', 'late'])
  for (const each of kept)
    expect(Object.keys(each).sort()).toEqual(['endsAt', 'kind', 'startsAt', 'status', 'visitId'])
})
