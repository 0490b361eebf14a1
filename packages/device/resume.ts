import type { Device, DeviceFact } from '#device/device.ts'
import { wordKey } from '#device/word-key.ts'
import { refuse, type Refusal } from '#ground/refusal.ts'
import type { Stamp } from '#ground/stamp.ts'

/** BIND-15: a terminal that stopped for its place goes on by its acquirer's decision in the appeal, and by nothing else. */
export const resume = (
  device: Device,
  appealed: { readonly deviceId: string; readonly status: string },
  stamp: Stamp,
): readonly DeviceFact[] | Refusal => {
  if (device.status !== 'suspended') return refuse('CUST-5', { status: wordKey(device.status) })
  return device.cause === 'moved' &&
    appealed.status === 'restored' &&
    appealed.deviceId === device.deviceId &&
    stamp.organisationId === device.acquirerId
    ? [{ type: 'device-resumed' }]
    : refuse('BIND-15')
}
