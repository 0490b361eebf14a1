import { generateKeyPairSync, randomBytes, randomInt, verify, X509Certificate } from 'node:crypto'
import { sql } from 'kysely'
import {
  type Answer,
  type Challenge,
  challengeEnds,
  challengePace,
  judge,
  refuseStale,
  refuseStatus,
  signedQuestion,
  type Way,
} from '#device/challenge.ts'
import type { Device } from '#device/device.ts'
import type { Identity } from '#device/identity.ts'
import { plain } from '#device/reading.ts'
import { secretText } from '#device/secret-text.ts'
import { addHours } from '#ground/calendar.ts'
import { isRefusal, keep, refuse, type Refusal } from '#ground/refusal.ts'
import { type Errand, NotFound } from '../house/errand.ts'
import { newId } from '../house/new-id.ts'
import { db, statement } from '../house/tables.ts'
import { pointOf } from './device-certificate.ts'
import { blockOf } from './device-secret.ts'
import { identityOf, keyPlace } from './identity-store.ts'

/** What a challenge is put to, as it is counted: by a keyed index, whether there is such a terminal or not. */
type Asked = { readonly of: Buffer; readonly way: Way; readonly address: Buffer }

const askedOf = (errand: Errand, serialNo: string): Buffer =>
  errand.house.keys.index('identity-challenge', plain(serialNo))

/** IDENT-10: those who ask at once take turns, so that many do not all find the pace free. */
const tooMany = async (errand: Errand, { of, way, address }: Asked): Promise<Refusal | null> => {
  const { at } = errand.stamp
  const own = way === 'terminal'
  for (const [whose, kind] of [
    // A terminal waits for no stranger.
    ...(own ? [] : [[address.toString('hex'), 11] as const]),
    [`${way}/${of.toString('hex')}`, 12] as const,
  ])
    await errand.asHouse(statement(sql`select pg_advisory_xact_lock(hashtextextended(${whose}, ${kind}))`))
  const [row] = await errand.asHouse(
    db
      .selectFrom('identity_challenges')
      .select(({ fn, and, eb }) => [
        fn
          .countAll<number>()
          .filterWhere(and([eb('asked_of', '=', of), eb('way', '=', way)]))
          .as('device'),
        fn
          .countAll<number>()
          .filterWhere(and([eb('asked_of', '=', of), eb('way', '=', way), eb('address_index', '=', address)]))
          .as('here'),
        fn
          .countAll<number>()
          .filterWhere(and([eb('way', '!=', 'terminal'), eb('address_index', '=', address)]))
          .as('network'),
      ])
      .where('asked_at', '>', addHours(at, -1))
      .where(({ or, eb }) => or([eb('asked_of', '=', of), eb('address_index', '=', address)])),
  )
  const { device = 0, here = 0, network = 0 } = row ?? {}
  const spent = own
    ? device >= challengePace.ownHour
    : here >= challengePace.perAddressHour ||
      device >= challengePace.perDeviceHour ||
      // On the demo's loopback everybody shares one address.
      (!errand.house.config.demo && network >= challengePace.perNetworkHour)
  return spent ? refuse('IDENT-10', { minutes: 60 }) : null
}

const put = async (errand: Errand, asked: Asked, identityId: string | null, signedAt: string | null) => {
  const challengeId = newId('chl')
  const expiresAt = challengeEnds(errand.stamp.at)
  for (;;) {
    const factor = String(randomInt(100_000_000)).padStart(8, '0')
    const [kept] = await errand.asHouse(
      db
        .insertInto('identity_challenges')
        .values({
          challenge_id: challengeId,
          identity_id: identityId,
          factor,
          address_index: asked.address,
          asked_of: asked.of,
          way: asked.way,
          signed_at: signedAt,
          asked_at: errand.stamp.at,
          expires_at: expiresAt,
        })
        .onConflict((conflict) => conflict.columns(['identity_id', 'factor']).doNothing())
        .returning('factor'),
    )
    if (kept) return { challengeId, factor, expiresAt }
  }
}

const askedBy = (errand: Errand, serialNo: string, way: Way): Asked => ({
  of: askedOf(errand, serialNo),
  way,
  address: errand.house.keys.index('address', errand.from.address),
})

/** Whoever holds the label to a phone asks the device whether it is the one it looks like. */
export const challengeDevice = async (errand: Errand, device: Device) => {
  const unfit = refuseStatus(device.status)
  if (unfit) return unfit
  const stored = await identityOf(errand, device.deviceId)
  if (stored === null) return refuse('IDENT-4')
  const { identityId, variant } = stored.identity
  const asked = askedBy(errand, device.serialNo, 'label')
  const refused = await tooMany(errand, asked)
  if (refused) return refused
  return { ...(await put(errand, asked, identityId, null)), variant }
}

/** A device's standing identity by the number on its back: one question to the database, whatever there is. */
const namedBy = async (errand: Errand, serialNo: string) => {
  const [row] = await errand.asHouse(
    db
      .selectFrom('devices as d')
      .innerJoin('device_identities as i', 'i.device_id', 'd.device_id')
      .select(['d.status', 'i.identity_id', 'i.state', 'i.certificate'])
      .where('d.serial_no', '=', plain(serialNo))
      .where('i.ended_at', 'is', null),
  )
  return row ?? null
}

/**
 * Somebody asks by a serial number, and does not learn what there is behind it: a device that has no say, or is none, is
 * put a challenge no answer fits; both ways do the same work.
 */
