import { describe, expect, test } from 'vitest'
import type { Problem } from '../web/problem.ts'
import { aheadOf, behind, placeOf, type Step, stopOf, turnAfter, unsettledBefore } from './line.ts'
import { nextOf, type Situation, stationsOf } from './stations.ts'

const [terminal, another] = ['dev_1', 'dev_2']
const refused: Problem = {
  status: 409,
  title: { zh: '', en: '' },
  words: { zh: { happened: '', remedy: '' }, en: { happened: '', remedy: '' } },
  rule: 'CUST-13',
}

const step = (call: string, minute: number, more: Partial<Step> = {}): Step => ({
  slot: `${call} ${terminal}`,
  call,
  input: { deviceId: terminal, visitId: 'vis_1' },
  at: `2026-11-22T02:${String(minute).padStart(2, '0')}:00.000Z`,
  page: '/technician/visits/cas_1/vis_1',
  ...more,
})
const accept = step('devices.accept-device', 1)
const inspect = step('devices.inspect-on-site', 2)
const bind = step('devices.bind', 3)
const place = step('devices.record-fix', 4)
const elsewhere = step('devices.attest', 5, { slot: 'devices.attest dev_2', input: { deviceId: another } })
const survey = step('surveys.record', 6, { slot: 'surveys.record vis_1', input: { visitId: 'vis_1' } })

describe('the line', () => {
  const line = [place, survey, bind, elsewhere, inspect]

  test('has a place for each, in the order in which it was done', () => {
    expect(line.map((each) => placeOf(each, line).place)).toEqual([3, 5, 2, 4, 1])
    expect(placeOf(bind, line).of).toBe(5)
  })

  test('a refused step stops what was done after it with the same terminal, and nothing else', () => {
    const stopped = { ...inspect, refused }
    const now = line.map((each) => (each === inspect ? stopped : each))
    expect(now.filter((each) => stopOf(each, now)).map(({ call }) => call)).toEqual([
      'devices.record-fix',
      'devices.bind',
    ])
    expect(behind(stopped, now)).toEqual([bind, place])
    expect(placeOf(bind, now)).toEqual({ place: 1, of: 4 })
    // What was done before it goes out all the same.
    expect(stopOf(accept, [...now, accept])).toBeNull()
  })

  test('a terminal found doubtful stops it too; a finding about a place does not', () => {
    const suspect = { ...inspect, answered: { status: 'suspect' } }
    expect(stopOf(bind, [suspect, bind])).toBe(suspect)
    const found = { ...inspect, answered: { status: 'on-site' } }
    expect(stopOf(bind, [found, bind])).toBeNull()
    expect(unsettledBefore(bind, [found, bind])).toEqual([])
  })

  test('a clock set back does not bring a later step before an earlier one', () => {
    expect(turnAfter([inspect, bind], '2026-11-22T01:00:00.000Z')).toBe('2026-11-22T02:03:00.001Z')
    expect(turnAfter([bind], '2026-11-22T03:00:00.000Z')).toBe('2026-11-22T03:00:00.000Z')
  })
})

describe('a visit ahead of the house', () => {
  const said = {
    visit: { visitId: 'vis_1', kind: 'install', status: 'arrived' },
    view: {
      install: { deviceId: terminal, merchantAccepted: false, boundAt: null },
      functionTest: null,
      training: null,
      merchantConfirmation: null,
    },
    device: { deviceId: terminal, status: 'in-transit', custodian: { kind: 'technician', name: '' } },
    departed: true,
  } as unknown as Situation
  const statusFor = (line: readonly Step[], screen: Parameters<typeof aheadOf>[3]) =>
    aheadOf(said, line, 'per_1', screen).device?.status

  test('each screen stands after the steps before it, and before its own', () => {
    const line = [inspect, bind, place]
    expect(statusFor(line, 'devices.inspect-on-site')).toBe('in-transit')
    expect(statusFor(line, 'devices.bind')).toBe('on-site')
    expect(statusFor(line, 'devices.record-fix')).toBe('bound')
    expect(statusFor(line, 'visit')).toBe('bound')
  })

  test('nothing is taken as done that was refused, that stands behind it, or that is another terminal’s', () => {
    expect(statusFor([{ ...inspect, refused }, bind], 'visit')).toBe('in-transit')
    expect(statusFor([{ ...inspect, input: { deviceId: another } }], 'visit')).toBe('in-transit')
    expect(statusFor([bind], 'visit')).toBe('in-transit')
  })

  test('a terminal taken with two phones is in one’s hand', () => {
    const [giver, taker] = ['1', '2'].map((n) => `per_${n.repeat(32)}`)
    const device = `dev_${'a'.repeat(32)}`
    const offer = JSON.stringify([
      ...['fxo1', `hov_${'b'.repeat(32)}`, device, 'SN000001', '', 0],
      ...[giver, `cky_${'c'.repeat(32)}`, taker, '2026-11-22T02:00:00Z'],
    ])
    const handOver = step('hand-overs.deliver', 0, {
      slot: 'hand-overs.deliver hov_b',
      input: { offer: `${offer}~${'s'.repeat(86)}`, acceptance: '' },
    })
    const offered = {
      ...said,
      device: { ...said.device, deviceId: device, custodian: { kind: 'acquirer', name: '' } },
    } as Situation
    const kindFor = (who: string | undefined) =>
      aheadOf(offered, [handOver], who ?? '', 'visit').device?.custodian.kind
    expect(kindFor(taker)).toBe('technician')
    expect(kindFor(giver)).toBe('acquirer')
    expect(stopOf({ ...inspect, input: { deviceId: device } }, [{ ...handOver, refused }])).not.toBeNull()
  })

  test('its stations say what is kept, and lead on to the binding before the merchant’s acceptance is known', () => {
    const states = (line: readonly Step[]) => {
      const stations = stationsOf(said, aheadOf(said, line, 'per_1', 'visit'))
      return {
        kept: stations.flatMap(({ name, state }) => (state === 'kept' ? [name] : [])),
        next: nextOf(stations, true)?.name,
        waitsFor: nextOf(stations, false)?.name,
      }
    }
    expect(states([])).toEqual({ kept: [], next: 'inspect', waitsFor: 'inspect' })
    expect(states([inspect])).toEqual({ kept: ['inspect'], next: 'bind', waitsFor: 'accept' })
    expect(states([inspect, bind])).toEqual({
      kept: ['inspect', 'bind'],
      next: 'accept',
      waitsFor: 'accept',
    })
  })

  test('a survey that waits ends its visit on the phone alone', () => {
    const ahead = aheadOf(said, [survey], 'per_1', 'visit')
    expect(ahead.visit.status).toBe('done')
    expect(aheadOf(said, [survey], 'per_1', 'surveys.record').visit.status).toBe('arrived')
  })
})
