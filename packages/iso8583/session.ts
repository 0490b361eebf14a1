import type { Booked, Unanswered } from '#iso8583/fact.ts'
import type { WorkKeys } from '#iso8583/work-keys.ts'

/** One line of the test ledger. The PAN stays in memory and is a test card's; '' for an order nobody has paid. */
export type Entry = {
  readonly transaction: Booked
  /** Batch and trace as the terminal stated them: how it names the transaction later. */
  readonly key: string
  /** The batch whose settlement counts it. */
  readonly batchNo: string
  readonly trace: string
  readonly amountFen: number
  readonly pan: string
  readonly reference: string
  readonly refundedFen: number
  /** An order whose payment was asked after: the customer has paid by the next time. */
  readonly asked?: true
  readonly status: 'approved' | 'declined' | 'voided' | 'reversed' | 'completed' | 'waiting' | 'closed'
  /** What it did to earlier entries; a reversal puts `before` back where `after` still stands. */
  readonly changed: readonly { readonly before: Entry; readonly after: Entry }[]
  readonly answer: Unanswered | 'answered'
}

/** A settlement already answered. `uploaded` holds amounts by trace once the terminal sends its batch up. */
export type Closed = {
  readonly batchNo: string
  readonly stated: string
  readonly totals: string
  readonly answer: string
  readonly equal: boolean
  readonly uploaded: ReadonlyMap<string, number>
}

/** A terminal's day with the host, opened by sign-in. */
export type Session = {
  readonly terminalNo: string
  readonly merchantNo: string
  readonly keys: WorkKeys
  readonly batchNo: string
  /** False once it has signed off. */
  readonly open: boolean
  /** The greatest trace number heard: a sign-in below it is a terminal that started over. */
  readonly lastTrace: number
  readonly issued: number
  readonly entries: Map<string, Entry>
  /** Batch and trace of every request whose MAC held and that is not in the ledger: none is taken twice. */
  readonly heard: Set<string>
  /** The reversal the terminal owes before it may do anything else. */
  readonly owed: { readonly trace: string; readonly of: Unanswered } | null
  readonly closed: Closed | null
}

/** What a decision does to the session. */
export type Change = {
  readonly entries?: readonly Entry[]
  readonly heard?: string
  readonly issued?: number
  readonly open?: boolean
  readonly owed?: Session['owed']
  readonly closed?: Closed
  readonly batchNo?: string
  readonly lastTrace?: number
}

/** A test ledger is not a bank's: beyond this many requests the terminal has to sign in anew (ISO-23). */
export const LEDGER_LIMIT = 10_000

export const entryKey = (batchNo: string, trace: string): string => batchNo + trace

/**
 * The session after a change. Ledger and trace numbers are handed on, not copied (a copy per message would cost more
 * than everything else), so the session given in must not be used afterwards.
 */
export const evolve = (session: Session, change: Change): Session => {
  if (change.entries !== undefined) for (const entry of change.entries) session.entries.set(entry.key, entry)
  if (change.heard !== undefined) session.heard.add(change.heard)
  // Field by field: spreading both objects was a tenth of the host's whole work.
  return {
    terminalNo: session.terminalNo,
    merchantNo: session.merchantNo,
    keys: session.keys,
    batchNo: change.batchNo ?? session.batchNo,
    open: change.open ?? session.open,
    lastTrace: change.lastTrace ?? session.lastTrace,
    issued: change.issued ?? session.issued,
    entries: session.entries,
    heard: session.heard,
    owed: change.owed === undefined ? session.owed : change.owed,
    closed: change.closed ?? session.closed,
  }
}

/** `999999` is followed by `000001`, as on the terminal. */
export const nextBatch = (batchNo: string): string =>
  batchNo === '999999' ? '000001' : String(Number(batchNo) + 1).padStart(6, '0')
