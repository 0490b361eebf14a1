import { type Decision, type HostRules, refused } from '#iso8583/decision.ts'
import { textOf } from '#iso8583/message.ts'
import type { Request } from '#iso8583/request.ts'
import { type Entry, entryKey, type Session } from '#iso8583/session.ts'

/**
 * A reversal takes back the transaction with its own trace number, whatever became of the answer, and may be repeated.
 * One without an original is answered 25: there is nothing left to take back, and should the original still be on its way
 * its trace number is spent (ISO-13). What the dialect does not let a terminal reverse is not found either.
 */
export const decideReversal = (
  rules: HostRules,
  session: Session,
  { message, trace, key: stated }: Request,
): Decision => {
  const reason = textOf(message, 39)
  if (reason === '' || textOf(message, 4) === '') return refused('reversal', '30', 'ISO-21')
  const original = session.entries.get(stated) ?? session.entries.get(entryKey(session.batchNo, trace))
  const reversible =
    original !== undefined &&
    original.status !== 'declined' &&
    rules.codec.dialect.transactions.some(
      ({ name, reversible }) => name === original.transaction && reversible,
    )
  if (!reversible) return { ...refused('reversal', '25', 'ISO-16'), change: { heard: stated } }
  if (original.amountFen !== Number(textOf(message, 4))) return refused('reversal', '64', 'ISO-17')
  const done: Decision = { code: '00', delivery: 'answered', facts: [], change: {} }
  if (original.status === 'reversed') return done
  const used =
    original.status !== 'approved' ||
    original.refundedFen > 0 ||
    original.changed.some(({ after }) => session.entries.get(after.key) !== after)
  if (used) return refused('reversal', '12', 'ISO-18')
  const undone: Entry[] = [
    { ...original, status: 'reversed' },
    ...original.changed.map(({ before }) => before),
  ]
  return {
    ...done,
    facts: [{ fact: 'reversed', trace, reason, of: original.answer }],
    change: { entries: undone, ...(session.owed?.trace === trace ? { owed: null } : {}) },
  }
}
