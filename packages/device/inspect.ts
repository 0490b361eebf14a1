import type { Model } from '#device/certificate.ts'
import type { Custodian, Device, DeviceFact } from '#device/device.ts'
import { reservationOf } from '#device/device.ts'
import { approvedVersions } from '#device/firmware.ts'
import type { DeviceMove, ShopVisit } from '#device/move.ts'
import { unlike } from '#device/reading.ts'
import { chinaDay } from '#ground/calendar.ts'
import { refuse, type Refusal } from '#ground/refusal.ts'
import type { Stamp } from '#ground/stamp.ts'

/** CUST-13: the technician stands in the shop, in an install visit of this very case. */
export const checkVisit = (visit: ShopVisit | null, caseId: string, technicianId: string): Refusal | null =>
  visit !== null &&
  visit.caseId === caseId &&
  visit.kind === 'install' &&
  visit.status === 'arrived' &&
  visit.technicianId === technicianId
    ? null
    : refuse('CUST-13', {}, 'visitId')

/** CERT-23: firmware that may not be installed on this day, as the fact that quarantines the device. */
export const foreignFirmware = (
  model: Model,
  read: string,
  { at }: Stamp,
  holder: Custodian,
): Extract<DeviceFact, { type: 'firmware-mismatched' }> | null =>
  approvedVersions(model, chinaDay(at)).includes(read.trim())
    ? null
    : {
        type: 'firmware-mismatched',
        readFirmware: read.trim().replaceAll(/[^0-9A-Za-z._+-]/g, ''),
        holder,
      }

/**
 * The look at the device before anything is connected (trust §6 duty 8): numbers, seal, case, firmware.
 * A posted device passes from the merchant's hands into the technician's here.
 */
export const inspect = (
  device: Device,
  move: Extract<DeviceMove, { type: 'inspect-on-site' }>,
  stamp: Stamp,
): readonly DeviceFact[] | Refusal => {
  const { kind, holderId } = device.custodian
  if (device.status === 'posted' ? kind !== 'merchant' : kind !== 'technician' || holderId !== stamp.personId)
    return refuse('CUST-9', { custodian: kind })
  const wrongVisit = checkVisit(move.visit, reservationOf(device)?.caseId ?? '', stamp.personId)
  if (wrongVisit) return wrongVisit
  const holder: Custodian = { kind: 'technician', holderId: stamp.personId }
  const mismatch = unlike(device, move, holder)
  if (mismatch) return [mismatch]
  const { sealIntact, caseUndamaged } = move
  if (!sealIntact || !caseUndamaged) return [{ type: 'tampering-found', sealIntact, caseUndamaged, holder }]
  const foreign = foreignFirmware(move.model, move.firmwareVersion, stamp, holder)
  if (foreign) return [foreign]
  return [
    {
      type: 'inspected-on-site',
      visitId: move.visit?.visitId ?? '',
      technicianId: stamp.personId,
      firmwareVersion: move.firmwareVersion.trim(),
    },
  ]
}
