import { refuse } from '#ground/refusal.ts'
import { type Errand, NotFound, type Room } from '../house/errand.ts'
import { namesOf } from '../house/names.ts'
import { db } from '../house/tables.ts'
import type { InputOf } from '#api/calls.ts'
import { peopleOf, tell } from './tell.ts'

export type Reason = InputOf<'custody-keys.order-revocation'>['reason']

/** A desk sees no keys of its people by itself: the house looks, for this organisation alone. */
const keysOf = (errand: Errand) =>
  db
    .selectFrom('custody_keys')
    .select(['key_id', 'person_id', 'principal', 'enrolled_at', 'revoked_at', 'revoked_by', 'revoked_for'])
    .where('organisation_id', '=', errand.actor.organisationId)

/** A lost phone whose owner cannot or will not revoke it: the desk does, with a reason, and both hear of it. */
export const orderedRevocations: Room<'custody-keys.of-colleagues' | 'custody-keys.order-revocation'> = {
  async 'custody-keys.of-colleagues'(errand) {
    const rows = await errand.asHouse(keysOf(errand).orderBy('enrolled_at', 'desc').limit(500))
    const names = await namesOf(
      errand,
      rows.map((row) => row.person_id),
    )
    return {
      items: rows.map((row) => ({
        keyId: row.key_id,
        name: names.get(row.person_id) ?? '',
        mine: row.person_id === errand.actor.personId,
        enrolledAt: row.enrolled_at,
        revokedAt: row.revoked_at,
        revokedFor: row.revoked_for as Reason | null,
      })),
    }
  },

  async 'custody-keys.order-revocation'(errand, { keyId, reason }) {
    const [key] = await errand.asHouse(keysOf(errand).where('key_id', '=', keyId).forUpdate())
    if (!key) throw new NotFound()
    if (key.revoked_at !== null || key.person_id === errand.actor.personId) return refuse('CUST-50')
    await errand.asHouse(
      db
        .updateTable('custody_keys')
        .set({ revoked_at: errand.stamp.at, revoked_by: errand.actor.personId, revoked_for: reason })
        .where('key_id', '=', keyId),
    )
    const fact = { type: 'custody-key-ordered-off', reason } as const
    await errand.record(`custody-key/${keyId}`, 1, [fact])
    const desk = await peopleOf(errand, errand.actor.organisationId, errand.actor.principal)
    const names = await namesOf(errand, [key.person_id])
    const params = { name: names.get(key.person_id) ?? '', phone: keyId.slice(-6), reason }
    await tell(errand, [key.person_id, ...desk], 'phone-revoked', 'CUST-54', params)
    return { ok: true }
  },
}
