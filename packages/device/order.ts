import type { Order, ShopVisit } from '#device/move.ts'
import type { Fix } from '#device/place.ts'
import type { Case } from '#provision/case.ts'

/** What a device may know of the case it is meant for. `surveyed`: the sealed place of its survey, when the move needs it. */
export const orderOf = (state: Case, surveyed: Fix | null = null): Order => {
  const accepted = state.proposals.find((proposal) => proposal.version === state.acceptedProposal)
  return {
    caseId: state.caseId,
    acquirerId: state.acquirerId,
    merchantId: state.merchantId,
    providerId: state.providerId,
    step: state.step,
    modelCode: accepted?.modelCode ?? null,
    deviceId: state.install?.deviceId ?? null,
    surveyed,
  }
}

/** The visit somebody names, as the case has it. */
export const shopVisitOf = (state: Case, visitId: string): ShopVisit | null => {
  const visit = state.visits.find((each) => each.visitId === visitId)
  return visit === undefined
    ? null
    : {
        visitId,
        caseId: state.caseId,
        kind: visit.kind,
        technicianId: visit.technicianId,
        status: visit.status,
      }
}
