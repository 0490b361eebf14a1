import { bind } from '#device/bind.ts'
import { certificateProblems } from '#device/certificate.ts'
import {
  bindingOf,
  reservationOf,
  type Custodian,
  type Device,
  type DeviceFact,
  type DeviceStatus,
  type Mismatch,
} from '#device/device.ts'
import { decideDuty } from '#device/duty.ts'
import type { DutyMove } from '#device/duty-move.ts'
import { foreignFirmware, inspect } from '#device/inspect.ts'
import type { DeviceMove } from '#device/move.ts'
import { freshSeal, plain, unlike, usedBefore } from '#device/reading.ts'
import { notOnList } from '#device/storeroom.ts'
import { wordKey } from '#device/word-key.ts'
import { reportDeadline } from '#device/binding.ts'
import { addDays, chinaDay, isAfter } from '#ground/calendar.ts'
import { refuse, type Refusal } from '#ground/refusal.ts'
import type { Stamp } from '#ground/stamp.ts'

export type Decision = readonly DeviceFact[] | Refusal

/** From which places in its life each move may start. Whatever is not listed is refused with CUST-5. */
const startsFrom: Readonly<
  Record<Exclude<DeviceMove['type'], 'register' | DutyMove['type']>, readonly DeviceStatus[]>
> = {
  receive: ['purchased', 'returned'],
  reserve: ['in-stock'],
  'hand-over': ['reserved'],
  'accept-device': ['in-transit'],
  post: ['reserved'],
  'confirm-receipt': ['posted'],
  'inspect-on-site': ['in-transit', 'posted'],
  accept: ['on-site'],
  refuse: ['posted', 'on-site'],
  bind: ['on-site'],
  activate: ['bound'],
  suspend: ['live'],
  'take-back': [
    'reserved',
    'in-transit',
    'posted',
    'suspect',
    'on-site',
    'bound',
    'live',
    'suspended',
    'returned',
  ],
}

const wrongPlace = (device: Device, move: DeviceMove): Refusal =>
  refuse(bindingOf(device) !== null && isNewUse(move) ? 'CUST-15' : 'CUST-5', {
    status: wordKey(device.status),
  })

/** Moves that would give the device to another shop. */
const isNewUse = (move: DeviceMove): boolean =>
  move.type === 'reserve' || move.type === 'hand-over' || move.type === 'post' || move.type === 'bind'

const acquirerOnly = (device: Device, stamp: Stamp): Refusal | null =>
  stamp.principal === 'house' || stamp.organisationId === device.acquirerId ? null : refuse('CUST-6')

const merchantOnly = (device: Device, stamp: Stamp): Refusal | null =>
  stamp.organisationId === reservationOf(device)?.merchantId ? null : refuse('CUST-12')

const inHand = (device: Device): Refusal | null =>
  device.custodian.kind === 'acquirer' ? null : refuse('CUST-9', { custodian: device.custodian.kind })

const register = (move: Extract<DeviceMove, { type: 'register' }>, stamp: Stamp): Decision =>
  move.bagOf !== null
    ? usedBefore(move.sealNo, 'serials')
    : [
        {
          type: 'device-registered',
          deviceId: move.deviceId,
          acquirerId: stamp.organisationId,
          serialNo: plain(move.serialNo),
          modelCode: move.modelCode,
          sealNo: plain(move.sealNo),
        },
      ]

/** CUST-60: what does not match or was opened, as the fact that quarantines the device in the holder's hands. */
const wrongBox = (
  device: Device,
  move: { readonly readSerial: string; readonly readSeal: string; readonly sealIntact: boolean },
  holder: Custodian,
): Mismatch | null =>
  unlike(device, move, holder) ??
  (move.sealIntact ? null : { type: 'tampering-found', sealIntact: false, caseUndamaged: true, holder })

const receive = (device: Device, move: Extract<DeviceMove, { type: 'receive' }>, stamp: Stamp): Decision => {
  const notHere = inHand(device)
  if (notHere) return notHere
  const wrong = wrongBox(device, move, device.custodian)
  if (wrong) return [wrong]
  const { readFirmware, model } = move
  const foreign =
    readFirmware === undefined || model === undefined
      ? null
      : foreignFirmware(model, readFirmware, stamp, device.custodian)
  if (foreign) return [foreign]
  const sealNo = freshSeal(device, move.readSeal, 'readSeal', move)
  return typeof sealNo === 'string' ? [{ type: 'device-received', sealNo }] : sealNo
}

const reserve = (device: Device, move: Extract<DeviceMove, { type: 'reserve' }>, stamp: Stamp): Decision => {
  const { order, model } = move
  if (order.acquirerId !== device.acquirerId) return refuse('CUST-6')
  if (device.erasure !== null || device.disposal !== null) return refuse('CUST-45')
  if (order.step !== 'install' || order.providerId === null) return refuse('CUST-10', { step: order.step })
  if (order.deviceId !== null && order.deviceId !== device.deviceId) return refuse('CUST-19')
  if (order.modelCode !== device.modelCode || model.modelCode !== device.modelCode)
    return refuse('CUST-20', { modelCode: device.modelCode, accepted: order.modelCode ?? '' }, 'deviceId')
  const [problem] = certificateProblems(model, chinaDay(stamp.at))
  if (problem) return problem
  const { caseId, merchantId, providerId } = order
  return [{ type: 'device-reserved', caseId, merchantId, providerId }]
}

