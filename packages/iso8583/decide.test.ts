import { describe, expect, test } from 'vitest'
import { packAnswer } from '#iso8583/answer.ts'
import { befall } from '#iso8583/bad-host.ts'
import { decide } from '#iso8583/decide.ts'
import type { Decision, HostRules } from '#iso8583/decision.ts'
import { des } from '../../apps/server/src/test-host/des.ts'
import { unhex } from '#iso8583/hex.ts'
import { macHolds, sealMac } from '#iso8583/mac.ts'
import { ascii, type Fields, type Message, textOf } from '#iso8583/message.ts'
import { pack } from '#iso8583/pack.ts'
import { clearPinBlock } from '#iso8583/pin-block.ts'
import { askedBy, type Request } from '#iso8583/request.ts'
import { evolve, type Session } from '#iso8583/session.ts'
import { signIn } from '#iso8583/sign-in.ts'
import { acceptance } from '#iso8583/suite.ts'
import { identify } from '#iso8583/transaction.ts'
import { unionpay } from '#iso8583/unionpay.ts'
import { unpack } from '#iso8583/unpack.ts'
import cards from './test-cards.json' with { type: 'json' }
import testKeys from './test-keys.json' with { type: 'json' }

const cipher = des()
const rules: HostRules = { codec: unionpay, cipher, suite: acceptance, cards }
const keys = { pik: unhex(testKeys.pik), mak: unhex(testKeys.mak) }
const tmk = unhex(testKeys.tmk)
const at = '2026-11-22T16:30:05Z'

const requestOf = (mti: string, fields: Fields, mak: Uint8Array | null = keys.mak): Request => {
  const sealed = mak === null ? fields : { ...fields, 64: new Uint8Array(8) }
  const till = { 41: testKeys.terminalNo, 42: testKeys.merchantNo }
  const body = pack(unionpay, {
    tpdu: '6000030000',
    header: '613100310000',
    mti,
    fields: { ...till, ...sealed },
  })
  if (mak !== null) sealMac(cipher, mak, body)
  const message = unpack(unionpay, body)
  const transaction = identify(unionpay, message)
  if (transaction === null) throw new Error('not in the table')
  return askedBy({ message, body, transaction, at })
}
const signOn = (trace = '000001', before: Session | null = null, runOver = false) => {
  const request = requestOf('0800', { 11: trace, 60: '00000000003' }, null)
  const { session, decision } = signIn(rules, before, request, { tmk, keys, runOver })
  if (session === null) throw new Error('not signed in')
  return { session, decision }
}

const money = (trace: string, amountFen: number, more: Fields = {}): Fields => ({
  2: cards.demoPan,
  3: '000000',
  4: String(amountFen).padStart(12, '0'),
  11: trace,
  22: '072',
  25: '00',
  49: '156',
  60: '2200000100060',
  ...more,
})
const sale = (trace: string, amountFen: number, more: Fields = {}) =>
  requestOf('0200', money(trace, amountFen, more))
const back = (kind: 'void' | 'refund', trace: string, amountFen: number, of: Decision, original: string) =>
  requestOf(
    kind === 'void' ? '0200' : '0220',
    money(trace, amountFen, {
      3: '200000',
      37: String(of.fields?.[37]),
      60: kind === 'void' ? '2300000100060' : '2500000100060',
      61: `000001${original}1123`,
    }),
  )
const reversal = (trace: string, amountFen: number, reason = '98') =>
  requestOf('0400', money(trace, amountFen, { 39: reason }))
const settlement = (totals: string) =>
  requestOf('0500', { 11: '000099', 48: totals, 49: '156', 60: '00000001201', 63: ascii('01 ') }, null)

/** One terminal's conversation with the host; every decision is taken up. */
const conversation = () => {
  let session = signOn().session
  return {
    say: (request: Request): Decision => {
      const { step } = befall(acceptance.answers, {}, request)
      const decision = decide(rules, session, request, step)
      session = evolve(session, decision.change)
      return decision
    },
    session: () => session,
  }
}
const ruleOf = (decision: Decision) => decision.facts.find((fact) => fact.fact === 'refused')

