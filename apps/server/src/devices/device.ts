import { decide } from '#device/custody.ts'
import { bindingOf, reservationOf, type Device, type DeviceFact } from '#device/device.ts'
import type { Displacement } from '#device/displacement.ts'
import { evolve } from '#device/evolve.ts'
import type { DeviceMove } from '#device/move.ts'
import { resume } from '#device/resume.ts'
import { isRefusal, refuse, type Refusal } from '#ground/refusal.ts'
import { type Errand, NotFound } from '../house/errand.ts'
import { db } from '../house/tables.ts'
import { closeBags } from './bags.ts'
import { loadModel } from './models.ts'
import { queueReports } from './report-queue.ts'

type StoredDevice = {
  readonly device: Device
  readonly version: number
  readonly technicianId: string | null
}

/** The device as the asker may load it: row-level security decides, and what it hides is not found. */
export const loadDevice = async (errand: Errand, deviceId: string, lock = false): Promise<StoredDevice> => {
  const query = db
    .selectFrom('devices')
    .select(['state', 'version', 'technician_id'])
    .where('device_id', '=', deviceId)
  const [row] = await errand.run(lock ? query.forUpdate() : query)
  if (!row) throw new NotFound()
  return { device: row.state as Device, version: row.version, technicianId: row.technician_id }
}

/** Columns beside the state: who may see the device, and what must be unique. */
export const standing = (device: Device, technicianBefore: string | null) => {
  const reservation = reservationOf(device)
  const binding = bindingOf(device)
  const offeredTo = device.status === 'in-transit' ? device.offeredTo : null
  const holder = device.custodian.kind === 'technician' ? device.custodian.holderId : null
  return {
    status: device.status,
    seal_no: device.sealNo,
    case_id: reservation?.caseId ?? null,
    merchant_id: reservation?.merchantId ?? null,
    provider_id: reservation?.providerId ?? null,
    technician_id: reservation === null ? null : (offeredTo ?? holder ?? technicianBefore),
    terminal_no: binding?.terminalNo ?? null,
    merchant_no: binding?.merchantNo ?? null,
    store_id: device.storeId,
    recall_due: device.recall?.dueOn ?? null,
    state: JSON.stringify(device),
  }
}

/** What the database's own walls mean; they are only met when two errands race, or a seal is on another bag. */
const walls: Readonly<Record<string, Refusal>> = {
  devices_acquirer_id_seal_no_key: refuse('CUST-2', {}, 'sealNo'),
  devices_serial_no_key: refuse('CUST-2', {}, 'serialNo'),
  one_device_per_case: refuse('CUST-19'),
}

export const wallOf = (error: unknown): Refusal | null =>
  walls[(error as { constraint?: string }).constraint ?? ''] ?? null

/** Writes what a decision made true, for those who must know the facts as well. */
export const save = async (
  errand: Errand,
  { device, version, technicianId }: StoredDevice,
  facts: readonly DeviceFact[],
): Promise<Device | Refusal> => {
  const after = facts.reduce<Device>(evolve, device)
  const used = after.sealNo === device.sealNo ? null : await closeBags(errand, [after])
  if (used) return used
  try {
    await errand.run(
      db
        .updateTable('devices')
        .set({
          ...standing(after, technicianId),
          version: version + facts.length,
          updated_at: errand.stamp.at,
        })
        .where('device_id', '=', device.deviceId),
    )
  } catch (error) {
    const wall = wallOf(error)
    if (wall) return wall
    throw error
  }
  await errand.record(`device/${device.deviceId}`, version, facts)
  await queueReports(errand, device, facts)
  return after
}

/** Loads under lock, decides, evolves, saves, records: the one way a device changes. */
export const moveDevice = async (
  errand: Errand,
  deviceId: string,
  move: DeviceMove | ((device: Device) => Promise<DeviceMove>),
): Promise<Device | Refusal> => {
  const stored = await loadDevice(errand, deviceId, true)
  const made = typeof move === 'function' ? await move(stored.device) : move
  const facts = decide(stored.device, made, errand.stamp)
  return isRefusal(facts) ? facts : save(errand, stored, facts)
}

/** A terminal that stopped for its place goes on, by the decision in its appeal (BIND-15). */
export const resumeDevice = async (
  errand: Errand,
  appealed: Pick<Displacement, 'deviceId' | 'status' | 'openedAt'>,
): Promise<Device | Refusal> => {
  const stored = await loadDevice(errand, appealed.deviceId, true)
  const model = await loadModel(errand, stored.device.modelCode)
  const facts = resume(stored.device, appealed, model, errand.stamp)
  return isRefusal(facts) ? facts : save(errand, stored, facts)
}

/** `moveDevice` for a command that answers where the device is now. */
export const movedTo = async (
  errand: Errand,
  deviceId: string,
  move: DeviceMove | ((device: Device) => Promise<DeviceMove>),
): Promise<{ status: Device['status'] } | Refusal> => {
  const after = await moveDevice(errand, deviceId, move)
  return isRefusal(after) ? after : { status: after.status }
}
