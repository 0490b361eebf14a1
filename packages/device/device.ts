import type { Binding } from '#device/binding.ts'

/** Who has the device in hand. `holderId` is an organisation (acquirer, merchant), a person, or a courier's name. */
export type Custodian = {
  readonly kind: 'acquirer' | 'technician' | 'courier' | 'merchant'
  readonly holderId: string
}

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
}

export type Doubt = 'serial' | 'seal' | 'firmware' | 'tampering'

/** Where a device is in its life (domain §4.5); the statuses are those of `devices.device`. */
export type Device = Always &
  (
    | { readonly status: 'purchased' | 'in-stock' }
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
    | { readonly status: 'retired'; readonly reason: RetirementReason }
  )

export type DeviceStatus = Device['status']
export type SuspensionCause = 'moved' | 'dormant' | 'risk' | 'tamper'
export type RetirementReason = 'scrapped' | 'sent-back-to-maker' | 'lost'

/** A terminal takes payments only between binding and the next doubt: everywhere else it is locked. */
export const isLocked = (device: Device): boolean => device.status !== 'bound' && device.status !== 'live'

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
    }
  | { readonly type: 'device-received'; readonly sealNo: string }
  | ({ readonly type: 'device-reserved' } & Reservation)
  | { readonly type: 'custody-offered'; readonly technicianId: string; readonly sealNo: string }
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

/** A finding that sends the device into quarantine; `holder` is who had it in hand when it was found. */
export type Mismatch =
  | { readonly type: 'serial-mismatched'; readonly readSerial: string; readonly holder: Custodian }
  | { readonly type: 'seal-mismatched'; readonly readSeal: string; readonly holder: Custodian }
  | { readonly type: 'firmware-mismatched'; readonly readFirmware: string; readonly holder: Custodian }
  | {
      readonly type: 'tampering-found'
      readonly sealIntact: boolean
      readonly caseUndamaged: boolean
      readonly holder: Custodian
    }
