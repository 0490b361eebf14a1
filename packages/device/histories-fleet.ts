import type { Model } from '#device/certificate.ts'
import { reservationOf, type Custodian, type Device, type DeviceFact } from '#device/device.ts'
import type { DutyMove, Signer } from '#device/duty-move.ts'
import type { DeviceMove, Order, ShopVisit } from '#device/move.ts'
import type { Stamp } from '#ground/stamp.ts'

/* What the random histories play with: two devices, two shops, and what the house would look up for an attempt. */

export const at = '2026-11-20T02:00:00Z'
export const devices = ['dev_a', 'dev_b'] as const
export const cases = ['cas_1', 'cas_2'] as const
type CaseId = (typeof cases)[number]

export const model: Model = {
  modelCode: 'M',
  maker: 'demo',
  name: 'demo',
  terminalKind: 'desktop-pos',
  registryCode: '02',
  firmwareVersion: '1',
  priceCapFen: 1,
  certificates: [
    { kind: 'network-access', number: 'P3100', issuer: 'demo', validFrom: '2025-01-01', validUntil: null },
    { kind: 'fintech-product', number: 'F', issuer: 'demo', validFrom: '2025-01-01', validUntil: null },
  ],
}
const merchantOf: Record<CaseId, string> = { cas_1: 'org_shop1', cas_2: 'org_shop2' }

export const people: readonly Stamp[] = [
  { principal: 'reviewer', personId: 'per_r', organisationId: 'org_acq', at },
  { principal: 'merchant', personId: 'per_m1', organisationId: 'org_shop1', at },
  { principal: 'merchant', personId: 'per_m2', organisationId: 'org_shop2', at },
  { principal: 'technician', personId: 'per_t1', organisationId: 'org_prov', at },
  { principal: 'technician', personId: 'per_t2', organisationId: 'org_prov', at },
  { principal: 'reviewer', personId: 'per_r2', organisationId: 'org_acq', at },
]

export type Attempt = {
  readonly deviceId: (typeof devices)[number]
  readonly who: number
  readonly does: DeviceMove['type']
  /** The other hand of a signed hand-over, and what becomes of it on the phones. */
  readonly other: number
  readonly skew: number
  readonly fate: 'now' | 'later' | 'twice'
  readonly caseId: CaseId
  readonly visitId: string
  readonly readSerial: string
  readonly readSeal: string
  readonly technicianId: string
  readonly sound: boolean
  readonly near: boolean
  readonly sameVisit: boolean
  readonly surveyed: boolean
}

/** The way from the desk to the workshop or out of use. */
const ending = ({ erasure, disposal }: Device): readonly DeviceMove['type'][] => {
  if (disposal !== null) return ['decide-disposal']
  if (erasure === null) return ['begin-erasure']
  return erasure.witnessedBy === null ? ['witness-erasure'] : ['send-to-repair', 'propose-disposal']
}

/** The desk's way back: an order first, unless it has the device in hand. */
const back = ({ custodian, recall }: Device): DeviceMove['type'] =>
  custodian.kind === 'acquirer' || recall !== null ? 'take-back' : 'order-return'

/** Most attempts are a sensible next one by the right person: pure chance hardly ever reaches a shop. */
export const sensible = (device: Device | undefined): readonly DeviceMove['type'][] => {
  if (device === undefined) return ['register']
  switch (device.status) {
    case 'purchased':
      return ['receive']
    case 'in-stock':
      if (device.disposal !== null) return ['decide-disposal']
      return ['reserve', 'reserve', 'reserve', 'store', 'count', 'miss', 'propose-disposal']
    case 'in-repair':
      return ['receive-from-repair']
    case 'reserved':
      return ['hand-over', 'post', 'pass-on']
    case 'in-transit':
      return device.offeredTo === null
        ? ['inspect-on-site', 'inspect-on-site', 'pass-on']
        : ['accept-device', 'pass-on']
    case 'posted':
      return device.custodian.kind === 'courier' ? ['confirm-receipt'] : ['inspect-on-site']
    case 'on-site':
      return device.merchantAccepted ? ['bind'] : ['accept', 'accept', 'refuse']
    case 'bound':
      return ['activate']
    case 'live':
      return ['suspend', back(device), 'order-return', 'pass-on', 'attest']
    case 'returned':
      return device.custodian.kind === 'acquirer'
        ? ['receive', 'receive', ...ending(device)]
        : [back(device), 'pass-on']
    default:
      return [back(device), 'pass-on']
  }
}
/** Who stands for the custodian. */
export const holderOf = (device: Pick<Device, 'custodian'> | undefined): number => {
  const { kind, holderId } = device?.custodian ?? { kind: 'acquirer', holderId: '' }
  if (kind === 'technician') return holderId === 'per_t2' ? 4 : 3
  return kind === 'merchant' ? (holderId === 'org_shop2' ? 2 : 1) : 0
}

