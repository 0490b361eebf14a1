import { type Decision, type HostRules, refused } from '#iso8583/decision.ts'
import { textOf } from '#iso8583/message.ts'
import type { Request } from '#iso8583/request.ts'
import { entryKey, nextBatch, type Session } from '#iso8583/session.ts'
import { EQUAL, sameTotals, sumBatch, UNEQUAL, writeTotals } from '#iso8583/totals.ts'

const FIELD_48_DIGITS = 62

/**
 * Compares the terminal's sums and batch numbers with the ledger's (ISO-20) and closes the batch either way; the digit in field 48 says
 * which, and a terminal that is told 2 sends its batch up (ISO-32). The same request again, because the answer was lost, gets the same answer.
 */
export const decideSettlement = (rules: HostRules, session: Session, request: Request): Decision => {
  const totals = textOf(request.message, 48)
  if (totals.length !== FIELD_48_DIGITS) return refused('settlement', '30', 'ISO-21')
  const { closed } = session
  const { batchNo } = session
  const stated = request.batchNo
  const batch = [...session.entries.values()].filter((entry) => entry.batchNo === batchNo)
  if (closed !== null && batch.length === 0 && closed.stated === stated && sameTotals(closed.totals, totals))
    return { code: '00', fields: { 48: closed.answer }, delivery: 'answered', facts: [], change: {} }
  const sums = sumBatch(rules.codec, batch)
  const equal = sameTotals(writeTotals(sums), totals)
  const answer = writeTotals(sums, equal ? EQUAL : UNEQUAL)
  const transactions = sums.debits + sums.credits
  // Its key is what the terminal stated. An order is paid on another day than it was opened, maybe.
  const ownBatch =
    stated === batchNo &&
    batch.every(
      ({ transaction, key, trace }) => transaction === 'qr-order' || key === entryKey(batchNo, trace),
    )
  return {
    code: '00',
    fields: { 48: answer },
    delivery: 'answered',
    facts: [{ fact: 'settled', batchNo, equal, ownBatch, transactions }],
    change: {
      closed: { batchNo, stated, totals, answer, equal, uploaded: new Map() },
      batchNo: nextBatch(batchNo),
    },
  }
}
