import { isRefusal } from '#ground/refusal.ts'
import { NotFound, type Errand, type Room } from '../house/errand.ts'
import type { GrantsPort } from '../vault/ports.ts'
import { loadCase, moveCase, moved } from './case.ts'
import type { EvidenceOf } from './evidence.ts'

/** Tells the device room that its terminal is live, in the same transaction. */
export type DeviceGoesLive = (errand: Errand, deviceId: string, testedAt: string | null) => Promise<void>

export const goLive = (
  evidenceOf: EvidenceOf,
  deviceGoesLive: DeviceGoesLive,
  grants: GrantsPort,
): Room<'go-live.confirm' | 'go-live.activate'> => ({
  'go-live.confirm': (errand, { caseId, extraFeeAsked, satisfied }) =>
    moved(errand, caseId, { type: 'confirm-installation', extraFeeAsked, satisfied }),

  async 'go-live.activate'(errand, { caseId }) {
    const { state } = await loadCase(errand, caseId, true)
    const deviceId = state.install?.deviceId ?? ''
    const evidence = (await evidenceOf(errand, caseId, deviceId)) ?? {
      deviceId,
      certificatesValid: false,
      suspect: true,
      reported: false,
      alarms: 0,
      selfProof: { required: true, provedAt: null },
      openP1Tickets: 0,
      testCard: null,
    }
    const after = await moveCase(errand, caseId, { type: 'activate-terminal', evidence })
    if (isRefusal(after)) return after
    if (after.liveAt === null) throw new NotFound()
    const { functionTest } = after
    await deviceGoesLive(errand, deviceId, functionTest?.passed ? functionTest.at : null)
    // The case is closed: nobody sent by the provider needs to find the shop any more (PIPL art. 21, 47).
    await grants.end(
      errand,
      caseId,
      ['visit', 'review', 'second-review', 'handler-check', 'correction'],
      'case-closed',
    )
    return { liveAt: after.liveAt }
  },
})
