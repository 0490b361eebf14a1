import type { TransactionSpec } from '#iso8583/dialect.ts'
import { unhex } from '#iso8583/hex.ts'
import { ascii, type Fields, type Message, type Value } from '#iso8583/message.ts'
import { unionpayDialect } from '#iso8583/unionpay.ts'

const OPERATOR = ascii('01 ')
const YUAN = '156'
/** PIN in format 0 under a double-length key, tracks in clear. */
const SECURITY = '2600000000000000'
const LEFT_OUT_OF_REVERSAL = new Set([26, 35, 36, 37, 39, 52, 53])

export type Till = { readonly terminalNo: string; readonly merchantNo: string; readonly batchNo: string }

const row = (name: string, keyLayout?: string): TransactionSpec => {
  const found = unionpayDialect.transactions.find(
    (spec) => spec.name === name && (keyLayout === undefined || spec.keyLayout === keyLayout),
  )
  if (found === undefined) throw new Error(`the dialect has no transaction ${name}`)
  return found
}

const message = (mti: string, fields: Fields): Message => ({ ...unionpayDialect.defaults, mti, fields })

const common = (till: Till, trace: string): Fields => ({
  11: trace,
  41: till.terminalNo,
  42: till.merchantNo,
})

/** Sign-in, echo, sign-off: told apart by their network code. */
export const management = (name: 'sign-in' | 'echo' | 'sign-off', till: Till, trace: string): Message => {
  const spec = row(name, name === 'sign-in' ? 'double' : undefined)
  return message(spec.mti, {
    ...common(till, trace),
    60: `${spec.messageType}${till.batchNo}${spec.networkCode}`,
    ...(name === 'sign-in' ? { 62: ascii(`Sequence No12${till.terminalNo}FXDEMO`), 63: OPERATOR } : {}),
  })
}

export type Money = {
  readonly transaction: 'sale' | 'void' | 'refund'
  readonly amountFen: number
  readonly pan: string
  readonly entryMode: string
  readonly pinBlock?: Uint8Array
  readonly original?: {
    readonly batchNo: string
    readonly trace: string
    readonly date: string
    readonly reference: string
  }
}

/** A financial request; the MAC is still to be set into field 64. */
export const financial = (till: Till, trace: string, money: Money): Message => {
  const spec = row(money.transaction)
  const contactless = money.entryMode.startsWith('07')
  const amount = String(money.amountFen).padStart(12, '0')
  const fields: Record<number, Value> = {
    2: money.pan,
    3: spec.processingCode ?? '',
    4: amount,
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
  if (money.pinBlock !== undefined) Object.assign(fields, { 26: '12', 52: money.pinBlock, 53: SECURITY })
  if (money.transaction === 'sale') fields[55] = unhex(`9F0206${amount}5F2A0201569A032001019C01009F1A020156`)
  if (money.original !== undefined) {
    const { batchNo, trace: originalTrace, date, reference } = money.original
    Object.assign(fields, { 37: reference, 61: `${batchNo}${originalTrace}${date}` })
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
