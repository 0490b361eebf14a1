import type { Model } from '#device/certificate.ts'
import type { SuspensionCause } from '#device/device.ts'
import type { DutyMove } from '#device/duty-move.ts'
import type { Fix } from '#device/place.ts'
import type { VisitKind } from '#provision/case.ts'
import type { Bag } from '#device/reading.ts'
import type { Entry } from '#device/storeroom.ts'

/** The case as far as a device may know it, read in the same transaction. */
export type Order = {
  readonly caseId: string
  readonly acquirerId: string
  readonly merchantId: string
  readonly providerId: string | null
  readonly step: string
  /** Model of the proposal the merchant accepted. */
  readonly modelCode: string | null
  /** The device the case already has. */
  readonly deviceId: string | null
  /** Where the surveyor stood; null before the survey. */
  readonly surveyed: Fix | null
}

/** The visit in which somebody says they are at the shop. */
export type ShopVisit = {
  readonly visitId: string
  readonly caseId: string
  readonly kind: VisitKind
  readonly technicianId: string
  readonly status: 'proposed' | 'confirmed' | 'declined' | 'arrived' | 'done'
}

/** What binding needs beyond the device: numbers are the acquirer's, the three references the vault's. */
export type Site = {
  readonly order: Order
  readonly model: Model
  readonly visit: ShopVisit | null
  readonly acquirerCode: string
  readonly terminalNo: string
  readonly merchantNo: string
  readonly merchantIdentity: string
  readonly settlementAccount: string
  readonly place: string
  /** How this case's terminal was bound before, if it was, and the newest survey of the shop. */
  readonly before?: { readonly boundAt: string; readonly surveyedAt: string | null }
}

/** What whoever takes a closed bag reads before it is theirs: both numbers and whether it was opened (CUST-60). */
type ReadBox = { readonly readSerial: string; readonly readSeal: string; readonly sealIntact: boolean }

/** Fields named as in the calls `devices.<type>`; what the house looked up stands in a field of its own. */
export type DeviceMove =
  | ({
      readonly type: 'register'
      readonly deviceId: string
      readonly serialNo: string
      readonly modelCode: string
      readonly sealNo: string
    } & Bag)
  | ({
      readonly type: 'receive'
      /** What the maker's papers or the label of the box say it runs; the bag stays closed. */
      readonly readFirmware?: string
      readonly model?: Model
    } & ReadBox &
      Bag)
  | { readonly type: 'reserve'; readonly order: Order; readonly model: Model }
  | ({
      readonly type: 'hand-over'
      readonly technicianId: string
      readonly sealNo: string
      /** The organisation the technician works for today; null if no membership stands. */
      readonly technicianOf: string | null
    } & Bag &
      Entry)
  | ({ readonly type: 'accept-device' } & ReadBox)
  | ({ readonly type: 'post'; readonly courier: string; readonly order: Order | null } & Entry)
  | ({ readonly type: 'confirm-receipt' } & ReadBox)
  | {
      readonly type: 'inspect-on-site'
      readonly readSerial: string
      readonly readSeal: string
      readonly sealIntact: boolean
      readonly caseUndamaged: boolean
      readonly firmwareVersion: string
      readonly visit: ShopVisit | null
      readonly model: Model
    }
  | { readonly type: 'accept' }
  | { readonly type: 'refuse' }
  | { readonly type: 'take-back'; readonly readSerial: string }
  | ({
      readonly type: 'bind'
      readonly visitId: string
      readonly readSerial: string
      readonly site: Site
    } & Fix)
  | {
      readonly type: 'activate'
      /** When its functional test passed; null if none has. */
      readonly testedAt: string | null
      readonly model: Model
    }
  | { readonly type: 'suspend'; readonly cause: SuspensionCause }
  | DutyMove
