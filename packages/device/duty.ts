import { bindingOf, type Custodian, type Device, type DeviceFact, type DeviceStatus } from '#device/device.ts'
import type { DutyMove } from '#device/duty-move.ts'
import { passOn } from '#device/pass-on.ts'
import { freshSeal, plain, unlike } from '#device/reading.ts'
import { notOnList } from '#device/storeroom.ts'
import { wordKey } from '#device/word-key.ts'
import { reportDeadline } from '#device/binding.ts'
import { chinaDay } from '#ground/calendar.ts'
import { refuse, type Refusal } from '#ground/refusal.ts'
import type { Stamp } from '#ground/stamp.ts'

type Decision = readonly DeviceFact[] | Refusal
type Of<T extends DutyMove['type']> = Extract<DutyMove, { type: T }>

const away: readonly DeviceStatus[] = [
  'in-transit',
  'posted',
  'suspect',
  'on-site',
  'bound',
  'live',
  'suspended',
  'returned',
]
const shelf: readonly DeviceStatus[] = ['purchased', 'in-stock', 'reserved', 'suspect', 'returned']

const ours = (device: Device, stamp: Stamp): Refusal | null =>
  stamp.principal === 'house' || stamp.organisationId === device.acquirerId ? null : refuse('CUST-6')

const at = (device: Device, places: readonly DeviceStatus[]): Refusal | null =>
  places.includes(device.status) ? null : refuse('CUST-5', { status: wordKey(device.status) })

const inHand = (device: Device): Refusal | null =>
  device.custodian.kind === 'acquirer' ? null : refuse('CUST-9', { custodian: device.custodian.kind })

const isErased = (device: Device): boolean => device.erasure !== null && device.erasure.witnessedBy !== null

const orderReturn = (device: Device, move: Of<'order-return'>, stamp: Stamp): Decision => {
  if (device.recall !== null) return refuse('CUST-43', { dueOn: device.recall.dueOn })
  if (device.custodian.kind === 'acquirer') return refuse('CUST-9', { custodian: 'acquirer' })
  if (move.dueOn < chinaDay(stamp.at)) return refuse('CUST-43', { dueOn: move.dueOn }, 'dueOn')
  return [{ type: 'return-ordered', reason: move.reason, dueOn: move.dueOn, orderedBy: stamp.personId }]
}

/** CUST-34: into one of our storerooms, or out of it, by who is on the list of each (CUST-63). */
const store = (device: Device, move: Of<'store'>): Decision => {
  if (device.status === 'purchased') return refuse('CUST-61')
  if (!move.storeIsOurs) return refuse('CUST-34', {}, 'storeId')
  if (move.storeId === device.storeId) return refuse('CUST-34', {}, 'storeId')
  return notOnList(move) ?? [{ type: 'device-stored', storeId: move.storeId }]
}

const count = (device: Device, move: Of<'count'>): Decision =>
  notOnList(move) ?? mismatchOf(device, move) ?? [{ type: 'device-counted', countId: move.countId }]

/** A device in quarantine is counted by its serial alone: that it does not match is known already. */
const mismatchOf = (
  device: Device,
  read: { readonly readSerial: string; readonly readSeal?: string },
): Decision | null => {
  const mismatch = device.status === 'suspect' ? null : unlike(device, read, device.custodian)
  return mismatch && [mismatch]
}

/** Who holds it says it is there and whole; for the yearly inventory of what is out in the field. */
const attest = (device: Device, move: Of<'attest'>, stamp: Stamp): Decision => {
  const { kind, holderId } = device.custodian
  if (holderId !== (kind === 'technician' ? stamp.personId : stamp.organisationId))
    return refuse('CUST-9', { custodian: kind })
  const mismatch = mismatchOf(device, { readSerial: move.readSerial })
  // Typed by hand, once a year, by somebody who does not do this for a living: a slip must not end a shop's terminal.
  if (mismatch) return move.readAgain === true ? mismatch : refuse('CUST-62', {}, 'readSerial')
  return move.undamaged || device.status === 'suspect'
    ? [{ type: 'device-attested' }]
    : [{ type: 'tampering-found', sealIntact: true, caseUndamaged: false, holder: device.custodian }]
}

const beginErasure = (device: Device, move: Of<'begin-erasure'>, stamp: Stamp): Decision => {
  if (bindingOf(device) !== null) return refuse('CUST-15')
  if (isErased(device)) return refuse('CUST-38')
  return [{ type: 'erasure-begun', method: move.method, erasedBy: stamp.personId, proof: move.proof }]
}

const witnessErasure = (device: Device, stamp: Stamp): Decision => {
  const { erasure } = device
  if (erasure === null || erasure.witnessedBy !== null) return refuse('CUST-38')
  return erasure.erasedBy === stamp.personId
    ? refuse('CUST-39')
    : [{ type: 'keys-erased', witnessedBy: stamp.personId }]
}