export const challengeSerial = async (errand: Errand, serialNo: string) => {
  const named = await namedBy(errand, serialNo)
  const asked = askedBy(errand, serialNo, 'serial')
  const refused = await tooMany(errand, asked)
  if (refused) return refused
  const fit = named !== null && refuseStatus(named.status as Device['status']) === null
  return put(errand, asked, fit ? named.identity_id : null, null)
}

/** Whose signature nobody can make: what is held against it for a serial without an identity. */
const noKey = generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey

/** The terminal itself asks: its own key says so, and strangers spend nothing of its pace. */
export const challengeOwn = async (
  errand: Errand,
  { serialNo, askedAt, signature }: { serialNo: string; askedAt?: string; signature?: string },
) => {
  if (askedAt === undefined || signature === undefined) return refuse('IDENT-20', {}, 'signature')
  const stale = refuseStale(askedAt, errand.stamp.at)
  if (stale) return stale
  const named = await namedBy(errand, serialNo)
  const key = named === null ? noKey : new X509Certificate(named.certificate).publicKey
  const signed = verify(
    'sha256',
    Buffer.from(signedQuestion(serialNo, askedAt)),
    { key, dsaEncoding: 'ieee-p1363' },
    Buffer.from(signature, 'base64'),
  )
  if (named === null || !signed) return refuse('IDENT-20', {}, 'signature')
  const unfit = refuseStatus(named.status as Device['status'])
  if (unfit) return unfit
  const asked = askedBy(errand, serialNo, 'terminal')
  const refused = await tooMany(errand, asked)
  if (refused) return refused
  const [again] = await errand.asHouse(
    db
      .selectFrom('identity_challenges')
      .select('challenge_id')
      .where('identity_id', '=', named.identity_id)
      .where('signed_at', '=', askedAt),
  )
  if (again) return refuse('IDENT-21', { minutes: 10 }, 'askedAt')
  const { variant } = named.state as Identity
  return { ...(await put(errand, asked, named.identity_id, askedAt)), variant }
}

/** What stands in for the identity a made-up challenge has not: the same work is done, nothing is right. */
const madeUp = { identityId: 'idn_none', serialNo: '-', variant: 'sm4' } as const

/** Judges what somebody says a device answered; a wrong answer uses the question up and is kept. */
export const judgeAnswer = async (
  errand: Errand,
  challengeId: string,
  answerOf: (asked: Challenge) => Answer,
) => {
  const [row] = await errand.asHouse(
    db
      .selectFrom('identity_challenges as c')
      .leftJoin('device_identities as i', 'i.identity_id', 'c.identity_id')
      .select([
        ...(['c.factor', 'c.expires_at', 'c.answered_at', 'c.asked_of'] as const),
        ...(['i.identity_id', 'i.state', 'i.key_sealed', 'i.ended_at'] as const),
      ])
      .where('c.challenge_id', '=', challengeId)
      .forUpdate('c'),
  )
  if (!row) throw new NotFound()
  const { identityId, serialNo, variant } = (row.state as Identity | null) ?? madeUp
  const asked: Challenge = {
    challengeId,
    serialNo,
    variant,
    factor: row.factor,
    expiresAt: row.expires_at,
    answeredAt: row.answered_at,
  }
  const { keys } = errand.house
  const place = keyPlace(identityId)
  const key = await keys.open(place, row.key_sealed ?? (await keys.seal(place, randomBytes(16))))
  const expected = secretText(blockOf(variant, key), serialNo, row.factor)
  key.fill(0)
  const { at } = errand.stamp
  const answer = answerOf(asked)
  const own = row.asked_of?.equals(askedOf(errand, answer.serialNo)) ? answer.serialNo : serialNo
  const wrong =
    judge({ ...asked, serialNo: own }, answer, row.identity_id === null ? '' : expected, at) ??
    // Ended between question and answer: its key speaks for nobody any more.
    (row.ended_at === null ? null : refuse('IDENT-4'))
  if (asked.answeredAt === null)
    await errand.asHouse(
      db
        .updateTable('identity_challenges')
        .set({ answered_at: at, proved: wrong === null })
        .where('challenge_id', '=', challengeId),
    )
  return wrong ? keep(wrong) : { proved: true, at }
}

/** A device that has just answered as only it can. `point`: the key it enrolled with, uncompressed P-256. */
type Proved = { readonly identityId: string; readonly deviceId: string; readonly point: Buffer }

/** Who proved itself just now, and the key to seal things to it with: for whoever gives it something. */
export const proveIdentity = async (
  errand: Errand,
  { challengeId, ...answer }: Answer & Pick<Challenge, 'challengeId'>,
): Promise<Proved | Refusal> => {
  const judged = await judgeAnswer(errand, challengeId, () => ({
    ...answer,
    serialNo: plain(answer.serialNo),
  }))
  if (isRefusal(judged)) return judged
  const [row] = await errand.asHouse(
    db
      .selectFrom('identity_challenges as c')
      .innerJoin('device_identities as i', 'i.identity_id', 'c.identity_id')
      .select(['i.identity_id', 'i.device_id', 'i.certificate'])
      .where('c.challenge_id', '=', challengeId),
  )
  if (!row) throw new NotFound()
  return { identityId: row.identity_id, deviceId: row.device_id, point: pointOf(row.certificate) }
}