describe('money', () => {
  test('a sale is approved with a reference, and its answer is sealed and echoes what it must', () => {
    const { say } = conversation()
    const request = sale('000002', 12_300)
    const decision = say(request)
    expect(decision).toMatchObject({
      code: '00',
      facts: [{ fact: 'approved', transaction: 'sale', amountFen: 12_300 }],
    })
    const body = packAnswer(rules, request, decision, keys.mak) as Uint8Array
    expect(macHolds(cipher, keys.mak, body)).toBe(true)
    const answer = unpack(unionpay, body)
    expect([answer.mti, answer.tpdu, ...[3, 4, 11, 12, 13, 37, 39].map((no) => textOf(answer, no))]).toEqual([
      '0210',
      '6000000003',
      '000000',
      '000000012300',
      '000002',
      '003005',
      '1123',
      '000001000001',
      '00',
    ])
    expect([14, 22, 35, 52, 55].filter((no) => answer.fields[no] !== undefined)).toEqual([])
  })

  test.each([
    ['a wrong MAC', requestOf('0200', money('000002', 100), unhex('0123456789ABCDEF')), 'A0', 'ISO-11'],
    ['no MAC', requestOf('0200', money('000002', 100), null), 'A0', 'ISO-11'],
    ['a card that may be somebody’s', sale('000002', 100, { 2: '6229999999999999999' }), '14', 'ISO-14'],
    ['a test prefix of another length', sale('000002', 100, { 2: '622202000000000001' }), '14', 'ISO-14'],
    ['no card', sale('000002', 100, { 2: undefined }), '30', 'ISO-21'],
    [
      'an encrypted track only',
      sale('000002', 100, { 2: undefined, 35: '12', 53: '2610000000000000' }),
      '30',
      'ISO-21',
    ],
    ['a PIN announced and not sent', sale('000002', 100, { 22: '051' }), '30', 'ISO-21'],
    ['a wrong PIN', sale('000002', 100, { 22: '051', 52: new Uint8Array(8) }), '55', 'ISO-15'],
    ['nothing to pay', sale('000002', 0), '13', 'ISO-17'],
    ['another currency', sale('000002', 100, { 49: '840' }), '12', 'ISO-22'],
  ] as const)('%s is refused and nothing is booked', (_name, request, code, rule) => {
    const talk = conversation()
    const decision = talk.say(request)
    expect([decision.code, ruleOf(decision)]).toMatchObject([code, { rule }])
    expect(talk.session().entries.size).toBe(0)
    expect(JSON.stringify(decision.facts)).not.toContain('6229999999')
  })

  test('the right PIN is right, and the track gives the card when field 2 does not', () => {
    const { say } = conversation()
    const block = cipher.encrypt(keys.pik, clearPinBlock(cards.pin, cards.demoPan))
    const request = sale('000002', 100, {
      2: undefined,
      22: '021',
      35: `${cards.demoPan}D3012201`,
      52: block,
    })
    expect(say(request)).toMatchObject({ code: '00', facts: [{ pin: true }] })
  })

  test('a trace number is good once', () => {
    const { say } = conversation()
    say(sale('000002', 100))
    expect(ruleOf(say(sale('000002', 100)))).toMatchObject({ code: '94', rule: 'ISO-13' })
    expect(ruleOf(say(sale('000002', 200)))).toMatchObject({ code: '94' })
  })

  test('a void takes the whole amount, once, of a sale that exists', () => {
    const { say } = conversation()
    const sold = say(sale('000002', 100))
    expect(ruleOf(say(back('void', '000003', 99, sold, '000002')))).toMatchObject({
      code: '64',
      rule: 'ISO-17',
    })
    expect(ruleOf(say(back('void', '000004', 100, sold, '000009')))).toMatchObject({
      code: '25',
      rule: 'ISO-16',
    })
    expect(say(back('void', '000005', 100, sold, '000002')).code).toBe('00')
    expect(ruleOf(say(back('void', '000006', 100, sold, '000002')))).toMatchObject({
      code: '12',
      rule: 'ISO-18',
    })
    expect(ruleOf(say(back('refund', '000007', 1, sold, '000002')))).toMatchObject({
      code: '12',
      rule: 'ISO-18',
    })
  })

  test('refunds may be many and never exceed the sale', () => {
    const { say } = conversation()
    const sold = say(sale('000002', 100))
    expect(say(back('refund', '000003', 60, sold, '000002')).code).toBe('00')
    expect(ruleOf(say(back('refund', '000004', 41, sold, '000002')))).toMatchObject({
      code: '64',
      rule: 'ISO-17',
    })
    expect(say(back('refund', '000005', 40, sold, '000002')).code).toBe('00')
    expect(ruleOf(say(back('void', '000006', 100, sold, '000002')))).toMatchObject({ code: '12' })
    expect(ruleOf(say(reversal('000002', 100)))).toMatchObject({ code: '12' })
  })
})

