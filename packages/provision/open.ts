import type { Case } from '#provision/case.ts'
import type { Changes } from '#provision/rule.ts'

export type CaseIds = { readonly caseId: string; readonly merchantId: string; readonly acquirerId: string }

/** The first fact of every case; nothing comes before it. */
export type OpenFact = { readonly type: 'case-opened' } & CaseIds

/** A case at its very beginning: an empty form of one merchant at one acquirer. */
export const openCase = ({ caseId, merchantId, acquirerId }: CaseIds): Case => ({
  caseId,
  merchantId,
  acquirerId,
  step: 'application',
  application: { status: 'draft', round: 0, shop: {}, sealed: {}, problems: {}, documents: {} },
  review: { claimedBy: null, recommendation: null, rejection: null, appeal: null, approvedBy: null },
  needs: null,
  recommendation: null,
  requests: [],
  offers: [],
  chosenOfferId: null,
  providerId: null,
  visits: [],
  survey: null,
  proposals: [],
  acceptedProposal: null,
  agreementVersions: 0,
  agreement: null,
  install: null,
  functionTest: null,
  training: null,
  merchantConfirmation: null,
  liveAt: null,
})

/** A second `case-opened` can only come from a broken store: stop rather than guess. */
export const openChanges: Changes<OpenFact> = {
  'case-opened': (state) => {
    throw new Error(`case ${state.caseId} was opened twice`)
  },
}
