import { checkElements, checkPlace, elementsOf, reportDeadline, type Binding } from '#device/binding.ts'
import { certificateProblems } from '#device/certificate.ts'
import type { Device, DeviceFact } from '#device/device.ts'
import { checkVisit } from '#device/inspect.ts'
import type { DeviceMove } from '#device/move.ts'
import { readAlike } from '#device/reading.ts'
import { chinaDay, isAfter } from '#ground/calendar.ts'
import { refuse, type Refusal } from '#ground/refusal.ts'
import type { Stamp } from '#ground/stamp.ts'

/**
 * One terminal, one serial, one merchant, one place. Here a number that does not match is refused and nothing changes:
 * the device was inspected minutes ago, in this visit, by this person; the wrong one of two boxes is put back.
 */
export const bind = (
  device: Device & { status: 'on-site' },
  move: Extract<DeviceMove, { type: 'bind' }>,
  stamp: Stamp,
): readonly DeviceFact[] | Refusal => {
  const { site } = move
  const { caseId } = device.reservation
  if (device.visitId !== move.visitId) return refuse('BIND-1', {}, 'visitId')
  const wrongVisit = checkVisit(site.visit, caseId, stamp.personId)
  if (wrongVisit) return wrongVisit
  if (!device.merchantAccepted) return refuse('BIND-2')
  if (device.custodian.kind !== 'technician' || device.custodian.holderId !== stamp.personId)
    return refuse('BIND-3')
  if (!readAlike(move.readSerial, device.serialNo)) return refuse('BIND-4', {}, 'readSerial')
  const [problem] = certificateProblems(site.model, chinaDay(stamp.at))
  if (problem) return refuse('BIND-5', { modelCode: site.model.modelCode, because: problem.rule })
  if (site.order.surveyed === null) return refuse('CUST-11')
  const { before } = site
  if (before && (before.surveyedAt === null || !isAfter(before.surveyedAt, before.boundAt)))
    return refuse('BIND-10')
  const elsewhere = checkPlace(move, site.order.surveyed)
  if (elsewhere) return elsewhere
  const binding: Binding = {
    caseId,
    serialNo: device.serialNo,
    terminalNo: site.terminalNo,
    merchantNo: site.merchantNo,
    acquirerCode: site.acquirerCode,
    merchantIdentity: site.merchantIdentity,
    settlementAccount: site.settlementAccount,
    place: site.place,
    elements: elementsOf(site.model.registryCode),
    boundAt: stamp.at,
    reportBy: reportDeadline(stamp.at),
  }
  return checkElements(binding) ?? [{ type: 'device-bound', binding }]
}
