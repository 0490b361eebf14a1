import type { SuspensionCause } from '#device/device.ts'
import { isRefusal } from '#ground/refusal.ts'
import type { Errand } from '../house/errand.ts'
import { loadDevice, moveDevice } from './device.ts'

/** The house stops a live terminal; one that takes no money anyway is left where it is. */
export const suspendDevice = async (
  errand: Errand,
  deviceId: string,
  cause: SuspensionCause,
): Promise<void> => {
  const { device } = await loadDevice(errand, deviceId, true)
  if (device.status !== 'live') return
  const after = await moveDevice(errand, deviceId, { type: 'suspend', cause })
  if (isRefusal(after)) throw new Error(`device ${deviceId} is not suspended: ${after.rule}`)
}
