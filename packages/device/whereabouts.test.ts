import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  decideDisplacement,
  type Displacement,
  type DisplacementMove,
  evolveDisplacement,
  nextTick,
} from '#device/displacement.ts'
import type { Device } from '#device/device.ts'
import { evolve } from '#device/evolve.ts'
import { fenceAt, sideOf } from '#device/fence.ts'
import { acquirer, given, live, merchant, model, neighbour, type Turn } from '#device/given.ts'
import { resume } from '#device/resume.ts'
import { type FixSource, type Seen, unwatched, type Watch, watchFix } from '#device/watch.ts'
import { addMinutes } from '#ground/calendar.ts'
import { isRefusal } from '#ground/refusal.ts'
import type { Stamp } from '#ground/stamp.ts'

const start = '2026-11-20T02:00:00.000Z'
const back = '2026-11-20T02:00:00.001Z'
const fence = fenceAt(start)
const bound = { latitudeE6: 30_274_100, longitudeE6: 120_155_100, accuracyMetres: 15 }
/** So many metres north of the bound place. */
const north = (metres: number, accuracyMetres = 20) => ({
  ...bound,
  latitudeE6: bound.latitudeE6 + Math.round((metres * 1e6) / 111_195),
  accuracyMetres,
})

describe('BIND-11: which side of the fence', () => {
  test.each([
    [0, 20, 'inside'],
    [299, 20, 'inside'],
    [301, 20, 'unclear'],
    [334, 20, 'unclear'],
    [337, 20, 'outside'],
    [337, 200, 'unclear'],
    [50_000, 500, 'outside'],
    [50_000, 501, 'unclear'],
  ] as const)('%i m away, ±%i m: %s', (metres, accuracy, side) =>
    expect(sideOf(north(metres, accuracy), bound, fence).side).toBe(side),
  )
})

type Step = { minute: number; metres: number; source?: FixSource }
const watched = (steps: readonly Step[], now?: string): { watch: Watch; verdicts: Seen['verdict'][] } => {
  let watch = unwatched
  const verdicts: Seen['verdict'][] = []
  for (const { minute, metres, source = 'heartbeat' } of steps) {
    const at = addMinutes(start, minute)
    const seen = watchFix(watch, { at, source, ...sideOf(north(metres), bound, fence) }, fence, now ?? at)
    watch = seen.watch
    verdicts.push(seen.verdict)
  }
  return { watch, verdicts }
}

describe('BIND-12: fixes in a row', () => {
  test('three over half an hour: moved; two, or three in ten minutes: not yet', () => {
    const away = (...minutes: number[]) => minutes.map((minute) => ({ minute, metres: 2_000 }))
    expect(watched(away(0, 15, 30)).verdicts).toEqual(['outside', 'outside', 'moved'])
    expect(watched(away(0, 40)).verdicts).toEqual(['outside', 'outside'])
    expect(watched(away(0, 5, 10)).verdicts).toEqual(['outside', 'outside', 'outside'])
    expect(watched(away(0, 5, 10, 29)).verdicts.at(-1)).toBe('outside')
    expect(watched(away(0, 5, 10, 30)).verdicts.at(-1)).toBe('moved')
  })

  test('one fix inside begins anew; an unclear one does not', () => {
    const row = (middle: number) =>
      watched([
        { minute: 0, metres: 2_000 },
        { minute: 15, metres: 2_000 },
        { minute: 20, metres: middle },
        { minute: 45, metres: 2_000 },
      ]).verdicts.at(-1)
    expect(row(0)).toBe('outside')
    expect(row(320)).toBe('moved')
  })

  test('a technician before it: once is enough', () =>
    expect(watched([{ minute: 0, metres: 2_000, source: 'technician' }]).verdicts).toEqual(['moved']))

  test('a repeat, an older one, one from the future and a stale one change nothing', () => {
    const { watch } = watched([{ minute: 60, metres: 2_000 }])
    const again = (minute: number, now: string) =>
      watchFix(
        watch,
        { at: addMinutes(start, minute), source: 'heartbeat', side: 'outside', metres: 2_000 },
        fence,
        now,
      )
    for (const [minute, now] of [
      [60, addMinutes(start, 60)],
      [59, addMinutes(start, 60)],
      [66, addMinutes(start, 60)],
      [61, addMinutes(start, 61 + fence.staleMinutes + 1)],
    ] as const)
      expect(again(minute, now)).toEqual({ watch, verdict: 'ignored' })
  })

  test('in any order and however often repeated: never moved by fewer fixes than the fence asks', () => {
    const step = fc.record({
      minute: fc.integer({ min: 0, max: 600 }),
      metres: fc.constantFrom(0, 320, 2_000),
    })
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
        const now = addMinutes(start, 600)
        const { verdicts, watch } = watched(steps, now)
        const moved = verdicts.includes('moved')
        const strayed = new Set(steps.filter(({ metres }) => metres === 2_000).map(({ minute }) => minute))
        if (moved) expect(strayed.size).toBeGreaterThanOrEqual(fence.fixes)
        if (steps.every(({ metres }) => metres !== 2_000)) expect(watch.strays).toEqual([])
      }),
      { seed: 259, numRuns: 500 },
    )
  })
})

