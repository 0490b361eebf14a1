import { type webcrypto as Web, sign, KeyObject, X509Certificate } from 'node:crypto'
import pg from 'pg'
import * as pkijs from 'pkijs'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { evolveIdentity, type Identity, type IdentityFact } from '#device/identity.ts'
import { signedQuestion } from '#device/challenge.ts'
import { secretText, type Variant } from '#device/secret-text.ts'
import { made } from '../../test/device-maker.ts'
import { nobody, openTestRoom, type TestRoom } from '../../test/room.ts'
import { openShelf, sealText, type Shelf, surveyedPlace } from '../../test/shelf.ts'
import { loadCase, moveCase } from '../cases/case.ts'
import { NotFound } from '../house/errand.ts'
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

const enrolled = async (variant: Variant) => {
  const one = await shelf.inStock()
  const { code } = await room.granted(shelf.shop.reviewer, 'identities.open-enrolment', {
    deviceId: one.deviceId,
    variant,
  })
  const { request, scalar, pair } = await made(one.serialNo)
  const answer = await room.granted(nobody, 'identities.enrol', { serialNo: one.serialNo, code, request })
  const key = await openOnDevice(scalar, answer.identityId, Buffer.from(answer.sealedKey, 'base64'))
  const ask = () => room.granted(nobody, 'identities.challenge', { serialNo: one.serialNo })
  const say = (factor: string) => secretText(blockOf(variant, key), one.serialNo, factor)
  const answered = async (challengeId: string, text: string, change = {}) =>
    room.refused(nobody, 'identities.answer', {
      ...{ challengeId, serialNo: one.serialNo, variant, secretText: text },
      ...change,
    })
  return { ...one, ...answer, code, request, key, ask, say, answered, pair }
}

