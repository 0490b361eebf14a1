import { type UploadRecord, writeRecords } from '#iso8583/batch-upload.ts'
import { WIDE_BLOCK } from '#iso8583/cipher.ts'
import {
  type Codec,
  FAR_MAC_FIELD,
  type KeySuite,
  MAC_FIELD,
  type TransactionSpec,
} from '#iso8583/dialect.ts'
import type { Booked } from '#iso8583/fact.ts'
import { unhex } from '#iso8583/hex.ts'
import { ascii, type Fields, type Message, textOf, type Value } from '#iso8583/message.ts'
import { PIN_FIELD, WIDE_PIN_FIELD } from '#iso8583/pin-block.ts'
import type { Management } from '#iso8583/suite.ts'
import { unionpayDialect } from '#iso8583/unionpay.ts'

const OPERATOR = ascii('01 ')
const YUAN = '156'
/** PIN in format 0 under a double-length key, tracks in clear. */
const SECURITY = '2600000000000000'
const LEFT_OUT_OF_REVERSAL = new Set([26, 35, 36, 37, 39, WIDE_PIN_FIELD, PIN_FIELD, 53])

export type Till = {
  readonly terminalNo: string
  readonly merchantNo: string
  readonly batchNo: string
  /** The serial number it states at sign-in; absent: none of a device on record. */
  readonly serialNo?: string
}

const row = (name: string, suits: (spec: TransactionSpec) => boolean = () => true): TransactionSpec => {
  const found = unionpayDialect.transactions.find((spec) => spec.name === name && suits(spec))
  if (found === undefined) throw new Error(`the dialect has no transaction ${name}`)
  return found
}

/** Keys of double length where the dialect has several lengths. */
const signInFor = (keySuite: KeySuite): TransactionSpec =>
  row('sign-in', (spec) => (keySuite === 'tdes' ? spec.keyLayout === 'double' : spec.keySuite === keySuite))

const message = (mti: string, fields: Fields): Message => ({ ...unionpayDialect.defaults, mti, fields })

const common = (till: Till, trace: string): Fields => ({
  11: trace,
  41: till.terminalNo,
  42: till.merchantNo,
})

const sequence = ({ terminalNo, serialNo }: Till): string =>
  serialNo === undefined ? `12${terminalNo}FXDEMO` : `${String(serialNo.length).padStart(2, '0')}${serialNo}`

/**
 * The same message in a dialect that has a field of its own for network codes: the code moves there from field 60, and a MAC to
 * the end of what has become a message with two bitmaps.
 */
export const inDialect = ({ dialect: { networkCodeField } }: Codec, usual: Message): Message => {
  const private60 = textOf(usual, 60)
  if (networkCodeField === undefined || usual.fields[3] !== undefined || private60 === '') return usual
  const { [MAC_FIELD]: mac, ...fields } = usual.fields
  return {
    ...usual,
    fields: {
      ...fields,
      60: private60.slice(0, 8),
      [networkCodeField]: private60.slice(8, 11),
      ...(mac === undefined ? {} : { [networkCodeField > MAC_FIELD ? FAR_MAC_FIELD : MAC_FIELD]: mac }),
    },
  }
}

/** Told apart by their network code. A signature goes up as field 62 with a batch of its own. */
export const management = (
  name: Management,
  till: Till,
  trace: string,
  keySuite: KeySuite = 'tdes',
): Message => {
  const spec = name === 'sign-in' ? signInFor(keySuite) : row(name)
  return message(spec.mti, {
    ...common(till, trace),
    60: `${spec.messageType}${till.batchNo}${spec.networkCode}`,
    ...(name === 'sign-in' ? { 62: ascii(`Sequence No${sequence(till)}`), 63: OPERATOR } : {}),
    ...(name === 'signature-upload' ? { 62: unhex('FFD8FFD9') } : {}),
  })
}

/** What a terminal remembers of a transaction others may follow. */
export type Original = {
  readonly batchNo: string
  readonly trace: string
  readonly date: string
  readonly reference: string
}

export type Money = {
  readonly transaction: Booked | 'balance' | 'qr-query' | 'qr-close'
  /** Null where the request names no amount. */
  readonly amountFen: number | null
  /** A card's number or a payment code; null where the request carries none. */
  readonly pan: string | null
  readonly entryMode: string
  readonly pinBlock?: Uint8Array
  readonly original?: Original
}

const BY_AUTHORISATION: ReadonlySet<string> = new Set(['pre-auth-cancel', 'completion', 'completion-notice'])

/** Field 53 says triple DES, so a block of another cipher goes without it. */
const pinFields = (block: Uint8Array): Fields =>
  block.length === WIDE_BLOCK
    ? { 26: '12', [WIDE_PIN_FIELD]: block }
    : { 26: '12', [PIN_FIELD]: block, 53: SECURITY }

/** A financial request; the MAC is still to be set into field 64. */
export const financial = (till: Till, trace: string, money: Money): Message => {
  const spec = row(money.transaction)
  const contactless = money.entryMode.startsWith('07')
  const amount = String(money.amountFen ?? 0).padStart(12, '0')
  const fields: Record<number, Value> = {
    3: spec.processingCode ?? '',
    11: trace,
    22: money.entryMode,
    23: '000',
    25: spec.condition ?? '',
    41: till.terminalNo,
    42: till.merchantNo,
    49: YUAN,
    60: `${spec.messageType}${till.batchNo}${spec.networkCode}${contactless ? '6' : '5'}0`,
    64: new Uint8Array(8),
  }
  if (money.pan !== null) fields[2] = money.pan
  if (money.amountFen !== null) fields[4] = amount
  if (money.pinBlock !== undefined) Object.assign(fields, pinFields(money.pinBlock))
  if (money.transaction === 'sale') fields[55] = unhex(`9F0206${amount}5F2A0201569A032001019C01009F1A020156`)
  if (money.original !== undefined) {
    const { batchNo, trace: originalTrace, date, reference } = money.original
    Object.assign(fields, { 37: reference, 61: `${batchNo}${originalTrace}${date}` })
    if (BY_AUTHORISATION.has(money.transaction)) fields[38] = reference.slice(-6)
  }
  return message(spec.mti, fields)
}

/** Takes back a request whose answer never came (98) or could not be believed (A0). */
export const reversalOf = (request: Message, reason: string): Message => {
  const fields: Record<number, Value | undefined> = { 39: reason }
  for (const { no } of unionpayDialect.fields)
    if (!LEFT_OUT_OF_REVERSAL.has(no)) fields[no] = request.fields[no]
  return message(row('reversal').mti, fields)
}

export const settlement = (till: Till, trace: string, totals: string): Message => {
  const spec = row('settlement')
  return message(spec.mti, {
    ...common(till, trace),
    48: totals,
    49: YUAN,
    60: `${spec.messageType}${till.batchNo}${spec.networkCode}`,
    63: OPERATOR,
  })
}

/** Up to eight entries of a batch that is settled, or with `count` the end of the upload. */
export const upload = (
  till: Till,
  trace: string,
  records: readonly UploadRecord[] | { count: number },
): Message => {
  const ends = 'count' in records
  const spec = row(ends ? 'batch-upload-end' : 'batch-upload')
  return message(spec.mti, {
    ...common(till, trace),
    48: ends ? String(records.count).padStart(4, '0') : writeRecords(records),
    60: `${spec.messageType}${till.batchNo}${spec.networkCode}`,
  })
}

/** Whether a terminal may take it back by a reversal. */
export const reversible = (transaction: string): boolean => row(transaction).reversible
