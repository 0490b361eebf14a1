import { isIdNo } from '#ground/check-digit.ts'
import { maskIdNo, maskName, maskPhone } from '#vault/mask.ts'

/**
 * The person who takes the terminal over for the merchant (授权经办人): what 客户尽职调查办法 asks to be known of them.
 * Each field is sealed by itself on the technician's phone, to the acquirer.
 */
export const handlerFields = ['name', 'idKind', 'idNo', 'idValidUntil', 'phone'] as const
export type HandlerField = (typeof handlerFields)[number]
export type Handler = Readonly<Record<HandlerField, string>>

export const idKinds = [
  'resident-id',
  'passport',
  'hk-macao-permit',
  'taiwan-permit',
  'residence-permit',
] as const

/** Where a sealed field belongs: bound into it, so that it opens nowhere else. */
export type CapturePlace = {
  readonly caseId: string
  readonly visitId: string
  readonly field: HandlerField
  readonly keyId: string
}

/** HPKE (RFC 9180) base mode, DHKEM(P-256, HKDF-SHA-256), HKDF-SHA-256, AES-256-GCM: WebCrypto alone runs it. */
export const captureInfo = 'fangxin capture 1'

export const captureAad = ({ caseId, visitId, field, keyId }: CapturePlace): string =>
  [caseId, visitId, field, keyId].map((part) => `${part.length}:${part}`).join('‖')

/** The sender's ephemeral key, an uncompressed P-256 point. */
export const encapsulatedLength = 65
const paddedLength = 256
/** Encapsulated key ‖ ciphertext ‖ tag: always as long, so its length tells nothing of a name. */
export const capturedLength = encapsulatedLength + paddedLength + 16

/** Length, the bytes, zeros to 256. */
export const padded = (bytes: Uint8Array): Uint8Array => {
  if (bytes.length > paddedLength - 2) throw new RangeError('a captured field is at most 254 bytes')
  const out = new Uint8Array(paddedLength)
  new DataView(out.buffer).setUint16(0, bytes.length)
  out.set(bytes, 2)
  return out
}

export const unpadded = (bytes: Uint8Array): Uint8Array =>
  bytes.subarray(2, 2 + new DataView(bytes.buffer, bytes.byteOffset).getUint16(0))

const PHONE = /^(?:(?:\+?86)?1[3-9]\d{9}|0\d{2,3}-?\d{7,8})$/

const fits: Readonly<Record<HandlerField, (value: string, handler: Handler) => boolean>> = {
  name: (value) => value.length >= 2 && value.length <= 60,
  idKind: (value) => (idKinds as readonly string[]).includes(value),
  idNo: (value, { idKind }) =>
    idKind === 'resident-id' ? isIdNo(value) : /^[0-9A-Za-z-]{5,30}$/.test(value),
  // 长期 is what a lifelong document says instead of a day.
  idValidUntil: (value) => value === '长期' || /^\d{4}-\d{2}-\d{2}$/.test(value),
  phone: (value) => PHONE.test(value),
}

/** Which fields do not look like what they are; asked on the phone, the one place where they are clear. */
export const unfit = (handler: Handler): HandlerField[] =>
  handlerFields.filter((field) => !fits[field](handler[field], handler))

/** What the technician sees until the page is left: enough to compare with the document in hand. */
export const maskHandler = ({ name, idKind, idNo, idValidUntil, phone }: Handler): Handler => ({
  name: maskName(name),
  idKind,
  idNo: maskIdNo(idNo),
  idValidUntil,
  phone: maskPhone(phone),
})
