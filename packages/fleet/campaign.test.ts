import { describe, expect, test } from 'vitest'
import { decide, evolve, type Campaign, type CampaignMove, type Tally } from '#fleet/campaign.ts'
import { campaignRulesOn, ringAt } from '#fleet/campaign-rules.ts'
import {
  decide as decideInstall,
  type Candidate,
  evolve as evolveInstall,
  type Install,
  type InstallMove,
} from '#fleet/install.ts'
import { follows, type Manifest, mayReplace } from '#fleet/manifest.ts'
import { isQuiet, nextQuiet } from '#fleet/quiet-hours.ts'
import { wilsonLowerPpm, wilsonUpperPpm } from '#fleet/wilson.ts'
import { isRefusal } from '#ground/refusal.ts'
import type { Stamp } from '#ground/stamp.ts'

const at = '2026-11-20T18:30:00.000Z'
const person = (personId: string, moment = at): Stamp => ({
  principal: 'reviewer',
  personId,
  organisationId: 'org_acq',
  at: moment,
})
const manifest: Manifest = {
  v: 1,
  kind: 'firmware',
  modelCode: 'M',
  sequence: 2,
  versionNo: 2,
  version: '1.5.0',
  sha256: 'b'.repeat(64),
  bytes: 10,
  rollback: false,
  issuedAt: at,
}
const none: Tally = { targets: 100, installed: 0, failed: 0, inFlight: 0, settled: 0 }

const play = (turns: readonly (readonly [CampaignMove, Stamp])[]): Campaign | string => {
  let campaign: Campaign | null = null
  for (const [move, stamp] of turns) {
    const facts = decide(campaign, move, stamp)
    if (isRefusal(facts)) return facts.rule
    campaign = facts.reduce<Campaign | null>(evolve, campaign)
  }
  return campaign as unknown as Campaign
}
const propose = (more: Partial<Manifest> = {}): readonly [CampaignMove, Stamp] => [
  { type: 'propose', campaignId: 'cmp_1', manifest: { ...manifest, ...more } },
  person('per_a'),
]
const running = play([
  propose(),
  [{ type: 'approve' }, person('per_b')],
  [{ type: 'start' }, person('per_a')],
]) as Campaign

