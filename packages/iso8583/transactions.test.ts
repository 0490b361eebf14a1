import { describe, expect, test } from 'vitest'
import { befall, type ScriptStep } from '#iso8583/bad-host.ts'
import { writeRecords } from '#iso8583/batch-upload.ts'
import { decide } from '#iso8583/decide.ts'
import type { Decision, HostRules } from '#iso8583/decision.ts'
import { des } from '../../apps/server/src/test-host/des.ts'
import { unhex } from '#iso8583/hex.ts'
import { sealMac } from '#iso8583/mac.ts'
import type { Fields } from '#iso8583/message.ts'
import { pack } from '#iso8583/pack.ts'
import { evolve } from '#iso8583/session.ts'
import { askedBy, type Request } from '#iso8583/request.ts'
import { signIn } from '#iso8583/sign-in.ts'
import { acceptance } from '#iso8583/suite.ts'
import { sumBatch, writeTotals } from '#iso8583/totals.ts'
import { identify } from '#iso8583/transaction.ts'
import { unionpay } from '#iso8583/unionpay.ts'
import { unpack } from '#iso8583/unpack.ts'
import cards from './test-cards.json' with { type: 'json' }
import testKeys from './test-keys.json' with { type: 'json' }

const cipher = des()
const rules: HostRules = { codec: unionpay, cipher, suite: acceptance, cards }
const keys = { pik: unhex(testKeys.pik), mak: unhex(testKeys.mak) }

const requestOf = (mti: string, fields: Fields): Request => {
  const sealed =
    mti.startsWith('05') || mti.startsWith('08') || mti.startsWith('03') ? {} : { 64: new Uint8Array(8) }
  const body = pack(unionpay, {
    tpdu: '6000030000',
    header: '613100310000',
    mti,
    fields: { 41: testKeys.terminalNo, 42: testKeys.merchantNo, ...fields, ...sealed },
  })
  if (64 in sealed) sealMac(cipher, keys.mak, body)
  const message = unpack(unionpay, body)
  const transaction = identify(unionpay, message)
  if (transaction === null) throw new Error('not in the table')
  return askedBy({ message, body, transaction, at: '2026-11-22T16:30:05Z' })
}

/** A terminal that counts its own trace numbers; each call is one request by the dialect's row of that name. */
const terminal = (steps: readonly ScriptStep[] = []) => {
  const on = requestOf('0800', { 11: '000001', 60: '00000000003' })
  const opened = signIn(rules, null, on, { tmk: unhex(testKeys.tmk), keys, runOver: false })
  if (opened.session === null) throw new Error('not signed in')
  let session = opened.session
  let counter = 1
  let played = {}
  const say = (request: Request): Decision => {
    const befallen = befall(steps, played, request)
    played = befallen.played
    const decision = decide(rules, session, request, befallen.step)
    session = evolve(session, decision.change)
    return decision
  }
  const send = (name: string, amountFen: number | null, more: Fields = {}) => {
    const row = unionpay.dialect.transactions.find((spec) => spec.name === name)
    if (row === undefined) throw new Error(name)
    const trace = String(++counter).padStart(6, '0')
    const card = name.startsWith('qr-')
      ? name === 'qr-sale'
        ? { 2: cards.demoCode }
        : {}
      : { 2: cards.demoPan }
    const financial =
      row.processingCode === null ? {} : { 3: row.processingCode, 22: '072', 25: row.condition ?? '' }
    const decision = say(
      requestOf(row.mti, {
        ...(row.mac ? { ...card, ...financial, 49: '156' } : {}),
        ...(amountFen === null ? {} : { 4: String(amountFen).padStart(12, '0') }),
        11: trace,
        60: `${row.messageType}000001${row.networkCode}${row.mac ? '60' : ''}`,
        ...more,
      }),
    )
    const reference = String(decision.fields?.[37] ?? '')
    return {
      code: decision.code,
      rule: decision.facts.flatMap((fact) => (fact.fact === 'refused' ? [fact.rule] : []))[0],
      decision,
      trace,
      amountFen: amountFen ?? 0,
      /** Fields that name this one afterwards. */
      named: { 37: reference, 61: `000001${trace}1123` },
      authorised: { 38: reference.slice(-6) },
    }
  }
  const reverse = (of: { trace: string; amountFen: number }, type: string) =>
    say(
      requestOf('0400', {
        2: cards.demoPan,
        4: String(of.amountFen).padStart(12, '0'),
        11: of.trace,
        39: '98',
        60: `${type}000001000`,
      }),
    )
  return { send, reverse, say, session: () => session }
}