const sendToRepair = (device: Device, move: Of<'send-to-repair'>): Decision => {
  if (!isErased(device)) return refuse('CUST-38')
  if (device.disposal !== null) return refuse('CUST-41')
  const shut = notOnList(move)
  if (shut) return shut
  const sealNo = freshSeal(device, move.sealNo, 'sealNo', move)
  return typeof sealNo === 'string' ? [{ type: 'sent-to-repair', repairer: move.repairer, sealNo }] : sealNo
}

/** CUST-40: the repairer's own new bag, announced apart from the goods; the bag we sent must not come back unopened-looking. */
const receiveFromRepair = (device: Device, move: Of<'receive-from-repair'>): Decision => {
  const holder: Custodian = { kind: 'acquirer', holderId: device.acquirerId }
  const sealNo = freshSeal(device, move.announcedSeal, 'announcedSeal', move)
  if (typeof sealNo !== 'string') return sealNo
  if (device.sealNo !== null && plain(device.sealNo) === sealNo) return refuse('CUST-40', {}, 'announcedSeal')
  const mismatch = unlike({ ...device, sealNo }, move, holder)
  if (mismatch) return [mismatch]
  if (!move.sealIntact) return [{ type: 'tampering-found', sealIntact: false, caseUndamaged: true, holder }]
  return [{ type: 'back-from-repair', sealNo }]
}

const proposeDisposal = (device: Device, move: Of<'propose-disposal'>, stamp: Stamp): Decision => {
  if (device.disposal !== null) return refuse('CUST-41')
  if (move.reason !== 'lost') {
    const notHere = inHand(device)
    if (notHere) return notHere
    if (bindingOf(device) !== null) return refuse('CUST-15')
    if (move.certificateNo.trim() === '') return refuse('CUST-44', {}, 'certificateNo')
    if (move.reason === 'scrapped' && !isErased(device)) return refuse('CUST-22')
  }
  const { reason, certificateNo } = move
  return [
    { type: 'disposal-proposed', reason, proposedBy: stamp.personId, certificateNo: plain(certificateNo) },
  ]
}

const decideDisposal = (device: Device, move: Of<'decide-disposal'>, stamp: Stamp): Decision => {
  const { disposal } = device
  if (disposal === null) return refuse('CUST-41')
  if (!move.agreed) return [{ type: 'disposal-declined' }]
  if (disposal.proposedBy === stamp.personId) return refuse('CUST-18')
  // Between the two words the device may have been sent out again, or its keys loaded.
  if (disposal.reason !== 'lost') {
    const notHere = inHand(device)
    if (notHere) return notHere
    if (disposal.reason === 'scrapped' && !isErased(device)) return refuse('CUST-22')
  }
  const reportBy = bindingOf(device) === null ? null : reportDeadline(stamp.at)
  return [{ type: 'device-retired', reason: disposal.reason, reportBy }]
}

const notRetired: readonly DeviceStatus[] = [...shelf, ...away, 'in-repair']

/** Custody's standing duties (trust §6): each names where it may start and who may ask. */
export const decideDuty = (device: Device, move: DutyMove, stamp: Stamp): Decision => {
  switch (move.type) {
    case 'pass-on':
      return at(device, notRetired) ?? passOn(device, move, stamp)
    case 'order-return':
      return ours(device, stamp) ?? at(device, away) ?? orderReturn(device, move, stamp)
    case 'store':
      return ours(device, stamp) ?? at(device, shelf) ?? inHand(device) ?? store(device, move)
    case 'count':
      return ours(device, stamp) ?? at(device, shelf) ?? inHand(device) ?? count(device, move)
    case 'miss': {
      const no = ours(device, stamp) ?? at(device, shelf) ?? inHand(device)
      return no ?? [{ type: 'device-missed', noticedIn: move.noticedIn, holder: device.custodian }]
    }
    case 'attest':
      return at(device, notRetired) ?? attest(device, move, stamp)
    case 'begin-erasure':
      return ours(device, stamp) ?? at(device, shelf) ?? inHand(device) ?? beginErasure(device, move, stamp)
    case 'witness-erasure':
      return ours(device, stamp) ?? at(device, shelf) ?? inHand(device) ?? witnessErasure(device, stamp)
    case 'send-to-repair': {
      const no = ours(device, stamp) ?? at(device, ['in-stock', 'returned']) ?? inHand(device)
      return no ?? sendToRepair(device, move)
    }
    case 'receive-from-repair':
      return ours(device, stamp) ?? at(device, ['in-repair']) ?? receiveFromRepair(device, move)
    case 'propose-disposal':
      return ours(device, stamp) ?? at(device, notRetired) ?? proposeDisposal(device, move, stamp)
    case 'decide-disposal':
      return ours(device, stamp) ?? at(device, notRetired) ?? decideDisposal(device, move, stamp)
  }
}
