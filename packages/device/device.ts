import type { Weighed } from '#device/bag-weight.ts'
import type { Binding } from '#device/binding.ts'
import type { DutyFact } from '#device/duty-fact.ts'

/** Who has the device in hand. `holderId` is an organisation (acquirer, merchant), a person, or a firm's name. */
export type Custodian = {
  readonly kind: 'acquirer' | 'technician' | 'courier' | 'merchant' | 'repairer'
  readonly holderId: string
}

/** Keys leave a device under two pairs of eyes; until the second has seen it, they count as still inside. */
export type Erasure = {
  readonly method: ErasureMethod
  readonly erasedBy: string
  /** SHA-256 of the paper or screen that shows it. */
  readonly proof: string
  readonly witnessedBy: string | null
}
export type ErasureMethod = 'device-menu' | 'remote-command' | 'tamper-switch' | 'maker'

/** One person's proposal to end a device; another must agree. */
export type Disposal = {
  readonly reason: RetirementReason
  readonly proposedBy: string
  readonly certificateNo: string
}

/** The acquirer wants it back: why, and by which day (China). */
export type Recall = {
  readonly reason: RecallReason
  readonly dueOn: string
  /** Whoever ordered it does not take it in (CUST-57). Absent in orders from before that rule. */
  readonly orderedBy?: string
}
export type RecallReason = 'refused' | 'replacement' | 'closing' | 'certificate' | 'quarantine' | 'repair'

/** The case a device is meant for. While it stands, no other case can have the device. */
export type Reservation = {
  readonly caseId: string
  readonly merchantId: string
  readonly providerId: string
}

type Always = {
  readonly deviceId: string
  readonly acquirerId: string
  readonly serialNo: string
  readonly modelCode: string
  readonly custodian: Custodian
  /** Number of the tamper-evident bag the device is in; null once opened. */
  readonly sealNo: string | null
  /** Seal numbers this device has had before: none may come back (trust §6 duty 4). */
  readonly spentSeals: readonly string[]
  /** How often it changed hands: the turn a signed hand-over names, so that it fits in one place only. */
  readonly hands: number
  /** The acquirer's storeroom it lies in; null outside of one. */
  readonly storeId: string | null
  readonly erasure: Erasure | null
  readonly disposal: Disposal | null
  readonly recall: Recall | null
}

export type Doubt = 'serial' | 'seal' | 'firmware' | 'tampering' | 'missing' | 'double-hand-over' | 'weight'

/** Where a device is in its life (domain §4.5); the statuses are those of `devices.device`. */
export type Device = Always &
  (
    | {
        readonly status: 'purchased'
        /** What the maker's bag weighs by the purchase list, where it says so. */
        readonly packedGrams?: number
      }
    | { readonly status: 'in-stock' }
    | { readonly status: 'reserved'; readonly reservation: Reservation }
    | {
        readonly status: 'in-transit'
        readonly reservation: Reservation
        /** The technician who has yet to accept; null once accepted. */
        readonly offeredTo: string | null
      }
    | { readonly status: 'posted'; readonly reservation: Reservation }
    | {
        readonly status: 'on-site'
        readonly reservation: Reservation
        readonly visitId: string
        readonly merchantAccepted: boolean
      }
    | { readonly status: 'bound' | 'live'; readonly reservation: Reservation; readonly binding: Binding }
    | {
        readonly status: 'suspended'
        readonly reservation: Reservation
        readonly binding: Binding
        readonly cause: SuspensionCause
      }
    | {
        readonly status: 'suspect'
        readonly doubt: Doubt
        readonly reservation: Reservation | null
        readonly binding: Binding | null
      }
    | { readonly status: 'returned'; readonly reservation: Reservation | null }
    | { readonly status: 'in-repair' }
    | { readonly status: 'retired'; readonly reason: RetirementReason }
  )

export type DeviceStatus = Device['status']
export type SuspensionCause = 'moved' | 'dormant' | 'risk' | 'tamper'
export type RetirementReason = 'scrapped' | 'sent-back-to-maker' | 'lost'

/** A terminal takes payments only between binding and the next doubt: everywhere else it is locked. */
export const isLocked = (device: Device): boolean => device.status !== 'bound' && device.status !== 'live'

/** The one place a device is in: a storeroom or the desk, somebody's hands, a shop, the post, a workshop. */
export const placeOf = ({ custodian, storeId }: Device): string =>
  `${custodian.kind}/${custodian.kind === 'acquirer' ? (storeId ?? 'desk') : custodian.holderId}`

export const sameCustodian = (a: Custodian, b: Custodian): boolean =>
  a.kind === b.kind && a.holderId === b.holderId

export const reservationOf = (device: Device): Reservation | null =>
  'reservation' in device ? device.reservation : null

export const bindingOf = (device: Device): Binding | null => ('binding' in device ? device.binding : null)

/** What became true of a device. No personal data: ids, seal and serial numbers, references. */
export type DeviceFact =
  | {
      readonly type: 'device-registered'
      readonly deviceId: string
      readonly acquirerId: string
      readonly serialNo: string
      readonly modelCode: string
      readonly sealNo: string
      readonly packedGrams?: number
    }
  | ({ readonly type: 'device-received'; readonly sealNo: string } & Weighed)
  | ({ readonly type: 'device-reserved' } & Reservation)
  | {
      readonly type: 'custody-offered'
      readonly technicianId: string
      readonly sealNo: string
      readonly givenBy?: string
    }
  | { readonly type: 'custody-accepted'; readonly technicianId: string }
  /** Without the tracking number: with a phone's last digits it opens an address. */
  | { readonly type: 'device-posted'; readonly courier: string }
  | { readonly type: 'receipt-confirmed'; readonly merchantId: string }
  | {
      readonly type: 'inspected-on-site'
      readonly visitId: string
      readonly technicianId: string
      readonly firmwareVersion: string
    }
  | { readonly type: 'accepted-by-merchant' }
  | { readonly type: 'refused-by-merchant' }
  | { readonly type: 'device-bound'; readonly binding: Binding }
  | { readonly type: 'device-activated' }
  | { readonly type: 'device-suspended'; readonly cause: SuspensionCause }
  | { readonly type: 'device-resumed' }
  | {
      readonly type: 'device-taken-back'
      /** Report the deregistration by then, if the device was bound. */
      readonly reportBy: string | null
    }
  | {
      readonly type: 'device-retired'
      readonly reason: RetirementReason
      /** Report the deregistration by then, if the lost device was bound. */
      readonly reportBy: string | null
    }
  | Mismatch
  | DutyFact

/** A finding that sends the device into quarantine; `holder` is who had it in hand when it was found. */
export type Mismatch =
  | { readonly type: 'serial-mismatched'; readonly readSerial: string; readonly holder: Custodian }
  | { readonly type: 'seal-mismatched'; readonly readSeal: string; readonly holder: Custodian }
  | {
      readonly type: 'weight-mismatched'
      readonly readGrams: number
      readonly packedGrams: number
      readonly holder: Custodian
    }
  | { readonly type: 'firmware-mismatched'; readonly readFirmware: string; readonly holder: Custodian }
  | {
      readonly type: 'tampering-found'
      readonly sealIntact: boolean
      readonly caseUndamaged: boolean
      readonly holder: Custodian
    }
