import {
  bindingOf,
  reservationOf,
  sameCustodian,
  type Device,
  type DeviceFact,
  type Doubt,
  type Reservation,
} from '#device/device.ts'
import type { DutyFact } from '#device/duty-fact.ts'

/** What every status keeps; the seal moves to the spent ones when the bag is opened or replaced. */
const kept = (device: Device, sealNo: string | null = device.sealNo) => ({
  deviceId: device.deviceId,
  acquirerId: device.acquirerId,
  serialNo: device.serialNo,
  modelCode: device.modelCode,
  custodian: device.custodian,
  sealNo,
  spentSeals:
    device.sealNo === null || device.sealNo === sealNo
      ? device.spentSeals
      : [...device.spentSeals, device.sealNo],
  hands: device.hands,
  storeId: device.storeId,
  erasure: device.erasure,
  disposal: device.disposal,
  recall: device.recall,
})

/** The bag is opened at the shop; what comes back before that is still sealed and will be compared again. */
const closedBag = (device: Device): string | null =>
  device.status === 'reserved' ||
  device.status === 'in-transit' ||
  device.status === 'posted' ||
  device.status === 'returned'
    ? device.sealNo
    : null

const acquirer = (device: Device) => ({ kind: 'acquirer' as const, holderId: device.acquirerId })

const reserved = (device: Device): Reservation => {
  const reservation = reservationOf(device)
  if (reservation === null) throw new Error(`device ${device.deviceId} has no reservation`)
  return reservation
}

const bound = (device: Device) => {
  const binding = bindingOf(device)
  if (binding === null) throw new Error(`device ${device.deviceId} is not bound`)
  return { reservation: reserved(device), binding }
}

const suspect = (device: Device, doubt: Doubt, custodian: Device['custodian']): Device => ({
  ...kept(device),
  custodian,
  status: 'suspect',
  doubt,
  reservation: reservationOf(device),
  binding: bindingOf(device),
})

const afterRegistration = (device: Device, fact: DeviceFact): Device => {
  switch (fact.type) {
    case 'device-registered':
      throw new Error(`device ${device.deviceId} is registered twice`)
    case 'device-received':
      // Whatever was erased before: on the shelf again, it will be loaded again.
      return { ...kept(device, fact.sealNo), erasure: null, recall: null, status: 'in-stock' }
    case 'device-reserved': {
      const { caseId, merchantId, providerId } = fact
      return { ...kept(device), status: 'reserved', reservation: { caseId, merchantId, providerId } }
    }
    case 'custody-offered':
      return {
        ...kept(device, fact.sealNo),
        status: 'in-transit',
        reservation: reserved(device),
        offeredTo: fact.technicianId,
      }
    case 'custody-accepted':
      return {
        ...kept(device),
        custodian: { kind: 'technician', holderId: fact.technicianId },
        status: 'in-transit',
        reservation: reserved(device),
        offeredTo: null,
      }
    case 'device-posted':
      return {
        ...kept(device),
        custodian: { kind: 'courier', holderId: fact.courier },
        status: 'posted',
        reservation: reserved(device),
      }
    case 'receipt-confirmed':
      return { ...device, custodian: { kind: 'merchant', holderId: fact.merchantId } }
    case 'inspected-on-site':
      return {
        ...kept(device),
        custodian: { kind: 'technician', holderId: fact.technicianId },
        status: 'on-site',
        reservation: reserved(device),
        visitId: fact.visitId,
        merchantAccepted: false,
      }
    case 'accepted-by-merchant':
      return device.status === 'on-site' ? { ...device, merchantAccepted: true } : device
    case 'refused-by-merchant':
      return { ...kept(device, closedBag(device)), status: 'returned', reservation: reserved(device) }
    case 'device-bound': {
      const reservation = reserved(device)
      const custodian = { kind: 'merchant' as const, holderId: reservation.merchantId }
      return { ...kept(device, null), custodian, status: 'bound', reservation, binding: fact.binding }
    }
    case 'device-activated':
    case 'device-resumed':
      return { ...kept(device), status: 'live', ...bound(device) }
    case 'device-suspended':
      return { ...kept(device), status: 'suspended', ...bound(device), cause: fact.cause }
    case 'device-taken-back': {
      const back = {
        ...kept(device, closedBag(device)),
        custodian: acquirer(device),
        recall: null,
        reservation: null,
      }
      return device.status === 'suspect'
        ? { ...back, status: 'suspect', doubt: device.doubt, binding: null }
        : { ...back, status: 'returned' }
    }
    case 'device-retired':
      // What has ended lies nowhere: no count waits for it.
      return {
        ...kept(device, null),
        ...{ storeId: null, disposal: null, recall: null, status: 'retired', reason: fact.reason },
      }
    case 'serial-mismatched':
      return suspect(device, 'serial', fact.holder)
    case 'seal-mismatched':
      return suspect(device, 'seal', fact.holder)
    case 'firmware-mismatched':
      return suspect(device, 'firmware', fact.holder)
    case 'tampering-found':
      return suspect(device, 'tampering', fact.holder)
    case 'handed-over':
      return handedOver(device, fact)
    case 'hand-over-contradicted':
      return suspect(device, 'double-hand-over', fact.holder)
    case 'device-missed':
      return suspect(device, 'missing', fact.holder)
    default:
      return afterDuty(device, fact)
  }
}

