import { describe, expect, test } from 'vitest'
import type { Model } from '#device/certificate.ts'
import { decide, type Decision } from '#device/custody.ts'
import { bindingOf, isLocked, type Device } from '#device/device.ts'
import { evolve } from '#device/evolve.ts'
import type { DeviceMove, Order, ShopVisit } from '#device/move.ts'
import { isRefusal } from '#ground/refusal.ts'
import type { Principal, Stamp } from '#ground/stamp.ts'

const at = '2026-11-20T02:00:00Z'
const stamp = (principal: Principal, personId: string, organisationId: string): Stamp => ({
  principal,
  personId,
  organisationId,
  at,
})
const acquirer = stamp('reviewer', 'per_reviewer', 'org_acquirer')
const merchant = stamp('merchant', 'per_owner', 'org_shop')
const technician = stamp('technician', 'per_lin', 'org_provider')
const stranger = stamp('technician', 'per_wang', 'org_provider')
const neighbour = stamp('merchant', 'per_else', 'org_neighbour')

const model: Model = {
  modelCode: 'DEMO-D1',
  maker: '演示终端厂',
  name: '演示台式POS',
  terminalKind: 'desktop-pos',
  registryCode: '02',
  firmwareVersion: '2.0.1',
  priceCapFen: 40_000,
  certificates: [
    { kind: 'network-access', number: 'P3100', issuer: '演示', validFrom: '2025-01-01', validUntil: null },
    {
      kind: 'fintech-product',
      number: 'F-1',
      issuer: '演示',
      validFrom: '2025-01-01',
      validUntil: '2027-12-31',
    },
  ],
}
const order: Order = {
  caseId: 'cas_1',
  acquirerId: 'org_acquirer',
  merchantId: 'org_shop',
  providerId: 'org_provider',
  step: 'install',
  modelCode: 'DEMO-D1',
  deviceId: null,
  surveyed: { latitudeE6: 30_274_100, longitudeE6: 120_155_100, accuracyMetres: 20 },
}
const visit: ShopVisit = {
  visitId: 'vis_1',
  caseId: 'cas_1',
  kind: 'install',
  technicianId: 'per_lin',
  status: 'arrived',
}

const register: DeviceMove = {
  type: 'register',
  deviceId: 'dev_1',
  serialNo: '00000902D100001',
  modelCode: 'DEMO-D1',
  sealNo: 'SEAL-1',
}
const receive: DeviceMove = { type: 'receive', readSerial: '00000902d100001 ', readSeal: 'seal-1' }
const reserve: DeviceMove = { type: 'reserve', order, model }
const handOver: DeviceMove = {
  type: 'hand-over',
  technicianId: 'per_lin',
  sealNo: 'SEAL-2',
  technicianOf: 'org_provider',
}
const acceptDevice: DeviceMove = { type: 'accept-device', readSerial: '00000902D100001', readSeal: 'SEAL-2' }
const post: DeviceMove = { type: 'post', courier: '演示快递', order }
const confirmReceipt: DeviceMove = { type: 'confirm-receipt', readSeal: 'SEAL-1' }
const inspect: Extract<DeviceMove, { type: 'inspect-on-site' }> = {
  type: 'inspect-on-site',
  readSerial: '00000902D100001',
  readSeal: 'SEAL-2',
  sealIntact: true,
  caseUndamaged: true,
  firmwareVersion: '2.0.1',
  visit,
  model,
}
const bind: Extract<DeviceMove, { type: 'bind' }> = {
  type: 'bind',
  visitId: 'vis_1',
  readSerial: '00000902D100001',
  latitudeE6: 30_274_200,
  longitudeE6: 120_155_000,
  accuracyMetres: 15,
  site: {
    order,
    model,
    visit,
    acquirerCode: '898',
    terminalNo: '00000001',
    merchantNo: '898331058120001',
    merchantIdentity: 'vlt_identity',
    settlementAccount: 'vlt_account',
    place: 'vlt_place',
  },
}
const takeBack: DeviceMove = { type: 'take-back', readSerial: '00000902D100001' }

type Turn = readonly [DeviceMove, Stamp]