const open: DisplacementMove = {
  type: 'open',
  ...{ displacementId: 'dsp_1', deviceId: 'dev_1', caseId: 'cas_1', merchantId: 'org_shop' },
  ...{ acquirerId: 'org_acquirer', fixes: 3, metres: 2_000, fence },
}
const house: Stamp = { principal: 'house', personId: '', organisationId: '', at: start }
const appeal: DisplacementMove = { type: 'appeal', ground: 'back-again', words: '' }
type Play = readonly [DisplacementMove, Stamp]
const play = (...turns: readonly Play[]): Displacement | string => {
  let state: Displacement | null = null
  for (const [move, stamp] of turns) {
    const facts = decideDisplacement(state, move, stamp)
    if (isRefusal(facts)) return facts.rule
    for (const fact of facts) state = evolveDisplacement(state, fact, stamp)
  }
  return state ?? ''
}
const at = (stamp: Stamp, time: string): Stamp => ({ ...stamp, at: time })

describe('BIND-13, BIND-14: suspension, appeal, decision, each on its clock', () => {
  test('fifteen days to appeal to the end of the China day, forty-eight hours to decide', () => {
    expect(play([open, house])).toMatchObject({ status: 'open', appealBy: '2026-12-05T15:59:59.999Z' })
    const appealed = play([open, house], [appeal, at(merchant, '2026-11-21T02:00:00.000Z')])
    expect(appealed).toMatchObject({
      status: 'appealed',
      appeal: { ground: 'back-again', decideBy: '2026-11-23T02:00:00.000Z' },
    })
    expect(nextTick(appealed as Displacement)).toBe('2026-11-23T02:00:00.000Z')
  })

  test('BIND-13: another merchant, a second appeal, one too late, one after the end', () => {
    expect(play([open, house], [appeal, at(neighbour, start)])).toBe('BIND-13')
    expect(play([open, house], [appeal, at(merchant, start)], [appeal, at(merchant, start)])).toBe('BIND-13')
    expect(play([open, house], [appeal, at(merchant, '2026-12-05T16:00:00.000Z')])).toBe('BIND-13')
    const lapsed: Play = [{ type: 'tick' }, at(house, '2026-12-05T16:00:00.000Z')]
    expect(play([open, house], lapsed)).toMatchObject({ status: 'lapsed' })
    expect(play([open, house], lapsed, [appeal, at(merchant, start)])).toBe('BIND-13')
  })

  test('BIND-14: only what was appealed is decided, only by its acquirer, once', () => {
    const restore: DisplacementMove = { type: 'decide', restore: true, words: '', homeSince: back }
    expect(play([open, house], [restore, at(acquirer, start)])).toBe('BIND-14')
    const first: Play[] = [
      [open, house],
      [appeal, at(merchant, start)],
    ]
    expect(play(...first, [restore, at(merchant, start)])).toBe('BIND-14')
    expect(play(...first, [restore, at(acquirer, start)])).toMatchObject({ status: 'restored' })
    expect(
      play(...first, [{ type: 'decide', restore: false, words: '', homeSince: null }, at(acquirer, start)]),
    ).toMatchObject({
      status: 'upheld',
    })
    expect(play(...first, [restore, at(acquirer, start)], [restore, at(acquirer, start)])).toBe('BIND-14')
  })

  test('an undecided appeal is overdue once, and can still be decided', () => {
    const late = '2026-11-22T02:00:00.001Z'
    const tick: Play = [{ type: 'tick' }, at(house, late)]
    const turns: Play[] = [[open, house], [appeal, at(merchant, start)], tick]
    expect(play(...turns)).toMatchObject({ status: 'appealed', overdue: true })
    expect(play(...turns, tick)).toEqual(play(...turns))
    expect(
      play(...turns, [{ type: 'decide', restore: true, words: '', homeSince: back }, at(acquirer, late)]),
    ).toMatchObject({
      status: 'restored',
    })
    expect(
      play([open, house], [appeal, at(merchant, start)], [{ type: 'tick' }, at(house, start)]),
    ).toMatchObject({
      overdue: false,
    })
  })

  test('BIND-25: restored only when a fix since it stopped was inside', () => {
    const turns: Play[] = [
      [open, house],
      [appeal, at(merchant, start)],
    ]
    const restored = (homeSince: string | null) =>
      play(...turns, [{ type: 'decide', restore: true, words: '', homeSince }, at(acquirer, back)])
    for (const before of [null, '2026-11-20T01:59:59.999Z', start]) expect(restored(before)).toBe('BIND-25')
    expect(restored(back)).toMatchObject({ status: 'restored' })
    // Not restoring needs none.
    expect(
      play(...turns, [{ type: 'decide', restore: false, words: '', homeSince: null }, at(acquirer, back)]),
    ).toMatchObject({ status: 'upheld' })
  })

  test('BIND-15: a shop that says it has moved is bound anew, not restored', () => {
    const moved: Play[] = [
      [open, house],
      [{ ...appeal, ground: 'shop-moved' } as DisplacementMove, at(merchant, start)],
    ]
    expect(
      play(...moved, [{ type: 'decide', restore: true, words: '', homeSince: back }, at(acquirer, start)]),
    ).toBe('BIND-15')
    expect(
      play(...moved, [{ type: 'decide', restore: false, words: '', homeSince: null }, at(acquirer, start)]),
    ).toMatchObject({
      status: 'upheld',
    })
  })
})

