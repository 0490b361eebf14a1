import type { Custodian, ErasureMethod, RecallReason, RetirementReason } from '#device/device.ts'
import type { Acceptance, Offer } from '#device/hand-over.ts'
import type { Bag } from '#device/reading.ts'
import type { Entry } from '#device/storeroom.ts'

/** Somebody who signed: whose key it is, for which custodian they stand, and whether the signature and key hold. */
export type Signer = {
  readonly personId: string
  readonly custodian: Custodian
  /** The provider a technician works for today. */
  readonly providerId: string | null
  readonly signatureHolds: boolean
  readonly keyHolds: boolean
  /** Its owner's desk took this phone out of service (CUST-51). */
  readonly keyOrderedOff?: boolean
}

/** Moves beside the way to the shop. Fields named as in the calls; what the house looked up stands in a field of its own. */
export type DutyMove =
  | ({
      readonly type: 'pass-on'
      readonly offer: Offer
      readonly acceptance: Acceptance
      /** Digest of the offer line as delivered. */
      readonly offerDigest: string
      readonly giver: Signer | null
      readonly taker: Signer | null
      /** Who held it at that turn, as recorded; null when the turn has not come. */
      readonly heldThen: Custodian | null
      /** To whom the device went at that turn, as recorded; null while the turn is still open. */
      readonly wentTo: Custodian | null
    } & Bag &
      Entry)
  | {
      readonly type: 'order-return'
      readonly reason: Exclude<RecallReason, 'refused'>
      readonly dueOn: string
    }
  | ({ readonly type: 'store'; readonly storeId: string | null; readonly storeIsOurs: boolean } & Entry)
  | ({
      readonly type: 'count'
      readonly countId: string
      readonly readSerial: string
      readonly readSeal?: string
    } & Entry)
  | { readonly type: 'miss'; readonly noticedIn: string }
  /** `readAgain`: the number differed at the first reading, and its reader has looked at the label once more. */
  | {
      readonly type: 'attest'
      readonly readSerial: string
      readonly undamaged: boolean
      readonly readAgain?: boolean
    }
  | { readonly type: 'begin-erasure'; readonly method: ErasureMethod; readonly proof: string }
  | { readonly type: 'witness-erasure' }
  | ({ readonly type: 'send-to-repair'; readonly repairer: string; readonly sealNo: string } & Bag & Entry)
  | ({
      readonly type: 'receive-from-repair'
      readonly readSerial: string
      readonly readSeal: string
      readonly sealIntact: boolean
      /** The bag as the repairer announced it, apart from the goods. */
      readonly announcedSeal: string
    } & Bag)
  | {
      readonly type: 'propose-disposal'
      readonly reason: RetirementReason
      readonly certificateNo: string
    }
  | { readonly type: 'decide-disposal'; readonly agreed: boolean }