/** Plays turns that must all be granted. */
const given = (...turns: readonly Turn[]): Device => {
  let device: Device | null = null
  for (const [move, who] of turns) {
    const facts = decide(device, move, who)
    if (isRefusal(facts)) throw new Error(`${move.type} refused: ${facts.rule}`)
    device = facts.reduce<Device | null>(evolve, device)
  }
  if (device === null) throw new Error('no turns')
  return device
}

const purchased: Turn[] = [[register, acquirer]]
const inStock: Turn[] = [...purchased, [receive, acquirer]]
const reserved: Turn[] = [...inStock, [reserve, acquirer]]
const offered: Turn[] = [...reserved, [handOver, acquirer]]
const carried: Turn[] = [...offered, [acceptDevice, technician]]
const posted: Turn[] = [...reserved, [post, acquirer]]
const onSite: Turn[] = [...carried, [inspect, technician]]
const accepted: Turn[] = [...onSite, [{ type: 'accept' }, merchant]]
const bound: Turn[] = [...accepted, [bind, technician]]
const live: Turn[] = [...bound, [{ type: 'activate' }, acquirer]]

const rule = (decision: Decision) => (isRefusal(decision) ? decision.rule : decision.map((fact) => fact.type))

describe('the carried device, from purchase to go-live', () => {
  test('every hand on the way', () => {
    expect(given(...purchased)).toMatchObject({ status: 'purchased', custodian: { kind: 'acquirer' } })
    expect(given(...inStock)).toMatchObject({ status: 'in-stock', sealNo: 'SEAL-1' })
    expect(given(...offered)).toMatchObject({
      status: 'in-transit',
      offeredTo: 'per_lin',
      custodian: { kind: 'acquirer' },
      sealNo: 'SEAL-2',
      spentSeals: ['SEAL-1'],
    })
    expect(given(...carried)).toMatchObject({ custodian: { kind: 'technician', holderId: 'per_lin' } })
    expect(given(...onSite)).toMatchObject({ status: 'on-site', merchantAccepted: false })
    expect(given(...bound)).toMatchObject({
      status: 'bound',
      custodian: { kind: 'merchant', holderId: 'org_shop' },
      sealNo: null,
      binding: { terminalNo: '00000001', boundAt: at, reportBy: '2026-11-22T02:00:00.000Z' },
    })
    expect(given(...live).status).toBe('live')
  })

  test('locked at every place but bound and live', () => {
    for (const story of [purchased, inStock, reserved, offered, carried, posted, onSite, accepted])
      expect(isLocked(given(...story))).toBe(true)
    expect(isLocked(given(...bound))).toBe(false)
    expect(isLocked(given(...live))).toBe(false)
  })
})

describe('the posted device', () => {
  test('courier, merchant, inspection on site, acceptance, binding', () => {
    const arrived = given(...posted, [confirmReceipt, merchant])
    expect(arrived).toMatchObject({ status: 'posted', custodian: { kind: 'merchant' } })
    const done = given(
      ...posted,
      [confirmReceipt, merchant],
      [{ ...inspect, readSeal: 'SEAL-1' }, technician],
      [{ type: 'accept' }, merchant],
      [bind, technician],
    )
    expect(done.status).toBe('bound')
  })

  test('CUST-5: received by post, it cannot be accepted or bound before the inspection', () => {
    const arrived = given(...posted, [confirmReceipt, merchant])
    expect(rule(decide(arrived, { type: 'accept' }, merchant))).toBe('CUST-5')
    expect(rule(decide(arrived, bind, technician))).toBe('CUST-5')
  })

  test('CUST-9: on the road it can be neither inspected nor received twice', () => {
    expect(rule(decide(given(...posted), inspect, technician))).toBe('CUST-9')
    const arrived = given(...posted, [confirmReceipt, merchant])
    expect(rule(decide(arrived, confirmReceipt, merchant))).toBe('CUST-9')
  })

  test('CUST-11: nothing is posted before somebody stood in the shop', () => {
    const unseen: DeviceMove = { ...post, order: { ...order, surveyed: null } }
    expect(rule(decide(given(...reserved), unseen, acquirer))).toBe('CUST-11')
  })

  test('a seal that differs on arrival is quarantine, in the merchant’s hands', () => {
    const wrong = decide(given(...posted), { ...confirmReceipt, readSeal: 'SEAL-9' }, merchant)
    expect(rule(wrong)).toEqual(['seal-mismatched'])
    const device = given(...posted, [{ ...confirmReceipt, readSeal: 'SEAL-9' }, merchant])
    expect(device).toMatchObject({ status: 'suspect', doubt: 'seal', custodian: { kind: 'merchant' } })
  })
})

