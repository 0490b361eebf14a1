import { type Decision, type Request, refused } from '#iso8583/decision.ts'
import { textOf } from '#iso8583/message.ts'
import { type Entry, entryKey, type Session } from '#iso8583/session.ts'

/**
 * A reversal takes back the transaction with its own trace number, whatever became of the answer, and may be repeated.
 * One without an original is answered 25: there is nothing left to take back. A refund is not reversible by the dialect.
 */
export const decideReversal = (session: Session, { message }: Request): Decision => {
  const trace = textOf(message, 11)
  const reason = textOf(message, 39)
  if (reason === '' || textOf(message, 4) === '') return refused('reversal', '30', 'ISO-21')
  const original = session.entries.get(entryKey(session.batchNo, trace))
  if (original === undefined || original.transaction === 'refund' || original.status === 'declined')
    return refused('reversal', '25', 'ISO-16')
  if (original.amountFen !== Number(textOf(message, 4))) return refused('reversal', '64', 'ISO-17')
  if (original.status === 'voided' || original.refundedFen > 0) return refused('reversal', '12', 'ISO-18')
  const done: Decision = { code: '00', delivery: 'answered', facts: [], change: {} }
  if (original.status === 'reversed') return done
  const undone: Entry[] = [{ ...original, status: 'reversed' }]
  const sale = original.original === null ? undefined : session.entries.get(original.original)
  if (sale !== undefined) undone.push({ ...sale, status: 'approved' })
  return {
    ...done,
    facts: [{ fact: 'reversed', trace, reason, of: original.answer }],
    change: { entries: undone, ...(session.owed?.trace === trace ? { owed: null } : {}) },
  }
}
