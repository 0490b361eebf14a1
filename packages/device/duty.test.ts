import { describe, expect, test } from 'vitest'
import { decide } from '#device/custody.ts'
import { placeOf } from '#device/device.ts'
import type { DutyMove } from '#device/duty-move.ts'
import type { DeviceMove } from '#device/move.ts'
import {
  acquirer,
  bind,
  bound,
  carried,
  given,
  handOver,
  inspect,
  inStock,
  live,
  merchant,
  neighbour,
  onSite,
  post,
  purchased,
  receive,
  register,
  reserve,
  reserved,
  rule,
  stamp,
  called,
  second,
  takeBack,
  technician,
  type Turn,
} from '#device/given.ts'
import { beginErasure, colleague, giveOut, proof } from '#device/given-duties.ts'

const other = stamp('reviewer', 'per_x', 'org_other')
const said = (story: readonly Turn[], move: DeviceMove, who = acquirer) =>
  rule(decide(given(...story), move, who))
const erased: Turn[] = [
  [beginErasure, acquirer],
  [{ type: 'witness-erasure' }, second],
]
const home: Turn[] = [...live, called, [takeBack, acquirer]]
const suspect: Turn[] = [
  ...carried,
  [{ ...inspect, readSerial: 'X' }, technician],
  called,
  [takeBack, acquirer],
]

describe('the way back is ordered', () => {
  const order: DutyMove = { type: 'order-return', reason: 'closing', dueOn: '2026-11-25' }

  test('CUST-43: refusing orders it at once; the acquirer orders it with a day', () => {
    expect(given(...onSite, [{ type: 'refuse' }, merchant])).toMatchObject({
      status: 'returned',
      custodian: { kind: 'technician' },
      recall: { reason: 'refused', dueOn: '2026-11-23' },
    })
    expect(given(...live, [order, acquirer])).toMatchObject({ status: 'live', recall: { reason: 'closing' } })
    expect(said(live, { ...order, dueOn: '2026-11-19' })).toBe('CUST-43')
    expect(said(live, { ...order, dueOn: '2025-11-25' })).toBe('CUST-43')
  })

  test('CUST-43 and who: once, by its acquirer, and only what is away', () => {
    expect(said([...live, [order, acquirer]], order)).toBe('CUST-43')
    expect(said([...onSite, [{ type: 'refuse' }, merchant]], order)).toBe('CUST-43')
    expect(said(live, order, other)).toBe('CUST-6')
    expect(said(live, order, merchant)).toBe('CUST-6')
    expect(said(inStock, order)).toBe('CUST-5')
    expect(said(home, order)).toBe('CUST-9')
    expect(given(...live, [order, acquirer], [takeBack, second]).recall).toBeNull()
  })
})

const count = { type: 'count', countId: 'cnt_1', readSerial: '00000902D100001', mayEnter: true } as const

describe('storage', () => {
  const store = { type: 'store', storeId: 'sto_1', storeIsOurs: true, mayEnter: true } as const

  test('CUST-63: who is not on the room’s list neither stores, takes out, counts nor gives away from there', () => {
    const outside = { mayEnter: false }
    const inRoom: Turn[] = [...inStock, [store, acquirer]]
    const held: Turn[] = [...inRoom, [reserve, acquirer]]
    expect(said(inStock, { ...store, ...outside })).toBe('CUST-63')
    expect(said(inRoom, { ...store, storeId: null, ...outside })).toBe('CUST-63')
    expect(said(inRoom, { ...count, ...outside })).toBe('CUST-63')
    expect(said(inRoom, { ...count, ...outside, readSerial: 'X' })).toBe('CUST-63')
    expect(said(held, { ...handOver, ...outside })).toBe('CUST-63')
    expect(said(held, { ...post, ...outside })).toBe('CUST-63')
    expect(said(held, { ...giveOut, ...outside })).toBe('CUST-63')
    const repair = { type: 'send-to-repair', repairer: 'demo', sealNo: 'SEAL-R', bagOf: null } as const
    expect(said([...inRoom, ...erased], { ...repair, ...outside })).toBe('CUST-63')
    expect(said([...inRoom, ...erased], { ...repair, mayEnter: true })).toEqual(['sent-to-repair'])
  })

  test('what has ended lies in no room', () => {
    const ended = given(
      ...[...inStock, [store, acquirer] as const],
      [{ type: 'propose-disposal', reason: 'sent-back-to-maker', certificateNo: 'C-1' }, acquirer],
      [{ type: 'decide-disposal', agreed: true }, second],
    )
    expect(ended).toMatchObject({ status: 'retired', storeId: null })
  })

  test('CUST-34: one place: a room, or out of it; giving it away takes it out', () => {
    expect(placeOf(given(...inStock))).toBe('acquirer/desk')
    expect(placeOf(given(...inStock, [store, acquirer]))).toBe('acquirer/sto_1')
    const gone = given(...inStock, [store, acquirer], [reserve, acquirer], [handOver, acquirer])
    expect(placeOf(gone)).toBe('acquirer/sto_1')
    expect(placeOf(given(...carried))).toBe('technician/per_lin')
    expect(said(inStock, { ...store, storeIsOurs: false })).toBe('CUST-34')
    expect(said([...inStock, [store, acquirer]], store)).toBe('CUST-34')
    expect(said(inStock, { ...store, storeId: null })).toBe('CUST-34')
    expect(said(purchased, store)).toBe('CUST-61')
    expect(said(inStock, store, other)).toBe('CUST-6')
    expect(said(carried, store)).toBe('CUST-5')
    expect(said(live, store)).toBe('CUST-5')
    expect(said([...onSite, [{ type: 'refuse' }, merchant]], store)).toBe('CUST-9')
  })
})