describe('a campaign', () => {
  test('FIRM-5: one approval forward; two people for a roll-back, the same one counts once', () => {
    expect(running).toMatchObject({ status: 'running', ring: 0 })
    expect(play([propose(), [{ type: 'start' }, person('per_a')]])).toBe('FIRM-5')
    const back = propose({ rollback: true })
    const [a, b] = (['per_a', 'per_b'] as const).map((who) => [{ type: 'approve' }, person(who)] as const)
    if (!a || !b) throw new Error('nobody')
    const start = [{ type: 'start' }, person('per_a')] as const
    expect(play([back, a, start])).toBe('FIRM-5')
    expect(play([back, a, a, start])).toBe('FIRM-5')
    expect(play([back, a, b, start])).toMatchObject({ status: 'running' })
  })

  test('FIRM-40: who published does not approve alone, and counts as one of two for a roll-back', () => {
    expect(play([propose(), [{ type: 'approve' }, person('per_a')]])).toBe('FIRM-40')
    const back = propose({ rollback: true })
    expect(play([back, [{ type: 'approve' }, person('per_a')]])).toMatchObject({ approvals: ['per_a'] })
  })

  test('FIRM-8: the next ring opens after a day and nine in ten; FIRM-7: there is none after the last', () => {
    const next = (settled: number, hours: number, campaign = running) => {
      const moment = new Date(Date.parse(at) + hours * 3_600_000).toISOString()
      const facts = decide(
        campaign,
        { type: 'open-next-ring', tally: { ...none, settled } },
        person('per_a', moment),
      )
      return isRefusal(facts) ? facts.rule : facts[0]
    }
    expect(next(90, 24)).toBe('FIRM-8')
    expect(next(89, 25)).toBe('FIRM-8')
    expect(next(90, 25)).toMatchObject({ type: 'ring-opened', ring: 1 })
    expect(next(100, 25, { ...running, ring: 3 })).toBe('FIRM-7')
  })

  test('FIRM-16: halts when the lower bound passes the limit, not when the rate does; FIRM-9: and stays halted', () => {
    const judged = (failed: number, installed: number) =>
      decide(running, { type: 'judge', tally: { ...none, failed, installed } }, person('per_a'))
    expect(judged(3, 57)).toEqual([])
    expect(judged(4, 56)).toMatchObject([
      { type: 'campaign-halted', halt: { cause: 'failures', failed: 4, finished: 60 } },
    ])
    const halted: Campaign = { ...running, status: 'halted' }
    for (const move of ['approve', 'start', 'halt'] as const)
      expect(decide(halted, { type: move }, person('per_b'))).toMatchObject({ rule: 'FIRM-9' })
    expect(decide(halted, { type: 'open-next-ring', tally: none }, person('per_b'))).toMatchObject({
      rule: 'FIRM-9',
    })
  })

  test('FIRM-19: another acquirer moves nothing', () => {
    for (const type of ['approve', 'start', 'halt'] as const)
      expect(decide(running, { type }, { ...person('per_x'), organisationId: 'org_other' })).toMatchObject({
        rule: 'FIRM-19',
      })
  })

  test('rings of 1, 10, 50 and 100 %, one terminal at least', () => {
    const rules = campaignRulesOn('2026-11-20')
    const sizes = (fleet: number) =>
      Array.from({ length: fleet }, (_, rank) => ringAt(rank, fleet, rules)).reduce<number[]>(
        (count, ring) => count.with(ring, (count[ring] ?? 0) + 1),
        [0, 0, 0, 0],
      )
    expect(sizes(1000)).toEqual([10, 90, 400, 500])
    expect(sizes(1)).toEqual([1, 0, 0, 0])
    // FIRM-7: a ring has a terminal of its own while there are any.
    expect(sizes(2)).toEqual([1, 1, 0, 0])
    expect(sizes(7)).toEqual([1, 1, 2, 3])
    expect(sizes(12)).toEqual([1, 1, 4, 6])
  })

  test('Wilson’s lower bound: published values', () => {
    // 10 of 100 at 95 %: 0.0552; 0 of 20: 0; 1 of 1: 0.2065 (Newcombe 1998; Brown, Cai, DasGupta 2001).
    expect(wilsonLowerPpm(10, 100, 1960)).toBeCloseTo(55_229, -2)
    expect(wilsonLowerPpm(0, 20, 1960)).toBe(0)
    expect(wilsonLowerPpm(1, 1, 1960)).toBeCloseTo(206_543, -2)
    expect(wilsonLowerPpm(0, 0, 1960)).toBe(0)
    expect(wilsonUpperPpm(10, 100, 1960)).toBeCloseTo(174_369, -2)
    expect(wilsonUpperPpm(0, 20, 1960)).toBeCloseTo(161_125, -2)
    expect(wilsonUpperPpm(0, 0, 1960)).toBe(1_000_000)
  })
})

describe('a manifest', () => {
  const old: Manifest = { ...manifest, sequence: 1, versionNo: 1, version: '1.4.2', sha256: 'a'.repeat(64) }
  const rule = (more: Partial<Manifest>) =>
    follows({ ...manifest, ...more }, [old, manifest])?.rule ?? 'follows'

  test('FIRM-2, 3, 4: sequence and version rise; a roll-back leads to what was published', () => {
    expect(rule({ sequence: 3, versionNo: 3 })).toBe('follows')
    expect(rule({ sequence: 2, versionNo: 3 })).toBe('FIRM-2')
    expect(rule({ sequence: 3, versionNo: 2 })).toBe('FIRM-3')
    const back = { sequence: 3, rollback: true } as const
    expect(rule({ ...old, ...back })).toBe('follows')
    expect(rule({ ...old, ...back, sha256: 'c'.repeat(64) })).toBe('FIRM-4')
    expect(rule({ ...back })).toBe('FIRM-4')
    expect(rule({ ...old, rollback: true })).toBe('FIRM-2')
  })

  test('the terminal asks the same of itself: an old roll-back is not taken twice', () => {
    const back = { ...old, sequence: 3, rollback: true }
    expect(mayReplace(manifest, { sequence: 1, versionNo: 1 })).toBe(true)
    expect(mayReplace(old, { sequence: 2, versionNo: 2 })).toBe(false)
    expect(mayReplace(back, { sequence: 2, versionNo: 2 })).toBe(true)
    expect(mayReplace(back, { sequence: 3, versionNo: 2 })).toBe(false)
  })
})

