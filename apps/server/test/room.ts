import { randomBytes, randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { callNamed, type CallName, type InputOf, type OutputOf } from '#api/calls.ts'
import { isRefusal, type Refusal } from '#ground/refusal.ts'
import type { Principal } from '#ground/stamp.ts'
import { openReader } from '../src/documents/read-lines.ts'
import { openReadingDesk } from '../src/documents/reading-desk.ts'
import { causeOf, perform } from '../src/house/corridor.ts'
import { openPool } from '../src/house/database.ts'
import type { Handlers } from '../src/house/errand.ts'
import { openDisk } from '../src/house/file-store.ts'
import type { House } from '../src/house/house.ts'
import { shutDoors } from '../src/test-host/doors.ts'
import { keepInOutbox } from '../src/house/messages.ts'
import { personPlace } from '../src/house/names.ts'
import { newId } from '../src/house/new-id.ts'
import { check, replyFault } from '../src/house/read-request.ts'
import { newToken, tokenHash } from '../src/house/session.ts'
import { startSequencer } from '../src/log/sequencer.ts'
import { testConfig } from './test-config.ts'
import { freshDatabase } from './database.ts'
import { testKeys } from './keys.ts'

export type Seat = {
  readonly principal: Principal
  readonly personId: string
  readonly organisationId: string
  readonly sessionToken: string | null
}

export const nobody: Seat = { principal: 'anonymous', personId: '', organisationId: '', sessionToken: null }

const kinds: Partial<Record<Principal, string>> = {
  merchant: 'merchant',
  provider: 'provider',
  technician: 'provider',
  reviewer: 'acquirer',
  regulator: 'regulator',
  operator: 'platform',
}

/**
 * Some rooms on a database of their own, without ports: calls go through the real corridor and the real walls, and the
 * test holds the clock: `clock.now` is the time every call is stamped with, `from.address` where it comes from. The whole house is in house.ts.
 */
export const openTestRoom = async (handlers: Partial<Handlers>) => {
  const database = await freshDatabase()
  const dataDir = await mkdtemp(join(tmpdir(), 'fangxin-room-'))
  const clock = { now: '2026-11-20T02:00:00.000Z' }
  const from = { address: '127.0.0.1', device: 'test' }
  const reader = openReader()
  const house: House = {
    config: testConfig(dataDir, { databaseUrl: database.url }),
    pool: openPool(database.connection, 4),
    keys: await testKeys(),
    files: openDisk(join(dataDir, 'files')),
    now: () => new Date(clock.now),
    sendMessage: keepInOutbox,
    reader,
    desk: openReadingDesk(reader),
    origin: 'http://localhost:8080',
    iso8583Port: 0,
    doors: shutDoors,
    wakeLog: () => {},
  }
  const sequencer = await startSequencer(house, 5_000)
  house.wakeLog = sequencer.wake
  // The owner of the tables: sets a stage and looks behind the walls, never used by the house itself.
  const owner = new pg.Client(database.connection)
  await owner.connect()

  const organisation = async (kind: string, name: string): Promise<string> => {
    const organisationId = newId('org')
    await owner.query('insert into organisations (organisation_id, kind, name) values ($1, $2, $3)', [
      organisationId,
      kind,
      name,
    ])
    return organisationId
  }

  /** Somebody signed in, at a new organisation of the fitting kind or at a given one. */
  const seat = async (principal: Principal, name: string, at?: string): Promise<Seat> => {
    const personId = newId('per')
    const organisationId = at ?? (await organisation(kinds[principal] ?? 'merchant', name))
    const sealed = await house.keys.seal(personPlace('name', personId), name)
    const phone = await house.keys.seal(personPlace('phone', personId), '+8619900000099')
    const sessionToken = newToken()
    await owner.query(
      `insert into persons (person_id, phone_index, phone_sealed, name_sealed) values ($1, $2, $3, $4)`,
      [personId, randomBytes(8), phone, sealed],
    )
    await owner.query('insert into memberships (person_id, organisation_id, principal) values ($1, $2, $3)', [
      personId,
      organisationId,
      principal,
    ])
    await owner.query(
      `insert into sessions (session_id, token_hash, person_id, organisation_id, principal, device, started_at, last_seen_at, expires_at)
       values ($1, $2, $3, $4, $5, 'test', $6, 'infinity', 'infinity')`,
      [newId('ses'), tokenHash(sessionToken), personId, organisationId, principal, clock.now],
    )
    return { principal, personId, organisationId, sessionToken }
  }

  /** One call as it would come over HTTP: input and answer are held to the call's schemas. */
  const ask = async <N extends CallName>(
    who: Seat,
    name: N,
    input: InputOf<N>,
    idempotencyKey: string | null = null,
  ): Promise<OutputOf<N> | Refusal> => {
    const call = callNamed.get(name)
    if (!call) throw new Error(`no call ${name}`)
    check(call, input)
    try {
      const { reply } = await perform(house, handlers as Handlers, {
        call,
        input: input as Readonly<Record<string, unknown>>,
        credentials: { sessionToken: who.sessionToken, apiKey: null },
        requestId: randomUUID(),
        idempotencyKey,
        from: { ...from },
      })
      const fault = replyFault(call, reply)
      if (fault) throw new Error(fault)
      return reply as OutputOf<N>
    } catch (error) {
      const cause = causeOf(error)
      if (isRefusal(cause)) return cause
      throw cause
    }
  }

  /** The answer of a call that must be granted. */
  const granted = async <N extends CallName>(who: Seat, name: N, input: InputOf<N>): Promise<OutputOf<N>> => {
    const answer = await ask(who, name, input)
    if (isRefusal(answer)) throw new Error(`${name} refused: ${answer.rule} ${JSON.stringify(answer.params)}`)
    return answer
  }

  /** The rule that refuses a call, or `granted`. */
  const refused = async <N extends CallName>(who: Seat, name: N, input: InputOf<N>): Promise<string> => {
    const answer = await ask(who, name, input)
    return isRefusal(answer) ? answer.rule : 'granted'
  }

  return {
    house,
    clock,
    from,
    owner,
    organisation,
    seat,
    ask,
    granted,
    refused,
    async close() {
      await sequencer.stop()
      house.desk.end()
      house.reader.end()
      await house.pool.end()
      await owner.end()
      await database.drop()
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}

export type TestRoom = Awaited<ReturnType<typeof openTestRoom>>
