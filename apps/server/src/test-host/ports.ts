import type { Script } from '#iso8583/bad-host.ts'
import type { DialectName, KeySuite } from '#iso8583/dialect.ts'
import type { Fact } from '#iso8583/fact.ts'
import type { SuiteProgress } from '#iso8583/judge.ts'
import type { TraceLine } from '#iso8583/trace.ts'

/** What the house knows of a terminal that may be tested: its test master key and the run its next results belong to. */
export type TerminalGrant = {
  readonly tmk: Uint8Array
  /** The one cipher this key is for; triple DES unless stated. A terminal that asks for another is refused (ISO-35). */
  readonly keySuite?: KeySuite
  readonly runId: string
  /** The dialect its run was opened with: it is heard at that dialect's door alone (ISO-37). Absent: at any. */
  readonly dialect?: DialectName
  /** It signed in under the serial number of another terminal on record: nothing it does proves anything of this one (ISO-45). */
  readonly isAnother?: boolean
  /** The bad day this run is to have, besides the suite's own scripted amounts. */
  readonly script?: Script
}

/**
 * Asked at every sign-in, and whenever a terminal without a session calls. Null: no such pair (97). The same `runId`
 * as long as that run is not finished and the terminal's binding has not changed; another one begins a fresh run.
 * `stated` is field 62 of a sign-in, in which a terminal states its serial number; empty otherwise.
 */
export type Terminals = {
  find(terminalNo: string, merchantNo: string, stated: string): Promise<TerminalGrant | null>
}

/** `barred`: the terminal may not be tested any more; its answer is 97 and the host forgets it (ISO-24). */
export type Taken = void | 'barred'

/** One exchange with a known terminal. `trace` is made on demand, card data masked. */
export type Observation = {
  readonly runId: string
  readonly terminalNo: string
  readonly merchantNo: string
  readonly at: string
  readonly transaction: string
  readonly code: string
  readonly facts: readonly Fact[]
  readonly progress: SuiteProgress
  readonly trace: () => { readonly request: readonly TraceLine[]; readonly answer: readonly TraceLine[] }
}

/** A finished run, reported once. `outcome` is the host's own judgement, never the terminal's. */
export type RunResult = {
  readonly runId: string
  readonly terminalNo: string
  readonly merchantNo: string
  readonly outcome: 'passed' | 'failed'
  readonly endedAt: string
  readonly progress: SuiteProgress
}

/** Bytes or callers the host turned away, or a port that failed. Says nothing of the content. */
export type Trouble = { readonly rule: string; readonly address: string; readonly detail: string }

export type Limits = {
  readonly connections: number
  readonly connectionsPerAddress: number
  readonly messagesPerConnection: number
  /** Silence on a connection before it is closed. */
  readonly idleMs: number
  /** Time a message that has begun may take to arrive whole. */
  readonly messageMs: number
  /** Terminals remembered; the longest silent is forgotten first and has to sign in again. */
  readonly terminals: number
}

export const defaultLimits: Limits = {
  connections: 512,
  connectionsPerAddress: 256,
  messagesPerConnection: 100_000,
  idleMs: 60_000,
  messageMs: 10_000,
  terminals: 10_000,
}

/** The house behind the host. A port that fails makes the host answer 96 and forget the exchange. */
export type HostPorts = {
  readonly terminals: Terminals
  readonly onObservation?: (observation: Observation) => Promise<Taken> | Taken
  /** Awaited before the answer that ends the run leaves. */
  readonly onRunComplete?: (result: RunResult) => Promise<void> | void
  readonly onTrouble?: (trouble: Trouble) => void
  /** UTC, ISO 8601. */
  readonly now?: () => string
}
