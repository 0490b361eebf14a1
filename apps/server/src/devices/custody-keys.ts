import { reservationOf, type Device } from '#device/device.ts'
import type { Signer } from '#device/duty-move.ts'
import { enrolmentPayload } from '#device/hand-over.ts'
import { refuse } from '#ground/refusal.ts'
import { type Errand, NotFound, type Room } from '../house/errand.ts'
import { namesOf, organisationNames } from '../house/names.ts'
import { newId } from '../house/new-id.ts'
import { db } from '../house/tables.ts'
import { loadDevice } from './device.ts'
import type { Reason } from './ordered-revocations.ts'

const p256 = { name: 'ECDSA', namedCurve: 'P-256' } as const

/** Does this key, as enrolled, have signed exactly these bytes? Nothing that is not a P-256 key ever has. */
const hasSigned = async (publicKey: string, payload: string, signature: string): Promise<boolean> => {
  try {
    const key = await crypto.subtle.importKey('spki', Buffer.from(publicKey, 'base64url'), p256, false, [
      'verify',
    ])
    return await crypto.subtle.verify(
      { name: 'ECDSA', hash: 'SHA-256' },
      key,
      Buffer.from(signature, 'base64url'),
      Buffer.from(payload),
    )
  } catch {
    return false
  }
}

/** Phones' clocks may run ahead: a key counts as enrolled from this long before the house wrote it down. */
const CLOCK_MINUTES = 10

/** Who signed with this key, and whether signature, key and post still hold; null when no such key was enrolled. */
export const signerOf = async (
  errand: Errand,
  keyId: string,
  signed: { readonly payload: string; readonly signature: string; readonly at: string },
): Promise<Signer | null> => {
  // Neither of the two sees the other's keys; the house compares for both.
  const [key] = await errand.asHouse(db.selectFrom('custody_keys').selectAll().where('key_id', '=', keyId))
  if (!key) return null
  const working = await errand.asHouse(
    db
      .selectFrom('memberships')
      .select('person_id')
      .where('person_id', '=', key.person_id)
      .where('organisation_id', '=', key.organisation_id)
      .where('principal', '=', key.principal)
      .where('ended_at', 'is', null),
  )
  const enrolled = Date.parse(key.enrolled_at) - CLOCK_MINUTES * 60_000 <= Date.parse(signed.at)
  const technician = key.principal === 'technician'
  return {
    personId: key.person_id,
    custodian: technician
      ? { kind: 'technician', holderId: key.person_id }
      : { kind: key.principal === 'merchant' ? 'merchant' : 'acquirer', holderId: key.organisation_id },
    providerId: technician ? key.organisation_id : null,
    signatureHolds: await hasSigned(key.public_key, signed.payload, signed.signature),
    keyHolds: key.revoked_at === null && enrolled && working.length > 0,
    keyOrderedOff: key.revoked_by !== null,
  }
}

const kindOf: Readonly<Record<string, 'acquirer' | 'technician' | 'merchant'>> = {
  reviewer: 'acquirer',
  technician: 'technician',
  merchant: 'merchant',
}

const isHolder = (device: Device, personId: string, organisationId: string): boolean =>
  device.custodian.holderId === (device.custodian.kind === 'technician' ? personId : organisationId)

/** Phones that sign, and whose they are. */
export const custodyKeys: Room<
  'custody-keys.enrol' | 'custody-keys.list' | 'custody-keys.revoke' | 'custody-keys.counterparts'
> = {
  async 'custody-keys.enrol'(errand, { publicKey, proof }) {
    const { personId, organisationId, principal } = errand.actor
    if (!(await hasSigned(publicKey, enrolmentPayload(personId, publicKey), proof)))
      return refuse('CUST-26', {}, 'proof')
    const keyId = newId('cky')
    const written = await errand.run(
      db
        .insertInto('custody_keys')
        .values({
          key_id: keyId,
          person_id: personId,
          organisation_id: organisationId,
          principal,
          public_key: publicKey,
          enrolled_at: errand.stamp.at,
        })
        .onConflict((conflict) => conflict.column('public_key').doNothing())
        .returning('key_id'),
    )
    if (written.length === 0) return refuse('CUST-27', {}, 'publicKey')
    const fact = { type: 'custody-key-enrolled', publicKey } as const
    await errand.record(`custody-key/${keyId}`, 0, [fact])
    return { keyId }
  },

  async 'custody-keys.list'(errand) {
    const rows = await errand.run(
      db
        .selectFrom('custody_keys')
        .select(['key_id', 'public_key', 'enrolled_at', 'revoked_at', 'revoked_for'])
        .where('person_id', '=', errand.actor.personId)
        .orderBy('enrolled_at', 'desc')
        .limit(100),
    )
    return {
      items: rows.map((row) => ({
        keyId: row.key_id,
        publicKey: row.public_key,
        enrolledAt: row.enrolled_at,
        revokedAt: row.revoked_at,
        revokedFor: row.revoked_for as Reason | null,
      })),
    }
  },

  async 'custody-keys.revoke'(errand, { keyId }) {
    const gone = await errand.run(
      db
        .updateTable('custody_keys')
        .set({ revoked_at: errand.stamp.at })
        .where('key_id', '=', keyId)
        .where('revoked_at', 'is', null)
        .returning('key_id'),
    )
    if (gone.length === 0) throw new NotFound()
    const fact = { type: 'custody-key-revoked' } as const
    await errand.record(`custody-key/${keyId}`, 1, [fact])
    return { ok: true }
  },

  async 'custody-keys.counterparts'(errand, { deviceId }) {
    const { device } = await loadDevice(errand, deviceId)
    const reservation = reservationOf(device)
    const houses = [device.acquirerId, reservation?.providerId, reservation?.merchantId].filter(
      (each) => each !== undefined,
    )
    // Who may take a device from whose hands is for all who handle it to know; keys are public by their nature.
    const people = await errand.asHouse(
      db
        .selectFrom('memberships')
        .select(['person_id', 'organisation_id', 'principal'])
        .where('organisation_id', 'in', houses)
        .where('principal', 'in', ['reviewer', 'technician', 'merchant'])
        .where('ended_at', 'is', null)
        .orderBy('person_id')
        .limit(500),
    )
    const ids = people.map((person) => person.person_id)
    const keys =
      ids.length === 0
        ? []
        : await errand.asHouse(
            db
              .selectFrom('custody_keys')
              .select(['key_id', 'person_id', 'organisation_id', 'public_key'])
              .where('person_id', 'in', ids)
              .where('revoked_at', 'is', null)
              .orderBy('enrolled_at', 'desc')
              .limit(2_000),
          )
    const [names, organisations] = await Promise.all([
      namesOf(errand, ids),
      organisationNames(errand, houses),
    ])
    return {
      hand: device.hands,
      serialNo: device.serialNo,
      sealNo: device.sealNo,
      people: people.map((person) => ({
        personId: person.person_id,
        name: names.get(person.person_id) ?? '',
        organisation: organisations.get(person.organisation_id) ?? '',
        kind: kindOf[person.principal] ?? 'acquirer',
        holds: isHolder(device, person.person_id, person.organisation_id),
        keys: keys
          .filter(
            (key) => key.person_id === person.person_id && key.organisation_id === person.organisation_id,
          )
          .slice(0, 20)
          .map((key) => ({ keyId: key.key_id, publicKey: key.public_key })),
      })),
    }
  },
}
