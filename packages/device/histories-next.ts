import { reservationOf, type Device } from '#device/device.ts'
import type { Attempt, CaseId, Deed, World } from '#device/histories-fleet.ts'
import type { DeviceMove } from '#device/move.ts'
import { chinaDay } from '#ground/calendar.ts'

/* What somebody sensible would try next in a random history, and who it would be. */

/** The way from the desk to the workshop or out of use. */
const ending = ({ erasure, disposal }: Device): readonly DeviceMove['type'][] => {
  if (disposal !== null) return ['decide-disposal']
  if (erasure === null) return ['begin-erasure']
  return erasure.witnessedBy === null ? ['witness-erasure'] : ['send-to-repair', 'propose-disposal']
}

/** The desk's way back: an order first, unless it has the device in hand. */
const back = ({ custodian, recall }: Device): DeviceMove['type'] =>
  custodian.kind === 'acquirer' || recall !== null ? 'take-back' : 'order-return'

const often = (deed: Deed, times: number): readonly Deed[] => Array.from({ length: times }, () => deed)

const needsSurvey = (world: World, device: Device): boolean => {
  const caseId = reservationOf(device)?.caseId as CaseId
  const bound = world.boundAt.get(caseId)?.at(-1) ?? ''
  return (world.surveys.get(caseId)?.at(-1)?.at ?? '') <= bound
}

/** Stopped for its place: most shops appeal, most terminals come home, some have moved for good. */
const appealing = (world: World, device: Device): readonly Deed[] | null => {
  const last = [...world.displacements.values()].findLast(({ deviceId }) => deviceId === device.deviceId)
  if (last?.status === 'open') return ['appeal', 'appeal', 'fix', back(device), back(device)]
  if (last?.status === 'appealed') return ['fix', 'fix', 'decide-appeal', 'decide-appeal', back(device)]
  return null
}

/** Most attempts are a sensible next one by the right person: pure chance hardly ever reaches a shop. */
export const sensible = (world: World, device: Device | undefined): readonly Deed[] => {
  if (device === undefined) return ['register']
  if (isLapsed(world) && ['in-stock', 'on-site', 'bound'].includes(device.status))
    return ['renew', ...sensibleNext(world, device)]
  return sensibleNext(world, device)
}

const isLapsed = ({ now, certificates }: World): boolean =>
  !certificates.some(({ validUntil }) => validUntil !== null && validUntil >= chinaDay(now))

const sensibleNext = (world: World, device: Device): readonly Deed[] => {
  switch (device.status) {
    case 'purchased':
      return ['receive']
    case 'in-stock':
      if (device.disposal !== null) return ['decide-disposal']
      return [...often('reserve', 9), 'store', 'count', 'miss', 'propose-disposal']
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
      if (!device.merchantAccepted) return ['accept', 'accept', 'accept', 'refuse']
      return needsSurvey(world, device) ? ['survey', 'survey', 'bind'] : ['bind']
    case 'bound':
      return world.tests.some(
        (test) => test.deviceId === device.deviceId && test.at >= device.binding.boundAt,
      )
        ? ['activate']
        : ['test', 'test', 'activate']
    case 'live':
      return [...often('fix', 6), 'appeal', 'suspend', back(device), 'order-return', 'pass-on', 'attest']
    case 'suspended':
      return appealing(world, device) ?? [back(device), 'pass-on']
    case 'returned':
      return device.custodian.kind === 'acquirer'
        ? ['receive', 'receive', ...ending(device)]
        : [back(device), 'pass-on']
    case 'suspect':
      // A wrong device ends for good, once it is home.
      if (device.custodian.kind !== 'acquirer') return [back(device), back(device), 'pass-on']
      return [...ending(device), device.disposal === null ? 'propose-disposal' : 'decide-disposal']
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

export const fittingPerson = (does: Deed, device: Device | undefined, tried: Attempt): number => {
  const merchant = device && reservationOf(device)?.merchantId === 'org_shop2' ? 2 : 1
  if (does === 'accept' || does === 'refuse' || does === 'confirm-receipt' || does === 'appeal')
    return merchant
  if (does === 'accept-device' || does === 'inspect-on-site' || does === 'bind') {
    const holder =
      device?.status === 'in-transit' && device.offeredTo ? device.offeredTo : device?.custodian.holderId
    return holder === 'per_t2' || (holder !== 'per_t1' && tried.technicianId === 'per_t2') ? 4 : 3
  }
  if (does === 'witness-erasure' || does === 'decide-disposal') return 5
  // One orders, the other takes in; now and then the same tries both.
  if (does === 'order-return') return tried.near ? 5 : 0
  // Now and then whoever would like to decides: the shop about its own appeal.
  if (does === 'decide-appeal') return tried.sound ? 0 : merchant
  if (does === 'pass-on' || does === 'attest') return holderOf(device)
  return 0
}