describe('counts and the yearly inventory', () => {
  const miss: DutyMove = { type: 'miss', noticedIn: 'cnt_1' }

  test('CUST-35: what is there is compared; what is not there is quarantined', () => {
    expect(said(inStock, count)).toEqual(['device-counted'])
    expect(said(inStock, { ...count, readSeal: 'seal-1' })).toEqual(['device-counted'])
    expect(said(inStock, { ...count, readSeal: 'SEAL-7' })).toEqual(['seal-mismatched'])
    expect(said(inStock, { ...count, readSerial: 'X' })).toEqual(['serial-mismatched'])
    expect(given(...inStock, [miss, acquirer])).toMatchObject({ status: 'suspect', doubt: 'missing' })
    expect(said(carried, count)).toBe('CUST-5')
    expect(said(live, miss)).toBe('CUST-5')
    expect(said(inStock, count, other)).toBe('CUST-6')
    expect(said(inStock, miss, technician)).toBe('CUST-6')
    expect(said(suspect, { ...count, readSerial: 'X' })).toEqual(['device-counted'])
  })

  test('CUST-37: who holds it says it is there and whole', () => {
    const attest: DutyMove = { type: 'attest', readSerial: '00000902D100001', undamaged: true }
    expect(said(live, attest, merchant)).toEqual(['device-attested'])
    expect(said(carried, attest, technician)).toEqual(['device-attested'])
    expect(said(live, attest, neighbour)).toBe('CUST-9')
    expect(said(live, attest, technician)).toBe('CUST-9')
    expect(said(carried, attest, colleague)).toBe('CUST-9')
    for (const slip of ['X', '00000902D10001', '00000902D100002'])
      expect(said(live, { ...attest, readSerial: slip }, merchant)).toBe('CUST-62')
    expect(said(live, { ...attest, readSerial: 'X', readAgain: true }, merchant)).toEqual([
      'serial-mismatched',
    ])
    expect(said(live, { ...attest, readAgain: true }, merchant)).toEqual(['device-attested'])
    expect(said(live, { ...attest, undamaged: false }, merchant)).toEqual(['tampering-found'])
  })
})

