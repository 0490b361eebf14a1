import { describe, expect, test } from 'vitest'
import { decide } from '#device/custody.ts'
import { isLocked, placeOf } from '#device/device.ts'
import {
  acquirer,
  bound,
  carried,
  given,
  inStock,
  live,
  merchant,
  neighbour,
  offered,
  onSite,
  posted,
  reserved,
  rule,
  stamp,
  technician,
  type Turn,
  second,
  takeBack,
} from '#device/given.ts'
import { bringHome, colleague, collect, giveOut, passOn, signer } from '#device/given-duties.ts'
import {
  acceptancePayload,
  LONGEST_LINE,
  offerPayload,
  readAcceptance,
  readOffer,
  signedLine,
} from '#device/hand-over.ts'

const merchantHeld = { kind: 'merchant', holderId: 'org_shop' } as const
const recall: Turn = [{ type: 'order-return', reason: 'closing', dueOn: '2026-11-25' }, acquirer]
const hex = '0123456789abcdef0123456789abcdef'
const offer = {
  handOverId: `hov_${hex}`,
  deviceId: `dev_${hex}`,
  serialNo: '00000902D100001',
  sealNo: 'SEAL-2',
  hand: 3,
  giverId: `per_${hex}`,
  giverKeyId: `cky_${hex}`,
  takerId: `per_${hex}`,
  at: '2026-11-20T02:00:00.000Z',
}
const acceptance = {
  handOverId: `hov_${hex}`,
  offerDigest: 'A'.repeat(43),
  takerKeyId: `cky_${hex}`,
  readSerial: '00000902D100001',
  readSeal: 'SEAL-2',
  sealIntact: true,
  at: '2026-11-20T02:00:00.000Z',
}
const signature = 'B'.repeat(86)

describe('the two lines', () => {
  test('are read back as they were written, and fit a code a phone can show', () => {
    const first = signedLine(offerPayload(offer), signature)
    const answer = signedLine(acceptancePayload(acceptance), signature)
    expect(readOffer(first)).toMatchObject({ value: offer, signature })
    expect(readAcceptance(answer)).toMatchObject({ value: acceptance, signature })
    expect(Math.max(first.length, answer.length)).toBeLessThan(500)
    const longest = { ...offer, serialNo: 'X'.repeat(50), sealNo: 'Y'.repeat(40), hand: 1_000_000 }
    expect(signedLine(offerPayload(longest), signature).length).toBeLessThan(LONGEST_LINE)
  })

  test('anything else a camera meets is no hand-over', () => {
    const line = signedLine(offerPayload(offer), signature)
    for (const wrong of [
      '',
      'https://example.com',
      line.slice(0, -1),
      line.replace('~', ''),
      line.replace('"fxo1"', '"fxo2"'),
      line.replace('[', '[ '),
      line.replace('SEAL-2', 'SEAL 2'),
      line.replace(',3,', ',-3,'),
      line.replace(',3,', ',"3",'),
      line.replace('per_0', 'per_g'),
      line.replace('2026-11-20T', '2026-13-40T'),
      line + 'x'.repeat(LONGEST_LINE),
      signedLine(acceptancePayload(acceptance), signature),
    ])
      expect(readOffer(wrong), wrong).toBeNull()
    const answer = signedLine(acceptancePayload(acceptance), signature)
    for (const wrong of [
      line,
      answer.replace(',1,', ',2,'),
      answer.replace(',1,', ',true,'),
      answer.replace('AAA', 'A+A'),
      answer.replace('fxa1', 'fxo1'),
      `${answer}=`,
    ])
      expect(readAcceptance(wrong), wrong).toBeNull()
  })
})

