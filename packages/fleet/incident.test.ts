import { describe, expect, test } from 'vitest'
import {
  decide,
  evolve,
  isLate,
  type Incident,
  type IncidentKind,
  type IncidentMove,
} from '#fleet/incident.ts'
import { isRefusal } from '#ground/refusal.ts'
import type { Stamp } from '#ground/stamp.ts'

const at = '2026-11-20T02:00:00.000Z'
const house: Stamp = { principal: 'house', personId: '', organisationId: '', at }
const acquirer: Stamp = { principal: 'reviewer', personId: 'per_r', organisationId: 'org_acq', at }
const rival: Stamp = { ...acquirer, organisationId: 'org_rival' }

const opened = (kind: IncidentKind = 'silent'): Incident => {
  const facts = decide(
    null,
    {
      type: 'open',
      incidentId: 'inc_1',
      deviceId: 'dev_1',
      acquirerId: 'org_acq',
      merchantId: 'org_shop',
      kind,
      params: {},
    },
    house,
  )
  if (isRefusal(facts)) throw new Error(facts.rule)
  return facts.reduce<Incident | null>(evolve, null) as Incident
}
const after = (incident: Incident, move: IncidentMove, stamp: Stamp): Incident | string => {
  const facts = decide(incident, move, stamp)
  return isRefusal(facts) ? facts.rule : facts.reduce<Incident>(evolve, incident)
}

describe('an incident', () => {
  test('opens with its kind’s clocks and closes by a heartbeat', () => {
    const silent = opened()
    expect(silent).toMatchObject({ actBy: '2026-11-20T06:00:00.000Z', closeBy: '2026-11-23T02:00:00.000Z' })
    expect(after(silent, { type: 'clear', beatNo: 9 }, house)).toMatchObject({
      closedAt: at,
      evidence: { by: 'heartbeat', beatNo: 9 },
    })
  })

  test('BEAT-14: nobody’s word closes it while the terminal works; its leaving the shop does', () => {
    for (const status of ['bound', 'live', 'suspended'])
      expect(after(opened(), { type: 'close', status }, acquirer)).toBe('BEAT-14')
    expect(after(opened('tampered'), { type: 'close', status: 'returned' }, acquirer)).toMatchObject({
      evidence: { by: 'custody', status: 'returned' },
    })
    for (const kind of ['tampered', 'stopped'] as const)
      expect(after(opened(kind), { type: 'clear', beatNo: 9 }, house)).toBe('BEAT-14')
  })

  test('BEAT-15: the terminal’s acquirer alone acknowledges and closes', () => {
    expect(after(opened(), { type: 'acknowledge' }, rival)).toBe('BEAT-15')
    expect(after(opened(), { type: 'close', status: 'returned' }, rival)).toBe('BEAT-15')
    expect(after(opened(), { type: 'acknowledge' }, acquirer)).toMatchObject({ acknowledgedAt: at })
  })

  test('BEAT-13 and 16: opened once, acknowledged once, closed once', () => {
    const seen = after(opened(), { type: 'acknowledge' }, acquirer) as Incident
    expect(after(seen, { type: 'acknowledge' }, acquirer)).toBe('BEAT-16')
    const closed = after(seen, { type: 'clear', beatNo: 9 }, house) as Incident
    expect(after(closed, { type: 'clear', beatNo: 10 }, house)).toBe('BEAT-16')
    const { openedAt: _, ...same } = closed
    expect(after(closed, { type: 'open', ...same }, house)).toBe('BEAT-13')
  })

  test('late by either clock, also after the end', () => {
    const silent = opened()
    expect(isLate(silent, '2026-11-20T06:00:00.000Z')).toBe(false)
    expect(isLate(silent, '2026-11-20T06:00:00.001Z')).toBe(true)
    const seen = after(silent, { type: 'acknowledge' }, acquirer) as Incident
    expect(isLate(seen, '2026-11-23T02:00:00.000Z')).toBe(false)
    expect(isLate(seen, '2026-11-23T02:00:00.001Z')).toBe(true)
    const late = after(
      silent,
      { type: 'clear', beatNo: 9 },
      { ...house, at: '2026-11-20T07:00:00Z' },
    ) as Incident
    expect(isLate(late, '2027-01-01T00:00:00Z')).toBe(true)
  })
})
