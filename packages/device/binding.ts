import { addHours } from '#ground/calendar.ts'
import { refuse, type Refusal } from '#ground/refusal.ts'
import { metresBetween, type Fix } from '#device/place.ts'

/** What a device is bound to and reported with (银发〔2021〕259号). */
export type Element = 'acquirer' | 'merchant' | 'identity' | 'account' | 'place'

/** Five elements for a terminal; four for a QR auxiliary (registry code 11), whose merchant number is what they bind. */
export const elementsOf = (registryCode: string): readonly Element[] =>
  registryCode === '11'
    ? ['acquirer', 'identity', 'account', 'place']
    : ['acquirer', 'merchant', 'identity', 'account', 'place']

/**
 * One serial at one merchant in one place. Identity (USCC, or a micro merchant's ID number), settlement account and
 * place are vault references: facts are public for ever, these are not.
 */
export type Binding = {
  readonly caseId: string
  readonly serialNo: string
  readonly terminalNo: string
  readonly merchantNo: string
  readonly acquirerCode: string
  readonly merchantIdentity: string
  readonly settlementAccount: string
  readonly place: string
  readonly elements: readonly Element[]
  readonly boundAt: string
  /** Report to the clearing body's registry by then (259号). */
  readonly reportBy: string
}

/** Longest time between binding (or unbinding) and the report; "2日" read as natural days, the stricter reading. */
export const REPORT_HOURS = 48
export const reportDeadline = (at: string): string => addHours(at, REPORT_HOURS)

/** A fix coarser than this cannot show that the device stands in the shop. */
export const ACCURACY_LIMIT_METRES = 200
/** How far the bound place may lie from the surveyed one, beyond the two fixes' own accuracy. */
export const PLACE_TOLERANCE_METRES = 100

/** Terminal number (field 41): eight ANS, here digits, unique together with the merchant number. */
export const composeTerminalNo = (sequence: number): string | Refusal =>
  Number.isInteger(sequence) && sequence > 0 && sequence <= 99_999_999
    ? String(sequence).padStart(8, '0')
    : refuse('BIND-9', { what: 'terminalNo' })

/**
 * Merchant number (field 42): acquirer 3 + area 4 + MCC 4 + sequence 4. The area is UnionPay's own code,
 * not GB/T 2260 (domain §3.6); digits 8–11 are the MCC a merchant can check on the slip.
 */
export const composeMerchantNo = (parts: {
  readonly acquirerCode: string
  readonly areaCode: string
  readonly mccCode: string
  readonly sequence: number
}): string | Refusal => {
  if (!/^[0-9]{3}$/.test(parts.acquirerCode)) return refuse('BIND-7', { element: 'acquirerCode' })
  if (!/^[0-9]{4}$/.test(parts.areaCode)) return refuse('BIND-7', { element: 'areaCode' })
  if (!/^[0-9]{4}$/.test(parts.mccCode)) return refuse('BIND-7', { element: 'mccCode' })
  if (!Number.isInteger(parts.sequence) || parts.sequence < 1 || parts.sequence > 9999)
    return refuse('BIND-9', { what: 'merchantNo' })
  return `${parts.acquirerCode}${parts.areaCode}${parts.mccCode}${String(parts.sequence).padStart(4, '0')}`
}

/** The MCC a slip shows in its merchant number: the slip check against 套码. */
export const mccOf = (merchantNo: string): string => merchantNo.slice(7, 11)

/** BIND-6 and BIND-8: the fix is good enough, and it is the shop that was surveyed. */
export const checkPlace = (read: Fix, surveyed: Fix): Refusal | null => {
  if (read.accuracyMetres > ACCURACY_LIMIT_METRES)
    return refuse(
      'BIND-6',
      { accuracyMetres: read.accuracyMetres, limit: ACCURACY_LIMIT_METRES },
      'accuracyMetres',
    )
  const apart = Math.round(metresBetween(read, surveyed))
  const allowed =
    PLACE_TOLERANCE_METRES + read.accuracyMetres + Math.min(surveyed.accuracyMetres, ACCURACY_LIMIT_METRES)
  return apart <= allowed ? null : refuse('BIND-8', { metres: apart, allowed }, 'latitudeE6')
}

/** BIND-7: every element there, the numbers in the shape of fields 41 and 42. */
export const checkElements = (binding: Binding): Refusal | null => {
  const lacking = (element: string) => refuse('BIND-7', { element })
  if (!/^[0-9]{3}$/.test(binding.acquirerCode)) return lacking('acquirerCode')
  if (!/^[0-9A-Za-z]{15}$/.test(binding.merchantNo)) return lacking('merchantNo')
  if (!binding.merchantNo.startsWith(binding.acquirerCode)) return lacking('acquirerCode')
  if (!/^[0-9A-Za-z]{8}$/.test(binding.terminalNo)) return lacking('terminalNo')
  if (binding.merchantIdentity === '') return lacking('merchantIdentity')
  if (binding.settlementAccount === '') return lacking('settlementAccount')
  return binding.place === '' ? lacking('place') : null
}
