import { createHash, randomBytes, randomInt } from 'node:crypto'
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
import {
  decideIdentity,
  evolveIdentity,
  type Identity,
  type IdentityMove,
  leaveEnds,
} from '#device/identity.ts'
import { plain } from '#device/reading.ts'
import { secretText, type Variant } from '#device/secret-text.ts'
import { addHours } from '#ground/calendar.ts'
import { isRefusal, keep, refuse, type Refusal } from '#ground/refusal.ts'
import { type Errand, NotFound, type Room } from '../house/errand.ts'
import { newId } from '../house/new-id.ts'
import { organisationNames } from '../house/names.ts'
import { houseOwner } from '../house/owner.ts'
import { db, statement } from '../house/tables.ts'
import { loadDevice } from './device.ts'
import { certify, type EnrolmentRequest, makeAuthority, pemOf, readRequest } from './device-certificate.ts'
import { blockOf, checkValueOf, sealToDevice } from './device-secret.ts'
import { labelsOf } from './labels.ts'

/*
 * Everything here is the house's own: a device has no session, and its acquirer sees its identity, never its keys.
 */

const keyPlace = (identityId: string) => ({
  datum: 'device_identities.key' as const,
  row: identityId,
  ...houseOwner,
})
const authorityPlace = (acquirerId: string) => ({
  datum: 'device_authorities.key' as const,
  row: acquirerId,
  ...houseOwner,
})
const hashOf = (code: string): Buffer => createHash('sha256').update(code).digest()

const authorityOf = async (errand: Errand, acquirerId: string) => {
  const found = db
    .selectFrom('device_authorities')
    .select(['certificate', 'key_sealed'])
    .where('acquirer_id', '=', acquirerId)
  const [row] = await errand.asHouse(found)
  if (row)
    return {
      certificate: row.certificate,
      privateKey: await errand.house.keys.open(authorityPlace(acquirerId), row.key_sealed),
    }
  const name = (await organisationNames(errand, [acquirerId])).get(acquirerId) ?? ''
  const made = await makeAuthority(name, errand.stamp.at)
  await errand.asHouse(
    db
      .insertInto('device_authorities')
      .values({
        acquirer_id: acquirerId,
        certificate: made.certificate,
        key_sealed: await errand.house.keys.seal(authorityPlace(acquirerId), made.privateKey),
        made_at: errand.stamp.at,
      })
      .onConflict((conflict) => conflict.doNothing()),
  )
  // Another device may have been the first at this moment: what stands counts.
  const [standing] = await errand.asHouse(found)
  if (!standing) throw new Error('an authority was made and is not there')
  return {
    certificate: standing.certificate,
    privateKey: await errand.house.keys.open(authorityPlace(acquirerId), standing.key_sealed),
  }
}

type StoredIdentity = {
  readonly identity: Identity
  readonly version: number
  readonly certificate: Buffer
  readonly keySealed: Buffer
}

const identityOf = async (errand: Errand, deviceId: string, lock = false): Promise<StoredIdentity | null> => {
  const query = db
    .selectFrom('device_identities')
    .select(['state', 'version', 'certificate', 'key_sealed'])
    .where('device_id', '=', deviceId)
    .where('ended_at', 'is', null)
  const [row] = await errand.asHouse(lock ? query.forUpdate() : query)
  return row
    ? {
        identity: row.state as Identity,
        version: row.version,
        certificate: row.certificate,
        keySealed: row.key_sealed,
      }
    : null
}

const record = (errand: Errand, identityId: string, from: number, facts: readonly { type: string }[]) =>
  errand.record(`identity/${identityId}`, from, facts)

const end = async (
  errand: Errand,
  stored: StoredIdentity | null,
  because: 'replaced' | 'withdrawn',
): Promise<Refusal | null> => {
  const facts = decideIdentity(stored?.identity ?? null, { type: 'end', because }, errand.stamp)
  if (isRefusal(facts)) return facts
  if (stored === null) throw new Error('an identity ended that was not there')
  const { identity, version } = stored
  const after = facts.reduce<Identity>((each, fact) => evolveIdentity(each, fact, errand.stamp), identity)
  await errand.asHouse(
    db
      .updateTable('device_identities')
      .set({
        ended_at: errand.stamp.at,
        version: version + facts.length,
        state: JSON.stringify(after),
      })
      .where('identity_id', '=', identity.identityId),
  )
  await record(errand, identity.identityId, version, facts)
  return null
}

/** A device by the number on its back, for the device itself; null when nobody bought such a one. */
const bySerial = async (errand: Errand, serialNo: string): Promise<Device | null> => {
  const [row] = await errand.asHouse(
    db.selectFrom('devices').select('state').where('serial_no', '=', plain(serialNo)).forUpdate(),
  )
  return (row?.state as Device | undefined) ?? null
}