describe('numbers that do not match', () => {
  test('CUST-4: another serial at the gate, in the van, at the shop', () => {
    expect(rule(decide(given(...purchased), { ...receive, readSerial: 'X' }, acquirer))).toEqual([
      'serial-mismatched',
    ])
    expect(rule(decide(given(...offered), { ...acceptDevice, readSerial: 'X' }, technician))).toEqual([
      'serial-mismatched',
    ])
    expect(rule(decide(given(...carried), { ...inspect, readSerial: 'X' }, technician))).toEqual([
      'serial-mismatched',
    ])
  })

  test('CUST-3: another seal at each hand-over; the giver keeps what nobody accepted', () => {
    expect(rule(decide(given(...purchased), { ...receive, readSeal: 'SEAL-2' }, acquirer))).toEqual([
      'seal-mismatched',
    ])
    const device = given(...offered, [{ ...acceptDevice, readSeal: 'SEAL-1' }, technician])
    expect(device).toMatchObject({ status: 'suspect', doubt: 'seal', custodian: { kind: 'acquirer' } })
  })

  test('CUST-14: broken seal, opened case, foreign firmware', () => {
    const look = (more: Partial<typeof inspect>) => given(...carried, [{ ...inspect, ...more }, technician])
    expect(look({ sealIntact: false })).toMatchObject({ status: 'suspect', doubt: 'tampering' })
    expect(look({ caseUndamaged: false })).toMatchObject({ status: 'suspect', doubt: 'tampering' })
    expect(look({ firmwareVersion: '9.9' })).toMatchObject({ status: 'suspect', doubt: 'firmware' })
  })

  test('a reading keeps only signs a number can have: no text slips into a fact', () => {
    const facts = decide(given(...purchased), { ...receive, readSerial: 'abc 张三 13800000000' }, acquirer)
    expect(facts).toMatchObject([{ readSerial: 'ABC13800000000' }])
  })

  test('CUST-17: out of quarantine leads only back to the acquirer, and out', () => {
    const suspect = given(...carried, [{ ...inspect, readSerial: 'X' }, technician])
    for (const [move, who] of [
      [reserve, acquirer],
      [inspect, technician],
      [bind, technician],
      [{ type: 'accept' }, merchant],
      [receive, acquirer],
    ] as Turn[])
      expect(rule(decide(suspect, move, who))).toBe('CUST-5')
    const back = given(...carried, [{ ...inspect, readSerial: 'X' }, technician], [takeBack, acquirer])
    expect(back).toMatchObject({ status: 'suspect', custodian: { kind: 'acquirer' } })
    const gone: DeviceMove = {
      type: 'retire',
      reason: 'sent-back-to-maker',
      keysErased: false,
      approvedBy: 'per_2',
    }
    expect(rule(decide(back, gone, acquirer))).toEqual(['device-retired'])
  })
})

