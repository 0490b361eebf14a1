import { isRefusal, refuse } from '#ground/refusal.ts'
import { handlerFields } from '#vault/capture.ts'
import { type Errand, NotFound, type Room } from '../house/errand.ts'
import { organisationNames } from '../house/names.ts'
import { newId } from '../house/new-id.ts'
import { db } from '../house/tables.ts'
import type { GrantsPort } from '../vault/ports.ts'
import { capturePlace, keyInForce, openCaptured, refuseKey, rotateKey } from './capture-keys.ts'
import { loadCase, moveCase } from './case.ts'
import { sealText } from './sealed.ts'

const fields = handlerFields.map((field) => `handler:${field}`)

const ownVisit = async (errand: Errand, caseId: string, visitId: string) => {
  const { state } = await loadCase(errand, caseId)
  const visit = state.visits.find((each) => each.visitId === visitId)
  if (visit?.technicianId !== errand.actor.personId) throw new NotFound()
  return state
}

/** What the technician's phone seals to the acquirer. This server's technician and provider sessions only ever pass it on. */
export const captures = (
  grants: GrantsPort,
): Room<'capture.key' | 'capture.rotate-key' | 'visits.record-handler' | 'reviews.reveal-handler'> => ({
  async 'capture.key'(errand, { caseId, visitId }) {
    const { acquirerId } = await ownVisit(errand, caseId, visitId)
    const key = await keyInForce(errand, acquirerId)
    if (!key) return refuse('CAP-1')
    return {
      keyId: key.key_id,
      publicKey: key.public_key.toString('base64'),
      acquirer: (await organisationNames(errand, [acquirerId])).get(acquirerId) ?? '',
      validUntil: key.valid_until,
    }
  },

  'capture.rotate-key': (errand, { immediately }) =>
    rotateKey(errand, errand.actor.organisationId, immediately),

  async 'visits.record-handler'(errand, { caseId, visitId, keyId, sealed }) {
    const { acquirerId } = await ownVisit(errand, caseId, visitId)
    const refused = await refuseKey(errand, acquirerId, keyId)
    if (refused) return refused
    const captureId = newId('cap')
    const after = await moveCase(errand, caseId, { type: 'record-handler', visitId, captureId, keyId })
    if (isRefusal(after)) return after
    // Technicians may not read or write the table of captures: the house puts away what they hand over, as it came.
    await errand.asHouse(
      db.insertInto('captures').values({
        capture_id: captureId,
        case_id: caseId,
        visit_id: visitId,
        key_id: keyId,
        fields_sealed: await errand.house.keys.seal(
          await capturePlace(errand, caseId, captureId),
          JSON.stringify(sealed),
        ),
        created_at: errand.stamp.at,
      }),
    )
    return { ok: true as const }
  },

  async 'reviews.reveal-handler'(errand, { caseId, purpose }) {
    const wordsRef = await sealText(errand, caseId, 'reveal-purpose', purpose)
    const after = await moveCase(errand, caseId, { type: 'reveal-handler', purpose: wordsRef })
    if (isRefusal(after)) return after
    if (!after.handler) return refuse('CAP-6')
    // Who took the terminal over is compared before it goes live; afterwards nobody needs to look without being let.
    if (after.liveAt === null && !(await grants.holds(errand, caseId, fields)))
      await grants.give(errand, {
        caseId,
        kind: 'handler-check',
        readerId: errand.actor.personId,
        organisationId: errand.actor.organisationId,
        fields,
        givenBy: after.merchantId,
      })
    const taken = await grants.take(errand, { caseId, fields, wordsRef })
    if (isRefusal(taken)) return taken
    const opened = await openCaptured(errand, { caseId, captureId: after.handler.captureId })
    return isRefusal(opened) ? opened : { ...opened, recordedAt: after.handler.at }
  },
})
