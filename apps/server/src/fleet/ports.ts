import type { SuspensionCause } from '#device/device.ts'
import type { Fix } from '#device/place.ts'
import type { Errand } from '../house/errand.ts'

/** What the fleet needs of the device room, handed in where the house is put together. */
export type DevicesPort = {
  /** A live terminal stops taking money; anywhere else nothing happens. */
  suspendDevice(errand: Errand, deviceId: string, cause: SuspensionCause): Promise<void>
  /** One fix of a terminal against its bound place: enough of them away suspend it, with appeal (BIND-12). */
  takeFix(errand: Errand, deviceId: string, fix: Fix): Promise<void>
}
