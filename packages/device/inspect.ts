import type { Custodian, Device, DeviceFact } from '#device/device.ts'
import { reservationOf } from '#device/device.ts'
import type { DeviceMove, ShopVisit } from '#device/move.ts'
import { unlike } from '#device/reading.ts'
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
  const { sealIntact, caseUndamaged, firmwareVersion } = move
  if (!sealIntact || !caseUndamaged) return [{ type: 'tampering-found', sealIntact, caseUndamaged, holder }]
  if (firmwareVersion.trim() !== move.model.firmwareVersion)
    return [
      {
        type: 'firmware-mismatched',
        readFirmware: firmwareVersion.trim().replaceAll(/[^0-9A-Za-z._+-]/g, ''),
        holder,
      },
    ]
  return [
    {
      type: 'inspected-on-site',
      visitId: move.visit?.visitId ?? '',
      technicianId: stamp.personId,
      firmwareVersion: move.model.firmwareVersion,
    },
  ]
}
