import { type Decision, type HostRules, refused } from '#iso8583/decision.ts'
import type { Booked } from '#iso8583/fact.ts'
import { textOf } from '#iso8583/message.ts'
import { checkPin, isTestNumber } from '#iso8583/numbers.ts'
import { earlier, follow } from '#iso8583/originals.ts'
import type { Request } from '#iso8583/request.ts'
import type { Entry, Session } from '#iso8583/session.ts'
import { panOf } from '#iso8583/transaction.ts'

const FIRST = [4, 22, 25, 49]
const BY_REFERENCE = [4, 25, 37, 49, 61]
const BY_AUTHORISATION = [4, 25, 38, 49]

/** The fields each booking needs (ISO-21). */
const REQUIRED: Readonly<Record<Booked, readonly number[]>> = {
  sale: FIRST,
  void: BY_REFERENCE,
  refund: BY_REFERENCE,
  'pre-auth': FIRST,
  'pre-auth-cancel': BY_AUTHORISATION,
  completion: BY_AUTHORISATION,
  'completion-void': BY_REFERENCE,
  'completion-notice': BY_AUTHORISATION,
  'offline-settle': FIRST,
  adjust: BY_REFERENCE,
  tip: BY_REFERENCE,
  'qr-sale': FIRST,
  'qr-order': [4, 25, 49],
  'qr-void': BY_REFERENCE,
  'qr-refund': BY_REFERENCE,
}
const YUAN = '156'
const ORDER_PAGE = 'https://pay.test.invalid/'

/** With the zeros in front that it lacks. */
const sixDigits = (number: number): string => String(1_000_000 + number).slice(1)

export const isBooked = (name: string): name is Booked => name in REQUIRED

/** What number field 2 is to hold: a card's, a payment code, or none that is looked at. */
const numberWanted = (booked: Booked): 'card' | 'code' | null => {
  if (booked === 'qr-sale') return 'code'
  return booked.startsWith('qr-') ? null : 'card'
}

/**
 * Everything that enters the ledger, from a signed-in terminal whose MAC holds (ISO-14 to ISO-18, ISO-21, ISO-22, ISO-30).
 * `decline` is the code a script has ready once the request itself is in order.
 */
export const decideMoney = (
  rules: HostRules,
  session: Session,
  request: Request,
  booked: Booked,
  decline: string | null,
): Decision => {
  const { message, trace, key } = request
  const no = (code: string, rule: string): Decision => refused(booked, code, rule)
  for (const field of REQUIRED[booked]) if (textOf(message, field) === '') return no('30', 'ISO-21')
  if (textOf(message, 49) !== YUAN) return no('12', 'ISO-22')
  const wanted = numberWanted(booked)
  const pan = wanted === null ? '' : panOf(message)
  let pin = false
  if (wanted !== null) {
    if (pan === '') return no('30', 'ISO-21')
    if (!isTestNumber(rules, pan, wanted)) return no('14', 'ISO-14')
    const checked = checkPin(rules, session, request, pan)
    if (checked === 'missing') return no('30', 'ISO-21')
    if (checked === 'wrong') return no('55', 'ISO-15')
    pin = checked === 'right'
  }
  const amountFen = Number(textOf(message, 4))
  if (amountFen === 0) return no('13', 'ISO-17')
  const plain: Entry = {
    transaction: booked,
    key,
    batchNo: session.batchNo,
    trace,
    amountFen,
    pan,
    reference: session.batchNo + sixDigits(session.issued + 1),
    refundedFen: 0,
    status: 'approved',
    changed: [],
    answer: 'answered',
  }
  let entry = plain
  if (follow[booked] !== undefined) {
    const found = earlier(session, plain, follow[booked], {
      named: textOf(message, 61),
      reference: textOf(message, 37),
      authorisation: textOf(message, 38),
    })
    if ('rule' in found) return no(found.code, found.rule)
    entry = { ...plain, changed: found.changed }
  }
  if (decline !== null)
    return {
      code: decline,
      delivery: 'answered',
      facts: [{ fact: 'declined', transaction: booked, trace, code: decline }],
      change: { entries: [{ ...entry, status: 'declined' }] },
    }
  if (booked === 'qr-order') return openOrder(session, entry)
  return approve(session, entry, pin)
}

const approve = (session: Session, entry: Entry, pin: boolean): Decision => {
  const { transaction, trace, amountFen, reference, changed } = entry
  return {
    code: '00',
    fields: { 37: reference, 38: reference.slice(-6) },
    delivery: 'answered',
    facts: [{ fact: 'approved', transaction, trace, amountFen, pin, reference }],
    change: {
      entries: changed.length === 0 ? [entry] : [entry, ...changed.map(({ after }) => after)],
      issued: session.issued + 1,
    },
  }
}

/** A code for the customer to scan; nothing is paid before they have. */
const openOrder = (session: Session, entry: Entry): Decision => ({
  code: '00',
  fields: {
    37: entry.reference,
    57: Uint8Array.from(ORDER_PAGE + entry.reference, (char) => char.charCodeAt(0)),
  },
  delivery: 'answered',
  facts: [{ fact: 'order-opened', trace: entry.trace, amountFen: entry.amountFen }],
  change: { entries: [{ ...entry, status: 'waiting' }], issued: session.issued + 1 },
})
