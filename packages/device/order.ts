import type { Order, ShopVisit } from '#device/move.ts'
import type { Case } from '#provision/case.ts'

/** What a device may know of the case it is meant for. */
export const orderOf = (state: Case): Order => {
  const accepted = state.proposals.find((proposal) => proposal.version === state.acceptedProposal)
  const { survey } = state
  return {
    caseId: state.caseId,
    acquirerId: state.acquirerId,
    merchantId: state.merchantId,
    providerId: state.providerId,
    step: state.step,
    modelCode: accepted?.modelCode ?? null,
    deviceId: state.install?.deviceId ?? null,
    surveyed: survey && {
      latitudeE6: survey.latitudeE6,
      longitudeE6: survey.longitudeE6,
      accuracyMetres: survey.accuracyMetres,
    },
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
