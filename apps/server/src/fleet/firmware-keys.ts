import { refuse } from '#ground/refusal.ts'
import { NotFound, type Room } from '../house/errand.ts'
import { namesOf } from '../house/names.ts'
import { newId } from '../house/new-id.ts'
import { db } from '../house/tables.ts'
import { readPublicKey } from './manifest-signature.ts'

/** Keys whose signatures count: one person enters one, another confirms it; whoever holds it steers a whole fleet. */
export const firmwareKeys: Room<'firmware.enter-key' | 'firmware.confirm-key' | 'firmware.keys'> = {
  async 'firmware.enter-key'(errand, { algorithm, publicKey }) {
    if (readPublicKey(algorithm, publicKey) === null) return refuse('FIRM-1', {}, 'publicKey')
    const keyId = newId('fwk')
    const { personId, organisationId } = errand.actor
    const written = await errand.run(
      db
        .insertInto('firmware_keys')
        .values({
          key_id: keyId,
          acquirer_id: organisationId,
          algorithm,
          public_key: publicKey,
          entered_by: personId,
          entered_at: errand.stamp.at,
        })
        .onConflict((conflict) => conflict.columns(['acquirer_id', 'public_key']).doNothing())
        .returning('key_id'),
    )
    if (written.length === 0) return refuse('FIRM-1', {}, 'publicKey')
    const entered = { type: 'firmware-key-entered', keyId, algorithm, publicKey } as const
    await errand.record(`firmware-key/${keyId}`, 0, [entered])
    return { keyId }
  },

  async 'firmware.confirm-key'(errand, { keyId }) {
    const [key] = await errand.run(
      db.selectFrom('firmware_keys').selectAll().where('key_id', '=', keyId).forUpdate(),
    )
    if (!key) throw new NotFound()
    if (key.confirmed_by !== null || key.entered_by === errand.actor.personId)
      return refuse('FIRM-5', { what: 'key', needed: 2 })
    await errand.run(
      db
        .updateTable('firmware_keys')
        .set({ confirmed_by: errand.actor.personId, confirmed_at: errand.stamp.at })
        .where('key_id', '=', keyId),
    )
    await errand.record(`firmware-key/${keyId}`, 1, [{ type: 'firmware-key-confirmed' }])
    return { ok: true }
  },

  async 'firmware.keys'(errand) {
    const rows = await errand.run(
      db.selectFrom('firmware_keys').selectAll().orderBy('key_id', 'desc').limit(100),
    )
    const names = await namesOf(
      errand,
      rows.flatMap((row) => [row.entered_by, row.confirmed_by ?? '']),
    )
    return {
      items: rows.map((row) => ({
        keyId: row.key_id,
        algorithm: row.algorithm as 'ed25519' | 'ecdsa-p256',
        publicKey: row.public_key,
        enteredBy: names.get(row.entered_by) ?? '',
        enteredAt: row.entered_at,
        confirmedBy: row.confirmed_by === null ? null : (names.get(row.confirmed_by) ?? ''),
        mine: row.entered_by === errand.actor.personId,
      })),
    }
  },
}