describe('who', () => {
  test('CUST-6: another acquirer does not touch it', () => {
    const other = stamp('reviewer', 'per_x', 'org_other')
    expect(rule(decide(given(...purchased), receive, other))).toBe('CUST-6')
    expect(rule(decide(given(...inStock), reserve, other))).toBe('CUST-6')
    expect(rule(decide(given(...bound), takeBack, other))).toBe('CUST-6')
    const foreign: DeviceMove = { ...reserve, order: { ...order, acquirerId: 'org_other' } }
    expect(rule(decide(given(...inStock), foreign, acquirer))).toBe('CUST-6')
  })

  test('CUST-7: only to a technician of the provider the merchant chose', () => {
    expect(rule(decide(given(...reserved), { ...handOver, technicianOf: 'org_rival' }, acquirer))).toBe(
      'CUST-7',
    )
    expect(rule(decide(given(...reserved), { ...handOver, technicianOf: null }, acquirer))).toBe('CUST-7')
  })

  test('CUST-8: only the person it was offered to, and only once', () => {
    expect(rule(decide(given(...offered), acceptDevice, stranger))).toBe('CUST-8')
    expect(rule(decide(given(...carried), acceptDevice, technician))).toBe('CUST-8')
  })

  test('CUST-9: only the custodian inspects; an offered device is not yet in hand', () => {
    expect(rule(decide(given(...carried), inspect, stranger))).toBe('CUST-9')
    expect(rule(decide(given(...offered), inspect, technician))).toBe('CUST-9')
    const refused = given(...onSite, [{ type: 'refuse' }, merchant])
    expect(rule(decide(refused, receive, acquirer))).toBe('CUST-9')
  })

  test('CUST-12: only the merchant of the case accepts, refuses, confirms', () => {
    expect(rule(decide(given(...onSite), { type: 'accept' }, neighbour))).toBe('CUST-12')
    expect(rule(decide(given(...onSite), { type: 'refuse' }, neighbour))).toBe('CUST-12')
    expect(rule(decide(given(...posted), confirmReceipt, neighbour))).toBe('CUST-12')
  })

  test('CUST-13: only in an arrived install visit of this case by this technician', () => {
    const attempt = (more: Partial<ShopVisit> | null) =>
      rule(decide(given(...carried), { ...inspect, visit: more && { ...visit, ...more } }, technician))
    expect(attempt({})).toEqual(['inspected-on-site'])
    expect(attempt(null)).toBe('CUST-13')
    expect(attempt({ status: 'confirmed' })).toBe('CUST-13')
    expect(attempt({ kind: 'survey' })).toBe('CUST-13')
    expect(attempt({ caseId: 'cas_2' })).toBe('CUST-13')
    expect(attempt({ technicianId: 'per_wang' })).toBe('CUST-13')
  })
})

describe('which case', () => {
  const attempt = (more: Partial<Order>, other: Model = model) =>
    rule(decide(given(...inStock), { type: 'reserve', order: { ...order, ...more }, model: other }, acquirer))

  test('CUST-10, 19, 20: the case is at install, has no other device, and wants this model', () => {
    expect(attempt({})).toEqual(['device-reserved'])
    expect(attempt({ step: 'agreement' })).toBe('CUST-10')
    expect(attempt({ providerId: null })).toBe('CUST-10')
    expect(attempt({ deviceId: 'dev_2' })).toBe('CUST-19')
    expect(attempt({ modelCode: 'DEMO-X' })).toBe('CUST-20')
    expect(attempt({}, { ...model, modelCode: 'DEMO-X' })).toBe('CUST-20')
  })

  test('CERT-1: a model without its papers is not reserved', () => {
    expect(attempt({}, { ...model, certificates: [] })).toBe('CERT-1')
  })
})