const handOver = (
  device: Device,
  move: Extract<DeviceMove, { type: 'hand-over' }>,
  stamp: Stamp,
): Decision => {
  if (move.technicianOf === null || move.technicianOf !== reservationOf(device)?.providerId)
    return refuse('CUST-7', {}, 'technicianId')
  const shut = notOnList(move)
  if (shut) return shut
  const sealNo = freshSeal(device, move.sealNo, 'sealNo', move)
  if (typeof sealNo !== 'string') return sealNo
  return [{ type: 'custody-offered', technicianId: move.technicianId, sealNo, givenBy: stamp.personId }]
}

const acceptDevice = (
  device: Device & { status: 'in-transit' },
  move: Extract<DeviceMove, { type: 'accept-device' }>,
  stamp: Stamp,
): Decision => {
  if (device.offeredTo !== stamp.personId) return refuse('CUST-8')
  // The giver stays responsible for a device whose numbers do not match: nobody has accepted it.
  return [
    wrongBox(device, move, device.custodian) ?? { type: 'custody-accepted', technicianId: stamp.personId },
  ]
}

const post = (device: Device, move: Extract<DeviceMove, { type: 'post' }>): Decision => {
  if (move.order === null || move.order.surveyed === null) return refuse('CUST-11')
  if (device.sealNo === null) return refuse('CUST-21')
  return notOnList(move) ?? [{ type: 'device-posted', courier: move.courier }]
}

const confirmReceipt = (
  device: Device,
  move: Extract<DeviceMove, { type: 'confirm-receipt' }>,
  stamp: Stamp,
): Decision => {
  if (device.custodian.kind !== 'courier') return refuse('CUST-9', { custodian: device.custodian.kind })
  const holder: Custodian = { kind: 'merchant', holderId: stamp.organisationId }
  return [wrongBox(device, move, holder) ?? { type: 'receipt-confirmed', merchantId: stamp.organisationId }]
}

const takeBack = (
  device: Device,
  move: Extract<DeviceMove, { type: 'take-back' }>,
  stamp: Stamp,
): Decision => {
  if (device.status === 'returned' && device.custodian.kind === 'acquirer')
    return refuse('CUST-5', { status: wordKey(device.status) })
  if (device.custodian.kind !== 'acquirer') {
    if (device.recall === null) return refuse('CUST-56', { custodian: device.custodian.kind })
    if (device.recall.orderedBy === stamp.personId) return refuse('CUST-57')
  }
  // Something else came in its box: the true one is where it was last known to be, and bound to whom it was.
  const mismatch = unlike(device, move, device.custodian)
  if (mismatch) return [mismatch]
  const reportBy = bindingOf(device) === null ? null : reportDeadline(stamp.at)
  return [{ type: 'device-taken-back', reportBy }]
}

const activate = (
  device: Device,
  move: Extract<DeviceMove, { type: 'activate' }>,
  stamp: Stamp,
): Decision => {
  const boundAt = bindingOf(device)?.boundAt ?? ''
  if (move.testedAt === null || isAfter(boundAt, move.testedAt)) return refuse('CUST-42')
  const [problem] = certificateProblems(move.model, chinaDay(stamp.at))
  return problem ?? [{ type: 'device-activated' }]
}

/** CUST-43: refusing starts the way back, and says by when. */
export const RETURN_WITHIN_DAYS = 3

const refuseDevice = (stamp: Stamp): Decision => [
  { type: 'refused-by-merchant' },
  {
    type: 'return-ordered',
    reason: 'refused',
    dueOn: addDays(chinaDay(stamp.at), RETURN_WITHIN_DAYS),
    orderedBy: stamp.personId,
  },
]

const isDuty = (move: DeviceMove): move is DutyMove => !Object.hasOwn(startsFrom, move.type)

/**
 * May this move happen, and what becomes true if it does? A number that does not match is not a refusal:
 * the facts send the device into quarantine and the caller learns its new status (trust §6 duty 4).
 * Rules CUST-n, BIND-n, CERT-n: README.md.
 */
export const decide = (device: Device | null, move: DeviceMove, stamp: Stamp): Decision => {
  if (move.type === 'register')
    return device === null ? register(move, stamp) : refuse('CUST-2', {}, 'serialNo')
  if (device === null) return refuse('CUST-1')
  if (isDuty(move)) return decideDuty(device, move, stamp)
  if (!startsFrom[move.type].includes(device.status)) return wrongPlace(device, move)
  switch (move.type) {
    case 'receive':
      return acquirerOnly(device, stamp) ?? receive(device, move, stamp)
    case 'reserve':
      return acquirerOnly(device, stamp) ?? reserve(device, move, stamp)
    case 'hand-over':
      return acquirerOnly(device, stamp) ?? handOver(device, move, stamp)
    case 'accept-device':
      return device.status === 'in-transit' ? acceptDevice(device, move, stamp) : wrongPlace(device, move)
    case 'post':
      return acquirerOnly(device, stamp) ?? post(device, move)
    case 'confirm-receipt':
      return merchantOnly(device, stamp) ?? confirmReceipt(device, move, stamp)
    case 'inspect-on-site':
      return inspect(device, move, stamp)
    case 'accept':
      return merchantOnly(device, stamp) ?? [{ type: 'accepted-by-merchant' }]
    case 'refuse':
      return merchantOnly(device, stamp) ?? refuseDevice(stamp)
    case 'bind':
      return device.status === 'on-site' ? bind(device, move, stamp) : wrongPlace(device, move)
    case 'activate':
      return acquirerOnly(device, stamp) ?? activate(device, move, stamp)
    case 'suspend':
      return acquirerOnly(device, stamp) ?? [{ type: 'device-suspended', cause: move.cause }]
    case 'take-back':
      return acquirerOnly(device, stamp) ?? takeBack(device, move, stamp)
  }
}
