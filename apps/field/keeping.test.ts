import { expect, test } from 'vitest'
import type { OutputOf } from '#api/calls.ts'
import { cutFor, isKept, isKeptRead, isStillGood, keptUntil } from './keeping.ts'
import type { Visit } from './stations.ts'

const now = '2026-11-26T06:00:00.000Z'
const visit = (status: Visit['status'], startsAt: string, endsAt: string): Visit => ({
  visitId: 'vis_1',
  kind: 'install',
  technician: '演示',
  technicianId: 'per_1',
  startsAt,
  endsAt,
  status,
})
const afternoon = ['2026-11-26T07:00:00.000Z', '2026-11-26T08:00:00.000Z'] as const

test('only a visit of this day that is booked or under way is kept', () => {
  expect(isKept(visit('confirmed', ...afternoon), now)).toBe(true)
  expect(isKept(visit('arrived', ...afternoon), now)).toBe(true)
  for (const status of ['proposed', 'declined', 'done'] as const)
    expect(isKept(visit(status, ...afternoon), now)).toBe(false)
  // The shop's day, not UTC's: 00:30 in Shanghai is tomorrow there.
  expect(isKept(visit('confirmed', '2026-11-26T16:30:00.000Z', '2026-11-26T17:30:00.000Z'), now)).toBe(false)
  expect(isKept(visit('confirmed', '2026-11-25T16:30:00.000Z', '2026-11-25T17:30:00.000Z'), now)).toBe(true)
})

test('the address and the door code go with the leave to see them, everything with the day', () => {
  expect(keptUntil('visits.address', visit('confirmed', ...afternoon), now)).toBe('2026-11-26T10:00:00.000Z')
  expect(keptUntil('visits.door-check', visit('confirmed', ...afternoon), now)).toBe(
    '2026-11-26T10:00:00.000Z',
  )
  expect(keptUntil('cases.case', visit('confirmed', ...afternoon), now)).toBe('2026-11-26T16:00:00.000Z')
  const late = visit('confirmed', '2026-11-26T14:00:00.000Z', '2026-11-26T15:00:00.000Z')
  expect(keptUntil('visits.address', late, now)).toBe('2026-11-26T16:00:00.000Z')
})

test('an answer is good for whom it was given, on its day and until its end', () => {
  const kept = { personId: 'per_1', at: now, until: '2026-11-26T10:00:00.000Z' }
  expect(isStillGood(kept, 'per_1', '2026-11-26T09:59:59.000Z')).toBe(true)
  expect(isStillGood(kept, 'per_2', '2026-11-26T09:59:59.000Z')).toBe(false)
  expect(isStillGood(kept, 'per_1', '2026-11-26T10:00:00.000Z')).toBe(false)
  expect(
    isStillGood({ ...kept, until: '2026-11-27T10:00:00.000Z' }, 'per_1', '2026-11-26T16:00:00.000Z'),
  ).toBe(false)
})

test('what is kept of a case and its terminals is what the way to the shop needs', () => {
  const view = {
    caseId: 'cas_1',
    step: 'install',
    application: { status: 'approved', masked: { legalPersonIdNo: '11************1X' } },
    review: { rejection: { remedy: '…' } },
    survey: { latitudeE6: 39_921_500, longitudeE6: 116_443_100, note: '后门密码' },
    offers: [{ terms: {} }],
    agreement: { agreementId: 'agr_1' },
    training: { quizId: 'quz_1', score: 90, passed: true, trainee: '王老板', at: now },
    install: { deviceId: 'dev_1', terminalNo: '12345678' },
    visits: [visit('arrived', ...afternoon)],
  } as unknown as OutputOf<'cases.case'>
  const kept = cutFor('cases.case', view, now)
  expect(kept.install).toEqual(view.install)
  expect(kept.visits).toEqual(view.visits)
  const text = JSON.stringify(kept)
  for (const gone of ['11***', '39921500', '后门', 'agr_1', '王老板']) expect(text).not.toContain(gone)
  const devices = { items: [{ deviceId: 'dev_1', sealNo: 'S-1' }] } as unknown as OutputOf<'devices.list'>
  expect(JSON.stringify(cutFor('devices.list', devices, now))).not.toContain('S-1')
})

test('nothing else the house answers is kept', () => {
  for (const name of [
    'function-tests.card',
    'devices.device',
    'people.me',
    'vault.looks',
    'custody-keys.counterparts',
  ])
    expect(isKeptRead(name), name).toBe(false)
})