describe('an install', () => {
  const install: Install = {
    installId: 'ins_1',
    campaignId: 'cmp_1',
    deviceId: 'dev_1',
    ring: 0,
    status: 'pending',
    attempts: 0,
    begunAt: null,
    reportBy: null,
    reason: null,
  }
  const ready: Candidate = {
    modelCode: 'M',
    status: 'live',
    tampered: false,
    versionNo: 1,
    battery: 80,
    unsent: 0,
    lastSaleAt: '2026-11-20T12:00:00Z',
    lastSettledAt: '2026-11-20T13:00:00Z',
    quiet: { from: '02:00', until: '05:00' },
  }
  const begins = (
    more: Partial<Candidate> = {},
    own: Partial<Install> = {},
    campaign = running,
    moment = at,
    inFlight = 0,
  ) => {
    const move: InstallMove = {
      type: 'begin',
      candidate: { ...ready, ...more },
      tally: { ...none, inFlight },
    }
    const facts = decideInstall(campaign, { ...install, ...own }, move, moment)
    return isRefusal(facts) ? facts.rule : 'begins'
  }

  test('begins when everything holds, and each single lack hinders it', () => {
    expect(begins()).toBe('begins')
    expect(begins({}, { ring: 1 })).toBe('FIRM-7')
    for (const status of ['halted', 'completed', 'proposed'] as const)
      expect(begins({}, {}, { ...running, status })).toBe('FIRM-9')
    expect(begins({ modelCode: 'N' })).toBe('FIRM-13')
    expect(begins({ tampered: true })).toBe('FIRM-13')
    expect(begins({ status: 'suspended' })).toBe('FIRM-13')
    expect(begins({ versionNo: 2 })).toBe('FIRM-12')
    expect(begins({ unsent: 1 })).toBe('FIRM-11')
    expect(begins({ lastSettledAt: '2026-11-20T11:59:59Z' })).toBe('FIRM-11')
    expect(begins({ lastSettledAt: null })).toBe('FIRM-11')
    expect(begins({ battery: 29 })).toBe('FIRM-14')
    expect(begins({ battery: null })).toBe('begins')
    expect(begins({}, { attempts: 3 })).toBe('FIRM-15')
    expect(begins({}, {}, running, at, 5)).toBe('FIRM-20')
    expect(begins({}, { status: 'begun' })).toBe('FIRM-17')
    expect(begins({}, { status: 'installed' })).toBe('FIRM-17')
  })

  test('FIRM-10: quiet from 02:00 to 05:00 in China, to the end of the install', () => {
    for (const [moment, said] of [
      ['2026-11-20T17:59:00Z', 'FIRM-10'],
      ['2026-11-20T18:00:00Z', 'begins'],
      ['2026-11-20T20:30:00Z', 'begins'],
      ['2026-11-20T20:31:00Z', 'FIRM-10'],
    ] as const)
      expect(begins({}, {}, running, moment), moment).toBe(said)
    const night = { from: '23:00', until: '06:00' }
    expect(isQuiet(night, '2026-11-20T15:30:00Z', 30)).toBe(true)
    expect(isQuiet(night, '2026-11-20T21:45:00Z', 30)).toBe(false)
    expect(isQuiet({ from: '00:00', until: '00:00' }, '2026-11-20T04:00:00Z', 30)).toBe(true)
    expect(nextQuiet(night, '2026-11-20T02:10:00Z', 30)).toBe('2026-11-20T15:00:00.000Z')
    expect(nextQuiet(night, '2026-11-20T21:45:00Z', 30)).toBe('2026-11-21T15:00:00.000Z')
  })

  test('FIRM-17 and 18: reports belong to what began; what never reported has failed; a late success stays true', () => {
    const report = (own: Install, move: InstallMove, moment = at) => {
      const facts = decideInstall(running, own, move, moment)
      return isRefusal(facts) ? facts.rule : facts.reduce<Install>(evolveInstall, own)
    }
    const good: InstallMove = { type: 'succeed', versionNo: 2, sha256: manifest.sha256 }
    const begun = report(install, { type: 'begin', candidate: ready, tally: none }) as Install
    expect(begun).toMatchObject({ status: 'begun', attempts: 1, reportBy: '2026-11-20T19:00:00.000Z' })
    expect(report(install, good)).toBe('FIRM-17')
    expect(report(begun, { ...good, sha256: 'c'.repeat(64) })).toBe('FIRM-18')
    expect(report(begun, good)).toMatchObject({ status: 'installed' })
    expect(report(begun, { type: 'give-up' }, '2026-11-20T19:00:00.000Z')).toBe('FIRM-17')
    const lost = report(begun, { type: 'give-up' }, '2026-11-20T19:00:00.001Z') as Install
    expect(lost).toMatchObject({ status: 'failed', reason: 'no-report' })
    expect(report(lost, good, '2026-11-20T20:00:00Z')).toMatchObject({ status: 'installed' })
    const failed = report(begun, { type: 'fail', reason: 'flash' }) as Install
    expect(report(failed, good)).toBe('FIRM-17')
    expect(report(failed, { type: 'begin', candidate: ready, tally: none })).toMatchObject({ attempts: 2 })
  })
})
