import { bindingOf, type Device, type DeviceFact, reservationOf } from '#device/device.ts'
import { decideReport, evolveReport, type RegistryReport, type ReportFact } from '#device/report.ts'
import { isRefusal } from '#ground/refusal.ts'
import type { Errand } from '../house/errand.ts'
import { newId } from '../house/new-id.ts'
import { db } from '../house/tables.ts'

export const evolved = (
  errand: Errand,
  before: RegistryReport | null,
  facts: readonly ReportFact[],
): RegistryReport =>
  facts.reduce<RegistryReport | null>(
    (each, fact) => evolveReport(each, fact, errand.stamp),
    before,
  ) as RegistryReport

/** Which reports a device's facts make due, and by when; the binding is the one that begins or ends. */
const dueOf = (before: Device, fact: DeviceFact) => {
  if (fact.type === 'device-bound')
    return { kind: 'entry' as const, binding: fact.binding, dueBy: fact.binding.reportBy }
  if (fact.type !== 'device-taken-back' && fact.type !== 'device-retired') return null
  const binding = bindingOf(before)
  return fact.reportBy === null || binding === null
    ? null
    : { kind: 'exit' as const, binding, dueBy: fact.reportBy }
}

/** Puts what must be told to the registry on its acquirer's list, in the transaction of the binding itself. */
export const queueReports = async (
  errand: Errand,
  before: Device,
  facts: readonly DeviceFact[],
): Promise<void> => {
  for (const fact of facts) {
    const due = dueOf(before, fact)
    const caseId = reservationOf(before)?.caseId
    if (due === null || caseId === undefined) continue
    const reportId = newId('rep')
    const { deviceId, acquirerId } = before
    const decided = decideReport(
      null,
      { type: 'fall-due', reportId, deviceId, acquirerId, caseId, ...due },
      errand.stamp,
    )
    if (isRefusal(decided)) throw new Error(decided.rule)
    const report = evolved(errand, null, decided)
    // A technician who binds does not report: the house puts it on the acquirer's list.
    await errand.asHouse(
      db.insertInto('registry_reports').values({
        report_id: reportId,
        device_id: deviceId,
        acquirer_id: acquirerId,
        status: report.status,
        due_by: report.dueBy,
        version: decided.length,
        state: JSON.stringify(report),
      }),
    )
    await errand.record(`report/${reportId}`, 0, decided)
  }
}
