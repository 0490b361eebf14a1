import { sql } from 'kysely'
import { refuse, type Refusal } from '#ground/refusal.ts'
import { type Errand, NotFound, type Room } from '../house/errand.ts'
import { db } from '../house/tables.ts'
import { terminalKey } from './terminal-key.ts'

/**
 * A new key for a terminal at work, in the asker's transaction; the key before it proves nothing any more (BEAT-2).
 * Also for whoever has proved a terminal's identity in another way and hands it its key.
 */
const issueTerminalKey = async (
  errand: Errand,
  deviceId: string,
): Promise<{ readonly generation: number; readonly key: Buffer } | Refusal> => {
  const [device] = await errand.run(
    db.selectFrom('devices').select(['acquirer_id', 'status']).where('device_id', '=', deviceId),
  )
  if (!device) throw new NotFound()
  if (!['bound', 'live'].includes(device.status)) return refuse('BEAT-2', {}, 'deviceId')
  const [row] = await errand.run(
    db
      .insertInto('fleet')
      .values({
        device_id: deviceId,
        acquirer_id: device.acquirer_id,
        generation: 1,
        enrolled_at: errand.stamp.at,
      })
      // A terminal enrolled anew may have lost its counter with its key.
      .onConflict((conflict) =>
        conflict.column('device_id').doUpdateSet({
          generation: sql`fleet.generation + 1`,
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

export const enrolment: Room<'fleet.enrol' | 'fleet.set-quiet-hours'> = {
  async 'fleet.enrol'(errand, { deviceId }) {
    const issued = await issueTerminalKey(errand, deviceId)
    if ('rule' in issued) return issued
    return { deviceId, generation: issued.generation, key: issued.key.toString('hex') }
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
}