/** A signed hand-over: out to a technician, or any step of the way back. */
const handedOver = (device: Device, fact: Extract<DeviceFact, { type: 'handed-over' }>): Device => {
  const passed = { ...kept(device, fact.sealNo), custodian: fact.taker }
  const outward =
    fact.taker.kind === 'technician' && (device.status === 'reserved' || device.status === 'in-transit')
  if (outward) return { ...passed, status: 'in-transit', reservation: reserved(device), offeredTo: null }
  const home = fact.taker.kind === 'acquirer'
  const back = { ...passed, recall: home ? null : device.recall }
  const reservation = home ? null : reservationOf(device)
  return device.status === 'suspect'
    ? { ...back, status: 'suspect', doubt: device.doubt, reservation, binding: null }
    : { ...back, status: 'returned', reservation }
}

const afterDuty = (device: Device, fact: DutyFact): Device => {
  switch (fact.type) {
    case 'return-ordered': {
      const { reason, dueOn, orderedBy } = fact
      return { ...device, recall: { reason, dueOn, ...(orderedBy !== undefined && { orderedBy }) } }
    }
    case 'device-stored':
      return { ...device, storeId: fact.storeId }
    case 'erasure-begun': {
      const { method, erasedBy, proof } = fact
      return { ...device, erasure: { method, erasedBy, proof, witnessedBy: null } }
    }
    case 'keys-erased':
      return { ...device, erasure: device.erasure && { ...device.erasure, witnessedBy: fact.witnessedBy } }
    case 'sent-to-repair':
      return {
        ...kept(device, fact.sealNo),
        custodian: { kind: 'repairer', holderId: fact.repairer },
        status: 'in-repair',
      }
    case 'back-from-repair':
      return {
        ...kept(device, fact.sealNo),
        custodian: acquirer(device),
        status: 'returned',
        reservation: null,
      }
    case 'disposal-proposed': {
      const { reason, proposedBy, certificateNo } = fact
      return { ...device, disposal: { reason, proposedBy, certificateNo } }
    }
    case 'disposal-declined':
      return { ...device, disposal: null }
    default:
      return device
  }
}

/** A change of hands is a turn of its own, and leaves the storeroom. */
const turned = (before: Device, after: Device): Device =>
  sameCustodian(before.custodian, after.custodian)
    ? after
    : { ...after, hands: before.hands + 1, storeId: null }

/** The device after one fact; `null` before it was registered. Folding all facts gives the stored state. */
export const evolve = (device: Device | null, fact: DeviceFact): Device => {
  if (device !== null) return turned(device, afterRegistration(device, fact))
  if (fact.type !== 'device-registered') throw new Error(`${fact.type} before device-registered`)
  return {
    deviceId: fact.deviceId,
    acquirerId: fact.acquirerId,
    serialNo: fact.serialNo,
    modelCode: fact.modelCode,
    custodian: { kind: 'acquirer', holderId: fact.acquirerId },
    sealNo: fact.sealNo,
    spentSeals: [],
    hands: 0,
    storeId: null,
    erasure: null,
    disposal: null,
    recall: null,
    status: 'purchased',
  }
}

/** Everybody who had it, in order: `hands` of the device counts the steps between them. */
export const handsOf = (facts: readonly DeviceFact[]): readonly Device['custodian'][] => {
  const hands: Device['custodian'][] = []
  let device: Device | null = null
  for (const fact of facts) {
    device = evolve(device, fact)
    hands[device.hands] = device.custodian
  }
  return hands
}
