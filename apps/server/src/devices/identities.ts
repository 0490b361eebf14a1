import { randomBytes } from 'node:crypto'
import { refuseStatus } from '#device/challenge.ts'
import type { Device } from '#device/device.ts'
import {
  decideIdentity,
  evolveIdentity,
  type Identity,
  type IdentityMove,
  leaveEnds,
} from '#device/identity.ts'
import { plain } from '#device/reading.ts'
import type { Variant } from '#device/secret-text.ts'
import { isRefusal, keep, refuse } from '#ground/refusal.ts'
import type { Errand, Room } from '../house/errand.ts'
import { newId } from '../house/new-id.ts'
import { organisationNames } from '../house/names.ts'
import { houseOwner } from '../house/owner.ts'
import { db } from '../house/tables.ts'
import { challengeOwn, challengeSerial, judgeAnswer } from './challenges.ts'
import { loadDevice } from './device.ts'
import { certify, type EnrolmentRequest, makeAuthority, pemOf, readRequest } from './device-certificate.ts'
import { checkValueOf, keyOf, sealToDevice } from './device-secret.ts'
import { endIdentity, identityOf, keyPlace, recordIdentity } from './identity-store.ts'
import { giveCode, hashOf, loadedInRun, refusedInRun } from './key-runs.ts'
import { labelsOf } from './labels.ts'

/*
 * Everything here is the house's own: a device has no session, and its acquirer sees its identity, never its keys.
 */

const authorityPlace = (acquirerId: string) => ({
  datum: 'device_authorities.key' as const,
  row: acquirerId,
  ...houseOwner,
})

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
  if (before) await endIdentity(errand, before, 'replaced')
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
  await recordIdentity(errand, identityId, 0, facts)
  const sealed = await sealToDevice(request.point, keyOf(identityId), key)
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

/** DER in base64, or the same between PEM's two lines. */
const derOf = (request: string): Buffer =>
  Buffer.from(request.replaceAll(/-----(BEGIN|END) (NEW )?CERTIFICATE REQUEST-----/g, ''), 'base64')

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
    const code = await giveCode(errand, deviceId, variant)
    return { code, expiresAt: leaveEnds(errand.stamp.at) }
  },

  async 'identities.enrol'(errand, { serialNo, code, request }) {
    const read = await readRequest(derOf(request))
    const device = await bySerial(errand, serialNo)
    const [leave] = await errand.asHouse(
      db.selectFrom('enrolment_leaves').selectAll().where('code_hash', '=', hashOf(code)).forUpdate(),
    )
    // Whoever has no code learns nothing of serials either.
    if (device === null || !leave || leave.device_id !== device.deviceId) {
      // The desk that gave codes to many sees which of them does not get on, and by what.
      await refusedInRun(errand, leave?.device_id ?? device?.deviceId ?? '', 'IDENT-2')
      return keep(refuse('IDENT-2', {}, 'code'))
    }
    const enrolled =
      read === null
        ? refuse('IDENT-3', {}, 'request')
        : await keepIdentity(
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
    if (isRefusal(enrolled)) {
      // Nothing was written but the count: the code stays good.
      await refusedInRun(errand, device.deviceId, enrolled.rule)
      return keep(enrolled)
    }
    await errand.asHouse(
      db
        .updateTable('enrolment_leaves')
        .set({ used_at: errand.stamp.at })
        .where('code_hash', '=', hashOf(code)),
    )
    await loadedInRun(errand, device.deviceId, enrolled.identityId)
    return enrolled
  },

  async 'identities.withdraw'(errand, { deviceId }) {
    await loadDevice(errand, deviceId, true)
    return (await endIdentity(errand, await identityOf(errand, deviceId, true), 'withdrawn')) ?? { ok: true }
  },

  'identities.challenge': (errand, { serialNo, ...signed }) =>
    signed.askedAt === undefined && signed.signature === undefined
      ? challengeSerial(errand, serialNo)
      : challengeOwn(errand, { serialNo, ...signed }),

  'identities.answer': (errand, { challengeId, serialNo, variant, secretText }) =>
    judgeAnswer(errand, challengeId, () => ({ serialNo: plain(serialNo), variant, secretText })),
}
