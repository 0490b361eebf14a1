import { reservationOf } from '#device/device.ts'
import { orderOf } from '#device/order.ts'
import { isRefusal } from '#ground/refusal.ts'
import type { Room } from '../house/errand.ts'
import { bagOf } from './bags.ts'
import type { CasesPort } from './cases-port.ts'
import { loadDevice, moveDevice } from './device.ts'
import { loadModel } from './models.ts'

/** The acquirer's own shelf: what it bought, has, lends and takes back. */
export const stock = (
  cases: CasesPort,
): Room<'devices.receive' | 'devices.reserve' | 'devices.take-back'> => ({
  async 'devices.receive'(errand, { deviceId, ...read }) {
    const after = await moveDevice(errand, deviceId, async (device) => ({
      type: 'receive',
      ...read,
      model: await loadModel(errand, device.modelCode),
      bagOf: await bagOf(errand, device, read.readSeal),
    }))
    return isRefusal(after) ? after : { status: after.status }
  },

  async 'devices.reserve'(errand, { deviceId, caseId }) {
    const { state } = await cases.loadCase(errand, caseId, true)
    const after = await moveDevice(errand, deviceId, async (device) => ({
      type: 'reserve',
      order: orderOf(state, await cases.surveyedPlace(errand, state)),
      model: await loadModel(errand, device.modelCode),
    }))
    if (isRefusal(after)) return after
    const told = await cases.moveCase(errand, caseId, { type: 'reserve-device', deviceId })
    return isRefusal(told) ? told : { ok: true }
  },

  async 'devices.take-back'(errand, { deviceId, readSerial }) {
    const { device } = await loadDevice(errand, deviceId)
    const caseId = reservationOf(device)?.caseId ?? null
    const order = caseId === null ? null : (await cases.loadCase(errand, caseId, true)).state
    const after = await moveDevice(errand, deviceId, { type: 'take-back', readSerial })
    if (isRefusal(after)) return after
    // A merchant who refused the device has emptied the case already.
    if (order?.install?.deviceId === deviceId) {
      const told = await cases.moveCase(errand, order.caseId, { type: 'return-device', deviceId })
      if (isRefusal(told)) return told
    }
    return { ok: true }
  },
})
