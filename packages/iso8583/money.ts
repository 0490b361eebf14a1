import { type Decision, type HostRules, type Request, refused } from '#iso8583/decision.ts'
import type { Booked } from '#iso8583/fact.ts'
import { bytesOf, textOf } from '#iso8583/message.ts'
import { pinMatches } from '#iso8583/pin-block.ts'
import { type Entry, entryKey, LEDGER_LIMIT, type Session } from '#iso8583/session.ts'
import { panOf } from '#iso8583/transaction.ts'

const REQUIRED = { sale: [4, 22, 25, 49], void: [4, 25, 37, 49, 61], refund: [4, 25, 37, 49, 61] } as const
const YUAN = '156'

/** Sale, void and refund of a signed-in terminal whose MAC holds (ISO-13 to ISO-18, ISO-21 to ISO-23). */
export const decideMoney = (
  rules: HostRules,
  session: Session,
  request: Request,
  booked: Booked,
): Decision => {
  const { message } = request
  const no = (code: string, rule: string): Decision => refused(booked, code, rule)
  if (REQUIRED[booked].some((field) => textOf(message, field) === '')) return no('30', 'ISO-21')
  if (textOf(message, 49) !== YUAN) return no('12', 'ISO-22')
  const trace = textOf(message, 11)
  if (session.entries.has(entryKey(session.batchNo, trace))) return no('94', 'ISO-13')
  if (session.entries.size >= LEDGER_LIMIT) return no('65', 'ISO-23')
  const pan = panOf(message)
  if (pan === '') return no('30', 'ISO-21')
  if (!isTestPan(rules, pan)) return no('14', 'ISO-14')
  const pin = checkPin(rules, session, request, pan)
  if (pin === 'missing') return no('30', 'ISO-21')
  if (pin === 'wrong') return no('55', 'ISO-15')
  const amountFen = Number(textOf(message, 4))
  if (amountFen === 0) return no('13', 'ISO-17')
  const entry: Entry = {
    transaction: booked,
    batchNo: session.batchNo,
    trace,
    amountFen,
    pan,
    reference: `${session.batchNo}${String(session.issued + 1).padStart(6, '0')}`,
    refundedFen: 0,
    status: 'approved',
    original: null,
    answer: 'answered',
  }
  if (booked === 'sale') return sell(rules, session, entry, pin === 'right')
  return giveBack(session, entry, textOf(message, 61), textOf(message, 37))
}

const isTestPan = (rules: HostRules, pan: string): boolean =>
  rules.cards.ranges.some(({ prefix, digits }) => pan.length === digits && pan.startsWith(prefix))

const checkPin = (rules: HostRules, session: Session, { message }: Request, pan: string) => {
  const block = bytesOf(message, 52)
  if (block === null) return textOf(message, 22)[2] === '1' ? 'missing' : 'none'
  const clear = rules.cipher.decrypt(session.keys.pik, block)
  return pinMatches(clear, rules.cards.pin, pan) ? 'right' : 'wrong'
}

const approve = (session: Session, entry: Entry, pin: boolean, others: readonly Entry[] = []): Decision => {
  const { transaction, trace, amountFen, reference } = entry
  return {
    code: '00',
    fields: { 37: reference, 38: reference.slice(-6) },
    delivery: 'answered',
    facts: [{ fact: 'approved', transaction, trace, amountFen, pin, reference }],
    change: { entries: [entry, ...others], issued: session.issued + 1 },
  }
}

/** A scripted amount has its scripted end; a booking whose answer is withheld or spoiled leaves a reversal owed. */
const sell = (rules: HostRules, session: Session, entry: Entry, pin: boolean): Decision => {
  const script = rules.suite.answers.find(({ amountFen }) => amountFen === entry.amountFen)
  const { trace, amountFen } = entry
  if (script === undefined) return approve(session, entry, pin)
  if (script.does === 'decline') {
    const code = script.code ?? '05'
    return {
      code,
      delivery: 'answered',
      facts: [{ fact: 'declined', transaction: 'sale', trace, code }],
      change: { entries: [{ ...entry, status: 'declined' }] },
    }
  }
  const of = script.does === 'cut-line' ? 'line-cut' : 'mac-spoiled'
  const approved = approve(session, { ...entry, answer: of }, pin)
  return {
    ...approved,
    delivery: of,
    facts: [{ fact: of, trace, amountFen }],
    change: { ...approved.change, owed: { trace, of } },
  }
}

/** Void: same batch and card, whole amount, once. Refund: any batch of the session, together no more than was paid. */
const giveBack = (session: Session, entry: Entry, original61: string, reference: string): Decision => {
  const key = original61.slice(0, 12)
  const original = session.entries.get(key)
  const no = (code: string, rule: string) => refused(entry.transaction, code, rule)
  const found =
    original !== undefined &&
    original.transaction === 'sale' &&
    original.reference === reference &&
    original.pan === entry.pan &&
    (entry.transaction === 'refund' || original.batchNo === session.batchNo)
  if (!found) return no('25', 'ISO-16')
  if (original.status !== 'approved') return no('12', 'ISO-18')
  if (entry.transaction === 'void') {
    if (original.refundedFen > 0) return no('12', 'ISO-18')
    if (original.amountFen !== entry.amountFen) return no('64', 'ISO-17')
    return approve(session, { ...entry, original: key }, false, [{ ...original, status: 'voided' }])
  }
  const refundedFen = original.refundedFen + entry.amountFen
  if (refundedFen > original.amountFen) return no('64', 'ISO-17')
  return approve(session, { ...entry, original: key }, false, [{ ...original, refundedFen }])
}
