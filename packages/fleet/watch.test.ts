import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Beat, Seen } from '#fleet/beat.ts'
import { type Heard, isSilent, observe, restOf } from '#fleet/watch.ts'
import { watchRules, watchRulesOn } from '#fleet/watch-rules.ts'

const rules = watchRulesOn('2026-11-20')
const at = '2026-11-20T02:00:00.000Z'
const beat = (beatNo: number, more: Partial<Beat> = {}): Beat => ({
  deviceId: 'dev_1',
  generation: 1,
  beatNo,
  at,
  health: 'ok',
  printer: 'ok',
  battery: 80,
  signalDbm: -70,
  unsent: 0,
  unsentSince: null,
  lastSaleAt: '2026-11-20T01:00:00.000Z',
  lastSettledAt: null,
  firmwareVersion: '1.4.2',
  firmwareHash: 'a'.repeat(64),
  firmwareNo: 0,
  parametersNo: 0,
  tampered: false,
  fix: null,
  ...more,
})
const heard: Heard = { receivedAt: at, metresAway: null, firmwareExpected: null }
const kinds = (more: Partial<Beat>, also: Partial<typeof heard> & { metresAway?: number | null } = {}) =>
  observe(null, beat(1, more), { ...heard, ...also }, rules)?.alarms.map(({ kind }) => kind)

describe('a heartbeat', () => {
  test('of a healthy terminal alarms about nothing', () => expect(kinds({})).toEqual([]))

  test('BEAT-9: an opened case alarms, and no later heartbeat is evidence against it', () => {
    expect(kinds({ tampered: true })).toEqual(['tampered'])
    expect(observe(null, beat(1), heard, rules)?.cleared).not.toContain('tampered')
  })

  test('BEAT-5: a clock ten minutes off is borne, a second more is not, both ways', () => {
    expect(kinds({ at: '2026-11-20T02:10:00Z' })).toEqual([])
    expect(kinds({ at: '2026-11-20T02:10:01Z' })).toEqual(['clock-off'])
    expect(kinds({ at: '2026-11-20T01:49:59Z' })).toEqual(['clock-off'])
  })

  test('BEAT-11: foreign firmware, and what was expected', () => {
    expect(kinds({}, { firmwareExpected: '1.4.2' })).toEqual(['firmware-foreign'])
    const told = observe(null, beat(1), { ...heard, firmwareExpected: '1.5.0' }, rules)
    expect(told?.alarms[0]?.params).toEqual({ firmwareVersion: '1.4.2', expected: '1.5.0' })
  })

  test('since when it tells of its firmware', () => {
    const later = '2026-11-20T02:05:00.000Z'
    const first = observe(null, beat(1), heard, rules)?.seen ?? null
    const next = (more: Partial<Beat>) =>
      observe(first, beat(2, more), { ...heard, receivedAt: later }, rules)?.seen.firmwareSince
    expect(next({})).toBe(at)
    expect(next({ firmwareHash: 'b'.repeat(64) })).toBe(later)
    expect(next({ firmwareVersion: '1.5.0' })).toBe(later)
  })

  test('BEAT-12: a batch that waits longer than a day', () => {
    expect(kinds({ unsent: 3, unsentSince: '2026-11-19T02:00:00Z' })).toEqual([])
    expect(kinds({ unsent: 3, unsentSince: '2026-11-19T01:59:59Z' })).toEqual(['unsent'])
    expect(observe(null, beat(1, { unsent: 1 }), heard, rules)?.cleared).not.toContain('unsent')
  })

  test('BEAT-10: three fixes in a row outside; one inside starts the count anew; three inside clear it', () => {
    const walk = (metres: readonly (number | null)[]) => {
      let seen: Seen | null = null
      return metres.map((metresAway, position) => {
        const after = observe(seen, beat(position + 1), { ...heard, metresAway }, rules)
        seen = after?.seen ?? null
        const moved = after?.alarms.some(({ kind }) => kind === 'moved')
        return moved ? 'moved' : after?.cleared.includes('moved') ? 'home' : '-'
      })
    }
    expect(walk([101, 101, 101])).toEqual(['-', '-', 'moved'])
    expect(walk([101, 101, 100, 101, 101])).toEqual(['-', '-', '-', '-', '-'])
    // Beats without a fix neither count nor break the run.
    expect(walk([101, null, 101, null, 101])).toEqual(['-', '-', '-', '-', 'moved'])
    expect(walk([0, 0, 0])).toEqual(['-', '-', 'home'])
  })

  test('BEAT-4: repeats and latecomers change nothing: any order of delivery ends in the same newest state', () => {
    const beats = Array.from({ length: 8 }, (_, n) => beat(n + 1, { battery: 90 - n, unsent: n }))
    const newest = observe(null, beats[7] as Beat, heard, rules)?.seen
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 7 }), { maxLength: 40 }), (order) => {
        let seen: Seen | null = null
        for (const pick of [...order, 7, ...order])
          seen = observe(seen, beats[pick] as Beat, heard, rules)?.seen ?? seen
        expect(seen).toEqual(newest)
      }),
    )
  })
})

describe('silence and rest', () => {
  test('BEAT-6: fifteen minutes, and only while the house itself was listening', () => {
    const since = '2026-11-01T00:00:00Z'
    expect(isSilent(at, since, '2026-11-20T02:15:00.000Z', rules)).toBe(false)
    expect(isSilent(at, since, '2026-11-20T02:15:00.001Z', rules)).toBe(true)
    expect(isSilent(at, '2026-11-20T03:00:00Z', '2026-11-20T03:10:00Z', rules)).toBe(false)
  })

  test('BEAT-7 and 8: three and twelve months by the calendar, also from a month’s last day', () => {
    expect(restOf('2026-08-20T02:00:00Z', '2026-11-19T02:00:00Z', rules)).toBe(null)
    expect(restOf('2026-08-20T02:00:00Z', '2026-11-20T02:00:00Z', rules)).toBe('dormant')
    expect(restOf('2026-11-30T02:00:00Z', '2027-02-27T02:00:00Z', rules)).toBe(null)
    expect(restOf('2026-11-30T02:00:00Z', '2027-02-28T02:00:00Z', rules)).toBe(null)
    expect(restOf('2026-11-28T02:00:00Z', '2027-02-28T02:00:00Z', rules)).toBe('dormant')
    expect(restOf('2025-11-20T02:00:00Z', '2026-11-20T02:00:00Z', rules)).toBe('stopped')
    expect(restOf(null, '2026-11-20T02:00:00Z', rules)).toBe(null)
  })

  test('rules hold from their day; before the first there are none', () => {
    const [first] = watchRules
    if (!first) throw new Error('no rules')
    const later = [first, { ...first, from: '2027-01-01', silentMinutes: 30 }]
    expect(watchRulesOn('2026-12-31', later).silentMinutes).toBe(15)
    expect(watchRulesOn('2027-01-01', later).silentMinutes).toBe(30)
    expect(() => watchRulesOn('2019-05-31')).toThrow(RangeError)
  })
})