describe('BIND-15: going on', () => {
  const suspended = (cause: 'moved' | 'risk') =>
    given(...live, [{ type: 'suspend', cause }, acquirer] as Turn)
  const restored = { deviceId: 'dev_1', status: 'restored', openedAt: '2026-11-20T03:00:00Z' } as const
  const resumed = (device: Device, appealed: Parameters<typeof resume>[1], who: Stamp, by = model) =>
    resume(device, appealed, by, who)

  test('after the decision in its own appeal: live, and its binding with it', () => {
    const device = suspended('moved')
    const facts = resumed(device, restored, acquirer)
    if (isRefusal(facts)) throw new Error(facts.rule)
    expect(facts.reduce(evolve, device)).toEqual(given(...live))
  })

  test.each([
    ['suspended for another reason', suspended('risk'), restored, acquirer, 'BIND-15'],
    ['undecided', suspended('moved'), { ...restored, status: 'appealed' }, acquirer, 'BIND-15'],
    [
      'decided for another device',
      suspended('moved'),
      { ...restored, deviceId: 'dev_2' },
      acquirer,
      'BIND-15',
    ],
    ['by somebody else', suspended('moved'), restored, merchant, 'BIND-15'],
    ['not suspended', given(...live), restored, acquirer, 'CUST-5'],
  ] as const)('%s', (_, device, appealed, who, rule) =>
    expect(resumed(device, appealed, who)).toMatchObject({ rule }),
  )

  test('BIND-26: the appeal of an earlier binding, decided late, sets nothing going', () =>
    expect(
      resumed(suspended('moved'), { ...restored, openedAt: '2026-11-19T02:00:00Z' }, acquirer),
    ).toMatchObject({ rule: 'BIND-26' }))

  test('BIND-27: nothing goes on with a certificate that has ended', () => {
    const tomorrow = { ...acquirer, at: '2028-01-02T02:00:00Z' }
    expect(resumed(suspended('moved'), restored, tomorrow)).toMatchObject({
      rule: 'BIND-27',
      params: { because: 'CERT-2' },
    })
    expect(resumed(suspended('moved'), restored, acquirer, { ...model, certificates: [] })).toMatchObject({
      rule: 'BIND-27',
    })
  })
})