describe('a hand-over both signed', () => {
  test('out to the technician, delivered by either phone', () => {
    for (const who of [acquirer, technician]) {
      const device = given(...reserved, [giveOut, who])
      expect(device).toMatchObject({
        status: 'in-transit',
        offeredTo: null,
        custodian: { kind: 'technician', holderId: 'per_lin' },
        sealNo: 'SEAL-2',
        spentSeals: ['SEAL-1'],
        hands: 1,
      })
      expect(placeOf(device)).toBe('technician/per_lin')
    }
  })

  test('to a colleague, home again, and out of the shop once the acquirer has ordered it', () => {
    const swapped = given(...carried, [passOn(technician, colleague, 1), colleague])
    expect(swapped).toMatchObject({ status: 'in-transit', custodian: { holderId: 'per_wang' }, hands: 2 })
    const home = given(...carried, [bringHome(1, { sealNo: 'SEAL-2', readSeal: 'SEAL-2' }), technician])
    expect(home).toMatchObject({ status: 'returned', reservation: null, custodian: { kind: 'acquirer' } })
    const gone = given(...live, recall, [collect(2), technician])
    expect(gone).toMatchObject({
      status: 'returned',
      custodian: { kind: 'technician' },
      recall: { reason: 'closing' },
    })
    expect(decide(given(...live, recall), collect(2), merchant)).toMatchObject([
      { type: 'handed-over', reportBy: '2026-11-22T02:00:00.000Z' },
    ])
    expect(given(...live, recall, [collect(2), technician], [bringHome(3), acquirer])).toMatchObject({
      status: 'returned',
      recall: null,
      reservation: null,
    })
  })

  test('CUST-26: altered, exchanged or unsigned lines', () => {
    const device = given(...reserved)
    const said = (more: object) => rule(decide(device, { ...giveOut, ...more }, technician))
    expect(said({})).toEqual(['handed-over'])
    expect(said({ giver: signer(acquirer, { signatureHolds: false }) })).toBe('CUST-26')
    expect(said({ taker: signer(technician, { signatureHolds: false }) })).toBe('CUST-26')
    expect(said({ offerDigest: 'other' })).toBe('CUST-26')
    expect(said({ acceptance: { ...giveOut.acceptance, handOverId: 'hov_other' } })).toBe('CUST-26')
    expect(said({ offer: { ...giveOut.offer, serialNo: 'OTHER' } })).toBe('CUST-26')
  })

  test('CUST-27: keys nobody enrolled, revoked ones, and keys of other people', () => {
    const device = given(...reserved)
    const said = (more: object) => rule(decide(device, { ...giveOut, ...more }, technician))
    expect(said({ giver: null })).toBe('CUST-27')
    expect(said({ taker: null })).toBe('CUST-27')
    expect(said({ giver: signer(acquirer, { keyHolds: false }) })).toBe('CUST-27')
    expect(said({ taker: signer(technician, { keyHolds: false }) })).toBe('CUST-27')
    expect(said({ giver: signer(second) })).toBe('CUST-27')
    expect(said({ taker: signer(colleague) })).toBe('CUST-27')
  })

  test('CUST-28: two people, and only they deliver', () => {
    const device = given(...reserved)
    expect(rule(decide(device, giveOut, colleague))).toBe('CUST-28')
    expect(rule(decide(device, giveOut, second))).toBe('CUST-28')
    expect(rule(decide(device, giveOut, merchant))).toBe('CUST-28')
    expect(rule(decide(device, giveOut, { ...stamp('house', '', ''), at: acquirer.at }))).toBe('CUST-28')
    expect(rule(decide(given(...carried), passOn(technician, technician, 1), technician))).toBe('CUST-28')
  })

  test('CUST-29: signed together, and delivered within seven days', () => {
    const device = given(...reserved)
    const said = (told: Parameters<typeof passOn>[3], deliveredAt = acquirer.at) =>
      rule(decide(device, passOn(acquirer, technician, 0, told), { ...technician, at: deliveredAt }))
    expect(said({ acceptedAt: '2026-11-20T04:00:01Z' }, '2026-11-20T05:00:00Z')).toBe('CUST-29')
    expect(said({ offeredAt: '2026-11-20T02:11:00Z' })).toBe('CUST-29')
    expect(said({}, '2026-11-27T02:00:01Z')).toBe('CUST-29')
    expect(said({ offeredAt: '2026-11-20T02:20:00Z', acceptedAt: '2026-11-20T02:20:00Z' })).toBe('CUST-29')
    expect(said({ offeredAt: '2026-11-19T02:00:00Z' })).toBe('CUST-29')
    expect(said({}, '2026-11-27T02:00:00Z')).toEqual(['handed-over'])
    expect(said({ offeredAt: '2026-11-20T02:05:00Z', acceptedAt: '2026-11-20T02:05:00Z' })).toEqual([
      'handed-over',
    ])
  })

  test('CUST-30: not before its turn, and told twice it changes nothing', () => {
    expect(rule(decide(given(...reserved), passOn(acquirer, technician, 1), technician))).toBe('CUST-30')
    expect(rule(decide(given(...reserved), passOn(acquirer, technician, 7), technician))).toBe('CUST-30')
    const wentTo = { kind: 'technician', holderId: 'per_lin' } as const
    const device = given(...reserved, [giveOut, technician])
    expect(rule(decide(device, { ...giveOut, wentTo }, acquirer))).toBe('CUST-30')
    expect(rule(decide(given(...onSite), { ...giveOut, wentTo }, acquirer))).toBe('CUST-30')
    expect(rule(decide(given(...live), { ...giveOut, wentTo }, technician))).toBe('CUST-30')
  })

  test('CUST-31: one turn signed over twice is quarantine with who signed, whichever is told first', () => {
    const toLin = giveOut
    const toWang = passOn(acquirer, colleague, 0)
    const lin = { kind: 'technician', holderId: 'per_lin' } as const
    const wang = { kind: 'technician', holderId: 'per_wang' } as const
    const one = given(...reserved, [toLin, technician], [{ ...toWang, wentTo: lin }, colleague])
    const other = given(...reserved, [toWang, colleague], [{ ...toLin, wentTo: wang }, technician])
    for (const device of [one, other])
      expect(device).toMatchObject({
        status: 'suspect',
        doubt: 'double-hand-over',
        custodian: { kind: 'acquirer' },
        hands: 2,
      })
    expect(rule(decide(one, { ...toWang, wentTo: lin }, colleague))).toBe('CUST-31')
    expect(rule(decide(one, passOn(technician, colleague, 1), colleague))).toBe('CUST-31')
    // Who did not hold it then contradicts nothing.
    const strange = { ...toWang, wentTo: lin, heldThen: merchantHeld }
    expect(rule(decide(given(...reserved, [toLin, technician]), strange, colleague))).toBe('CUST-9')
    // A live terminal, too: a paper says that somebody else carries it; it stays with its shop.
    expect(
      given(...live, [
        { ...passOn(technician, colleague, 1), wentTo: { kind: 'merchant', holderId: 'org_shop' } },
        colleague,
      ]),
    ).toMatchObject({
      ...{ status: 'suspect', doubt: 'double-hand-over' },
      ...{ custodian: { kind: 'merchant', holderId: 'org_shop' }, binding: { caseId: 'cas_1' } },
    })
  })

  test('CUST-31: told after it went on by a proper chain, it stays with whoever has it', () => {
    const lin = { kind: 'technician', holderId: 'per_lin' } as const
    const shop = { kind: 'merchant', holderId: 'org_shop' } as const
    const toWang = { ...passOn(acquirer, colleague, 0), wentTo: lin }
    const told = (story: readonly Turn[]) => given(...story, [toWang, colleague])
    const stops = { status: 'suspect', doubt: 'double-hand-over' }
    for (const story of [bound, live]) {
      expect(told(story)).toMatchObject({ ...stops, custodian: shop, hands: given(...story).hands })
      expect(isLocked(told(story))).toBe(true)
    }
    expect(told(onSite)).toMatchObject({ ...stops, custodian: lin })
    expect(decide(given(...live), toWang, colleague)).toEqual([
      {
        ...{ type: 'hand-over-contradicted', handOverId: toWang.offer.handOverId },
        ...{ holder: shop, signedBy: 'per_reviewer' },
      },
    ])
    // Home again, put away or only taken in: what its technician signed twice on the way does not carry it off.
    const home = [...live, recall, [takeBack, second]] as const
    const desk = { kind: 'acquirer', holderId: 'org_acquirer' } as const
    expect(told(home)).toMatchObject({ ...stops, custodian: desk })
    // Nobody has shown it since: its signer answers for it.
    expect(told(carried)).toMatchObject({ ...stops, custodian: desk, hands: 2 })
  })

  test('CUST-32: a bound terminal leaves the shop only on the acquirer’s order', () => {
    for (const who of [merchant, technician])
      expect(rule(decide(given(...live), collect(2), who))).toBe('CUST-32')
    const suspended = given(...live, [{ type: 'suspend', cause: 'moved' }, acquirer])
    expect(rule(decide(suspended, collect(2), technician))).toBe('CUST-32')
    expect(rule(decide(given(...live), passOn(merchant, acquirer, 2, { sealNo: '' }), acquirer))).toBe(
      'CUST-32',
    )
    expect(rule(decide(given(...live, recall), collect(2), technician))).toEqual(['handed-over'])
    expect(
      rule(
        decide(
          given(...live, recall),
          passOn(merchant, colleague, 2, { sealNo: '', readSeal: '' }),
          colleague,
        ),
      ),
    ).toEqual(['handed-over'])
  })

  test('CUST-33: only ways a terminal may go', () => {
    expect(rule(decide(given(...inStock), giveOut, technician))).toBe('CUST-33')
    expect(rule(decide(given(...reserved), passOn(acquirer, merchant, 0), merchant))).toBe('CUST-33')
    expect(rule(decide(given(...carried), passOn(technician, merchant, 1), merchant))).toBe('CUST-33')
    expect(rule(decide(given(...onSite), passOn(technician, colleague, 1), colleague))).toBe('CUST-33')
    expect(rule(decide(given(...reserved), passOn(acquirer, second, 0), second))).toBe('CUST-33')
  })

  test('CUST-6, 7, 8, 9: whose it is, who works there, who was meant, who holds it', () => {
    const rival = stamp('technician', 'per_rival', 'org_rival')
    const otherHouse = stamp('reviewer', 'per_x', 'org_other')
    expect(rule(decide(given(...carried), passOn(technician, otherHouse, 1), otherHouse))).toBe('CUST-6')
    expect(rule(decide(given(...reserved), passOn(acquirer, rival, 0), rival))).toBe('CUST-7')
    expect(rule(decide(given(...carried), passOn(technician, rival, 1), rival))).toBe('CUST-7')
    expect(rule(decide(given(...offered), passOn(acquirer, colleague, 0), colleague))).toBe('CUST-8')
    expect(rule(decide(given(...carried), passOn(acquirer, colleague, 1), colleague))).toBe('CUST-9')
    expect(rule(decide(given(...carried), passOn(colleague, acquirer, 1), acquirer))).toBe('CUST-9')
    expect(rule(decide(given(...live, recall), passOn(neighbour, technician, 2), technician))).toBe('CUST-9')
  })

  test('CUST-3, 4, 14, 16, 21: what the taker reads is compared; the giver keeps what does not match', () => {
    const said = (told: Parameters<typeof passOn>[3]) =>
      given(...reserved, [passOn(acquirer, technician, 0, told), technician])
    expect(said({ readSerial: 'X' })).toMatchObject({
      status: 'suspect',
      doubt: 'serial',
      custodian: { kind: 'acquirer' },
    })
    expect(said({ readSeal: 'SEAL-9' })).toMatchObject({ status: 'suspect', doubt: 'seal', hands: 0 })
    expect(said({ sealIntact: false })).toMatchObject({ status: 'suspect', doubt: 'tampering' })
    const swap = passOn(technician, colleague, 1, { sealNo: 'SEAL-8', readSeal: 'SEAL-8' })
    expect(given(...carried, [swap, colleague])).toMatchObject({
      status: 'suspect',
      doubt: 'seal',
      custodian: { holderId: 'per_lin' },
    })
    const open = { ...given(...reserved), sealNo: null, spentSeals: ['SEAL-1'] }
    expect(rule(decide(open, passOn(acquirer, technician, 0, { sealNo: '' }), technician))).toBe('CUST-21')
    expect(rule(decide(open, passOn(acquirer, technician, 0, { sealNo: 'seal-1' }), technician))).toBe(
      'CUST-16',
    )
    expect(
      rule(
        decide(given(...reserved), { ...passOn(acquirer, technician, 0), bagOf: 'dev_other' }, technician),
      ),
    ).toBe('CUST-55')
  })

  test('what is in quarantine goes home by the same road, and stays in quarantine', () => {
    const suspect = given(...carried, [passOn(technician, colleague, 1, { readSerial: 'X' }), colleague])
    const home = given(
      ...carried,
      [passOn(technician, colleague, 1, { readSerial: 'X' }), colleague],
      [bringHome(1), technician],
    )
    expect(suspect.status).toBe('suspect')
    // CUST-59: another box signed over at the desk is another device; this one is still where it was.
    expect(rule(decide(suspect, bringHome(1, { readSerial: 'Y' }), technician))).toEqual([
      'serial-mismatched',
    ])
    expect(home).toMatchObject({ status: 'suspect', custodian: { kind: 'acquirer' }, reservation: null })
    expect(rule(decide(given(...posted), collect(1), technician))).toBe('CUST-9')
  })
})
