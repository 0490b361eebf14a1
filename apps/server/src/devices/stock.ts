import { bindingOf, reservationOf, type Device } from '#device/device.ts'
import { orderOf } from '#device/order.ts'
import { isRefusal } from '#ground/refusal.ts'
import type { Errand, Room } from '../house/errand.ts'
import { namesOf, organisationNames } from '../house/names.ts'
import { keepBagPhoto, readBagPhoto } from './bag-photos.ts'
import { bagOf } from './bags.ts'
import type { CasesPort } from './cases-port.ts'
import { loadDevice, moveDevice } from './device.ts'
import { loadModel } from './models.ts'
import { peopleOf, tell } from './tell.ts'

/** Taken back it is meant for nobody; where another serial came, all stays as it was (CUST-59). */
const isTakenBack = (after: Device): boolean =>
  after.custodian.kind === 'acquirer' && reservationOf(after) === null

/** Who had it in hand: the technician, or everybody of the shop; a courier has no account here. */
const heldBy = async (errand: Errand, { custodian }: Device): Promise<readonly string[]> => {
  if (custodian.kind === 'technician') return [custodian.holderId]
  return custodian.kind === 'merchant' ? peopleOf(errand, custodian.holderId, 'merchant') : []
}

/** The acquirer's own shelf: what it bought, has, lends and takes back. */
export const stock = (
  cases: CasesPort,
): Room<'devices.receive' | 'devices.reserve' | 'devices.take-back'> => ({
  async 'devices.receive'(errand, { deviceId, photo, ...read }) {
    // Whose it is is asked before a picture is read, and nothing is locked meanwhile.
    await loadDevice(errand, deviceId)
    const taken = await readBagPhoto(errand, photo, 'photo')
    if (isRefusal(taken)) return taken
    const after = await moveDevice(errand, deviceId, async (device) => ({
      type: 'receive',
      ...read,
      ...(taken && { photoId: taken.photoId }),
      model: await loadModel(errand, device.modelCode),
      bagOf: await bagOf(errand, device, read.readSeal),
    }))
    if (isRefusal(after)) return after
    if (taken) await keepBagPhoto(errand, deviceId, taken)
    return { status: after.status }
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
    const { status } = after
    const tail = device.serialNo.slice(-4)
    // Another serial came: nobody's custody has ended, and the case keeps its terminal, which takes no money.
    if (!isTakenBack(after)) {
      const shop = reservationOf(device)?.merchantId
      if (shop !== undefined && bindingOf(device) !== null)
        await tell(errand, await peopleOf(errand, shop, 'merchant'), 'return-mismatched', 'CUST-59', { tail })
      return { ok: true, status }
    }
    const [by, desk] = await Promise.all([
      namesOf(errand, [errand.actor.personId]),
      organisationNames(errand, [device.acquirerId]),
    ])
    await tell(errand, await heldBy(errand, device), 'taken-back', 'CUST-58', {
      tail,
      name: by.get(errand.actor.personId) ?? '',
      organisation: desk.get(device.acquirerId) ?? '',
    })
    // A merchant who refused the device has emptied the case already.
    if (order?.install?.deviceId === deviceId) {
      const told = await cases.moveCase(errand, order.caseId, { type: 'return-device', deviceId })
      if (isRefusal(told)) return told
    }
    return { ok: true, status }
  },
})