describe('reversal', () => {
  test('takes back a sale, may be repeated, and frees a voided sale', () => {
    const { say } = conversation()
    const sold = say(sale('000002', 100))
    say(back('void', '000003', 100, sold, '000002'))
    expect(ruleOf(say(reversal('000002', 100)))).toMatchObject({ code: '12' })
    expect(say(reversal('000003', 100)).code).toBe('00')
    expect(say(reversal('000002', 100))).toMatchObject({
      code: '00',
      facts: [{ fact: 'reversed', of: 'answered' }],
    })
    expect(say(reversal('000002', 100))).toMatchObject({ code: '00', facts: [] })
  })

  test.each([
    ['an unknown trace', reversal('000044', 100), '25', 'ISO-16'],
    ['another amount', reversal('000002', 101), '64', 'ISO-17'],
    ['no reason', requestOf('0400', money('000002', 100)), '30', 'ISO-21'],
    ['a wrong MAC', requestOf('0400', money('000002', 100, { 39: '98' }), keys.pik), 'A0', 'ISO-11'],
  ] as const)('of %s is refused', (_name, request, code, rule) => {
    const { say } = conversation()
    say(sale('000002', 100))
    expect(ruleOf(say(request))).toMatchObject({ code, rule })
  })

  test('an owed reversal that does not come before the next transaction is put on record', () => {
    const { say } = conversation()
    expect(say(sale('000002', 9800))).toMatchObject({ delivery: 'line-cut', facts: [{ fact: 'line-cut' }] })
    const next = say(sale('000003', 100))
    expect(next.facts.map(({ fact }) => fact)).toEqual(['reversal-skipped', 'approved'])
  })
})

describe('settlement', () => {
  const published = '0000000500000030000000020000010'
  test('three sales and a refund make the published field 48, and the answer says equal', () => {
    const talk = conversation()
    const sold = talk.say(sale('000002', 20_000))
    talk.say(sale('000003', 20_000))
    talk.say(sale('000004', 10_000))
    talk.say(back('refund', '000005', 2_000, sold, '000002'))
    const request = settlement(published + '0'.repeat(31))
    const decision = talk.say(request)
    expect(decision.fields?.[48]).toBe('00000005000000300000000200000110000000000000000000000000000001')
    expect(decision.facts).toMatchObject([{ fact: 'settled', equal: true, transactions: 4 }])
    expect(talk.session().batchNo).toBe('000002')
    expect(talk.say(request)).toMatchObject({ fields: decision.fields, facts: [] })
  })

  test('[ISO-20] what went under a batch number of the terminal’s own is told, though it is answered', () => {
    const totals = `${published}${'0'.repeat(31)}`
    const settled = (request: Request, ...before: Request[]) => {
      const { say } = conversation()
      for (const each of before) expect(say(each).code).toBe('00')
      return say(request).facts[0]
    }
    const own = [sale('000002', 20_000), sale('000003', 20_000)]
    const other = sale('000004', 10_000, { 60: '2277777700060' })
    expect(settled(settlement(totals), ...own)).toMatchObject({ fact: 'settled', ownBatch: true })
    expect(settled(settlement(totals), ...own, other)).toMatchObject({ ownBatch: false })
    const late = requestOf('0500', { 11: '000099', 48: totals, 49: '156', 60: '00777777201' }, null)
    expect(settled(late, ...own)).toMatchObject({ ownBatch: false })
  })

  test('other sums are told to be unequal', () => {
    const { say } = conversation()
    say(sale('000002', 20_000))
    expect(say(settlement(published + '0'.repeat(31)))).toMatchObject({
      facts: [{ fact: 'settled', equal: false }],
    })
    expect(ruleOf(say(settlement('1')))).toMatchObject({ code: '30' })
  })

  test('declined and reversed sales do not count', () => {
    const { say } = conversation()
    say(sale('000002', 5100))
    say(sale('000003', 9800))
    say(reversal('000003', 9800))
    expect(say(settlement('0'.repeat(62))).facts).toMatchObject([{ equal: true, transactions: 0 }])
  })
})

describe('sign-in', () => {
  test('a terminal that goes on keeps its batch and ledger; one that starts over does not', () => {
    const talk = conversation()
    talk.say(sale('000002', 100))
    const goesOn = signOn('000003', talk.session())
    expect(goesOn).toMatchObject({ session: { batchNo: '000001' }, decision: { facts: [{ fresh: false }] } })
    expect(goesOn.session.entries.size).toBe(1)
    expect(signOn('000001', talk.session())).toMatchObject({
      session: { batchNo: '000002' },
      decision: { facts: [{ fresh: true }] },
    })
    expect(signOn('000003', talk.session(), true).session.entries.size).toBe(0)
  })

  test('without it everything but echo is answered A0 and asks for sign-in in the header', () => {
    const request = sale('000002', 100)
    const decision = decide(rules, null, request)
    expect(decision).toMatchObject({ code: 'A0', demand: '3', facts: [{ rule: 'ISO-12' }] })
    const answer: Message = unpack(unionpay, packAnswer(rules, request, decision, null) as Uint8Array)
    expect(answer.header).toBe('613103310000'.slice(0, 5) + '3' + answer.header.slice(6))
    expect(decide(rules, null, requestOf('0820', { 11: '000001', 60: '00000001301' }, null)).code).toBe('00')
  })
})
