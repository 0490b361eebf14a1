import { describe, expect, test } from 'vitest'
import { acquirer, at, second } from '#device/given.ts'
import {
  decideKeyRun,
  evolveKeyRun,
  type KeyRun,
  type KeyRunMove,
  type Listed,
  type Unlisted,
  MOST_IN_A_RUN,
} from '#device/key-run.ts'
import { addHours } from '#ground/calendar.ts'
import { isRefusal } from '#ground/refusal.ts'
import type { Stamp } from '#ground/stamp.ts'

const listed = (n: number, change: Partial<Listed> = {}): Listed => ({
  ...{ deviceId: `dev_${n}`, serialNo: `SN-${n}`, status: 'in-stock', openRun: null },
  ...change,
})
const open = (...devices: readonly (Listed | Unlisted)[]): KeyRunMove => ({
  ...{ type: 'open', keyRunId: 'kyr_1', acquirerId: 'org_acquirer', variant: 'sm4' },
  devices,
})
const enrolled = (n: number): KeyRunMove => ({
  type: 'enrolled',
  deviceId: `dev_${n}`,
  identityId: `idn_${n}`,
})
const notLoaded = (n: number): KeyRunMove => ({
  type: 'name-not-loaded',
  deviceId: `dev_${n}`,
  reason: 'defective',
})
const close: KeyRunMove = { type: 'close' }

const play = (...turns: readonly (readonly [KeyRunMove, Stamp])[]): KeyRun | string => {
  let run: KeyRun | null = null
  for (const [move, stamp] of turns) {
    const facts = decideKeyRun(run, move, stamp)
    if (isRefusal(facts)) return facts.rule
    for (const fact of facts) run = evolveKeyRun(run, fact, stamp)
  }
  return run ?? ''
}
const two = [open(listed(1), listed(2)), acquirer] as const
const late = (stamp: Stamp): Stamp => ({ ...stamp, at: addHours(at, 25) })

describe('a run of key loading is opened', () => {
  test('for listed, received devices; each waits for its outcome, for a day', () =>
    expect(play(two)).toMatchObject({
      ...{ openedBy: 'per_reviewer', dueAt: addHours(at, 24), closedAt: null, overdue: false },
      loads: [
        { serialNo: 'SN-1', end: null },
        { serialNo: 'SN-2', end: null },
      ],
    }))

  test.each<readonly [string, string, readonly (Listed | Unlisted)[]]>([
    ['IDENT-22', 'for nothing', []],
    ['IDENT-22', 'twice the same', [listed(1), listed(1)]],
    ['IDENT-22', 'too many', Array.from({ length: MOST_IN_A_RUN + 1 }, (_, n) => listed(n))],
    ['IDENT-23', 'an unknown serial among known ones', [listed(1), { unlisted: 'SN-9' }]],
    ['IDENT-24', 'one that was never received', [listed(1), listed(2, { status: 'purchased' })]],
    ['IDENT-24', 'one in quarantine', [listed(1, { status: 'suspect' })]],
    ['IDENT-24', 'one out of use', [listed(1, { status: 'retired' })]],
    ['IDENT-25', 'one that is in an open run', [listed(1, { openRun: 'kyr_0' })]],
  ])('%s: not %s', (rule, _, devices) => expect(play([open(...devices), acquirer])).toBe(rule))
})

describe('and reconciled', () => {
  test('IDENT-26: it does not close while one has no outcome', () => {
    expect(play(two, [close, acquirer])).toBe('IDENT-26')
    expect(play(two, [enrolled(1), acquirer], [close, second])).toBe('IDENT-26')
  })

  test('IDENT-28: who opened it does not name what was not loaded; a second person does, with a reason', () => {
    expect(play(two, [notLoaded(2), acquirer])).toBe('IDENT-28')
    expect(play(two, [enrolled(1), acquirer], [notLoaded(2), second], [close, acquirer])).toMatchObject({
      closedAt: at,
      loads: [
        { end: { kind: 'enrolled', identityId: 'idn_1' } },
        { end: { kind: 'not-loaded', reason: 'defective', namedBy: 'per_second' } },
      ],
    })
  })

  test('IDENT-27: what has its keys, is no part of it or was named is not named; a closed run stays as it is', () => {
    expect(play(two, [enrolled(1), acquirer], [notLoaded(1), second])).toBe('IDENT-27')
    expect(play(two, [notLoaded(3), second])).toBe('IDENT-27')
    expect(play(two, [notLoaded(1), second], [notLoaded(1), second])).toBe('IDENT-27')
    const closed = [two, [enrolled(1), acquirer], [enrolled(2), acquirer], [close, acquirer]] as const
    for (const move of [notLoaded(1), enrolled(1), close])
      expect(play(...closed, [move, second])).toBe('IDENT-27')
  })

  test('one that enrols after it was named "not loaded" has its keys: what is true is recorded', () =>
    expect(play(two, [notLoaded(1), second], [enrolled(1), acquirer])).toMatchObject({
      loads: [{ end: { kind: 'enrolled' } }, { end: null }],
    }))

  test('IDENT-29: past its day it is overdue, once; a closed one never', () => {
    expect(play(two, [{ type: 'tick' }, acquirer])).toMatchObject({ overdue: false })
    const overdue = play(two, [{ type: 'tick' }, late(acquirer)]) as KeyRun
    expect(overdue).toMatchObject({ overdue: true, closedAt: null })
    expect(decideKeyRun(overdue, { type: 'tick' }, late(acquirer))).toEqual([])
    expect(
      play(
        two,
        [enrolled(1), acquirer],
        [enrolled(2), acquirer],
        [close, acquirer],
        [{ type: 'tick' }, late(acquirer)],
      ),
    ).toMatchObject({ overdue: false })
  })
})
