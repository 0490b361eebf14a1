import type { TransactionSpec } from '#iso8583/dialect.ts'
import { type Message, textOf } from '#iso8583/message.ts'
import { entryKey } from '#iso8583/session.ts'
import { batchOf } from '#iso8583/transaction.ts'

/** One message as it arrived: `body` is the very bytes its MAC covers; `at` the UTC time of arrival. */
export type Arrival = {
  readonly message: Message
  readonly body: Uint8Array
  readonly transaction: TransactionSpec
  readonly at: string
}

/** An arrival with what every decision asks of it; '' where the message does not say. */
export type Request = Arrival & {
  readonly trace: string
  /** The batch the terminal states. */
  readonly batchNo: string
  /** How the ledger names it. */
  readonly key: string
}

export const askedBy = ({ message, body, transaction, at }: Arrival): Request => {
  const trace = textOf(message, 11)
  const batchNo = batchOf(message)
  return { message, body, transaction, at, trace, batchNo, key: entryKey(batchNo, trace) }
}
