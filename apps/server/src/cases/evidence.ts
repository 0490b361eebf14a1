import type { Evidence } from '#provision/gate.ts'
import type { Errand } from '../house/errand.ts'

/** What the device room and the ticket desk say about a case's terminal; null when it has none. */
export type EvidenceOf = (errand: Errand, caseId: string, deviceId: string) => Promise<Evidence | null>
