import { createCipheriv } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Answer, type Challenge, judge } from '#device/challenge.ts'
import { decideIdentity, evolveIdentity, type Identity, type IdentityMove } from '#device/identity.ts'
import { type Block, secretText } from '#device/secret-text.ts'
import { isRefusal } from '#ground/refusal.ts'
import type { Stamp } from '#ground/stamp.ts'

const key = Buffer.from('0123456789ABCDEFFEDCBA9876543210', 'hex')
const under =
  (cipher: string, key: Uint8Array): Block =>
  (block) => {
    const machine = createCipheriv(cipher, key, null).setAutoPadding(false)
    return Buffer.concat([machine.update(block), machine.final()])
  }
const sm4 = under('sm4-ecb', key)
const aes = under('aes-128-ecb', key)

describe('the published scheme', () => {
  test('SM4: the published vector, byte for byte', () => {
    expect(secretText(sm4, '00000904N910123456789', '567890')).toBe('2BF484A9')
  })

  test('AES: the vector computed with the openssl command line', () => {
    expect(secretText(aes, '00000904N910123456789', '567890')).toBe('B0F784E8')
  })

  test('another serial, another factor of eight digits, another key: another answer', () => {
    const digits = fc.integer({ min: 0, max: 99_999_999 }).map((n) => String(n).padStart(8, '0'))
    fc.assert(
      fc.property(digits, digits, (one, other) => {
        const same = secretText(sm4, '00000904N910123456789', one)
        expect(secretText(sm4, '00000904N910123456788', one)).not.toBe(same)
        expect(secretText(aes, '00000904N910123456789', one)).not.toBe(same)
        if (one !== other) expect(secretText(sm4, '00000904N910123456789', other)).not.toBe(same)
      }),
      { seed: 7, numRuns: 500 },
    )
  })

  test('only ASCII is a serial', () => expect(() => secretText(sm4, '序列号', '1')).toThrow(RangeError))
})

const at = '2026-11-20T02:00:00.000Z'
const challenge: Challenge = {
  challengeId: 'chl_1',
  serialNo: '00000904N910123456789',
  variant: 'sm4',
  factor: '48151623',
  expiresAt: '2026-11-20T02:03:00.000Z',
  answeredAt: null,
}
const expected = secretText(sm4, challenge.serialNo, challenge.factor)
const answer: Answer = { serialNo: challenge.serialNo, variant: 'sm4', secretText: expected }
const ruleOf = (asked: Partial<Challenge>, answered: Partial<Answer>, when = at) =>
  judge({ ...challenge, ...asked }, { ...answer, ...answered }, expected, when)?.rule ?? 'proved'

describe('an answer to a challenge', () => {
  test('the right device proves itself, in small letters too, up to the last instant', () => {
    expect(ruleOf({}, {})).toBe('proved')
    expect(ruleOf({}, { secretText: expected.toLowerCase() }, challenge.expiresAt)).toBe('proved')
  })
  test('IDENT-5: a replay', () => expect(ruleOf({ answeredAt: at }, {})).toBe('IDENT-5'))
  test('IDENT-6: another device', () => expect(ruleOf({}, { serialNo: 'OTHER-1' })).toBe('IDENT-6'))
  test('IDENT-7: too late', () => expect(ruleOf({}, {}, '2026-11-20T02:03:00.001Z')).toBe('IDENT-7'))
  test('IDENT-8: another variant', () => expect(ruleOf({}, { variant: 'aes' })).toBe('IDENT-8'))
  test('IDENT-9: a wrong answer', () => expect(ruleOf({}, { secretText: '00000000' })).toBe('IDENT-9'))
})

const stamp: Stamp = { principal: 'anonymous', personId: '', organisationId: '', at }
const enrol: Extract<IdentityMove, { type: 'enrol' }> = {
  type: 'enrol',
  identityId: 'idn_1',
  deviceId: 'dev_1',
  acquirerId: 'org_acquirer',
  serialNo: 'DEMO-0001',
  status: 'in-stock',
  leave: { deviceId: 'dev_1', variant: 'sm4', expiresAt: '2026-11-21T02:00:00.000Z', usedAt: null },
  request: { serialNo: 'DEMO-0001', publicKey: 'ab'.repeat(32), signed: true },
}
const decided = (change: Partial<typeof enrol>, when = at) => {
  const decision = decideIdentity(null, { ...enrol, ...change }, { ...stamp, at: when })
  return isRefusal(decision) ? decision.rule : decision.map((fact) => fact.type)
}

describe('enrolment', () => {
  test('under a leave, by a signed request that names this serial', () =>
    expect(decided({})).toEqual(['identity-enrolled']))
  test.each([
    ['none', null],
    ['used', { ...enrol.leave, usedAt: at }],
    ['for another device', { ...enrol.leave, deviceId: 'dev_2' }],
  ])('IDENT-2: leave %s', (_, leave) =>
    expect(decided({ leave: leave as typeof enrol.leave })).toBe('IDENT-2'),
  )
  test('IDENT-2: leave ended', () => expect(decided({}, '2026-11-21T02:00:00.001Z')).toBe('IDENT-2'))
  test.each(['purchased', 'suspect', 'retired'] as const)('IDENT-1: a device that is %s', (status) =>
    expect(decided({ status })).toBe('IDENT-1'),
  )
  test('IDENT-3: not signed with the key it brings, or for another serial', () => {
    expect(decided({ request: { ...enrol.request, signed: false } })).toBe('IDENT-3')
    expect(decided({ request: { ...enrol.request, serialNo: 'DEMO-0002' } })).toBe('IDENT-3')
  })
  test('IDENT-4: an identity ends once, and none ends that was not there', () => {
    const facts = decideIdentity(null, enrol, stamp)
    if (isRefusal(facts)) throw new Error(facts.rule)
    const identity = facts.reduce<Identity | null>((each, fact) => evolveIdentity(each, fact, stamp), null)
    const end = { type: 'end', because: 'replaced' } as const
    const ended = decideIdentity(identity, end, stamp)
    if (isRefusal(ended)) throw new Error(ended.rule)
    const after = ended.reduce<Identity | null>((each, fact) => evolveIdentity(each, fact, stamp), identity)
    expect(after?.ended).toEqual({ at, because: 'replaced' })
    for (const none of [null, after])
      expect(decideIdentity(none, end, stamp)).toMatchObject({ rule: 'IDENT-4' })
  })
})
