import type { Room } from '../house/errand.ts'
import { NotFound } from '../house/errand.ts'
import { db } from '../house/tables.ts'

export const sessions: Room<'people.sessions' | 'people.end-session'> = {
  async 'people.sessions'(errand) {
    const rows = await errand.run(
      db
        .selectFrom('sessions')
        .select(['session_id', 'started_at', 'last_seen_at', 'device'])
        .where('person_id', '=', errand.actor.personId)
        .where('ended_at', 'is', null)
        .where('expires_at', '>', errand.stamp.at)
        .orderBy('last_seen_at', 'desc')
        .limit(100),
    )
    return {
      items: rows.map((row) => ({
        sessionId: row.session_id,
        startedAt: row.started_at,
        lastSeenAt: row.last_seen_at,
        device: row.device,
        current: row.session_id === errand.actor.sessionId,
      })),
    }
  },

  async 'people.end-session'(errand, { sessionId }) {
    const ended = await errand.run(
      db
        .updateTable('sessions')
        .set({ ended_at: errand.stamp.at })
        .where('session_id', '=', sessionId)
        .where('person_id', '=', errand.actor.personId)
        .where('ended_at', 'is', null)
        .returning('session_id'),
    )
    if (ended.length === 0) throw new NotFound()
    return { ok: true }
  },
}
