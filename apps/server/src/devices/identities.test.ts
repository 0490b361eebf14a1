import { webcrypto, X509Certificate } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { evolveIdentity, type Identity, type IdentityFact } from '#device/identity.ts'
import { secretText, type Variant } from '#device/secret-text.ts'
import { nobody, openTestRoom, type TestRoom } from '../../test/room.ts'
import { openShelf, sealText, type Shelf, surveyedPlace } from '../../test/shelf.ts'
import { loadCase, moveCase } from '../cases/case.ts'
import { NotFound } from '../house/errand.ts'
import { makeRequest } from './device-certificate.ts'
import { blockOf, checkValueOf, openOnDevice } from './device-secret.ts'
import { devices } from './devices.ts'

let room: TestRoom
let shelf: Shelf
beforeAll(async () => {
  room = await openTestRoom(devices({ loadCase, moveCase, surveyedPlace, sealText }))
  shelf = await openShelf(room)
})
afterAll(() => room.close())

const start = '2026-11-20T02:00:00.000Z'

/** What a device keeps: its serial and the pair it was made with. */
const made = async (serialNo: string) => {
  const pair = await webcrypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, [
    'sign',
    'verify',
  ])
  const { d = '' } = await webcrypto.subtle.exportKey('jwk', pair.privateKey)
  return {
    request: (await makeRequest(serialNo, pair)).toString('base64'),
    scalar: Buffer.from(d, 'base64url'),
  }
}

const enrolled = async (variant: Variant) => {
  const one = await shelf.inStock()
  const { code } = await room.granted(shelf.shop.reviewer, 'identities.open-enrolment', {
    deviceId: one.deviceId,
    variant,
  })
  const { request, scalar } = await made(one.serialNo)
  const answer = await room.granted(nobody, 'identities.enrol', { serialNo: one.serialNo, code, request })
  const key = await openOnDevice(scalar, answer.identityId, Buffer.from(answer.sealedKey, 'base64'))
  const ask = () => room.granted(nobody, 'identities.challenge', { serialNo: one.serialNo })
  const say = (factor: string) => secretText(blockOf(variant, key), one.serialNo, factor)
  const answered = async (challengeId: string, text: string, change = {}) =>
    room.refused(nobody, 'identities.answer', {
      ...{ challengeId, serialNo: one.serialNo, variant, secretText: text },
      ...change,
    })
  return { ...one, ...answer, code, request, key, ask, say, answered }
}

describe.each(['aes', 'sm4'] as const)('%s', (variant) => {
  test('enrols by code and signed request, under a certificate of its acquirer, and proves itself', async () => {
    room.clock.now = start
    const it = await enrolled(variant)
    expect(checkValueOf(variant, it.key)).toBe(it.checkValue)
    const [own, authority] = [new X509Certificate(it.certificate), new X509Certificate(it.authority)]
    expect(own.verify(authority.publicKey)).toBe(true)
    expect(own.checkIssued(authority)).toBe(true)
    expect([own.ca, authority.ca]).toEqual([false, true])
    expect(own.subject).toContain(it.serialNo)
    const { challengeId, factor } = await it.ask()
    expect(await it.answered(challengeId, it.say(factor))).toBe('granted')
    const seen = await room.granted(shelf.shop.reviewer, 'identities.identity', { deviceId: it.deviceId })
    expect(seen.identity).toMatchObject({ variant, lastProvedAt: start })
  })

  test('refuses a replay, another device, a late answer, another variant, a wrong answer', async () => {
    room.clock.now = start
    const [it, other] = [await enrolled(variant), await enrolled(variant)]
    const first = await it.ask()
    const text = it.say(first.factor)
    expect(await it.answered(first.challengeId, text)).toBe('granted')
    expect(await it.answered(first.challengeId, text)).toBe('IDENT-5')
    const second = await it.ask()
    expect(second.factor).not.toBe(first.factor)
    expect(await it.answered(second.challengeId, text)).toBe('IDENT-9')
    expect(await it.answered(second.challengeId, it.say(second.factor))).toBe('IDENT-5')
    const third = await it.ask()
    expect(await it.answered(third.challengeId, other.say(third.factor), { serialNo: other.serialNo })).toBe(
      'IDENT-6',
    )
    const fourth = await it.ask()
    expect(await it.answered(fourth.challengeId, other.say(fourth.factor))).toBe('IDENT-9')
    const fifth = await it.ask()
    const elsewise = variant === 'aes' ? ('sm4' as const) : ('aes' as const)
    expect(await it.answered(fifth.challengeId, it.say(fifth.factor), { variant: elsewise })).toBe('IDENT-8')
    const sixth = await it.ask()
    room.clock.now = '2026-11-20T02:03:00.001Z'
    expect(await it.answered(sixth.challengeId, it.say(sixth.factor))).toBe('IDENT-7')
  })
})