const signerOf = (who: Stamp): Signer => ({
  personId: who.personId,
  custodian: custodianOf(who),
  providerId: who.principal === 'technician' ? who.organisationId : null,
  signatureHolds: true,
  keyHolds: true,
})
const custodianOf = (who: Stamp): Custodian =>
  who.principal === 'technician'
    ? { kind: 'technician', holderId: who.personId }
    : { kind: who.principal === 'merchant' ? 'merchant' : 'acquirer', holderId: who.organisationId }

export const fittingPerson = (
  does: DeviceMove['type'],
  device: Device | undefined,
  tried: Attempt,
): number => {
  const merchant = device && reservationOf(device)?.merchantId === 'org_shop2' ? 2 : 1
  if (does === 'accept' || does === 'refuse' || does === 'confirm-receipt') return merchant
  if (does === 'accept-device' || does === 'inspect-on-site' || does === 'bind') {
    const holder =
      device?.status === 'in-transit' && device.offeredTo ? device.offeredTo : device?.custodian.holderId
    return holder === 'per_t2' || (holder !== 'per_t1' && tried.technicianId === 'per_t2') ? 4 : 3
  }
  if (does === 'witness-erasure' || does === 'decide-disposal') return 5
  // One orders, the other takes in; now and then the same tries both.
  if (does === 'order-return') return tried.near ? 5 : 0
  if (does === 'pass-on' || does === 'attest') return holderOf(device)
  return 0
}

export type PassOn = Extract<DutyMove, { type: 'pass-on' }>
export type Fleet = Map<string, { device: Device; facts: DeviceFact[] }>

const orderOf = (fleet: Fleet, id: CaseId, surveyed: boolean): Order => ({
  caseId: id,
  acquirerId: 'org_acq',
  merchantId: merchantOf[id],
  providerId: 'org_prov',
  step: 'install',
  modelCode: 'M',
  deviceId:
    [...fleet.values()].find(({ device }) => reservationOf(device)?.caseId === id)?.device.deviceId ?? null,
  surveyed: surveyed ? { latitudeE6: 0, longitudeE6: 0, accuracyMetres: 10 } : null,
})

/** Whose bag a number closed, as the house's table of bags would say. */
export const bagOf = (fleet: Fleet, sealNo: string): string | null =>
  [...fleet.values()].find(({ device }) => device.sealNo === sealNo || device.spentSeals.includes(sealNo))
    ?.device.deviceId ?? null

/** The right seal, an old one of this device's own, one of another device's bags, or one nobody has seen. */
const sealRead = (fleet: Fleet, tried: Attempt, device: Device | undefined, turn: number): string => {
  if (tried.readSeal === 'foreign') return foreignSeal(fleet, tried) ?? `SEAL-${turn}`
  if (tried.readSeal === 'wrong') return device?.spentSeals[0] ?? 'SEAL-0'
  return tried.readSeal === 'right' && device?.sealNo ? device.sealNo : `SEAL-${turn}`
}

/** The number of a bag of another device, opened or closed. */
const foreignSeal = (fleet: Fleet, tried: Attempt): string | undefined =>
  [...fleet.values()]
    .filter(({ device }) => device.deviceId !== tried.deviceId)
    .flatMap(({ device }) => [...device.spentSeals, device.sealNo ?? []].flat())[0]

/** Sometimes the number of another device is entered again: the register finds it by its serial. */
const serialFor = (tried: Attempt): string => (tried.near ? `SN-${tried.deviceId}` : 'SN-dev_a').toUpperCase()

/** A hand-over as the two phones signed it; `skew` makes them believe in another turn than the register's. */
const passOnOf = (fleet: Fleet, tried: Attempt, who: Stamp, turn: number): PassOn => {
  const device = fleet.get(tried.deviceId)?.device
  const taker = people[tried.other] as Stamp
  const handOverId = `hov_${turn}`
  const own = device?.sealNo ?? `SEAL-${turn}`
  const sealNo = tried.readSeal === 'foreign' ? (foreignSeal(fleet, tried) ?? own) : own
  return {
    type: 'pass-on',
    offer: {
      ...{ handOverId, deviceId: tried.deviceId, serialNo: device?.serialNo ?? 'X' },
      ...{ sealNo, hand: Math.max(0, (device?.hands ?? 0) + tried.skew) },
      ...{ giverId: who.personId, giverKeyId: 'cky', takerId: taker.personId, at },
    },
    acceptance: {
      ...{ handOverId, offerDigest: 'd', takerKeyId: 'cky' },
      readSerial: tried.readSerial === 'right' ? (device?.serialNo ?? 'X') : 'X',
      ...{ readSeal: sealNo, sealIntact: tried.sound, at },
    },
    offerDigest: tried.near ? 'd' : 'altered',
    giver: signerOf(who),
    taker: signerOf(taker),
    heldThen: null,
    wentTo: null,
    bagOf: bagOf(fleet, sealNo),
    mayEnter: true,
  }
}

