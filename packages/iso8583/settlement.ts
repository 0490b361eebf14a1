import { type Decision, type HostRules, type Request, refused } from '#iso8583/decision.ts'
import { textOf } from '#iso8583/message.ts'
import { nextBatch, type Session } from '#iso8583/session.ts'
import { sameTotals, sumBatch, writeTotals } from '#iso8583/totals.ts'
import { field60 } from '#iso8583/transaction.ts'

const EQUAL = '1'
const UNEQUAL = '2'
const FIELD_48_DIGITS = 62

/**
 * Compares the terminal's sums with the ledger's (ISO-20) and closes the batch either way; the digit in field 48 says
 * which. The same request again, because the answer was lost, gets the same answer.
 */
export const decideSettlement = (rules: HostRules, session: Session, { message }: Request): Decision => {
  const totals = textOf(message, 48)
  if (totals.length !== FIELD_48_DIGITS) return refused('settlement', '30', 'ISO-21')
  const { closed } = session
  const { batchNo } = field60(message)
  if (closed !== null && closed.batchNo === batchNo && sameTotals(closed.totals, totals))
    return { code: '00', fields: { 48: closed.answer }, delivery: 'answered', facts: [], change: {} }
  const batch = [...session.entries.values()].filter((entry) => entry.batchNo === session.batchNo)
  const sums = sumBatch(rules.codec, batch)
  const equal = sameTotals(writeTotals(sums), totals)
  const answer = writeTotals(sums, equal ? EQUAL : UNEQUAL)
  const transactions = sums.debits + sums.credits
  return {
    code: '00',
    fields: { 48: answer },
    delivery: 'answered',
    facts: [{ fact: 'settled', batchNo: session.batchNo, equal, transactions }],
    change: { closed: { batchNo: session.batchNo, totals, answer }, batchNo: nextBatch(session.batchNo) },
  }
}
