import type { Compilable } from 'kysely'
import { may } from '#access/may.ts'
import type { Call } from '#api/call.ts'
import type { CallName } from '#api/calls.ts'
import { isRefusal, type Refusal } from '#ground/refusal.ts'
import type { Stamp } from '#ground/stamp.ts'
import { type Transaction, transaction } from './database.ts'
import { type Actor, type Errand, type Handlers, NotFound } from './errand.ts'
import { writeFacts } from './facts.ts'
import type { House } from './house.ts'
import { type Once, onceFor } from './once.ts'
import { BadRequest } from './problem.ts'
import { published } from './published.ts'
import { type Credentials, findActor } from './session.ts'
import { nameOf } from './tables.ts'

export type Asked = {
  readonly call: Call
  readonly input: Readonly<Record<string, unknown>>
  readonly credentials: Credentials
  readonly requestId: string
  readonly idempotencyKey: string | null
  readonly from: { readonly address: string; readonly device: string }
}

export type Answer = {
  readonly reply: unknown
  readonly replayed: boolean
  readonly cookie: { readonly set: string; readonly expiresAt: string } | 'clear' | null
}

/** A refusal crosses the transaction as an error so that everything it did is rolled back. */
class Refused extends Error {
  readonly refusal: Refusal
  constructor(refusal: Refusal) {
    super(refusal.rule)
    this.refusal = refusal
  }
}

// Read committed: every invariant stands on a row lock or a constraint, never on isolation alone (trust.md finding 5).
const begin = {
  command: `begin; set local fx.principal = 'house'`,
  // A read's audit row may be lost with the machine, never the answer's truth: it need not wait for the disk.
  read: `begin; set local synchronous_commit = off; set local fx.principal = 'house'`,
}

const become = (tx: Transaction, actor: Pick<Actor, 'principal' | 'personId' | 'organisationId'>) =>
  tx.query({
    name: 'become',
    text: `select set_config('fx.principal', $1, true), set_config('fx.person', $2, true), set_config('fx.organisation', $3, true)`,
    values: [actor.principal, actor.personId, actor.organisationId],
  })