const keepIdentity = async (
  errand: Errand,
  move: Extract<IdentityMove, { type: 'enrol' }>,
  request: EnrolmentRequest,
) => {
  const facts = decideIdentity(null, move, errand.stamp)
  if (isRefusal(facts)) return facts
  const identity = facts.reduce<Identity | null>(
    (each, fact) => evolveIdentity(each, fact, errand.stamp),
    null,
  ) as Identity
  const { identityId, deviceId, acquirerId, serialNo, variant } = identity
  const before = await identityOf(errand, deviceId, true)
  if (before) await end(errand, before, 'replaced')
  const authority = await authorityOf(errand, acquirerId)
  const certificate = await certify(
    authority,
    { serialNo, identityId, keyInfo: request.keyInfo },
    errand.stamp.at,
  )
  const key = randomBytes(16)
  await errand.asHouse(
    db.insertInto('device_identities').values({
      identity_id: identityId,
      device_id: deviceId,
      certificate,
      key_sealed: await errand.house.keys.seal(keyPlace(identityId), key),
      version: facts.length,
      state: JSON.stringify(identity),
    }),
  )
  await record(errand, identityId, 0, facts)
  const sealed = await sealToDevice(request.point, identityId, key)
  const checkValue = checkValueOf(variant, key)
  key.fill(0)
  return {
    identityId,
    variant,
    certificate: pemOf(certificate),
    authority: pemOf(authority.certificate),
    sealedKey: sealed.toString('base64'),
    checkValue,
  }
}

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

/** When a device last proved itself, and whether it can. */
export const standingOf = async (errand: Errand, deviceId: string) => {
  const stored = await identityOf(errand, deviceId)
  if (stored === null) return null
  const [last] = await errand.asHouse(
    db
      .selectFrom('identity_challenges')
      .select(({ fn }) => fn.max<string | null>('answered_at').as('at'))
      .where('identity_id', '=', stored.identity.identityId)
      .where('proved', '=', true),
  )
  return { ...stored, lastProvedAt: last?.at ?? null }
}

export const identities: Room<
  | 'identities.identity'
  | 'identities.open-enrolment'
  | 'identities.enrol'
  | 'identities.withdraw'
  | 'identities.challenge'
  | 'identities.answer'
> = {
  async 'identities.identity'(errand, { deviceId }) {
    await loadDevice(errand, deviceId)
    const found = await standingOf(errand, deviceId)
    return {
      identity: found && {
        identityId: found.identity.identityId,
        variant: found.identity.variant,
        publicKey: found.identity.publicKey,
        certificate: pemOf(found.certificate),
        enrolledAt: found.identity.enrolledAt,
        lastProvedAt: found.lastProvedAt,
      },
      labels: await labelsOf(errand, deviceId),
    }
  },

  async 'identities.open-enrolment'(errand, { deviceId, variant }) {
    const { device } = await loadDevice(errand, deviceId, true)
    const unfit = refuseStatus(device.status)
    if (unfit) return unfit
    const code = randomBytes(15).toString('base64url')
    const expiresAt = leaveEnds(errand.stamp.at)
    await errand.asHouse(
      db.insertInto('enrolment_leaves').values({
        code_hash: hashOf(code),
        device_id: deviceId,
        variant,
        given_by: errand.actor.personId,
        given_at: errand.stamp.at,
        expires_at: expiresAt,
      }),
    )
    return { code, expiresAt }
  },

  async 'identities.enrol'(errand, { serialNo, code, request }) {
    const read = await readRequest(Buffer.from(request, 'base64'))
    const device = await bySerial(errand, serialNo)
    const [leave] = await errand.asHouse(
      db.selectFrom('enrolment_leaves').selectAll().where('code_hash', '=', hashOf(code)).forUpdate(),
    )
    // Whoever has no code learns nothing of serials either.
    if (device === null || !leave || leave.device_id !== device.deviceId) return refuse('IDENT-2', {}, 'code')
    if (read === null) return refuse('IDENT-3', {}, 'request')
    await errand.asHouse(
      db
        .updateTable('enrolment_leaves')
        .set({ used_at: errand.stamp.at })
        .where('code_hash', '=', hashOf(code)),
    )
    return keepIdentity(
      errand,
      {
        type: 'enrol',
        identityId: newId('idn'),
        deviceId: device.deviceId,
        acquirerId: device.acquirerId,
        serialNo: device.serialNo,
        status: device.status,
        leave: {
          deviceId: leave.device_id,
          variant: leave.variant as Variant,
          expiresAt: leave.expires_at,
          usedAt: leave.used_at,
        },
        request: read,
      },
      read,
    )
  },

  async 'identities.withdraw'(errand, { deviceId }) {
    await loadDevice(errand, deviceId, true)
    return (await end(errand, await identityOf(errand, deviceId, true), 'withdrawn')) ?? { ok: true }
  },

  async 'identities.challenge'(errand, { serialNo }) {
    const device = await bySerial(errand, serialNo)
    if (device === null) throw new NotFound()
    return challengeDevice(errand, device)
  },

  'identities.answer': (errand, { challengeId, serialNo, variant, secretText }) =>
    judgeAnswer(errand, challengeId, () => ({ serialNo: plain(serialNo), variant, secretText })),
}