describe('a pre-authorisation', () => {
  test('is completed with at most 115 %, once, and then neither cancelled nor completed again', () => {
    const { send } = terminal()
    const held = send('pre-auth', 10_000)
    expect(send('completion', 11_501, held.authorised)).toMatchObject({ code: '64', rule: 'ISO-30' })
    expect(send('completion', 11_500, held.authorised).code).toBe('00')
    expect(send('completion', 100, held.authorised)).toMatchObject({ code: '12', rule: 'ISO-18' })
    expect(send('pre-auth-cancel', 10_000, held.authorised)).toMatchObject({ code: '12' })
  })

  test('is found by authorisation code and card, and by batch and trace where they are stated', () => {
    const { send } = terminal()
    const held = send('pre-auth', 10_000)
    expect(send('completion', 100, { 38: '999999' })).toMatchObject({ code: '25', rule: 'ISO-16' })
    const other = { 2: '6222020000000000026' }
    expect(send('completion', 100, { ...held.authorised, ...other })).toMatchObject({ code: '25' })
    expect(send('completion', 100, { ...held.authorised, 61: '0000010999991123' })).toMatchObject({
      code: '25',
    })
    expect(send('completion', 100, {})).toMatchObject({ code: '30', rule: 'ISO-21' })
    expect(send('pre-auth-cancel', 9_999, held.authorised)).toMatchObject({ code: '64', rule: 'ISO-17' })
    expect(send('pre-auth-cancel', 10_000, held.authorised).code).toBe('00')
  })

  test('lives again when its completion is voided or reversed, and not when the void is reversed', () => {
    const { send, reverse } = terminal()
    const held = send('pre-auth', 10_000)
    const completion = send('completion', 9_000, held.authorised)
    expect(reverse(held, '10').code).toBe('12')
    expect(reverse(completion, '20').code).toBe('00')
    const again = send('completion', 8_000, held.authorised)
    const voided = send('completion-void', 8_000, again.named)
    expect(voided.code).toBe('00')
    expect(reverse(voided, '21').code).toBe('00')
    expect(send('completion-notice', 100, held.authorised)).toMatchObject({ code: '12' })
    expect(send('completion-void', 8_000, again.named).code).toBe('00')
    expect(send('completion-notice', 10_000, held.authorised).code).toBe('00')
  })

  test('adds nothing to the settlement before it is completed', () => {
    const { send, session } = terminal()
    const held = send('pre-auth', 10_000)
    expect(sumBatch(unionpay, session().entries.values())).toMatchObject({ debits: 0, credits: 0 })
    send('completion', 10_000, held.authorised)
    expect(sumBatch(unionpay, session().entries.values())).toMatchObject({ debits: 1, debitFen: 10_000 })
  })
})

describe('payments by QR code', () => {
  test('the shop scans: paid at once, voided or refunded, and never with a card’s number', () => {
    const { send } = terminal()
    expect(send('qr-sale', 500, { 2: cards.demoPan })).toMatchObject({ code: '14', rule: 'ISO-14' })
    expect(send('sale', 500, { 2: cards.demoCode })).toMatchObject({ code: '14' })
    const paid = send('qr-sale', 500)
    expect(send('qr-query', null, paid.named).code).toBe('00')
    expect(send('qr-refund', 200, paid.named).code).toBe('00')
    expect(send('qr-void', 500, paid.named)).toMatchObject({ code: '12' })
    const other = send('qr-sale', 700)
    expect(send('qr-void', 700, other.named).code).toBe('00')
    expect(send('qr-query', null, other.named)).toMatchObject({ code: '12' })
    expect(send('void', 700, other.named)).toMatchObject({ code: '25' })
  })

  test('the customer scans: open, paid, no longer closed; an unpaid one is closed and stays so', () => {
    const { send, session } = terminal()
    const order = send('qr-order', 900)
    expect(new TextDecoder().decode(order.decision.fields?.[57] as Uint8Array)).toContain('000001000001')
    expect(sumBatch(unionpay, session().entries.values()).debits).toBe(0)
    expect(send('qr-refund', 900, order.named)).toMatchObject({ code: '12' })
    expect(send('qr-query', null, order.named).code).toBe('09')
    expect(send('qr-query', null, order.named).code).toBe('00')
    expect(sumBatch(unionpay, session().entries.values())).toMatchObject({ debits: 1, debitFen: 900 })
    expect(send('qr-close', null, order.named)).toMatchObject({ code: '12', rule: 'ISO-31' })
    expect(send('qr-refund', 900, order.named).code).toBe('00')
    const unpaid = send('qr-order', 100)
    expect([send('qr-close', null, unpaid.named).code, send('qr-close', null, unpaid.named).code]).toEqual([
      '00',
      '00',
    ])
    expect(send('qr-query', null, unpaid.named).code).toBe('12')
    expect(send('qr-query', null, { 61: '0000019999991123' })).toMatchObject({ code: '25' })
  })
})

test('a balance is told and nothing booked; a tip and an adjustment add to what they follow', () => {
  const { send, session } = terminal()
  expect(send('balance', null).decision.fields?.[54]).toBe('1002156C000001234500')
  expect(send('balance', null, { 2: '6229999999999999999' })).toMatchObject({ code: '14' })
  expect(session().entries.size).toBe(0)
  const sold = send('sale', 1_000)
  expect(send('tip', 1_001, sold.named)).toMatchObject({ code: '64', rule: 'ISO-17' })
  expect(send('tip', 100, sold.named).code).toBe('00')
  expect(send('adjust', 100, sold.named)).toMatchObject({ code: '25' })
  const settled = send('offline-settle', 500)
  expect(send('adjust', 50, settled.named).code).toBe('00')
  expect(sumBatch(unionpay, session().entries.values())).toMatchObject({ debits: 4, debitFen: 1_650 })
})