describe('binding', () => {
  const attempt = (more: Partial<typeof bind>, story = accepted, who = technician) =>
    rule(decide(given(...story), { ...bind, ...more }, who))
  const site = (more: Partial<typeof bind.site>) => attempt({ site: { ...bind.site, ...more } })

  test('BIND-1..5, 7: each condition closed in turn', () => {
    expect(attempt({})).toEqual(['device-bound'])
    expect(attempt({ visitId: 'vis_2' })).toBe('BIND-1')
    expect(attempt({}, onSite)).toBe('BIND-2')
    expect(attempt({ readSerial: 'X' })).toBe('BIND-4')
    expect(site({ model: { ...model, certificates: [] } })).toBe('BIND-5')
    expect(site({ merchantIdentity: '' })).toBe('BIND-7')
    expect(site({ visit: { ...visit, status: 'done' } })).toBe('CUST-13')
    expect(site({ order: { ...order, surveyed: null } })).toBe('CUST-11')
  })

  test('BIND-3: a colleague in the same visit is not the custodian', () => {
    const hers = { ...visit, technicianId: 'per_wang' }
    expect(attempt({ site: { ...bind.site, visit: hers } }, accepted, stranger)).toBe('BIND-3')
  })

  test('BIND-6, 8: a vague fix and another street', () => {
    expect(attempt({ accuracyMetres: 201 })).toBe('BIND-6')
    expect(attempt({ latitudeE6: 30_280_000 })).toBe('BIND-8')
  })
})

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

  test('a sealed bag that comes back unopened is compared again', () => {
    const home = given(...posted, [takeBack, acquirer])
    expect(home.sealNo).toBe('SEAL-1')
    expect(rule(decide(home, { ...receive, readSeal: 'SEAL-7' }, acquirer))).toEqual(['seal-mismatched'])
  })

  test('CUST-15: a bound device serves nobody else until it is taken back', () => {
    for (const story of [bound, live])
      for (const move of [reserve, handOver, post, bind])
        expect(rule(decide(given(...story), move, move.type === 'bind' ? technician : acquirer))).toBe(
          'CUST-15',
        )
    const home = given(...live, [takeBack, acquirer])
    expect(bindingOf(home)).toBeNull()
    expect(home.status).toBe('returned')
  })

  test('taking back a bound device starts the two-day report; another device in its box is quarantine', () => {
    expect(decide(given(...live), takeBack, acquirer)).toEqual([
      { type: 'device-taken-back', reportBy: '2026-11-22T02:00:00.000Z' },
    ])
    expect(decide(given(...carried), takeBack, acquirer)).toEqual([
      { type: 'device-taken-back', reportBy: null },
    ])
    const swapped = given(...live, [{ ...takeBack, readSerial: 'OTHER' }, acquirer])
    expect(swapped).toMatchObject({ status: 'suspect', doubt: 'serial', binding: null, reservation: null })
  })

  test('a suspended device cannot pay, and comes back only by being taken back', () => {
    const suspended = given(...live, [{ type: 'suspend', cause: 'moved' }, acquirer])
    expect(isLocked(suspended)).toBe(true)
    expect(rule(decide(suspended, { type: 'activate' }, acquirer))).toBe('CUST-5')
    expect(rule(decide(suspended, takeBack, acquirer))).toEqual(['device-taken-back'])
  })
})

describe('the end', () => {
  const retire = { type: 'retire', reason: 'scrapped', keysErased: true, approvedBy: 'per_second' } as const

  test('CUST-18, 22: two people and erased keys', () => {
    expect(rule(decide(given(...inStock), retire, acquirer))).toEqual(['device-retired'])
    expect(rule(decide(given(...inStock), { ...retire, approvedBy: 'per_reviewer' }, acquirer))).toBe(
      'CUST-18',
    )
    expect(rule(decide(given(...inStock), { ...retire, approvedBy: '' }, acquirer))).toBe('CUST-18')
    expect(rule(decide(given(...inStock), { ...retire, keysErased: false }, acquirer))).toBe('CUST-22')
  })

  test('a lost terminal is retired wherever it was, and its binding reported off', () => {
    expect(decide(given(...live), { ...retire, reason: 'lost', keysErased: false }, acquirer)).toEqual([
      { type: 'device-retired', reason: 'lost', reportBy: '2026-11-22T02:00:00.000Z' },
    ])
    expect(rule(decide(given(...carried), { ...retire, reason: 'scrapped' }, acquirer))).toBe('CUST-9')
  })

  test('retired is the end: no move leads out, and the serial is not registered again', () => {
    const gone = given(...inStock, [retire, acquirer])
    for (const move of [receive, reserve, handOver, takeBack, retire, bind])
      expect(rule(decide(gone, move, acquirer))).toBe('CUST-5')
    expect(rule(decide(gone, register, acquirer))).toBe('CUST-2')
  })

  test('CUST-1: nothing happens to a serial that is not on the list', () => {
    expect(rule(decide(null, receive, acquirer))).toBe('CUST-1')
  })

  test('CUST-21: a posted bag is a sealed bag', () => {
    const open = { ...given(...reserved), sealNo: null } as Device
    expect(rule(decide(open, post, acquirer))).toBe('CUST-21')
  })
})
