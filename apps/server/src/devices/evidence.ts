import { sql } from 'kysely'
import { certificateProblems } from '#device/certificate.ts'
import { bindingOf, type Device } from '#device/device.ts'
import type { SelfProof } from '#device/self-proof.ts'
import type { RegistryReport } from '#device/report.ts'
import type { Watch } from '#device/watch.ts'
import { chinaDay } from '#ground/calendar.ts'
import { isRefusal } from '#ground/refusal.ts'
import type { Errand } from '../house/errand.ts'
import { db } from '../house/tables.ts'
import { moveDevice } from './device.ts'
import { loadModel, modelOf } from './models.ts'
import { selfProof } from './self-proof.ts'

export type DeviceEvidence = {
  readonly deviceId: string
  readonly certificatesValid: boolean
  readonly suspect: boolean
  readonly reported: boolean
  readonly alarms: number
  /** Whether it has to prove itself with its own key, and when it has within this binding (GATE-14). */
  readonly selfProof: Pick<SelfProof, 'required' | 'provedAt'>
}

/** Open alarms that speak against a terminal before it takes money; what stops a live one at once is among them. */
const against = ['tampered', 'surface-doubted', 'moved', 'firmware-foreign', 'stopped']

/** What the go-live gate may know of a terminal today. Null when there is none. */
export const deviceEvidence = async (errand: Errand, deviceId: string): Promise<DeviceEvidence | null> => {
  // Asked by every party of the case, also by a provider's desk that may not open the device itself.
  const [row] = await errand.asHouse(
    db
      .selectFrom('devices as d')
      .innerJoin('models as m', 'm.model_code', 'd.model_code')
      .selectAll('m')
      .select((of) => [
        'd.state',
        of
          .selectFrom('incidents as i')
          .select(sql<number>`count(*)::int`.as('open'))
          .whereRef('i.device_id', '=', 'd.device_id')
          .where('i.closed_at', 'is', null)
          .where('i.kind', 'in', against)
          .as('alarms'),
        of
          .selectFrom('device_watches as w')
          .select('w.watch')
          .whereRef('w.device_id', '=', 'd.device_id')
          .as('watch'),
        of
          .selectFrom('registry_reports as r')
          .select('r.state')
          .whereRef('r.device_id', '=', 'd.device_id')
          .orderBy('r.report_id', 'desc')
          .limit(1)
          .as('report'),
      ])
      .where('d.device_id', '=', deviceId),
  )
  if (!row) return null
  const device = row.state as Device
  const report = row.report as RegistryReport | null
  const boundAt = bindingOf(device)?.boundAt
  // Unbound it is not at the gate at all; nothing it said before is of use there.
  const { required, provedAt } = await selfProof(errand, deviceId, boundAt ?? errand.stamp.at)
  return {
    deviceId,
    certificatesValid: certificateProblems(modelOf(row), chinaDay(errand.stamp.at)).length === 0,
    suspect: device.status === 'suspect',
    reported:
      report?.kind === 'entry' &&
      report.binding.boundAt === boundAt &&
      (report.status === 'filed' || report.status === 'accepted'),
    // Last measured away from its place: no incident while it is not live, and no reason to let it go live.
    alarms: (row.alarms ?? 0) + ((row.watch as Watch | null)?.strays.length ? 1 : 0),
    selfProof: { required, provedAt },
  }
}

/** The case has gone live and its terminal with it. The gate has looked already: a "no" here is a bug, and crashes. */
export const deviceGoesLive = async (
  errand: Errand,
  deviceId: string,
  testedAt: string | null,
): Promise<void> => {
  const after = await moveDevice(errand, deviceId, async (device) => {
    // Asked again under the lock: an alarm that came while the gate was looking finds the terminal still bound.
    const open = await errand.asHouse(
      db
        .selectFrom('incidents')
        .select('incident_id')
        .where('device_id', '=', deviceId)
        .where('kind', 'in', against)
        .where('closed_at', 'is', null),
    )
    if (open.length > 0) throw new Error(`device ${deviceId} does not go live: GATE-13`)
    return { type: 'activate', testedAt, model: await loadModel(errand, device.modelCode) }
  })
  if (isRefusal(after)) throw new Error(`device ${deviceId} does not go live: ${after.rule}`)
}
