import { decide } from '#device/custody.ts'
import { reservationOf, type Device } from '#device/device.ts'
import { evolve } from '#device/evolve.ts'
import { orderOf } from '#device/order.ts'
import { isRefusal, refuse } from '#ground/refusal.ts'
import type { Room } from '../house/errand.ts'
import { newId } from '../house/new-id.ts'
import { db } from '../house/tables.ts'
import type { CasesPort } from './cases-port.ts'
import { loadDevice, moveDevice, movedTo, standing } from './device.ts'
import { loadModel } from './models.ts'

/** The acquirer's own shelf: what it bought, has, lends and takes back. */
export const stock = (
  cases: CasesPort,
): Room<'devices.register' | 'devices.receive' | 'devices.reserve' | 'devices.take-back'> => ({
  async 'devices.register'(errand, { modelCode, serials }) {
    const [model] = await errand.run(
      db
        .selectFrom('models')
        .select('model_code')
        .where('model_code', '=', modelCode)
        .where('acquirer_id', '=', errand.actor.organisationId),
    )
    if (!model) return refuse('CUST-23', {}, 'modelCode')
    const bought = []
    for (const { serialNo, sealNo } of serials) {
      const deviceId = newId('dev')
      const facts = decide(null, { type: 'register', deviceId, serialNo, modelCode, sealNo }, errand.stamp)
      if (isRefusal(facts)) return facts
      bought.push({ facts, device: facts.reduce<Device | null>(evolve, null) as Device })
    }
    if (bought.length === 0) return { deviceIds: [] }
    const written = await errand.run(
      db
        .insertInto('devices')
        .values(
          bought.map(({ facts, device }) => ({
            device_id: device.deviceId,
            acquirer_id: device.acquirerId,
            model_code: device.modelCode,
            serial_no: device.serialNo,
            ...standing(device, null),
            version: facts.length,
            updated_at: errand.stamp.at,
          })),
        )
        // A number that stands anywhere already, also at another acquirer, is skipped here and refused below.
        .onConflict((conflict) => conflict.doNothing())
        .returning('device_id'),
    )
    if (written.length < bought.length) return refuse('CUST-2', {}, 'serials')
    await Promise.all(bought.map(({ facts, device }) => errand.record(`device/${device.deviceId}`, 0, facts)))
    return { deviceIds: bought.map(({ device }) => device.deviceId) }
  },

  'devices.receive': (errand, { deviceId, ...read }) =>
    movedTo(errand, deviceId, { type: 'receive', ...read }),

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
