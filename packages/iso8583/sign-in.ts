import type { Decision, HostRules } from '#iso8583/decision.ts'
import { textOf } from '#iso8583/message.ts'
import type { Request } from '#iso8583/decision.ts'
import { nextBatch, type Session } from '#iso8583/session.ts'
import { field60 } from '#iso8583/transaction.ts'
import { type WorkKeys, wrapWorkKeys } from '#iso8583/work-keys.ts'

/** A sign-in's new session and its answer. */
export type SignedIn = { readonly session: Session; readonly decision: Decision }

/**
 * Hands out work keys under the terminal's master key. A terminal whose trace numbers go on keeps its batch and its
 * run (a renewal of keys in the middle of a day); one that starts over, or whose run is over, begins a fresh batch.
 */
export const signIn = (
  rules: HostRules,
  before: Session | null,
  request: Request,
  grant: { readonly tmk: Uint8Array; readonly keys: WorkKeys; readonly runOver: boolean },
): SignedIn => {
  const { message, transaction } = request
  const lastTrace = Number(textOf(message, 11))
  const goesOn = before !== null && !grant.runOver && lastTrace > before.lastTrace
  const batchNo = goesOn ? before.batchNo : nextBatch(before?.batchNo ?? '000000')
  const session: Session = goesOn
    ? { ...before, keys: grant.keys, lastTrace }
    : {
        terminalNo: textOf(message, 41),
        merchantNo: textOf(message, 42),
        keys: grant.keys,
        batchNo,
        lastTrace,
        issued: 0,
        entries: new Map(),
        owed: null,
        closed: null,
      }
  return {
    session,
    decision: {
      code: '00',
      fields: {
        60: `00${batchNo}${field60(message).networkCode}`,
        62: wrapWorkKeys(rules.cipher, grant.tmk, grant.keys, transaction.keyLayout ?? 'double'),
      },
      delivery: 'answered',
      facts: [{ fact: 'signed-in', batchNo, fresh: !goesOn }],
      change: {},
    },
  }
}