describe('trace numbers', () => {
  test('a message heard once under its MAC is not taken again, not after settlement either', () => {
    const { send, say, session } = terminal()
    const request = requestOf('0200', {
      2: cards.demoPan,
      3: '000000',
      4: '000000000100',
      11: '000090',
      22: '072',
      25: '00',
      49: '156',
      60: '2200000100060',
    })
    expect(say(request).code).toBe('00')
    expect(say(request)).toMatchObject({ code: '94', facts: [{ rule: 'ISO-13' }] })
    const totals = writeTotals(sumBatch(unionpay, session().entries.values()))
    expect(send('settlement', null, { 48: totals, 49: '156' }).decision.facts).toMatchObject([
      { equal: true },
    ])
    expect(session().batchNo).toBe('000002')
    expect(say(request)).toMatchObject({ code: '94', facts: [{ rule: 'ISO-13' }] })
  })

  test('one refused in content is spent as well, and one reversed before it came', () => {
    const { send, reverse } = terminal()
    const zero = send('sale', 0)
    expect(zero.rule).toBe('ISO-17')
    expect(send('sale', 100, { 11: zero.trace })).toMatchObject({ rule: 'ISO-13' })
    expect(reverse({ trace: '000077', amountFen: 100 }, '22').code).toBe('25')
    expect(send('sale', 100, { 11: '000077' })).toMatchObject({ code: '94', rule: 'ISO-13' })
  })
})

describe('batch upload', () => {
  const settle = (play: ReturnType<typeof terminal>, totals = '0'.repeat(62)) =>
    play.send('settlement', null, { 48: totals, 49: '156' })
  const records = (list: readonly { trace: string; amountFen: number }[]) =>
    writeRecords(list.map((each) => ({ ...each, pan: cards.demoPan })))

  test('follows a settlement and equals the ledger line by line', () => {
    const play = terminal(acceptance.answers)
    expect(
      play.send('batch-upload', null, { 48: records([{ trace: '000002', amountFen: 1 }]) }),
    ).toMatchObject({
      code: '12',
      rule: 'ISO-32',
    })
    const sales = [play.send('sale', 100), play.send('sale', 200)]
    play.send('sale', 5_100)
    expect(settle(play).decision.fields?.[48]).toMatch(/2$/)
    expect(play.send('batch-upload', null, { 48: records(sales) }).code).toBe('00')
    expect(play.send('batch-upload-end', null, { 48: '0003' })).toMatchObject({ code: '95' })
    const end = play.send('batch-upload-end', null, { 48: '0002' })
    expect(end).toMatchObject({ code: '00', decision: { facts: [{ equal: true, records: 2 }] } })
  })

  test.each([
    ['a line is missing', (sales: { trace: string; amountFen: number }[]) => sales.slice(1), '0001'],
    [
      'an amount differs',
      (sales: { trace: string; amountFen: number }[]) => [
        { ...(sales[0] as { trace: string; amountFen: number }), amountFen: 1 },
        ...sales.slice(1),
      ],
      '0002',
    ],
  ] as const)('does not when %s', (_name, change, count) => {
    const play = terminal()
    const sales = [play.send('sale', 100), play.send('sale', 200)]
    settle(play)
    play.send('batch-upload', null, { 48: records(change([...sales])) })
    const end = play.send('batch-upload-end', null, { 48: count })
    expect(end).toMatchObject({ code: '95', decision: { facts: [{ equal: false }] } })
  })

  test('what is no list of records is refused', () => {
    const play = terminal()
    settle(play)
    for (const list of ['00', '01', '0200000002', '9'.repeat(42)])
      expect(play.send('batch-upload', null, { 48: list })).toMatchObject({ code: '30', rule: 'ISO-21' })
    expect(play.send('batch-upload-end', null, { 48: '01' })).toMatchObject({ code: '30' })
  })
})

describe('management', () => {
  test.each(['parameters', 'status', 'ca-key-query', 'ca-key', 'chip-parameter-query', 'signature-upload'])(
    '%s is served, before sign-in too',
    (name) => {
      expect(terminal().send(name, null).decision.facts).toEqual([{ fact: 'served', transaction: name }])
      const row = unionpay.dialect.transactions.find((spec) => spec.name === name)
      const request = requestOf(row?.mti ?? '', {
        11: '000001',
        60: `${row?.messageType}000000${row?.networkCode}`,
      })
      expect(decide(rules, null, request).code).toBe('00')
    },
  )

  test('parameters come as the dialect lists them', () => {
    const block = terminal().send('parameters', null).decision.fields?.[62] as Uint8Array
    expect(new TextDecoder().decode(block)).toBe('1260133263271')
  })

  test('after sign-off nothing is taken before the next sign-in', () => {
    const { send } = terminal()
    expect(send('sign-off', null).code).toBe('00')
    expect(send('sale', 100)).toMatchObject({ code: 'A0', rule: 'ISO-12', decision: { demand: '3' } })
  })
})
