import { type Codec, type TransactionSpec, transactionKey } from '#iso8583/dialect.ts'
import { type Message, textOf } from '#iso8583/message.ts'

const REVERSAL = '0400'

export type Private60 = {
  readonly messageType: string
  readonly batchNo: string
  readonly networkCode: string
}

/** The leading parts of field 60; missing ones are ''. */
export const field60 = (message: Message): Private60 => {
  const text = textOf(message, 60)
  return { messageType: text.slice(0, 2), batchNo: text.slice(2, 8), networkCode: text.slice(8, 11) }
}

/** The row of the dialect's transaction table the message belongs to, or null. */
export const identify = (codec: Codec, message: Message): TransactionSpec | null => {
  if (message.mti === REVERSAL) return codec.transaction.get(transactionKey(REVERSAL, '', '', '', '')) ?? null
  const { messageType, networkCode } = field60(message)
  const key = transactionKey(message.mti, textOf(message, 3), textOf(message, 25), messageType, networkCode)
  return codec.transaction.get(key) ?? null
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
