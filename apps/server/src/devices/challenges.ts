import { randomInt } from 'node:crypto'
import { sql } from 'kysely'
import {
  type Answer,
  type Challenge,
  challengeEnds,
  challengePace,
  judge,
  refuseStatus,
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

/** IDENT-10: a device and a network take turns, so that many at once do not all find the pace free. */
const tooMany = async (errand: Errand, identityId: string, addressIndex: Buffer): Promise<Refusal | null> => {
  const { at } = errand.stamp
  for (const [of, kind] of [
    [addressIndex.toString('hex'), 11],
    [identityId, 12],
  ] as const)
    await errand.asHouse(statement(sql`select pg_advisory_xact_lock(hashtextextended(${of}, ${kind}))`))
  const [row] = await errand.asHouse(
    db
      .selectFrom('identity_challenges')
      .select(({ fn }) => [
        fn.countAll<number>().filterWhere('identity_id', '=', identityId).as('device'),
        fn.countAll<number>().filterWhere('address_index', '=', addressIndex).as('network'),
      ])
      .where('asked_at', '>', addHours(at, -1))
      .where(({ or, eb }) =>
        or([eb('identity_id', '=', identityId), eb('address_index', '=', addressIndex)]),
      ),
  )
  if ((row?.device ?? 0) >= challengePace.perDeviceHour) return refuse('IDENT-10', { minutes: 60 })
  // On the demo's loopback everybody shares one address.
  return !errand.house.config.demo && (row?.network ?? 0) >= challengePace.perNetworkHour
    ? refuse('IDENT-10', { minutes: 60 })
    : null
}

/** Asks a device whether it is the one it looks like. */
export const challengeDevice = async (errand: Errand, device: Device) => {
  const unfit = refuseStatus(device.status)
  if (unfit) return unfit
  const stored = await identityOf(errand, device.deviceId)
  if (stored === null) return refuse('IDENT-4')
  const { identityId, variant } = stored.identity
  const addressIndex = errand.house.keys.index('address', errand.from.address)
  const refused = await tooMany(errand, identityId, addressIndex)
  if (refused) return refused
  const challengeId = newId('chl')
  const expiresAt = challengeEnds(errand.stamp.at)
  for (;;) {
    const factor = String(randomInt(100_000_000)).padStart(8, '0')
    const [asked] = await errand.asHouse(
      db
        .insertInto('identity_challenges')
        .values({
          challenge_id: challengeId,
          identity_id: identityId,
          factor,
          address_index: addressIndex,
          asked_at: errand.stamp.at,
          expires_at: expiresAt,
        })
        .onConflict((conflict) => conflict.columns(['identity_id', 'factor']).doNothing())
        .returning('factor'),
    )
    if (asked) return { challengeId, factor, variant, expiresAt }
  }
}

/** Judges what somebody says a device answered; a wrong answer uses the question up and is kept. */
export const judgeAnswer = async (
  errand: Errand,
  challengeId: string,
  answerOf: (asked: Challenge) => Answer,
) => {
  const [row] = await errand.asHouse(
    db
      .selectFrom('identity_challenges as c')
      .innerJoin('device_identities as i', 'i.identity_id', 'c.identity_id')
      .select(['c.factor', 'c.expires_at', 'c.answered_at', 'i.state', 'i.key_sealed', 'i.ended_at'])
      .where('c.challenge_id', '=', challengeId)
      .forUpdate('c'),
  )
  if (!row) throw new NotFound()
  // Ended between question and answer: its key speaks for nobody any more.
  if (row.ended_at !== null) return refuse('IDENT-4')
  const { serialNo, variant, identityId } = row.state as Identity
  const asked: Challenge = {
    challengeId,
    serialNo,
    variant,
    factor: row.factor,
    expiresAt: row.expires_at,
    answeredAt: row.answered_at,
  }
  const key = await errand.house.keys.open(keyPlace(identityId), row.key_sealed)
  const expected = secretText(blockOf(variant, key), serialNo, row.factor)
  key.fill(0)
  const { at } = errand.stamp
  const wrong = judge(asked, answerOf(asked), expected, at)
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