describe('a leave to enrol', () => {
  test('IDENT-2: opens once, within a day, for its own device; and tells a guesser nothing of serials', async () => {
    room.clock.now = start
    const it = await enrolled('aes')
    const enrol = ({ serialNo, code, request }: { serialNo: string; code: string; request: string }) =>
      room.refused(nobody, 'identities.enrol', { serialNo, code, request })
    expect(await enrol(it)).toBe('IDENT-2')
    const other = await shelf.inStock()
    const { code } = await room.granted(shelf.shop.reviewer, 'identities.open-enrolment', {
      deviceId: other.deviceId,
      variant: 'aes',
    })
    expect(await enrol({ serialNo: it.serialNo, code, request: it.request })).toBe('IDENT-2')
    expect(await enrol({ serialNo: 'NOBODY-0001', code, request: it.request })).toBe('IDENT-2')
    room.clock.now = '2026-11-21T02:00:00.001Z'
    const { request } = await made(other.serialNo)
    expect(await enrol({ serialNo: other.serialNo, code, request })).toBe('IDENT-2')
    room.clock.now = start
    expect(await enrol({ serialNo: other.serialNo, code, request })).toBe('granted')
  })

  test('IDENT-3: another serial in the request, one flipped byte, bytes that are none; the code stays good', async () => {
    room.clock.now = start
    const it = await shelf.inStock()
    const { code } = await room.granted(shelf.shop.reviewer, 'identities.open-enrolment', {
      deviceId: it.deviceId,
      variant: 'sm4',
    })
    const { request } = await made(it.serialNo)
    const bent = Buffer.from(request, 'base64')
    bent[bent.length - 1] = (bent.at(-1) as number) ^ 1
    const foreign = (await made('OTHER-0001')).request
    for (const wrong of [foreign, bent.toString('base64'), 'AAAA'])
      expect(
        await room.refused(nobody, 'identities.enrol', { serialNo: it.serialNo, code, request: wrong }),
      ).toBe('IDENT-3')
    expect(await room.refused(nobody, 'identities.enrol', { serialNo: it.serialNo, code, request })).toBe(
      'granted',
    )
  })

  test('only the acquirer’s own reviewer gives one', async () => {
    const { deviceId } = await shelf.inStock()
    const rival = await room.seat('reviewer', '别家收单机构')
    await expect(room.ask(rival, 'identities.open-enrolment', { deviceId, variant: 'aes' })).rejects.toThrow(
      NotFound,
    )
  })
})

describe('an identity', () => {
  test('ends with the next enrolment and when it is withdrawn: what it was asked before proves nothing', async () => {
    room.clock.now = start
    const it = await enrolled('sm4')
    const asked = await it.ask()
    const withdraw = () => room.refused(shelf.shop.reviewer, 'identities.withdraw', { deviceId: it.deviceId })
    expect(await withdraw()).toBe('granted')
    expect(await it.answered(asked.challengeId, it.say(asked.factor))).toBe('IDENT-4')
    expect(await room.refused(nobody, 'identities.challenge', { serialNo: it.serialNo })).toBe('IDENT-4')
    expect(await withdraw()).toBe('IDENT-4')
  })

  test('IDENT-10: asked ten times an hour at most, and again an hour later', async () => {
    room.clock.now = '2026-11-20T05:00:00.000Z'
    const it = await enrolled('aes')
    const ask = () => room.refused(nobody, 'identities.challenge', { serialNo: it.serialNo })
    for (let turn = 0; turn < 10; turn++) expect(await ask()).toBe('granted')
    expect(await ask()).toBe('IDENT-10')
    room.clock.now = '2026-11-20T06:00:00.001Z'
    expect(await ask()).toBe('granted')
  })

  test('two answers to one question at the same moment: one counts', async () => {
    room.clock.now = '2026-11-20T09:00:00.000Z'
    const it = await enrolled('aes')
    const { challengeId, factor } = await it.ask()
    const both = await Promise.all([
      it.answered(challengeId, it.say(factor)),
      it.answered(challengeId, it.say(factor)),
    ])
    expect(both.sort()).toEqual(['IDENT-5', 'granted'])
  })

  test('keys are in no row, fact or answer in clear', async () => {
    room.clock.now = '2026-11-20T12:00:00.000Z'
    const it = await enrolled('sm4')
    const { rows } = await room.owner.query<{ told: string }>(
      `select t::text as told from device_identities t union all select t::text from enrolment_leaves t
       union all select body::text from facts`,
    )
    const told = rows.map((row) => row.told).join('\n')
    expect(told).toContain(it.identityId)
    for (const secret of [it.key.toString('hex'), it.key.toString('base64'), it.code])
      expect(told).not.toContain(secret)
  })

  test('law 7: every identity is what its facts say', async () => {
    const { rows } = await room.owner.query(
      `select i.state, i.version, (select json_agg(f.body || jsonb_build_object('type', f.type, 'at', f.at) order by f.version)
         from facts f where f.stream = 'identity/' || i.identity_id) as facts from device_identities i`,
    )
    expect(rows.length).toBeGreaterThan(3)
    for (const { state, version, facts } of rows) {
      expect(facts).toHaveLength(version)
      const replayed = (facts as (IdentityFact & { at: string })[]).reduce<Identity | null>(
        (identity, { at, ...fact }) =>
          evolveIdentity(identity, fact as IdentityFact, { at: new Date(at).toISOString() }),
        null,
      )
      expect(replayed).toEqual(state)
    }
  })
})
