import { type Decision, type HostRules, type Request, refused } from '#iso8583/decision.ts'
import { macHolds } from '#iso8583/mac.ts'
import { textOf } from '#iso8583/message.ts'
import { decideMoney } from '#iso8583/money.ts'
import { decideReversal } from '#iso8583/reversal.ts'
import type { Session } from '#iso8583/session.ts'
import { decideSettlement } from '#iso8583/settlement.ts'

const plain = (facts: Decision['facts']): Decision => ({
  code: '00',
  delivery: 'answered',
  facts,
  change: {},
})

/**
 * The host's answer to anything but sign-in, from a terminal that has signed in (`session`) or has not (null).
 * Financial messages are looked at only when their MAC holds (ISO-11).
 */
export const decide = (rules: HostRules, session: Session | null, request: Request): Decision => {
  const { name, mac } = request.transaction
  if (name === 'echo') return plain([{ fact: 'echoed' }])
  if (session === null) return { ...refused(name, 'A0', 'ISO-12'), demand: '3' }
  if (
    mac &&
    (request.message.fields[64] === undefined || !macHolds(rules.cipher, session.keys.mak, request.body))
  )
    return refused(name, 'A0', 'ISO-11')
  if (textOf(request.message, 11) === '') return refused(name, '30', 'ISO-21')
  const heard = Math.max(session.lastTrace, Number(textOf(request.message, 11)))
  const decision = withDebt(session, name, inner(rules, session, request))
  return { ...decision, change: { lastTrace: heard, ...decision.change } }
}

const inner = (rules: HostRules, session: Session, request: Request): Decision => {
  const { name } = request.transaction
  switch (name) {
    case 'sale':
    case 'void':
    case 'refund':
      return decideMoney(rules, session, request, name)
    case 'reversal':
      return decideReversal(session, request)
    case 'settlement':
      return decideSettlement(rules, session, request)
    case 'sign-off':
      return plain([{ fact: 'signed-off' }])
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
