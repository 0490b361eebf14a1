import type { Codec, TransactionSpec } from '#iso8583/dialect.ts'
import { type Message, textOf } from '#iso8583/message.ts'

const REVERSAL = '0400'
const NETWORK_CODE_AT = 8

/** The batch a message states in field 60, or ''. */
export const batchOf = (message: Message): string => textOf(message, 60).slice(2, NETWORK_CODE_AT)

/** The network management code in field 60, or ''. */
export const privateCodeOf = (message: Message): string =>
  textOf(message, 60).slice(NETWORK_CODE_AT, NETWORK_CODE_AT + 3)

/** The same, from the dialect's own field for it where it has one. */
const networkCodeOf = ({ dialect: { networkCodeField } }: Codec, message: Message): string =>
  networkCodeField === undefined ? privateCodeOf(message) : textOf(message, networkCodeField)

/**
 * The row of the dialect's transaction table the message belongs to, or null. Financial ones are told by processing code,
 * condition and message type, management ones by message and network code; a reversal by its MTI alone.
 */
export const identify = (codec: Codec, message: Message): TransactionSpec | null => {
  const rows = codec.transactions.get(message.mti)
  if (rows === undefined) return null
  if (message.mti === REVERSAL) return rows[0] ?? null
  const processing = textOf(message, 3)
  const condition = textOf(message, 25)
  const private60 = textOf(message, 60)
  for (const row of rows)
    if (
      (row.processingCode ?? '') === processing &&
      private60.startsWith(row.messageType ?? '') &&
      (processing === '' ? networkCodeOf(codec, message) === row.networkCode : row.condition === condition)
    )
      return row
  return null
}

/** The PAN of field 2, or of track 2 when it is in clear (field 53 does not say encrypted). '' when there is none. */
export const panOf = (message: Message): string => {
  const keyed = textOf(message, 2)
  if (keyed !== '') return keyed
  if (textOf(message, 53)[2] === '1') return ''
  const track = textOf(message, 35)
  const end = track.indexOf('D')
  return end < 0 ? '' : track.slice(0, end)
}
