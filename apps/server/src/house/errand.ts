import type { Compilable } from 'kysely'
import type { CallName, InputOf, OutputOf } from '#api/calls.ts'
import type { Refusal } from '#ground/refusal.ts'
import type { Stamp } from '#ground/stamp.ts'
import type { Fact } from './facts.ts'
import type { House } from './house.ts'

/** Who is asking: a person's session, a machine's key, or the house itself. */
export type Actor = Pick<Stamp, 'principal' | 'personId' | 'organisationId'> & {
  readonly sessionId: string | null
  /** Calls a machine's key is limited to; null for people. */
  readonly calls: readonly string[] | null
}

/** Another's thing and no thing at all look the same (law 4). */
export class NotFound extends Error {
  override readonly name = 'NotFound'
}

/** Signed out, expired or unknown. */
export class NotSignedIn extends Error {
  override readonly name = 'NotSignedIn'
}

/** One call on its way through the corridor: who asks, when, and one transaction to work in. */
export type Errand = {
  readonly house: House
  readonly actor: Actor
  readonly stamp: Stamp
  readonly requestId: string
  /** Address and device of the caller, for sign-in limits and the session list. */
  readonly from: { readonly address: string; readonly device: string }
  /** Runs a query built with `sql` of ./tables.ts inside this transaction, as the asker (row-level security). */
  run<T>(query: Compilable<T>): Promise<T[]>
  /** The same with the house's own eyes: only where the asker may not see what the answer needs. Each use says why. */
  asHouse<T>(query: Compilable<T>): Promise<T[]>
  /** Facts of one stream (`case/cas_…`), written with their leaves before commit. */
  record(stream: string, fromVersion: number, facts: readonly Fact[]): Promise<void>
  /** Asks the house to do something after commit, with the transaction's own fate. */
  enqueue(task: string, payload: Readonly<Record<string, string>>, at?: string): Promise<void>
  /** Holds the answer back until this fact, committed, has its leaf in the signed log. */
  waitForLeaf(stream: string, version: number): void
  /** Cookies and headers belong to the corridor: a handler may only open or end the session. */
  readonly cookie: { set(token: string, expiresAt: string): void; clear(): void }
}

export type Handler<N extends CallName> = (
  errand: Errand,
  input: InputOf<N>,
) => Promise<OutputOf<N> | Refusal>

export type Handlers = { readonly [N in CallName]: Handler<N> }
/** What one room contributes. */
export type Room<N extends CallName> = { readonly [K in N]: Handler<K> }
