import { describe, expect, test } from 'vitest'
import { decide } from '#device/custody.ts'
import { bindingOf, isLocked } from '#device/device.ts'
import {
  acquirer,
  called,
  inspect,
  offered,
  orderReturn,
  second,
  activate,
  merchant,
  technician,
  register,
  receive,
  reserve,
  handOver,
  post,
  bind,
  takeBack,
  given,
  purchased,
  reserved,
  carried,
  posted,
  onSite,
  bound,
  live,
  rule,
  type Turn,
} from '#device/given.ts'

describe('the way back', () => {
  test('a refused device goes home, gets a new seal, and may serve again', () => {
    const refused = given(...onSite, [{ type: 'refuse' }, merchant])
    expect(refused).toMatchObject({ status: 'returned', custodian: { kind: 'technician' }, sealNo: null })
    const home = given(...onSite, [{ type: 'refuse' }, merchant], [takeBack, acquirer])
    expect(home).toMatchObject({ status: 'returned', reservation: null, custodian: { kind: 'acquirer' } })
    expect(rule(decide(home, { ...receive, readSeal: 'SEAL-2' }, acquirer))).toBe('CUST-16')
    expect(rule(decide(home, { ...receive, readSeal: 'SEAL-3' }, acquirer))).toEqual(['device-received'])
  })

  test('CUST-5: what is home cannot be taken back again', () => {
    const home = given(...onSite, [{ type: 'refuse' }, merchant], [takeBack, acquirer])
    expect(rule(decide(home, takeBack, acquirer))).toBe('CUST-5')
  })

  test('CUST-16: a seal once opened never closes a bag again, at hand-over either', () => {
    const again = given(
      ...onSite,
      [{ type: 'refuse' }, merchant],
      [takeBack, acquirer],
      [{ ...receive, readSeal: 'SEAL-3' }, acquirer],
      [reserve, acquirer],
    )
    expect(rule(decide(again, { ...handOver, sealNo: 'seal-1' }, acquirer))).toBe('CUST-16')
    expect(rule(decide(again, { ...handOver, sealNo: 'SEAL-3' }, acquirer))).toEqual(['custody-offered'])
  })

  test('CUST-55: the number of another device’s bag closes none of this one’s', () => {
    const foreign = { bagOf: 'dev_other' }
    expect(rule(decide(null, { ...register, ...foreign }, acquirer))).toBe('CUST-55')
    expect(rule(decide(given(...purchased), { ...receive, ...foreign }, acquirer))).toBe('CUST-55')
    expect(rule(decide(given(...reserved), { ...handOver, ...foreign }, acquirer))).toBe('CUST-55')
    // Its own bag, still closed, is no second use.
    expect(rule(decide(given(...purchased), { ...receive, bagOf: 'dev_1' }, acquirer))).toEqual([
      'device-received',
    ])
    // A bag that does not match is quarantine, whoever's number it shows.
    expect(
      rule(decide(given(...purchased), { ...receive, readSeal: 'SEAL-9', ...foreign }, acquirer)),
    ).toEqual(['seal-mismatched'])
  })

  test('a sealed bag that comes back unopened is compared again', () => {
    const home = given(...posted, called, [takeBack, acquirer])
    expect(home.sealNo).toBe('SEAL-1')
    expect(rule(decide(home, { ...receive, readSeal: 'SEAL-7' }, acquirer))).toEqual(['seal-mismatched'])
  })

  test('CUST-15: a bound device serves nobody else until it is taken back', () => {
    for (const story of [bound, live])
      for (const move of [reserve, handOver, post, bind])
        expect(rule(decide(given(...story), move, move.type === 'bind' ? technician : acquirer))).toBe(
          'CUST-15',
        )
    const home = given(...live, called, [takeBack, acquirer])
    expect(bindingOf(home)).toBeNull()
    expect(home.status).toBe('returned')
  })

  test('taking back a bound device starts the two-day report', () => {
    expect(decide(given(...live, called), takeBack, acquirer)).toEqual([
      { type: 'device-taken-back', reportBy: '2026-11-22T02:00:00.000Z' },
    ])
    expect(decide(given(...carried, called), takeBack, acquirer)).toEqual([
      { type: 'device-taken-back', reportBy: null },
    ])
  })

  test('CUST-56: what others hold is taken in only after its return was ordered, quarantined or not', () => {
    const doubted: Turn[] = [...carried, [{ ...inspect, readSerial: 'X' }, technician]]
    for (const story of [carried, posted, onSite, bound, live, doubted]) {
      expect(rule(decide(given(...story), takeBack, acquirer))).toBe('CUST-56')
      expect(rule(decide(given(...story, called), takeBack, acquirer))).toEqual(['device-taken-back'])
    }
    // In the acquirer's own hands there is nobody to ask; a refusal is the merchant's order.
    for (const story of [reserved, offered])
      expect(rule(decide(given(...story), takeBack, acquirer))).toEqual(['device-taken-back'])
    expect(rule(decide(given(...onSite, [{ type: 'refuse' }, merchant]), takeBack, acquirer))).toEqual([
      'device-taken-back',
    ])
  })

  test('CUST-57: whoever ordered the return does not take it in', () => {
    expect(rule(decide(given(...live, called), takeBack, second))).toBe('CUST-57')
    expect(rule(decide(given(...live, [orderReturn, acquirer]), takeBack, acquirer))).toBe('CUST-57')
  })

  test('CUST-59: another device in its box quarantines it where it stands: custodian, shop and binding stay', () => {
    const swapped: Turn[] = [...live, called, [{ ...takeBack, readSerial: 'OTHER' }, acquirer]]
    const device = given(...swapped)
    expect(device).toMatchObject({
      status: 'suspect',
      doubt: 'serial',
      custodian: { kind: 'merchant', holderId: 'org_shop' },
      reservation: { caseId: 'cas_1' },
      binding: { terminalNo: '00000001' },
      hands: given(...live).hands,
    })
    expect(isLocked(device)).toBe(true)
    // The true one comes by the same door; what is not it never does.
    expect(rule(decide(device, { ...takeBack, readSerial: 'OTHER' }, acquirer))).toEqual([
      'serial-mismatched',
    ])
    expect(decide(device, takeBack, acquirer)).toEqual([
      { type: 'device-taken-back', reportBy: '2026-11-22T02:00:00.000Z' },
    ])
    expect(given(...swapped, [takeBack, acquirer])).toMatchObject({
      status: 'suspect',
      custodian: { kind: 'acquirer' },
      binding: null,
      reservation: null,
    })
    // Or it is declared missing, by two.
    const lost = { type: 'propose-disposal', reason: 'lost', certificateNo: '' } as const
    const gone = given(...swapped, [lost, acquirer], [{ type: 'decide-disposal', agreed: true }, second])
    expect(gone).toMatchObject({ status: 'retired', reason: 'lost' })
  })

  test('a suspended device cannot pay, and comes back only by being taken back', () => {
    const suspended = given(...live, [{ type: 'suspend', cause: 'moved' }, acquirer])
    expect(isLocked(suspended)).toBe(true)
    expect(rule(decide(suspended, activate, acquirer))).toBe('CUST-5')
    expect(rule(decide(suspended, takeBack, acquirer))).toBe('CUST-56')
    const ordered = given(...live, [{ type: 'suspend', cause: 'moved' }, acquirer], called)
    expect(rule(decide(ordered, takeBack, acquirer))).toEqual(['device-taken-back'])
  })
})
