import { type Decision, type HostRules, refused } from '#iso8583/decision.ts'
import { textOf } from '#iso8583/message.ts'
import { checkPin, isTestNumber } from '#iso8583/numbers.ts'
import type { Request } from '#iso8583/request.ts'
import type { Entry, Session } from '#iso8583/session.ts'
import { panOf } from '#iso8583/transaction.ts'

/** Field 54: account type 10, amount type 02 (available), the yuan, C for credit, twelve digits. */
const balanceOf = (fen: number): string => `1002156C${String(fen).padStart(12, '0')}`

/** The test card's balance; nothing is booked. */
export const decideBalance = (rules: HostRules, session: Session, request: Request): Decision => {
  const { message } = request
  const no = (code: string, rule: string) => refused('balance', code, rule)
  const pan = panOf(message)
  if (pan === '' || textOf(message, 22) === '' || textOf(message, 49) === '') return no('30', 'ISO-21')
  if (textOf(message, 49) !== '156') return no('12', 'ISO-22')
  if (!isTestNumber(rules, pan, 'card')) return no('14', 'ISO-14')
  const pin = checkPin(rules, session, request, pan)
  if (pin === 'missing') return no('30', 'ISO-21')
  if (pin === 'wrong') return no('55', 'ISO-15')
  return {
    code: '00',
    fields: { 54: balanceOf(rules.cards.balanceFen) },
    delivery: 'answered',
    facts: [{ fact: 'balance-told', trace: request.trace }],
    change: {},
  }
}

const orderNamed = (session: Session, { message }: Request): Entry | null => {
  const entry = session.entries.get(textOf(message, 61).slice(0, 12))
  const suits = entry?.transaction === 'qr-order' || entry?.transaction === 'qr-sale'
  return entry !== undefined && suits ? entry : null
}

/**
 * ISO-31: what has become of a QR payment. An order is still open the first time it is asked after and paid the next:
 * the customer of a test host is quick.
 */
export const decideOrderQuery = (session: Session, request: Request): Decision => {
  const order = orderNamed(session, request)
  if (order === null) return refused('qr-query', '25', 'ISO-16')
  const { trace } = request
  const amount = { 4: String(order.amountFen).padStart(12, '0'), 37: order.reference }
  const answered = { fields: amount, delivery: 'answered' as const }
  if (order.status === 'waiting' && order.asked !== true)
    return {
      ...answered,
      code: '09',
      facts: [{ fact: 'order-asked', trace, state: 'waiting' }],
      change: { entries: [{ ...order, asked: true }] },
    }
  const open = order.status === 'waiting'
  if (!open && order.status !== 'approved')
    return { ...answered, code: '12', facts: [{ fact: 'order-asked', trace, state: 'closed' }], change: {} }
  const paid: Entry = { ...order, status: 'approved', batchNo: session.batchNo }
  return {
    ...answered,
    code: '00',
    facts: [{ fact: 'order-asked', trace, state: 'paid' }],
    change: open ? { entries: [paid] } : {},
  }
}

/** ISO-31: an order nobody has paid may be closed, as often as the terminal likes. */
export const decideOrderClose = (session: Session, request: Request): Decision => {
  const order = orderNamed(session, request)
  if (order === null || order.transaction !== 'qr-order') return refused('qr-close', '25', 'ISO-16')
  if (order.status !== 'waiting' && order.status !== 'closed') return refused('qr-close', '12', 'ISO-31')
  return {
    code: '00',
    fields: { 37: order.reference },
    delivery: 'answered',
    facts: [{ fact: 'order-closed', trace: request.trace }],
    change: { entries: [{ ...order, status: 'closed' }] },
  }
}
