import { certificateProblems } from '#device/certificate.ts'
import type { Device } from '#device/device.ts'
import { chinaDay } from '#ground/calendar.ts'
import { isRefusal } from '#ground/refusal.ts'
import type { Errand } from '../house/errand.ts'
import { db } from '../house/tables.ts'
import { moveDevice } from './device.ts'
import { loadModel, modelOf } from './models.ts'

export type DeviceEvidence = {
  readonly deviceId: string
  readonly certificatesValid: boolean
  readonly suspect: boolean
}

/** What the go-live gate may know of a terminal today. Null when there is none. */
export const deviceEvidence = async (errand: Errand, deviceId: string): Promise<DeviceEvidence | null> => {
  // Asked by every party of the case, also by a provider's desk that may not open the device itself.
  const [row] = await errand.asHouse(
    db
      .selectFrom('devices as d')
      .innerJoin('models as m', 'm.model_code', 'd.model_code')
      .selectAll('m')
      .select('d.state')
      .where('d.device_id', '=', deviceId),
  )
  if (!row) return null
  return {
    deviceId,
    certificatesValid: certificateProblems(modelOf(row), chinaDay(errand.stamp.at)).length === 0,
    suspect: (row.state as Device).status === 'suspect',
  }
}

/** The case has gone live and its terminal with it. The gate has looked already: a "no" here is a bug, and crashes. */
export const deviceGoesLive = async (
  errand: Errand,
  deviceId: string,
  testedAt: string | null,
): Promise<void> => {
  const after = await moveDevice(errand, deviceId, async (device) => ({
    type: 'activate',
    testedAt,
    model: await loadModel(errand, device.modelCode),
  }))
  if (isRefusal(after)) throw new Error(`device ${deviceId} does not go live: ${after.rule}`)
}
