import { type ScriptStep, spoil } from '#iso8583/bad-host.ts'
import { decideUpload, decideUploadEnd } from '#iso8583/batch-upload.ts'
import { type Decision, type HostRules, refused } from '#iso8583/decision.ts'
import { decideBalance, decideOrderClose, decideOrderQuery } from '#iso8583/enquiry.ts'
import { macHolds } from '#iso8583/mac.ts'
import { carriesMac } from '#iso8583/message.ts'
import { decideMoney, isBooked } from '#iso8583/money.ts'
import type { Request } from '#iso8583/request.ts'
import { decideReversal } from '#iso8583/reversal.ts'
import { decideService } from '#iso8583/service.ts'
import { LEDGER_LIMIT, type Session } from '#iso8583/session.ts'
import { decideSettlement } from '#iso8583/settlement.ts'

/**
 * The host's answer to anything but sign-in, from a terminal that has signed in (`session`) or has not (null).
 * Financial messages are looked at only when their MAC holds (ISO-11). `step` is what the script has ready for this one.
 */
export const decide = (
  rules: HostRules,
  session: Session | null,
  request: Request,
  step: ScriptStep | null = null,
): Decision => {
  const { name, mac } = request.transaction
  if (name === 'echo')
    return scripted(step, request, () => ({
      code: '00',
      delivery: 'answered',
      facts: [{ fact: 'echoed' }],
      change: {},
    }))
  const service = decideService(rules, name)
  if (service !== null) return scripted(step, request, () => service)
  if (session === null || !session.open) return { ...refused(name, 'A0', 'ISO-12'), demand: '3' }
  const { message, body, trace, key } = request
  if (mac && (!carriesMac(message) || !macHolds(rules.cipher, session.keys.mak, body, rules.codec.mac)))
    return refused(name, 'A0', 'ISO-11')
  if (trace === '') return refused(name, '30', 'ISO-21')
  const lastTrace = Math.max(session.lastTrace, Number(trace))
  const once = mac && name !== 'reversal'
  if (once) {
    // Above the greatest ever heard there is nothing to look for, and looking is what a large ledger costs.
    const spent = lastTrace === session.lastTrace && (session.heard.has(key) || session.entries.has(key))
    if (spent) return refused(name, '94', 'ISO-13')
    if (session.heard.size + session.entries.size >= LEDGER_LIMIT) return refused(name, '65', 'ISO-23')
  }
  const plain =
    step === null
      ? inner(rules, session, request, null)
      : scripted(step, request, (decline) => inner(rules, session, request, decline))
  const decision = withDebt(session, name, plain)
  const { change } = decision
  // The ledger remembers what it holds.
  const booked = change.entries !== undefined && change.entries[0]?.key === key
  return {
    ...decision,
    change: once && !booked ? { ...change, lastTrace, heard: key } : { ...change, lastTrace },
  }
}

/** What a script has ready comes first where nothing may be booked, last where the answer goes astray. */
export const scripted = (
  step: ScriptStep | null,
  request: Request,
  plain: (decline: string | null) => Decision,
): Decision => {
  if (step === null) return plain(null)
  const { name } = request.transaction
  if (step.does === 'sign-in-again')
    return {
      code: 'A0',
      delivery: 'answered',
      facts: [{ fact: 'sign-in-demanded', transaction: name }],
      change: {},
      demand: '3',
    }
  if (step.does !== 'decline') return spoil(step, request, plain(null))
  const code = step.code ?? '05'
  if (isBooked(name)) return plain(code)
  const { trace } = request
  return {
    code,
    delivery: 'answered',
    facts: [{ fact: 'declined', transaction: name, trace, code }],
    change: {},
  }
}

const inner = (rules: HostRules, session: Session, request: Request, decline: string | null): Decision => {
  const { name } = request.transaction
  if (isBooked(name)) return decideMoney(rules, session, request, name, decline)
  switch (name) {
    case 'reversal':
      return decideReversal(rules, session, request)
    case 'balance':
      return decideBalance(rules, session, request)
    case 'qr-query':
      return decideOrderQuery(session, request)
    case 'qr-close':
      return decideOrderClose(session, request)
    case 'settlement':
      return decideSettlement(rules, session, request)
    case 'batch-upload':
      return decideUpload(session, request)
    case 'batch-upload-end':
      return decideUploadEnd(rules, session, request)
    case 'sign-off':
      return {
        code: '00',
        delivery: 'answered',
        facts: [{ fact: 'signed-off' }],
        change: { open: false },
      }
    default:
      return refused(name, '40', 'ISO-10')
  }
}

/**
 * ISO-19: a terminal that did not get a valid answer must reverse before anything else. A real host cannot refuse what it cannot
 * know, so the transaction goes through and the omission is put on record.
 */
const withDebt = (session: Session, name: string, decision: Decision): Decision => {
  const { owed } = session
  if (owed === null || name === 'reversal') return decision
  return {
    ...decision,
    facts: [{ fact: 'reversal-skipped', ...owed }, ...decision.facts],
    change: { owed: null, ...decision.change },
  }
}
