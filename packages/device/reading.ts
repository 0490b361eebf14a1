import type { Custodian, Device, Mismatch } from '#device/device.ts'
import { refuse, type Refusal } from '#ground/refusal.ts'

/** A number as a scanner or a person gives it: spaces around and letter case do not count, nothing else is forgiven. */
export const plain = (code: string): string => code.trim().toUpperCase()

export const readAlike = (read: string, recorded: string): boolean => plain(read) === plain(recorded)

/** A reading as a fact keeps it: only the signs a serial or seal number can have, so no text gets in. */
const kept = (read: string): string => plain(read).replaceAll(/[^0-9A-Z-]/g, '')

/** The first number that does not match the record, as the fact that quarantines the device; `null` if all do. */
export const unlike = (
  device: Device,
  read: { readonly readSerial?: string; readonly readSeal?: string },
  holder: Custodian,
): Mismatch | null => {
  if (read.readSerial !== undefined && !readAlike(read.readSerial, device.serialNo))
    return { type: 'serial-mismatched', readSerial: kept(read.readSerial), holder }
  if (read.readSeal !== undefined && device.sealNo !== null && !readAlike(read.readSeal, device.sealNo))
    return { type: 'seal-mismatched', readSeal: kept(read.readSeal), holder }
  return null
}

/**
 * Whose bag a number closed first, looked up in all its acquirer ever had: a device, whatever became of it; `null` for a
 * number nobody has used. Every move that closes a bag carries it.
 */
export type Bag = { readonly bagOf: string | null }

/** The number of the bag the device goes into: the present one still closed, or one no bag ever had (CUST-16, CUST-55). */
export const freshSeal = (
  device: Device,
  sealNo: string,
  field: string,
  { bagOf }: Bag,
): string | Refusal => {
  if (device.spentSeals.some((spent) => readAlike(sealNo, spent)))
    return refuse('CUST-16', { sealNo: kept(sealNo) }, field)
  return bagOf === null || bagOf === device.deviceId ? plain(sealNo) : usedBefore(sealNo, field)
}

/** CUST-55: the number of somebody else's bag, opened or closed. */
export const usedBefore = (sealNo: string, field: string): Refusal =>
  refuse('CUST-55', { sealNo: kept(sealNo) }, field)
