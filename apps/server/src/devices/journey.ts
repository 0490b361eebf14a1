import { reservationOf } from '#device/device.ts'
import type { DeviceMove } from '#device/move.ts'
import { orderOf, shopVisitOf } from '#device/order.ts'
import { isRefusal, type Refusal } from '#ground/refusal.ts'
import type { Case } from '#provision/case.ts'
import type { InstallMove } from '#provision/install.ts'
import { type Errand, NotFound, type Room } from '../house/errand.ts'
import { newId } from '../house/new-id.ts'
import { db } from '../house/tables.ts'
import { bagOf } from './bags.ts'
import type { CasesPort } from './cases-port.ts'
import { loadDevice, moveDevice, movedTo } from './device.ts'
import { mayEnter } from './keepers.ts'
import { loadModel } from './models.ts'
import { keepLook, type PapersPort, readPhotos } from './terminal-photos.ts'

/** The case a device is meant for, locked; before the device itself, so that two errands never wait for each other. */
export const lockCaseOf = async (
  cases: CasesPort,
  errand: Errand,
  deviceId: string,
): Promise<Case | null> => {
  const { device } = await loadDevice(errand, deviceId)
  const caseId = reservationOf(device)?.caseId
  if (caseId === undefined) return null
  const { state } = await cases.loadCase(errand, caseId, true)
  const again = await loadDevice(errand, deviceId, true)
  if (reservationOf(again.device)?.caseId !== caseId) throw new NotFound()
  return state
}

/** Moves the device and tells its case, or neither. */
const moveBoth = async (
  cases: CasesPort,
  errand: Errand,
  deviceId: string,
  move: (state: Case | null) => DeviceMove,
  tell: InstallMove,
): Promise<{ ok: true } | Refusal> => {
  const state = await lockCaseOf(cases, errand, deviceId)
  const after = await moveDevice(errand, deviceId, move(state))
  if (isRefusal(after)) return after
  if (state === null) throw new Error(`device ${deviceId} moved for no case`)
  const told = await cases.moveCase(errand, state.caseId, tell)
  return isRefusal(told) ? told : { ok: true }
}

/** Does this person work as a technician for this provider today? */
const worksFor = async (
  errand: Errand,
  personId: string,
  providerId: string | undefined,
): Promise<boolean> => {
  if (providerId === undefined) return false
  // An acquirer does not see a provider's staff list; it only learns whether this one name stands on it.
  const found = await errand.asHouse(
    db
      .selectFrom('memberships')
      .select('person_id')
      .where('person_id', '=', personId)
      .where('organisation_id', '=', providerId)
      .where('principal', '=', 'technician')
      .where('ended_at', 'is', null),
  )
  return found.length > 0
}

/** From the shelf to the shop: every hand on the way. */
export const journey = (
  cases: CasesPort,
  papers: PapersPort | null,
): Room<
  | 'devices.hand-over'
  | 'devices.accept-device'
  | 'devices.post'
  | 'devices.confirm-receipt'
  | 'devices.inspect-on-site'
  | 'devices.accept'
  | 'devices.refuse'
> => ({
  async 'devices.hand-over'(errand, { deviceId, technicianId, sealNo }) {
    const after = await moveDevice(errand, deviceId, async (device) => {
      const providerId = reservationOf(device)?.providerId
      const technicianOf = (await worksFor(errand, technicianId, providerId)) ? (providerId ?? null) : null
      return {
        ...{ type: 'hand-over', technicianId, sealNo, technicianOf },
        bagOf: await bagOf(errand, device, sealNo),
        mayEnter: await mayEnter(errand, device.storeId),
      }
    })
    return isRefusal(after) ? after : { ok: true }
  },

  'devices.accept-device': (errand, { deviceId, ...read }) =>
    movedTo(errand, deviceId, { type: 'accept-device', ...read }),

  async 'devices.post'(errand, { deviceId, courier, trackingNo }) {
    const state = await lockCaseOf(cases, errand, deviceId)
    // Without a reservation the rules refuse before they look at the order.
    const order = state && orderOf(state, await cases.surveyedPlace(errand, state))
    const after = await moveDevice(errand, deviceId, async (device) => ({
      ...{ type: 'post', courier, order },
      mayEnter: await mayEnter(errand, device.storeId),
    }))
    if (isRefusal(after)) return after
    await errand.run(
      db.updateTable('devices').set({ tracking_no: trackingNo }).where('device_id', '=', deviceId),
    )
    const told = await cases.moveCase(errand, order?.caseId ?? '', { type: 'post-device', deviceId })
    return isRefusal(told) ? told : { ok: true }
  },

  'devices.confirm-receipt': (errand, { deviceId, ...read }) =>
    movedTo(errand, deviceId, { type: 'confirm-receipt', ...read }),

  async 'devices.inspect-on-site'(errand, { deviceId, visitId, photos = [], ...look }) {
    // Photos take a while to read: whose they are is asked before, and nothing is locked meanwhile.
    await loadDevice(errand, deviceId)
    const taken = await readPhotos(errand, photos)
    if (isRefusal(taken)) return taken
    const state = await lockCaseOf(cases, errand, deviceId)
    const after = await moveDevice(errand, deviceId, async (device) => ({
      type: 'inspect-on-site',
      ...look,
      visit: state && shopVisitOf(state, visitId),
      model: await loadModel(errand, device.modelCode),
    }))
    if (isRefusal(after)) return after
    // What later looks are compared with.
    if (papers !== null && state !== null && taken.length > 0)
      await keepLook(
        errand,
        papers,
        after,
        {
          ...{ inspectionId: newId('ins'), caseId: state.caseId, visitId, kind: 'reference' },
          ...{ inspectedAt: errand.stamp.at, firmwareVersion: look.firmwareVersion.trim() },
          ...{ serialMatched: after.status !== 'suspect' || after.doubt !== 'serial', noes: [] },
        },
        taken,
      )
    return { status: after.status }
  },

  'devices.accept': (errand, { deviceId }) =>
    moveBoth(cases, errand, deviceId, () => ({ type: 'accept' }), { type: 'accept-device', deviceId }),

  async 'devices.refuse'(errand, { deviceId, reason }) {
    const state = await lockCaseOf(cases, errand, deviceId)
    return moveBoth(cases, errand, deviceId, () => ({ type: 'refuse' }), {
      type: 'refuse-device',
      deviceId,
      reason: state ? await cases.sealText(errand, state.caseId, 'device-refusal', reason) : '',
    })
  },
})
