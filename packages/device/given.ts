import type { Model } from '#device/certificate.ts'
import { decide, type Decision } from '#device/custody.ts'
import type { Device } from '#device/device.ts'
import { evolve } from '#device/evolve.ts'
import type { DeviceMove, Order, ShopVisit } from '#device/move.ts'
import { isRefusal } from '#ground/refusal.ts'
import type { Principal, Stamp } from '#ground/stamp.ts'

/*
 * The room's example for given–when–then: one device on its way to a shop and back. Nobody in it exists.
 */

export const at = '2026-11-20T02:00:00Z'
export const stamp = (principal: Principal, personId: string, organisationId: string): Stamp => ({
  principal,
  personId,
  organisationId,
  at,
})
export const acquirer = stamp('reviewer', 'per_reviewer', 'org_acquirer')
/** A colleague at the same desk. */
export const second = stamp('reviewer', 'per_second', 'org_acquirer')
export const merchant = stamp('merchant', 'per_owner', 'org_shop')
export const technician = stamp('technician', 'per_lin', 'org_provider')
export const stranger = stamp('technician', 'per_wang', 'org_provider')
export const neighbour = stamp('merchant', 'per_else', 'org_neighbour')

export const model: Model = {
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
export const order: Order = {
  caseId: 'cas_1',
  acquirerId: 'org_acquirer',
  merchantId: 'org_shop',
  providerId: 'org_provider',
  step: 'install',
  modelCode: 'DEMO-D1',
  deviceId: null,
  surveyed: { latitudeE6: 30_274_100, longitudeE6: 120_155_100, accuracyMetres: 20 },
}
export const visit: ShopVisit = {
  visitId: 'vis_1',
  caseId: 'cas_1',
  kind: 'install',
  technicianId: 'per_lin',
  status: 'arrived',
}

type MoveOf<T extends DeviceMove['type']> = Extract<DeviceMove, { readonly type: T }>

export const register: MoveOf<'register'> = {
  type: 'register',
  deviceId: 'dev_1',
  serialNo: '00000902D100001',
  modelCode: 'DEMO-D1',
  sealNo: 'SEAL-1',
  bagOf: null,
}
export const receive: MoveOf<'receive'> = {
  type: 'receive',
  readSerial: '00000902d100001 ',
  readSeal: 'seal-1',
  sealIntact: true,
  bagOf: null,
}
export const reserve: MoveOf<'reserve'> = { type: 'reserve', order, model }
export const handOver: MoveOf<'hand-over'> = {
  type: 'hand-over',
  technicianId: 'per_lin',
  sealNo: 'SEAL-2',
  technicianOf: 'org_provider',
  bagOf: null,
  mayEnter: true,
}
export const acceptDevice: MoveOf<'accept-device'> = {
  type: 'accept-device',
  readSerial: '00000902D100001',
  readSeal: 'SEAL-2',
  sealIntact: true,
}
export const post: MoveOf<'post'> = { type: 'post', courier: '演示快递', order, mayEnter: true }
export const confirmReceipt: MoveOf<'confirm-receipt'> = {
  type: 'confirm-receipt',
  readSerial: '00000902D100001',
  readSeal: 'SEAL-1',
  sealIntact: true,
}
export const inspect: MoveOf<'inspect-on-site'> = {
  type: 'inspect-on-site',
  readSerial: '00000902D100001',
  readSeal: 'SEAL-2',
  sealIntact: true,
  caseUndamaged: true,
  firmwareVersion: '2.0.1',
  visit,
  model,
}
export const bind: MoveOf<'bind'> = {
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
export const activate: MoveOf<'activate'> = { type: 'activate', testedAt: at, model }
export const orderReturn: MoveOf<'order-return'> = {
  type: 'order-return',
  reason: 'closing',
  dueOn: '2026-11-25',
}
export const takeBack: MoveOf<'take-back'> = { type: 'take-back', readSerial: '00000902D100001' }

export type Turn = readonly [DeviceMove, Stamp]

/** Plays turns that must all be granted. */
export const given = (...turns: readonly Turn[]): Device => {
  let device: Device | null = null
  for (const [move, who] of turns) {
    const facts = decide(device, move, who)
    if (isRefusal(facts)) throw new Error(`${move.type} refused: ${facts.rule}`)
    device = facts.reduce<Device | null>(evolve, device)
  }
  if (device === null) throw new Error('no turns')
  return device
}

/** Ordered back by a colleague: from now on the desk may take it in. */
export const called: Turn = [orderReturn, second]

/** How far the device has come: each story goes on from the one before. */
export const purchased: Turn[] = [[register, acquirer]]
export const inStock: Turn[] = [...purchased, [receive, acquirer]]
export const reserved: Turn[] = [...inStock, [reserve, acquirer]]
export const offered: Turn[] = [...reserved, [handOver, acquirer]]
export const carried: Turn[] = [...offered, [acceptDevice, technician]]
export const posted: Turn[] = [...reserved, [post, acquirer]]
export const onSite: Turn[] = [...carried, [inspect, technician]]
export const accepted: Turn[] = [...onSite, [{ type: 'accept' }, merchant]]
export const bound: Turn[] = [...accepted, [bind, technician]]
export const live: Turn[] = [...bound, [activate, acquirer]]

/** What a decision is: the rule that refused it, or the names of its facts. */
export const rule = (decision: Decision) =>
  isRefusal(decision) ? decision.rule : decision.map((fact) => fact.type)
