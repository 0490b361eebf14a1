import type { ScriptStep } from '#iso8583/bad-host.ts'
import { scripted } from '#iso8583/decide.ts'
import type { Decision, HostRules } from '#iso8583/decision.ts'
import { textOf } from '#iso8583/message.ts'
import type { Request } from '#iso8583/request.ts'
import { nextBatch, type Session } from '#iso8583/session.ts'
import { privateCodeOf } from '#iso8583/transaction.ts'
import { type WorkKeys, wrapWorkKeys } from '#iso8583/work-keys.ts'

/** A sign-in's answer and the session after it: the one before when a script refused. */
export type SignedIn = { readonly session: Session | null; readonly decision: Decision }

/**
 * Hands out work keys under the terminal's master key. A terminal whose trace numbers go on keeps its batch and its
 * run (a renewal of keys in the middle of a day); one that starts over, or whose run is over, begins a fresh batch.
 */
export const signIn = (
  rules: HostRules,
  before: Session | null,
  request: Request,
  grant: { readonly tmk: Uint8Array; readonly keys: WorkKeys; readonly runOver: boolean },
  step: ScriptStep | null = null,
): SignedIn => {
  const { message, transaction } = request
  const lastTrace = Number(request.trace)
  const goesOn = before !== null && !grant.runOver && lastTrace > before.lastTrace
  const batchNo = goesOn ? before.batchNo : nextBatch(before?.batchNo ?? '000000')
  const session: Session = goesOn
    ? { ...before, keys: grant.keys, lastTrace, open: true }
    : {
        terminalNo: textOf(message, 41),
        merchantNo: textOf(message, 42),
        keys: grant.keys,
        batchNo,
        open: true,
        lastTrace,
        issued: 0,
        entries: new Map(),
        heard: new Set(),
        owed: null,
        closed: null,
      }
  const decision = scripted(step, request, () => ({
    code: '00',
    fields: {
      // A dialect with a field for the code gets that field back.
      60: `00${batchNo}${privateCodeOf(message)}`,
      62: wrapWorkKeys(rules.cipher, grant.tmk, grant.keys, transaction.keyLayout ?? 'double'),
    },
    delivery: 'answered',
    facts: [{ fact: 'signed-in', batchNo, fresh: !goesOn }],
    change: {},
  }))
  return { session: decision.code === '00' ? session : before, decision }
}
