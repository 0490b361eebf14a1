import { certificateProblems, type Model } from '#device/certificate.ts'
import { bindingOf, type Device, type DeviceFact } from '#device/device.ts'
import type { Displacement } from '#device/displacement.ts'
import { wordKey } from '#device/word-key.ts'
import { chinaDay, isAfter } from '#ground/calendar.ts'
import { refuse, type Refusal } from '#ground/refusal.ts'
import type { Stamp } from '#ground/stamp.ts'

/** BIND-15: a terminal that stopped for its place goes on by its acquirer's decision in the appeal, and by nothing else. */
export const resume = (
  device: Device,
  appealed: Pick<Displacement, 'deviceId' | 'status' | 'openedAt'>,
  model: Model,
  stamp: Stamp,
): readonly DeviceFact[] | Refusal => {
  if (device.status !== 'suspended') return refuse('CUST-5', { status: wordKey(device.status) })
  if (
    device.cause !== 'moved' ||
    appealed.status !== 'restored' ||
    appealed.deviceId !== device.deviceId ||
    stamp.organisationId !== device.acquirerId
  )
    return refuse('BIND-15')
  // It stopped, went home, was bound anew and has stopped again: the first appeal, decided late, knows nothing of that.
  if (!isAfter(appealed.openedAt, bindingOf(device)?.boundAt ?? '')) return refuse('BIND-26')
  const [problem] = certificateProblems(model, chinaDay(stamp.at))
  return problem
    ? refuse('BIND-27', { modelCode: model.modelCode, because: problem.rule })
    : [{ type: 'device-resumed' }]
}
