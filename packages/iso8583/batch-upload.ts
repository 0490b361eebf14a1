import { type Decision, type HostRules, refused } from '#iso8583/decision.ts'
import { textOf } from '#iso8583/message.ts'
import type { Request } from '#iso8583/request.ts'
import type { Session } from '#iso8583/session.ts'
import { countsIn } from '#iso8583/totals.ts'

/** Field 48 of a batch upload: two digits of count, then kind of card 2, trace 6, number 20 and amount 12 for each. */
const COUNT_DIGITS = 2
const RECORD_DIGITS = 40
const AMOUNT_AT = 28
const MOST_RECORDS = 10_000

export type UploadRecord = { readonly trace: string; readonly pan: string; readonly amountFen: number }

/** At most eight records fit one message. */
export const RECORDS_AT_ONCE = 8

export const writeRecords = (records: readonly UploadRecord[]): string =>
  String(records.length).padStart(COUNT_DIGITS, '0') +
  records
    .map(
      ({ trace, pan, amountFen }) =>
        `00${trace}${pan.padStart(20, '0')}${String(amountFen).padStart(AMOUNT_AT - 16, '0')}`,
    )
    .join('')

/** Amounts by trace, or null when the digits are no list of records. */
const readRecords = (digits: string): ReadonlyMap<string, number> | null => {
  const count = Number(digits.slice(0, COUNT_DIGITS))
  if (count === 0 || digits.length !== COUNT_DIGITS + count * RECORD_DIGITS) return null
  const records = new Map<string, number>()
  for (let at = COUNT_DIGITS; at < digits.length; at += RECORD_DIGITS)
    records.set(digits.slice(at + 2, at + 8), Number(digits.slice(at + AMOUNT_AT, at + RECORD_DIGITS)))
  return records
}

/** ISO-32: after a settlement, above all one that did not balance, the terminal sends its batch up line by line. */
export const decideUpload = (session: Session, { message }: Request): Decision => {
  const { closed } = session
  if (closed === null) return refused('batch-upload', '12', 'ISO-32')
  const records = readRecords(textOf(message, 48))
  if (records === null) return refused('batch-upload', '30', 'ISO-21')
  const uploaded = new Map([...closed.uploaded, ...records])
  if (uploaded.size > MOST_RECORDS) return refused('batch-upload', '65', 'ISO-23')
  return { code: '00', delivery: 'answered', facts: [], change: { closed: { ...closed, uploaded } } }
}

/** The end of the upload states how many there were; the host compares each with its ledger. */
export const decideUploadEnd = (rules: HostRules, session: Session, { message }: Request): Decision => {
  const { closed } = session
  if (closed === null) return refused('batch-upload-end', '12', 'ISO-32')
  const stated = textOf(message, 48)
  if (!/^\d{4}$/.test(stated)) return refused('batch-upload-end', '30', 'ISO-21')
  const { uploaded, batchNo } = closed
  const ledger = [...session.entries.values()].filter(
    (entry) => entry.batchNo === batchNo && countsIn(rules.codec, entry) !== null,
  )
  const equal =
    Number(stated) === uploaded.size &&
    ledger.length === uploaded.size &&
    ledger.every(({ trace, amountFen }) => uploaded.get(trace) === amountFen)
  return {
    code: equal ? '00' : '95',
    fields: { 48: stated },
    delivery: 'answered',
    facts: [{ fact: 'batch-uploaded', batchNo, records: uploaded.size, equal }],
    change: {},
  }
}
