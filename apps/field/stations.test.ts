import { describe, expect, test } from 'vitest'
import { type CaseView, type Device, type Visit, deviceOf, phaseOf, stationsOf } from './stations.ts'

const visit = (kind: Visit['kind'], status: Visit['status']): Visit => ({
  visitId: 'vis_1',
  kind,
  technician: '演示',
  technicianId: 'per_1',
  startsAt: '2026-11-22T02:00:00Z',
  endsAt: '2026-11-22T03:00:00Z',
  status,
})

const device = (
  status: Device['status'],
  custodian: Device['custodian']['kind'],
  deviceId = 'dev_1',
): Device => ({
  deviceId,
  serialNo: 'SN000001',
  modelCode: 'M1',
  terminalKind: 'smart-pos',
  status,
  custodian: { kind: custodian, name: '' },
  sealNo: 'S1',
  firmwareVersion: '1.0',
  caseId: 'cas_1',
  locked: true,
  terminalNo: null,
  merchantNo: null,
})

type Reached = {
  accepted?: boolean
  bound?: boolean
  tested?: boolean
  trained?: boolean
  confirmed?: boolean
}

const at = '2026-11-22T02:30:00Z'
const caseWith = (reached: Reached = {}): CaseView => ({
  caseId: 'cas_1',
  step: 'install',
  merchant: { organisationId: 'org_1', name: '' },
  acquirer: { organisationId: 'org_2', name: '' },
  provider: null,
  openedAt: at,
  updatedAt: at,
  application: null,
  review: null,
  needs: null,
  recommendation: null,
  requests: [],
  offers: [],
  chosenOfferId: null,
  visits: [],
  survey: null,
  proposals: [],
  acceptedProposal: null,
  agreement: null,
  install: {
    deviceId: 'dev_1',
    delivery: 'carried',
    merchantAccepted: reached.accepted ?? false,
    boundAt: reached.bound ? at : null,
    terminalNo: reached.bound ? '00000001' : null,
    merchantNo: reached.bound ? '898110053110001' : null,
  },
  functionTest: reached.tested ? { runId: 'run_1', passed: true, at } : null,
  training: reached.trained ? { quizId: 'quz_1', score: 90, passed: true, trainee: '', at } : null,
  merchantConfirmation: reached.confirmed ? { extraFeeAsked: false, satisfied: true, at } : null,
  liveAt: null,
  withdrawnAt: null,
  corrections: [],
  talk: null,
  gate: [],
})

const nowOf = (situation: Parameters<typeof stationsOf>[0]) =>
  stationsOf(situation).find(({ state }) => state === 'now')

describe('a survey visit', () => {
  const survey = (status: Visit['status'], departed = false) =>
    nowOf({ visit: visit('survey', status), view: caseWith(), device: null, departed })?.name

  test('goes from the booking to the form, and ends', () => {
    expect(survey('proposed')).toBe('booked')
    expect(survey('confirmed')).toBe('depart')
    expect(survey('confirmed', true)).toBe('arrive')
    expect(survey('arrived')).toBe('survey')
    expect(survey('done')).toBeUndefined()
  })

  test('who has arrived has set out, whatever this phone remembers', () => {
    const stations = stationsOf({
      visit: visit('survey', 'arrived'),
      view: caseWith(),
      device: null,
      departed: false,
    })
    expect(stations.find(({ name }) => name === 'depart')?.state).toBe('done')
  })
})

describe('an install visit', () => {
  const install = (status: Visit['status'], held: Device | null, reached: Reached = {}) =>
    nowOf({ visit: visit('install', status), view: caseWith(reached), device: held, departed: true })

  test('waits for the acquirer while no terminal is handed over', () => {
    expect(install('confirmed', null)).toMatchObject({ name: 'custody', whose: 'acquirer' })
    expect(install('confirmed', device('reserved', 'acquirer'))).toMatchObject({ whose: 'acquirer' })
  })

  test('a terminal on offer is the technician’s to accept; a posted one the merchant’s', () => {
    expect(install('confirmed', device('in-transit', 'acquirer'))).toMatchObject({
      name: 'custody',
      whose: 'technician',
      go: 'custody',
    })
    expect(install('confirmed', device('posted', 'courier'))).toMatchObject({
      name: 'custody',
      whose: 'merchant',
    })
    expect(install('confirmed', device('posted', 'merchant'))?.name).toBe('arrive')
  })

  test('goes through inspection, acceptance, binding, test, training and confirmation', () => {
    const held = device('in-transit', 'technician')
    const placed = device('on-site', 'technician')
    const bound = device('bound', 'merchant')
    expect(install('confirmed', held)?.name).toBe('arrive')
    expect(install('arrived', held)?.name).toBe('inspect')
    expect(install('arrived', placed)).toMatchObject({ name: 'accept', whose: 'merchant' })
    expect(install('arrived', placed, { accepted: true })?.name).toBe('bind')
    expect(install('arrived', bound, { accepted: true, bound: true })?.name).toBe('function-test')
    const tested = { accepted: true, bound: true, tested: true }
    expect(install('arrived', bound, tested)?.name).toBe('training')
    expect(install('arrived', bound, { ...tested, trained: true })).toMatchObject({
      name: 'confirm',
      whose: 'merchant',
    })
    expect(install('done', bound, { ...tested, trained: true, confirmed: true })).toBeUndefined()
  })
})

test('the three words follow the visit', () => {
  expect(phaseOf(visit('survey', 'proposed'), false)).toBe('waiting')
  expect(phaseOf(visit('survey', 'confirmed'), false)).toBe('ready')
  expect(phaseOf(visit('survey', 'confirmed'), true)).toBe('driving')
  expect(phaseOf(visit('survey', 'arrived'), false)).toBe('inside')
  expect(phaseOf(visit('survey', 'done'), true)).toBe('done')
})

test('the case’s own device wins, then one that is not in doubt', () => {
  const doubtful = device('suspect', 'technician', 'dev_9')
  const fresh = device('reserved', 'acquirer', 'dev_2')
  const own = device('suspect', 'technician', 'dev_1')
  expect(deviceOf(caseWith(), [doubtful, own])).toBe(own)
  expect(deviceOf({ ...caseWith(), install: null }, [doubtful, fresh])).toBe(fresh)
  expect(deviceOf({ ...caseWith(), install: null }, [doubtful])).toBe(doubtful)
  expect(deviceOf(caseWith(), [])).toBeNull()
})
