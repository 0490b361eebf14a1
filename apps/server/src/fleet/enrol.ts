import { sql } from 'kysely'
import { isRefusal, keep, refuse, type Refusal } from '#ground/refusal.ts'
import { type Errand, NotFound, type Room } from '../house/errand.ts'
import { db } from '../house/tables.ts'
import type { IdentitiesPort } from './ports.ts'
import { terminalKey } from './terminal-key.ts'

/**
 * A new key for a terminal at work, for the identity that has just proved itself; the key before it proves nothing any more
 * (BEAT-2). The terminal has no session: the house writes for it.
 */
const issueTerminalKey = async (
  errand: Errand,
  deviceId: string,
  identityId: string,
): Promise<{ readonly generation: number; readonly key: Buffer } | Refusal> => {
  const [device] = await errand.asHouse(
    db.selectFrom('devices').select(['acquirer_id', 'status']).where('device_id', '=', deviceId),
  )
  if (!device) throw new NotFound()
  // The answer is used up whatever comes of it.
  if (!['bound', 'live'].includes(device.status)) return keep(refuse('BEAT-2'))
  const [row] = await errand.asHouse(
    db
      .insertInto('fleet')
      .values({
        device_id: deviceId,
        acquirer_id: device.acquirer_id,
        identity_id: identityId,
        generation: 1,
        enrolled_at: errand.stamp.at,
      })
      // A terminal enrolled anew may have lost its counter with its key.
      .onConflict((conflict) =>
        conflict.column('device_id').doUpdateSet({
          generation: sql`fleet.generation + 1`,
          identity_id: identityId,
          enrolled_at: errand.stamp.at,
          beat_no: null,
          seen: null,
        }),
      )
      .returning('generation'),
  )
  if (!row) throw new Error(`terminal ${deviceId} was not enrolled`)
  const { generation } = row
  const enrolled = { type: 'terminal-enrolled', deviceId, generation } as const
  await errand.record(`terminal/${deviceId}`, generation - 1, [enrolled])
  return { generation, key: terminalKey(errand.house.keys, { deviceId, generation }) }
}

export const enrolment = ({
  proveIdentity,
  sealToDevice,
  keyOf,
}: IdentitiesPort): Room<'fleet.take-key' | 'fleet.set-quiet-hours'> => ({
  async 'fleet.take-key'(errand, answer) {
    const proved = await proveIdentity(errand, answer)
    if (isRefusal(proved)) return proved
    const { deviceId, identityId, point } = proved
    const issued = await issueTerminalKey(errand, deviceId, identityId)
    if (isRefusal(issued)) return issued
    const { generation, key } = issued
    const sealed = await sealToDevice(point, keyOf(identityId, generation), key)
    return { deviceId, generation, sealedKey: sealed.toString('base64') }
  },
  async 'fleet.set-quiet-hours'(errand, { deviceId, from, until }) {
    const set = await errand.run(
      db
        .updateTable('fleet')
        .set({ quiet_from: from, quiet_until: until })
        .where('device_id', '=', deviceId)
        .returning('device_id'),
    )
    if (set.length === 0) throw new NotFound()
    return { ok: true }
  },
})