export const moveOf = (
  fleet: Fleet,
  tried: Attempt,
  does: DeviceMove['type'],
  who: Stamp,
  turn: number,
): DeviceMove => {
  const device = fleet.get(tried.deviceId)?.device
  const readSerial = tried.readSerial === 'right' ? (device?.serialNo ?? 'X') : 'X'
  const readSeal = sealRead(fleet, tried, device, turn)
  const closes = (sealNo: string) => ({ bagOf: bagOf(fleet, sealNo) })
  const caseHere = ((device && reservationOf(device)?.caseId) ?? tried.caseId) as CaseId
  const inVisit = device?.status === 'on-site' && tried.sameVisit ? device.visitId : tried.visitId
  const visit: ShopVisit = {
    visitId: inVisit,
    caseId: tried.sound ? caseHere : tried.caseId,
    kind: 'install',
    technicianId: who.personId,
    status: tried.surveyed ? 'arrived' : 'confirmed',
  }
  const order = orderOf(fleet, tried.caseId, tried.surveyed)
  switch (does) {
    case 'register':
      return {
        type: does,
        deviceId: tried.deviceId,
        serialNo: serialFor(tried),
        modelCode: 'M',
        sealNo: tried.readSeal === 'foreign' ? readSeal : `SEAL-${turn}`,
        ...closes(tried.readSeal === 'foreign' ? readSeal : `SEAL-${turn}`),
      }
    case 'receive':
      return {
        type: does,
        readSerial,
        readSeal,
        sealIntact: tried.sound,
        weightGrams: 500,
        ...closes(readSeal),
      }
    case 'accept-device':
    case 'confirm-receipt':
      return { type: does, readSerial, readSeal, sealIntact: tried.sound }
    case 'reserve':
      return { type: does, order, model: tried.sound ? model : { ...model, certificates: [] } }
    case 'hand-over':
      return {
        type: does,
        technicianId: tried.technicianId,
        sealNo: readSeal,
        technicianOf: tried.sound ? 'org_prov' : 'org_rival',
        ...closes(readSeal),
        mayEnter: true,
      }
    case 'post':
      return { type: does, courier: 'demo courier', order, mayEnter: true }
    case 'inspect-on-site':
      return {
        type: does,
        readSerial,
        readSeal,
        sealIntact: tried.sound,
        caseUndamaged: tried.near,
        firmwareVersion: '1',
        visit,
        model,
      }
    case 'bind':
      return {
        type: does,
        visitId: inVisit,
        readSerial,
        latitudeE6: tried.near ? 100 : 90_000,
        longitudeE6: 0,
        accuracyMetres: tried.sound ? 10 : 500,
        site: {
          order: orderOf(fleet, caseHere, tried.surveyed),
          model,
          visit,
          acquirerCode: '898',
          terminalNo: String(turn).padStart(8, '0'),
          merchantNo: caseHere === 'cas_1' ? '898331058120001' : '898331058120002',
          merchantIdentity: 'ref',
          settlementAccount: 'ref',
          place: 'ref',
        },
      }
    case 'suspend':
      return { type: does, cause: 'moved' }
    case 'take-back':
      return { type: does, readSerial }
    case 'activate':
      return {
        type: does,
        testedAt: tried.sound ? at : tried.near ? '2026-11-19T02:00:00Z' : null,
        model: tried.surveyed ? model : { ...model, certificates: [] },
      }
    case 'pass-on':
      return passOnOf(fleet, tried, who, turn)
    case 'order-return':
      return { type: does, reason: 'closing', dueOn: tried.sound ? '2026-11-25' : '2026-11-01' }
    case 'store':
      return {
        ...{ type: does, storeId: tried.near ? 'sto_1' : null },
        ...{ storeIsOurs: tried.sound, mayEnter: tried.surveyed },
      }
    case 'count':
      return { type: does, countId: 'cnt_1', readSerial, mayEnter: true }
    case 'miss':
      return { type: does, noticedIn: 'cnt_1' }
    case 'attest':
      return { type: does, readSerial, undamaged: tried.sound, readAgain: tried.near }
    case 'begin-erasure':
      return { type: does, method: 'device-menu', proof: 'proof' }
    case 'send-to-repair':
      return { type: does, repairer: 'demo workshop', sealNo: readSeal, ...closes(readSeal), mayEnter: true }
    case 'receive-from-repair':
      return {
        type: does,
        readSerial,
        readSeal: `SEAL-R${turn}`,
        sealIntact: tried.sound,
        weightGrams: 500,
        announcedSeal: tried.near ? `SEAL-R${turn}` : readSeal,
        ...closes(tried.near ? `SEAL-R${turn}` : readSeal),
      }
    case 'propose-disposal':
      return { type: does, reason: tried.near ? 'scrapped' : 'lost', certificateNo: tried.sound ? 'C-1' : '' }
    case 'decide-disposal':
      return { type: does, agreed: tried.sound }
    default:
      return { type: does }
  }
}
