import { describe, expect, test } from 'vitest'
import {
  type Concern,
  type ConcernKind,
  type ConcernMove,
  concernLate,
  concernReasons,
  decideConcern,
  evolveConcern,
} from '#device/concern.ts'
import * as stories from '#device/given.ts'
import { isPayable, publicStanding, serialShown } from '#device/public-standing.ts'
import { isRefusal } from '#ground/refusal.ts'

const at = (time: string) => ({ ...stories.acquirer, at: `2026-11-20T${time}Z` })
const report: ConcernMove = {
  type: 'report',
  ...{ concernId: 'con_1', deviceId: 'dev_1', acquirerId: 'org_acquirer' },
  ...{ kind: 'suspicion', reason: 'extra-part' },
}
const play = (...turns: readonly (readonly [ConcernMove, string])[]): Concern => {
  let concern: Concern | null = null
  for (const [move, time] of turns) {
    const facts = decideConcern(concern, move, at(time))
    if (isRefusal(facts)) throw new Error(facts.rule)
    for (const fact of facts) concern = evolveConcern(concern, fact, at(time))
  }
  if (concern === null) throw new Error('no turns')
  return concern
}

describe('a report', () => {
  test('has clocks by how bad it is', () => {
    expect(play([report, '02:00:00.000'])).toMatchObject({
      status: 'open',
      answerDue: '2026-11-20T02:30:00.000Z',
      settleDue: '2026-11-22T02:00:00.000Z',
    })
    const fault = play([{ ...report, kind: 'fault', reason: 'no-print' }, '02:00:00.000'])
    expect(fault.answerDue).toBe('2026-11-20T04:00:00.000Z')
  })

  test('IDENT-13: a reason of its own kind, for every kind', () => {
    for (const kind of Object.keys(concernReasons) as ConcernKind[])
      for (const [other, reasons] of Object.entries(concernReasons))
        for (const reason of reasons) {
          const decision = decideConcern(null, { ...report, kind, reason }, at('02:00:00.000'))
          expect(isRefusal(decision) ? decision.rule : 'granted').toBe(
            kind === other ? 'granted' : 'IDENT-13',
          )
        }
  })

  test('is taken up once, closed with what was found, and stays closed (IDENT-12)', () => {
    const closed = play(
      [report, '02:00:00.000'],
      [{ type: 'take-up' }, '02:10:00.000'],
      [{ type: 'take-up' }, '02:20:00.000'],
      [{ type: 'close', outcome: 'nothing-wrong' }, '03:00:00.000'],
    )
    expect(closed).toMatchObject({
      status: 'closed',
      takenUpAt: '2026-11-20T02:10:00.000Z',
      outcome: 'nothing-wrong',
    })
    for (const again of [{ type: 'take-up' }, { type: 'close', outcome: 'blocked' }] as const)
      expect(decideConcern(closed, again, at('04:00:00.000'))).toMatchObject({ rule: 'IDENT-12' })
  })

  test('lateness shows while it happens and after; closing at once is taking up too', () => {
    const open = play([report, '02:00:00.000'])
    expect(concernLate(open, '2026-11-20T02:30:00.000Z')).toBe(false)
    expect(concernLate(open, '2026-11-20T02:30:00.001Z')).toBe(true)
    const quick = play([report, '02:00:00.000'], [{ type: 'close', outcome: 'repaired' }, '02:15:00.000'])
    expect(concernLate(quick, '2027-01-01T00:00:00.000Z')).toBe(false)
    const slow = play([report, '02:00:00.000'], [{ type: 'close', outcome: 'repaired' }, '02:31:00.000'])
    expect(concernLate(slow, '2027-01-01T00:00:00.000Z')).toBe(true)
  })
})

describe('what anybody may know', () => {
  test.each([
    ['not-installed', stories.inStock],
    ['not-installed', stories.carried],
    ['being-installed', stories.onSite],
    ['being-installed', stories.bound],
    ['in-use', stories.live],
    ['moved-away', [...stories.live, [{ type: 'suspend', cause: 'moved' }, stories.acquirer]]],
    ['suspended', [...stories.live, [{ type: 'suspend', cause: 'risk' }, stories.acquirer]]],
    ['quarantined', [...stories.offered, [{ ...stories.acceptDevice, readSeal: 'X' }, stories.technician]]],
  ] as const)('%s', (standing, turns) => {
    const device = stories.given(...(turns as stories.Turn[]))
    expect(publicStanding(device, false)).toBe(standing)
    expect(isPayable(publicStanding(device, false))).toBe(standing === 'in-use')
    expect(publicStanding(device, true)).toBe('label-replaced')
  })

  test('a retired terminal is out of use, whatever its label', () => {
    const retired = stories.given(
      ...stories.inStock,
      [{ type: 'propose-disposal', reason: 'lost', certificateNo: '' }, stories.acquirer],
      [
        { type: 'decide-disposal', agreed: true },
        { ...stories.acquirer, personId: 'per_second' },
      ],
    )
    for (const replaced of [true, false]) expect(publicStanding(retired, replaced)).toBe('out-of-use')
  })

  test('a serial is shown in part', () => {
    expect(serialShown('00000904S1000001')).toBe('000009••••0001')
    expect(serialShown('AB12345')).toBe('••2345')
  })
})