describe('keys, repair, the end', () => {
  const repair: DutyMove = {
    ...{ type: 'send-to-repair', repairer: 'demo', sealNo: 'SEAL-R', bagOf: null, mayEnter: true },
  }
  const back: DutyMove = {
    type: 'receive-from-repair',
    readSerial: '00000902D100001',
    readSeal: 'SEAL-B',
    sealIntact: true,
    announcedSeal: 'SEAL-B',
    bagOf: null,
  }
  const propose: DutyMove = { type: 'propose-disposal', reason: 'scrapped', certificateNo: 'cert-1' }
  const agree: DutyMove = { type: 'decide-disposal', agreed: true }
  const lost: DutyMove = { type: 'propose-disposal', reason: 'lost', certificateNo: '' }

  test('CUST-38, 39: one erases, another has seen it', () => {
    expect(given(...home, ...erased).erasure).toEqual({
      method: 'device-menu',
      erasedBy: 'per_reviewer',
      proof,
      witnessedBy: 'per_second',
    })
    expect(said([...home, [beginErasure, acquirer]], { type: 'witness-erasure' }, acquirer)).toBe('CUST-39')
    expect(said(home, { type: 'witness-erasure' }, second)).toBe('CUST-38')
    expect(said([...home, ...erased], { type: 'witness-erasure' }, second)).toBe('CUST-38')
    expect(said([...home, ...erased], beginErasure)).toBe('CUST-38')
    expect(said(home, beginErasure, other)).toBe('CUST-6')
    expect(said(live, beginErasure)).toBe('CUST-5')
    expect(said(carried, beginErasure)).toBe('CUST-5')
    // Received again, it is loaded again: the old proof says nothing any more.
    expect(given(...home, ...erased, [{ ...receive, readSeal: 'SEAL-3' }, acquirer]).erasure).toBeNull()
  })

  test('CUST-45: erased or about to end, it is not reserved', () => {
    expect(rule(decide(given(...inStock, ...erased), reserve, acquirer))).toBe('CUST-45')
    expect(rule(decide(given(...inStock, [beginErasure, acquirer]), reserve, acquirer))).toBe('CUST-45')
    expect(rule(decide(given(...inStock, [lost, acquirer]), reserve, acquirer))).toBe('CUST-45')
    expect(rule(decide(given(...inStock, ...erased, [propose, acquirer]), reserve, acquirer))).toBe('CUST-45')
    expect(
      rule(
        decide(
          given(...inStock, [lost, acquirer], [{ type: 'decide-disposal', agreed: false }, acquirer]),
          reserve,
          acquirer,
        ),
      ),
    ).toEqual(['device-reserved'])
  })

  test('CUST-40: out and in sealed, without keys, and looked at again', () => {
    const away: Turn[] = [...home, ...erased, [repair, acquirer]]
    expect(given(...away)).toMatchObject({
      status: 'in-repair',
      custodian: { kind: 'repairer' },
      sealNo: 'SEAL-R',
    })
    expect(said(home, repair)).toBe('CUST-38')
    expect(said([...home, [beginErasure, acquirer]], repair)).toBe('CUST-38')
    expect(said([...home, ...erased], { ...repair, sealNo: 'SEAL-1' } as DutyMove)).toBe('CUST-16')
    expect(said(carried, repair)).toBe('CUST-5')
    expect(said([...home, ...erased], repair, other)).toBe('CUST-6')
    expect(given(...away, [back, acquirer])).toMatchObject({ status: 'returned', sealNo: 'SEAL-B' })
    expect(given(...away, [back, acquirer], [{ ...receive, readSeal: 'SEAL-B' }, acquirer]).status).toBe(
      'in-stock',
    )
    const came = (more: object) => said(away, { ...back, ...more } as DutyMove)
    expect(came({ readSerial: 'X' })).toEqual(['serial-mismatched'])
    expect(came({ readSeal: 'X' })).toEqual(['seal-mismatched'])
    expect(came({ sealIntact: false })).toEqual(['tampering-found'])
    expect(came({ announcedSeal: 'SEAL-R' })).toBe('CUST-40')
    expect(came({ announcedSeal: 'SEAL-2' })).toBe('CUST-16')
    expect(came({ bagOf: 'dev_other' })).toBe('CUST-55')
    expect(said(home, back)).toBe('CUST-5')
  })

  test('CUST-18, 22, 41, 44: two people, erased keys, a certificate', () => {
    const ready: Turn[] = [...home, ...erased, [propose, acquirer]]
    expect(given(...ready, [agree, second])).toMatchObject({ status: 'retired', reason: 'scrapped' })
    expect(said(ready, agree)).toBe('CUST-18')
    expect(said(home, agree, second)).toBe('CUST-41')
    expect(said(ready, propose)).toBe('CUST-41')
    expect(said(home, propose)).toBe('CUST-22')
    expect(said([...home, ...erased], { ...propose, certificateNo: ' ' } as DutyMove)).toBe('CUST-44')
    expect(said(ready, agree, other)).toBe('CUST-6')
    expect(said(live, propose)).toBe('CUST-9')
    expect(said([...home, ...erased, [propose, acquirer]], repair)).toBe('CUST-41')
    // Keys loaded again between the two words: the second word does not count for them.
    expect(said([...ready, [{ ...receive, readSeal: 'SEAL-3' }, acquirer]], agree, second)).toBe('CUST-22')
    expect(
      given(
        ...suspect,
        [{ ...propose, reason: 'sent-back-to-maker' } as DutyMove, acquirer],
        [agree, second],
      ),
    ).toMatchObject({ status: 'retired' })
  })

  test('a lost terminal ends wherever it was, by two people, and its binding is reported off', () => {
    expect(decide(given(...live, [lost, acquirer]), agree, second)).toEqual([
      { type: 'device-retired', reason: 'lost', reportBy: '2026-11-22T02:00:00.000Z' },
    ])
    expect(given(...carried, [lost, acquirer], [agree, second]).status).toBe('retired')
    expect(said([...live, [lost, acquirer]], agree, acquirer)).toBe('CUST-18')
  })

  test('retired is the end: no move leads out, and the serial is not registered again', () => {
    const gone = given(...inStock, [lost, acquirer], [agree, second])
    for (const move of [
      receive,
      reserve,
      handOver,
      takeBack,
      bind,
      propose,
      agree,
      repair,
      back,
      beginErasure,
    ])
      expect(rule(decide(gone, move, acquirer))).toBe('CUST-5')
    expect(rule(decide(gone, register, acquirer))).toBe('CUST-2')
  })
})

test('CUST-21: a posted bag is a sealed bag', () => {
  const open = { ...given(...reserved), sealNo: null }
  expect(
    rule(decide(open, { type: 'post', courier: 'demo', order: reserve.order, mayEnter: true }, acquirer)),
  ).toBe('CUST-21')
})

test('CUST-1: nothing happens to a serial that is not on the list', () => {
  expect(rule(decide(null, receive, acquirer))).toBe('CUST-1')
  expect(given(...purchased).hands).toBe(0)
  expect(given(...bound).hands).toBe(2)
})