/** A question a terminal signs with its key. */
const signedBy = (pair: Web.CryptoKeyPair, serialNo: string, askedAt: string) => {
  const key = KeyObject.from(pair.privateKey)
  const text = Buffer.from(signedQuestion(serialNo, askedAt))
  const signature = sign('sha256', text, { key, dsaEncoding: 'ieee-p1363' }).toString('base64')
  return { serialNo, askedAt, signature }
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
    // DER has a set in the order of its encodings; strict readers refuse another.
    for (const name of [own.raw, authority.raw].flatMap((raw) => {
      const { subject, issuer } = pkijs.Certificate.fromBER(new Uint8Array(raw))
      return [subject, issuer]
    })) {
      const each = name.typesAndValues.map((one) => Buffer.from(one.toSchema().toBER()))
      expect(each).toEqual([...each].sort(Buffer.compare))
      expect(each.length).toBeGreaterThan(1)
    }
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
    const pem = `-----BEGIN CERTIFICATE REQUEST-----\n${(request.match(/.{1,64}/g) ?? []).join('\n')}\n-----END CERTIFICATE REQUEST-----\n`
    expect(
      await room.refused(nobody, 'identities.enrol', { serialNo: it.serialNo, code, request: pem }),
    ).toBe('granted')
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
    // Asked from now on it is put a challenge that its old key does not answer.
    const later = await it.ask()
    expect(await it.answered(later.challengeId, it.say(later.factor))).toBe('IDENT-9')
    expect(await withdraw()).toBe('IDENT-4')
  })

  test('IDENT-10: asked ten times an hour from one address at most, and again an hour later', async () => {
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

describe('a stranger who knows or guesses serial numbers', () => {
  const wrong = (serialNo: string, challengeId: string, variant: Variant = 'sm4') =>
    room.refused(nobody, 'identities.answer', { challengeId, serialNo, variant, secretText: '00000000' })

  /** One of each sort: nobody's, in stock, listed and never received, in quarantine, enrolled and withdrawn, enrolled. */
  const everySort = async () => {
    const stocked = await shelf.inStock()
    const others: string[] = []
    for (const status of ['purchased', 'suspect', 'retired']) {
      const it = await enrolled('sm4')
      await room.owner.query('update devices set status = $2 where device_id = $1', [it.deviceId, status])
      others.push(it.serialNo)
    }
    const withdrawn = await enrolled('aes')
    await room.granted(shelf.shop.reviewer, 'identities.withdraw', { deviceId: withdrawn.deviceId })
    const standing = await enrolled('sm4')
    return [`NOBODY-${stocked.serialNo}`, stocked.serialNo, ...others, withdrawn.serialNo, standing.serialNo]
  }

  test('is put a challenge of one form for each, and every answer to it is as wrong as the next', async () => {
    room.clock.now = '2026-11-21T02:00:00.000Z'
    room.from.address = '192.0.2.1'
    const serials = await everySort()
    const seen = []
    for (const serialNo of serials) {
      const { challengeId, factor, ...rest } = await room.granted(nobody, 'identities.challenge', {
        serialNo,
      })
      expect(factor).toMatch(/^[0-9]{8}$/)
      expect(challengeId).toMatch(/^chl_/)
      const once = await wrong(serialNo, challengeId)
      const again = await wrong(serialNo, challengeId)
      const two = await room.granted(nobody, 'identities.challenge', { serialNo })
      const elsewise = await wrong(serialNo, two.challengeId, 'aes')
      const three = await room.granted(nobody, 'identities.challenge', { serialNo })
      const other = await wrong('OTHER-0001', three.challengeId)
      seen.push({ ...rest, once, again, elsewise, other })
    }
    expect(new Set(seen.map((each) => JSON.stringify(each))).size).toBe(1)
    expect(seen[0]).toEqual({
      ...{ expiresAt: '2026-11-21T02:03:00.000Z', once: 'IDENT-9', again: 'IDENT-5' },
      ...{ elsewise: 'IDENT-9', other: 'IDENT-6' },
    })
  })

  test('finds the same work behind each: statement for statement, key for key', async () => {
    room.clock.now = '2026-11-21T05:00:00.000Z'
    room.from.address = '192.0.2.2'
    const serials = await everySort()
    const asked = vi.spyOn(pg.Client.prototype, 'query')
    const opened = vi.spyOn(room.house.keys, 'open')
    const work = []
    for (const serialNo of serials) {
      asked.mockClear()
      opened.mockClear()
      const { challengeId } = await room.granted(nobody, 'identities.challenge', { serialNo })
      await wrong(serialNo, challengeId)
      const texts = asked.mock.calls.map(([query]) =>
        typeof query === 'string' ? query : ((query as { text?: string }).text ?? ''),
      )
      work.push({
        texts: texts.filter((text) => /device|identit|hashtextextended/.test(text)),
        opened: opened.mock.calls.length,
      })
    }
    asked.mockRestore()
    opened.mockRestore()
    expect(work[0]?.texts.length).toBeGreaterThan(4)
    expect(work[0]?.opened).toBe(1)
    for (const each of work) expect(each).toEqual(work[0])
  })

  test('is refused alike when he asks too often', async () => {
    room.clock.now = '2026-11-21T08:00:00.000Z'
    for (const [at, serialNo] of (await everySort()).entries()) {
      room.from.address = `192.0.2.${10 + at}`
      const ask = () => room.refused(nobody, 'identities.challenge', { serialNo })
      for (let turn = 0; turn < 10; turn++) expect(await ask()).toBe('granted')
      expect(await ask()).toBe('IDENT-10')
    }
  })

  test('IDENT-10: spends nothing of another address, and from everywhere nothing of the terminal’s own', async () => {
    room.clock.now = '2026-11-21T11:00:00.000Z'
    const it = await enrolled('sm4')
    const ask = () => room.refused(nobody, 'identities.challenge', { serialNo: it.serialNo })
    for (let from = 0; from < 10; from++) {
      room.from.address = `198.51.100.${from}`
      for (let turn = 0; turn < 10; turn++) expect(await ask()).toBe('granted')
      expect(await ask()).toBe('IDENT-10')
    }
    // A hundred guesses an hour, from however many addresses.
    room.from.address = '198.51.100.99'
    expect(await ask()).toBe('IDENT-10')
    room.from.address = '198.51.100.0'
    for (let turn = 0; turn < 10; turn++) {
      const own = signedBy(it.pair, it.serialNo, `2026-11-21T11:00:00.00${turn}Z`)
      const { challengeId, factor, variant } = await room.granted(nobody, 'identities.challenge', own)
      expect(variant).toBe('sm4')
      expect(await it.answered(challengeId, it.say(factor))).toBe('granted')
    }
    const eleventh = signedBy(it.pair, it.serialNo, '2026-11-21T11:00:00.010Z')
    expect(await room.refused(nobody, 'identities.challenge', eleventh)).toBe('IDENT-10')
  })

  test('IDENT-10: an address asks for thirty an hour, whatever their serials', async () => {
    room.clock.now = '2026-11-21T14:00:00.000Z'
    room.from.address = '203.0.113.1'
    const ask = (serialNo: string) => room.refused(nobody, 'identities.challenge', { serialNo })
    for (let turn = 0; turn < 30; turn++) expect(await ask(`GUESS-${turn}`)).toBe('granted')
    expect(await ask('GUESS-30')).toBe('IDENT-10')
    room.from.address = '203.0.113.2'
    expect(await ask('GUESS-30')).toBe('granted')
  })
})

describe('a question the terminal signs', () => {
  test('IDENT-20: by the key of its standing identity alone; a serial nobody has is refused alike', async () => {
    room.clock.now = '2026-11-22T02:00:00.000Z'
    room.from.address = '127.0.0.1'
    const [it, other, stocked] = [await enrolled('sm4'), await enrolled('aes'), await shelf.inStock()]
    const ask = (input: { serialNo: string; askedAt?: string; signature?: string }) =>
      room.refused(nobody, 'identities.challenge', input)
    const at = room.clock.now
    const good = signedBy(it.pair, it.serialNo, at)
    for (const bad of [
      signedBy(other.pair, it.serialNo, at),
      signedBy(it.pair, 'NOBODY-0001', at),
      signedBy(it.pair, stocked.serialNo, at),
      { ...good, askedAt: '2026-11-22T02:00:01.000Z' },
      { serialNo: it.serialNo, signature: good.signature },
      { serialNo: it.serialNo, askedAt: at },
    ])
      expect(await ask(bad)).toBe('IDENT-20')
    expect(await ask(good)).toBe('granted')
    await room.granted(shelf.shop.reviewer, 'identities.withdraw', { deviceId: it.deviceId })
    expect(await ask(signedBy(it.pair, it.serialNo, '2026-11-22T02:00:02.000Z'))).toBe('IDENT-20')
  })

  test('IDENT-21: heard by somebody and sent again, or older or newer than ten minutes, it is none', async () => {
    room.clock.now = '2026-11-22T05:00:00.000Z'
    const it = await enrolled('sm4')
    const ask = (askedAt: string) =>
      room.refused(nobody, 'identities.challenge', signedBy(it.pair, it.serialNo, askedAt))
    expect(await ask('2026-11-22T05:00:00.000Z')).toBe('granted')
    expect(await ask('2026-11-22T05:00:00.000Z')).toBe('IDENT-21')
    expect(await ask('2026-11-22T04:49:59.999Z')).toBe('IDENT-21')
    expect(await ask('2026-11-22T05:10:00.001Z')).toBe('IDENT-21')
    expect(await ask('2026-11-22T04:50:00.000Z')).toBe('granted')
    expect(await ask('2026-11-22T05:10:00.000Z')).toBe('granted')
  })

  test('IDENT-1: in quarantine the terminal itself is told so', async () => {
    room.clock.now = '2026-11-22T08:00:00.000Z'
    const it = await enrolled('sm4')
    await room.owner.query(`update devices set status = 'suspect' where device_id = $1`, [it.deviceId])
    const own = signedBy(it.pair, it.serialNo, room.clock.now)
    expect(await room.refused(nobody, 'identities.challenge', own)).toBe('IDENT-1')
    // Nor does its right answer to a stranger's question prove anything.
    const { challengeId, factor } = await it.ask()
    expect(await it.answered(challengeId, it.say(factor))).toBe('IDENT-9')
  })
})
