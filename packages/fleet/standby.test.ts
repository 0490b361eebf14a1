import { describe, expect, test } from 'vitest'
import { decide, evolve, type Standby, type StandbyMove } from '#fleet/standby.ts'
import { isRefusal } from '#ground/refusal.ts'
import type { Stamp } from '#ground/stamp.ts'

const stamp = (at: string): Stamp => ({
  at,
  personId: 'per_1',
  organisationId: 'org_shop',
  principal: 'merchant',
})
const noon = '2026-11-20T04:00:00.000Z'
const begin = (more: object = {}): StandbyMove => ({
  ...{ type: 'begin', standbyId: 'sby_1', deviceId: 'dev_1', acquirerId: 'org_a', merchantId: 'org_shop' },
  ...{ status: 'live', reason: 'season', until: '2027-02-28' },
  ...more,
})
const rule = (move: StandbyMove, standby: Standby | null = null, at = noon) => {
  const answer = decide(standby, move, stamp(at))
  return isRefusal(answer) ? answer.rule : answer.map(({ type }) => type)
}
const after = (move: StandbyMove, standby: Standby | null = null, at = noon): Standby => {
  const answer = decide(standby, move, stamp(at))
  if (isRefusal(answer)) throw new Error(answer.rule)
  return answer.reduce<Standby | null>(evolve, standby) as Standby
}

describe('standby', () => {
  test('BEAT-23: only a terminal at work is put away', () => {
    expect(rule(begin())).toEqual(['standby-begun'])
    expect(rule(begin({ status: 'bound' }))).toEqual(['standby-begun'])
    for (const status of ['suspended', 'on-site', 'returned', 'suspect'])
      expect(rule(begin({ status }))).toBe('BEAT-23')
  })
  test('BEAT-24: from tomorrow to half a year', () => {
    expect(rule(begin({ until: '2026-11-20' }))).toBe('BEAT-24')
    expect(rule(begin({ until: '2026-11-21' }))).toEqual(['standby-begun'])
    expect(rule(begin({ until: '2027-05-19' }))).toEqual(['standby-begun'])
    expect(rule(begin({ until: '2027-05-20' }))).toBe('BEAT-24')
  })
  test('BEAT-25: once, and ended once', () => {
    const one = after(begin())
    expect(rule(begin(), one)).toBe('BEAT-25')
    const ended = after({ type: 'end' }, one)
    expect(ended.ended).toEqual({ at: noon, by: 'by-hand' })
    expect(rule({ type: 'end' }, ended)).toBe('BEAT-25')
    expect(rule({ type: 'end' })).toBe('BEAT-25')
  })
  test('it ends by itself once its last day is over in China, or when the terminal leaves the shop', () => {
    const one = after(begin())
    const look = (status: string) => ({ type: 'look', status }) as const
    expect(rule(look('live'), one, '2027-02-28T15:59:59.000Z')).toEqual([])
    expect(after(look('live'), one, '2027-02-28T16:00:00.000Z').ended?.by).toBe('over')
    expect(rule(look('suspended'), one)).toEqual([])
    expect(after(look('returned'), one).ended?.by).toBe('left-shop')
  })
})
