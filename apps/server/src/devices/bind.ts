import { bindingOf } from '#device/device.ts'
import { orderOf, shopVisitOf } from '#device/order.ts'
import type { Site } from '#device/move.ts'
import type { Fix } from '#device/place.ts'
import { wordKey } from '#device/word-key.ts'
import { isRefusal, refuse } from '#ground/refusal.ts'
import type { Case } from '#provision/case.ts'
import type { Errand, Room } from '../house/errand.ts'
import { newId } from '../house/new-id.ts'
import { db } from '../house/tables.ts'
import type { CasesPort } from './cases-port.ts'
import { loadDevice, moveDevice } from './device.ts'
import { lockCaseOf } from './journey.ts'
import { loadModel } from './models.ts'
import { numbersFor } from './numbers.ts'

/** Seals where the terminal stands and answers the reference the binding keeps. */
const sealPlace = async (errand: Errand, state: Case, fix: Fix): Promise<string> => {
  const value_id = newId('val')
  const field = 'terminalPlace'
  // The technician measures the place but does not own it: the value belongs to the merchant's vault.
  await errand.asHouse(
    db.insertInto('vault_values').values({
      value_id,
      owner_id: state.merchantId,
      case_id: state.caseId,
      field,
      value_sealed: await errand.house.keys.seal(
        {
          datum: 'vault_values.terminalPlace',
          row: value_id,
          tenant: state.acquirerId,
          subject: state.merchantId,
        },
        JSON.stringify(fix),
      ),
      masked: `±${fix.accuracyMetres} m`,
      created_at: errand.stamp.at,
    }),
  )
  return value_id
}

/** BIND-10: when this case's terminal was bound last, and when its shop was surveyed last. */
const boundBefore = async (errand: Errand, caseId: string): Promise<Site['before']> => {
  // The technician of today need not be the one of then: the house reads the case's own facts.
  const rows = await errand.asHouse(
    db
      .selectFrom('facts')
      .select(({ fn }) => ['type', fn.max<string>('at').as('at')])
      .where('stream', '=', `case/${caseId}`)
      .where('type', 'in', ['device-bound', 'survey-recorded'])
      .groupBy('type'),
  )
  const at = (type: string) => rows.find((row) => row.type === type)?.at ?? null
  const boundAt = at('device-bound')
  return boundAt === null ? undefined : { boundAt, surveyedAt: at('survey-recorded') }
}

export const binding = (cases: CasesPort): Room<'devices.bind'> => ({
  async 'devices.bind'(errand, { deviceId, visitId, readSerial, latitudeE6, longitudeE6, accuracyMetres }) {
    const fix = { latitudeE6, longitudeE6, accuracyMetres }
    const state = await lockCaseOf(cases, errand, deviceId)
    if (state === null) {
      const { device } = await loadDevice(errand, deviceId)
      return refuse('CUST-5', { status: wordKey(device.status) })
    }
    const numbers = await numbersFor(errand, state)
    if (isRefusal(numbers)) return numbers
    const place = await sealPlace(errand, state, fix)
    const before = await boundBefore(errand, state.caseId)
    const after = await moveDevice(errand, deviceId, async (device) => ({
      type: 'bind',
      visitId,
      readSerial,
      ...fix,
      site: {
        order: orderOf(state, await cases.surveyedPlace(errand, state)),
        model: await loadModel(errand, device.modelCode),
        visit: shopVisitOf(state, visitId),
        ...numbers,
        merchantIdentity: state.application.shop.uscc ?? state.application.sealed.legalPersonIdNo ?? '',
        settlementAccount: state.application.sealed.settlementAccountNo ?? '',
        place,
        ...(before && { before }),
      },
    }))
    if (isRefusal(after)) return after
    const bound = bindingOf(after)
    if (bound === null) throw new Error(`device ${deviceId} was bound without a binding`)
    const { terminalNo, merchantNo, boundAt } = bound
    const told = await cases.moveCase(errand, state.caseId, {
      type: 'bind-device',
      deviceId,
      visitId,
      terminalNo,
      merchantNo,
    })
    return isRefusal(told) ? told : { terminalNo, merchantNo, boundAt }
  },
})
