import type { SuspensionCause } from '#device/device.ts'
import type { Fix } from '#device/place.ts'
import type { Answer } from '#device/challenge.ts'
import type { Refusal } from '#ground/refusal.ts'
import type { Errand } from '../house/errand.ts'

/** What the fleet needs of the device room, handed in where the house is put together. */
export type DevicesPort = {
  /** A live terminal stops taking money; anywhere else nothing happens. */
  suspendDevice(errand: Errand, deviceId: string, cause: SuspensionCause): Promise<void>
  /** One fix of a terminal against its bound place: enough of them away suspend it, with appeal (BIND-12). */
  takeFix(errand: Errand, deviceId: string, fix: Fix): Promise<void>
}

/** Whoever answers a challenge as only that device can; handed in by the device room. */
export type IdentitiesPort = {
  proveIdentity(
    errand: Errand,
    answer: Answer & { readonly challengeId: string },
  ): Promise<Refusal | { readonly identityId: string; readonly deviceId: string; readonly point: Buffer }>
  /** A key only that device can open, bound to this identity and number. */
  sealToDevice(point: Buffer, whose: string, key: Buffer): Promise<Buffer>
  keyOf(identityId: string, generation: number): string
}