const audit = (tx: Transaction, asked: Asked, stamp: Stamp, outcome: string) =>
  tx.query({
    name: 'audit',
    text: `insert into audit (at, call, principal, person_id, organisation_id, case_id, outcome, request_id)
           values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    values: [
      stamp.at,
      asked.call.name,
      stamp.principal,
      stamp.personId,
      stamp.organisationId,
      typeof asked.input.caseId === 'string' ? asked.input.caseId : null,
      outcome,
      asked.requestId,
    ],
  })

const makeErrand = (
  house: House,
  tx: Transaction,
  asked: Pick<Asked, 'requestId' | 'from'>,
  actor: Actor,
  stamp: Stamp,
  cookie: Errand['cookie'],
  waitForLeaf: Errand['waitForLeaf'],
): Errand => {
  const run = async <T>(query: Compilable<T>): Promise<T[]> => {
    const { sql, parameters } = query.compile()
    const name = nameOf(sql)
    return (await tx.query({ ...(name === undefined ? {} : { name }), text: sql, values: [...parameters] }))
      .rows
  }
  return {
    house,
    actor,
    stamp,
    requestId: asked.requestId,
    from: asked.from,
    cookie,
    waitForLeaf,
    run,
    async asHouse(query) {
      // Sent in one go on the pipeline: no other statement of this errand can slip in between.
      const [, rows] = await Promise.all([
        become(tx, { ...actor, principal: 'house' }),
        run(query),
        become(tx, actor),
      ])
      return rows
    },
    record: (stream, fromVersion, facts) =>
      facts.length === 0
        ? Promise.resolve()
        : writeFacts(tx, house.keys, stamp, asked.requestId, stream, fromVersion, facts),
    async enqueue(task, payload, at) {
      await tx.query({
        text: 'select enqueue($1, $2, $3)',
        values: [task, JSON.stringify(payload), at ?? null],
      })
    },
  }
}

/** "Not found" is an answer like a refusal; whatever else a handler throws is a fault and ends the transaction. */
const whenNotFound = (error: unknown): NotFound => {
  if (error instanceof NotFound) return error
  throw error
}

/**
 * One call, one transaction: who → may → key → handler → facts, leaves, jobs, audit → commit.
 * A refusal, or a thing not found, rolls back to the savepoint: only its audit row stays.
 */
export const perform = async (house: House, handlers: Handlers, asked: Asked): Promise<Answer> => {
  const { call } = asked
  const name = call.name as CallName
  const isCommand = call.kind === 'command'
  // A look at clear text writes what a command writes, durably, whatever its method; and is never answered from memory.
  const writes = isCommand || call.reveals === true
  const leaves: { stream: string; version: number }[] = []
  let cookie: Answer['cookie'] = null
  const jar: Errand['cookie'] = {
    set: (set, expiresAt) => void (cookie = { set, expiresAt }),
    clear: () => void (cookie = 'clear'),
  }
  const outcome = await transaction(house.pool, writes ? begin.command : begin.read, async (tx) => {
    const at = house.now().toISOString()
    const actor = await findActor(tx, asked.credentials, at)
    const stamp: Stamp = {
      principal: actor.principal,
      personId: actor.personId,
      organisationId: actor.organisationId,
      at,
    }
    const allowed = may[name].includes(actor.principal) && (actor.calls?.includes(name) ?? true)
    // No row for nobody: a stranger could fill the disk with them.
    if (!allowed && actor.principal === 'anonymous') throw new BadRequest(401, 'HTTP-401')
    if (!allowed) {
      await audit(tx, asked, stamp, 'HTTP-403')
      return { failed: new BadRequest(403, 'HTTP-403') }
    }
    if (actor.calls && isCommand && asked.idempotencyKey === null) throw new BadRequest(400, 'HTTP-428')
    const becoming = become(tx, actor)
    // Awaited below; a handler that fails first must not leave this one's failure unheard.
    becoming.catch(() => {})
    const once: Once | null =
      isCommand && !call.reveals && asked.idempotencyKey !== null && actor.principal !== 'anonymous'
        ? onceFor(tx, house.keys, actor, name, asked.idempotencyKey, at)
        : null
    const earlier = await once?.earlier(asked.input)
    if (earlier) return { reply: earlier.reply, replayed: true }
    if (writes) tx.query('savepoint handler').catch(() => {})
    const errand = makeErrand(house, tx, asked, actor, stamp, jar, (stream, version) => {
      leaves.push({ stream, version })
    })
    const reply = await handlers[name](errand, asked.input as never).catch(whenNotFound)
    await becoming
    const refusal = isRefusal(reply) ? reply : null
    if (refusal || reply instanceof NotFound) {
      if (writes && !refusal?.kept) await tx.query('rollback to savepoint handler')
      await once?.forget()
      // Somebody trying other people's ids leaves a trace (ASVS 16.3.2).
      if (refusal || isCommand || call.audited)
        await audit(tx, asked, stamp, refusal ? refusal.rule : 'HTTP-404')
      return { failed: refusal ? new Refused(refusal) : reply }
    }
    const closing: Promise<unknown>[] = []
    if (once) closing.push(once.keep(reply))
    if (isCommand || call.audited) closing.push(audit(tx, asked, stamp, 'ok'))
    await Promise.all(closing)
    return { reply, replayed: false }
  })
  if ('failed' in outcome) throw outcome.failed
  // Committed; now in the signed log; only then does the answer leave.
  for (const { stream, version } of leaves) await published(house, stream, version)
  return { ...outcome, cookie }
}

/** Unwraps what crossed the transaction as an error. */
export const causeOf = (error: unknown): unknown => (error instanceof Refused ? error.refusal : error)

const noCookie: Errand['cookie'] = { set: () => {}, clear: () => {} }

/** A job is a call's work done by the house, in a transaction of its own (law 5). */
export const performAsHouse = <T>(
  house: House,
  requestId: string,
  work: (errand: Errand) => Promise<T>,
  cookie: Errand['cookie'] = noCookie,
): Promise<T> =>
  transaction(house.pool, begin.command, async (tx) => {
    const at = house.now().toISOString()
    const actor: Actor = {
      principal: 'house',
      personId: '',
      organisationId: '',
      sessionId: null,
      calls: null,
    }
    await become(tx, actor)
    const stamp: Stamp = { principal: 'house', personId: '', organisationId: '', at }
    return work(
      makeErrand(
        house,
        tx,
        { requestId, from: { address: '', device: '' } },
        actor,
        stamp,
        cookie,
        // A job shows nothing to anybody.
        () => {},
      ),
    )
  })
