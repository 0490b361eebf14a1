import type { Served } from '#care/ticket.ts'
import { agreedNow } from '#provision/agreement-change.ts'
import type { Case } from '#provision/case.ts'
import type { Errand } from '../house/errand.ts'

/** Reads a case as the asker may see it; handed in where the house is put together. */
export type LoadCase = (errand: Errand, caseId: string) => Promise<{ readonly state: Case }>

/** What a ticket may know of its case. The service level counts once both have signed it, and the signed one. */
export const servedOf = (state: Case): Served => {
  const { agreement, application, install } = state
  return {
    caseId: state.caseId,
    merchantId: state.merchantId,
    acquirerId: state.acquirerId,
    providerId: state.providerId,
    regionCode: application.shop.regionCode ?? '',
    terminalBound: install?.boundAt != null,
    serviceLevel: agreement?.acquirerSignature ? (agreedNow(state)?.serviceLevel ?? null) : null,
  }
}
