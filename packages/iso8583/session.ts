import type { Booked, Unanswered } from '#iso8583/fact.ts'
import type { WorkKeys } from '#iso8583/work-keys.ts'

/** One line of the test ledger, by batch and trace. The PAN stays in memory and is a test card's. */
export type Entry = {
  readonly transaction: Booked
  readonly batchNo: string
  readonly trace: string
  readonly amountFen: number
  readonly pan: string
  readonly reference: string
  readonly refundedFen: number
  readonly status: 'approved' | 'declined' | 'voided' | 'reversed'
  /** Key of the sale a void or refund belongs to. */
  readonly original: string | null
  readonly answer: Unanswered | 'answered'
}

/** A terminal's day with the host, opened by sign-in. */
export type Session = {
  readonly terminalNo: string
  readonly merchantNo: string
  readonly keys: WorkKeys
  readonly batchNo: string
  /** The greatest trace number heard: a sign-in below it is a terminal that started over. */
  readonly lastTrace: number
  readonly issued: number
  readonly entries: Map<string, Entry>
  /** The reversal the terminal owes before it may do anything else. */
  readonly owed: { readonly trace: string; readonly of: Unanswered } | null
  /** The settlement already answered, so that a repeated request gets the same answer. */
  readonly closed: { readonly batchNo: string; readonly totals: string; readonly answer: string } | null
}

/** What a decision does to the session. */
export type Change = {
  readonly entries?: readonly Entry[]
  readonly issued?: number
  readonly owed?: Session['owed']
  readonly closed?: Session['closed']
  readonly batchNo?: string
  readonly lastTrace?: number
}

/** A test ledger is not a bank's: beyond this many entries the terminal has to sign in anew (ISO-23). */
export const LEDGER_LIMIT = 10_000

export const entryKey = (batchNo: string, trace: string): string => `${batchNo}${trace}`

/**
 * The session after a change. The ledger map is handed on, not copied (a copy per message would cost more than
 * everything else), so the session given in must not be used afterwards.
 */
export const evolve = (session: Session, change: Change): Session => {
  const { entries, ...rest } = change
  for (const entry of entries ?? []) session.entries.set(entryKey(entry.batchNo, entry.trace), entry)
  return { ...session, ...rest }
}

/** `999999` is followed by `000001`, as on the terminal. */
export const nextBatch = (batchNo: string): string =>
  batchNo === '999999' ? '000001' : String(Number(batchNo) + 1).padStart(6, '0')
