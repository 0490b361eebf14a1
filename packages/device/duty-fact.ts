import type { Weighed } from '#device/bag-weight.ts'
import type { Custodian, Erasure, Recall, Disposal } from '#device/device.ts'
import type { SurfacePoint } from '#device/surface.ts'

/** What custody beyond the way to the shop makes true: hand-overs signed by both, storage, counts, repair, the end. */
export type DutyFact =
  | {
      readonly type: 'handed-over'
      readonly handOverId: string
      /** The turn it was: `hands` of the device before it. */
      readonly hand: number
      readonly giver: Custodian
      readonly taker: Custodian
      readonly givenBy: string
      readonly takenBy: string
      /** When the taker signed, by the taker's phone. */
      readonly signedAt: string
      readonly sealNo: string | null
      /** Report the deregistration by then, if the device was bound. */
      readonly reportBy: string | null
    }
  /** Somebody signed the same turn over to two takers: quarantine, with the signer or with whoever has it since. */
  | {
      readonly type: 'hand-over-contradicted'
      readonly handOverId: string
      readonly holder: Custodian
      /** Absent in facts from before CUST-70. */
      readonly signedBy?: string
    }
  | ({ readonly type: 'return-ordered' } & Recall)
  | { readonly type: 'device-stored'; readonly storeId: string | null }
  | { readonly type: 'device-counted'; readonly countId: string }
  | { readonly type: 'device-attested' }
  /** Looked at where it stands, by a technician let in for it; what is amiss stands in `noes` and in the fact after it. */
  | {
      readonly type: 'surface-inspected'
      readonly inspectionId: string
      readonly visitId: string
      readonly inspectedAt: string
      readonly technicianId: string
      readonly firmwareVersion: string
      readonly noes: readonly SurfacePoint[]
    }
  | { readonly type: 'device-missed'; readonly noticedIn: string; readonly holder: Custodian }
  | ({ readonly type: 'erasure-begun' } & Omit<Erasure, 'witnessedBy'>)
  | { readonly type: 'keys-erased'; readonly witnessedBy: string }
  | { readonly type: 'sent-to-repair'; readonly repairer: string; readonly sealNo: string }
  | ({ readonly type: 'back-from-repair'; readonly sealNo: string } & Weighed)
  | ({ readonly type: 'disposal-proposed' } & Disposal)
  | { readonly type: 'disposal-declined' }
