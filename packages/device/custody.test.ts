import { describe, expect, test } from 'vitest'
import type { Model } from '#device/certificate.ts'
import { decide } from '#device/custody.ts'
import { isLocked } from '#device/device.ts'
import {
  at,
  stamp,
  acquirer,
  activate,
  merchant,
  technician,
  stranger,
  neighbour,
  model,
  order,
  visit,
  receive,
  reserve,
  handOver,
  acceptDevice,
  post,
  confirmReceipt,
  inspect,
  bind,
  called,
  takeBack,
  given,
  purchased,
  inStock,
  reserved,
  offered,
  carried,
  posted,
  onSite,
  accepted,
  bound,
  live,
  rule,
  type Turn,
} from '#device/given.ts'
import type { DeviceMove, Order, ShopVisit } from '#device/move.ts'

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
  test('CUST-60: every receipt reads both numbers and says whether the bag was opened', () => {
    const opened = { sealIntact: false }
    const wrong = { readSerial: 'X' }
    expect(rule(decide(given(...purchased), { ...receive, ...opened }, acquirer))).toEqual([
      'tampering-found',
    ])
    expect(given(...offered, [{ ...acceptDevice, ...opened }, technician])).toMatchObject({
      status: 'suspect',
      doubt: 'tampering',
      // Nobody accepted it: the giver still answers for it.
      custodian: { kind: 'acquirer' },
    })
    for (const read of [opened, wrong])
      expect(given(...posted, [{ ...confirmReceipt, ...read }, merchant])).toMatchObject({
        status: 'suspect',
        custodian: { kind: 'merchant', holderId: 'org_shop' },
      })
  })

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
    const back = given(...carried, [{ ...inspect, readSerial: 'X' }, technician], called, [
      takeBack,
      acquirer,
    ])
    expect(back).toMatchObject({ status: 'suspect', custodian: { kind: 'acquirer' } })
    const propose: DeviceMove = {
      type: 'propose-disposal',
      reason: 'sent-back-to-maker',
      certificateNo: 'C-1',
    }
    expect(rule(decide(back, propose, acquirer))).toEqual(['disposal-proposed'])
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

describe('going live', () => {
  const attempt = (more: Partial<typeof activate>, story = bound) =>
    rule(decide(given(...story), { ...activate, ...more }, acquirer))

  test('CUST-42: tested since it was bound, and certified on the day', () => {
    expect(attempt({})).toEqual(['device-activated'])
    expect(attempt({ testedAt: null })).toBe('CUST-42')
    expect(attempt({ testedAt: '2026-11-20T01:59:59Z' })).toBe('CUST-42')
    expect(attempt({ model: { ...model, certificates: [] } })).toBe('CERT-1')
    expect(attempt({}, accepted)).toBe('CUST-5')
    expect(attempt({}, live)).toBe('CUST-5')
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
