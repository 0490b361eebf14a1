import { createHash, randomBytes } from 'node:crypto'
import type { Principal } from '#ground/stamp.ts'
import type { Transaction } from './database.ts'
import { type Actor, NotSignedIn } from './errand.ts'

export type Credentials = { readonly sessionToken: string | null; readonly apiKey: string | null }

export const sessionHours = { idle: 24 * 7, absolute: 24 * 30 }

export const anonymous: Actor = {
  principal: 'anonymous',
  personId: '',
  organisationId: '',
  sessionId: null,
  calls: null,
}

/** 256 random bits in base64url: the cookie carries the token, the database its SHA-256 (ASVS 7.2.3). */
export const newToken = (): string => randomBytes(32).toString('base64url')
export const tokenHash = (token: string): Buffer => createHash('sha256').update(token).digest()

type SessionRow = {
  session_id: string
  person_id: string
  organisation_id: string
  principal: Principal
  stale: boolean
}

/**
 * Reads the asker afresh on every call, so ending a session or a membership takes effect at once (ASVS 7.4.2).
 * An unknown cookie is simply nobody; an unknown API key is an error, since a machine means to be known.
 */
export const findActor = async (tx: Transaction, credentials: Credentials, at: string): Promise<Actor> => {
  if (credentials.apiKey !== null) return machine(tx, credentials.apiKey)
  if (credentials.sessionToken === null) return anonymous
  const found = await tx.query<SessionRow>({
    name: 'session',
    text: `select s.session_id, s.person_id, s.organisation_id, s.principal, s.last_seen_at < $2::timestamptz - interval '1 minute' as stale
             from sessions s
             join memberships m on m.person_id = s.person_id and m.organisation_id = s.organisation_id
                               and m.principal = s.principal and m.ended_at is null
            where s.token_hash = $1 and s.ended_at is null and s.expires_at > $2
              and s.last_seen_at > $2::timestamptz - make_interval(hours => $3)`,
    values: [tokenHash(credentials.sessionToken), at, sessionHours.idle],
  })
  const row = found.rows[0]
  if (!row) return anonymous
  if (row.stale)
    await tx.query({
      name: 'session-seen',
      text: 'update sessions set last_seen_at = $2 where session_id = $1',
      values: [row.session_id, at],
    })
  return {
    principal: row.principal,
    personId: row.person_id,
    organisationId: row.organisation_id,
    sessionId: row.session_id,
    calls: null,
  }
}

const machine = async (tx: Transaction, apiKey: string): Promise<Actor> => {
  const found = await tx.query<{
    issued_by: string
    organisation_id: string
    principal: Principal
    calls: string[]
  }>({
    name: 'api-key',
    text: `select k.issued_by, k.organisation_id, k.principal, k.calls
             from api_keys k
             join memberships m on m.person_id = k.issued_by and m.organisation_id = k.organisation_id
                               and m.principal = k.principal and m.ended_at is null
            where k.key_hash = $1 and k.revoked_at is null`,
    values: [tokenHash(apiKey)],
  })
  const row = found.rows[0]
  if (!row) throw new NotSignedIn('unknown or revoked API key')
  return {
    principal: row.principal,
    personId: row.issued_by,
    organisationId: row.organisation_id,
    sessionId: null,
    calls: row.calls,
  }
}
