import type { Errand } from './errand.ts'
import { monthOwner } from './owner.ts'
import { newId } from './new-id.ts'
import { db } from './tables.ts'

/**
 * Brings one text to one phone. The default keeps it in the outbox for the operator (and, in the demo, for the visitor)
 * to read; an SMS gateway is another function of this shape. Answers who delivered it.
 */
export type SendMessage = (phone: string, text: string) => Promise<string>

export const keepInOutbox: SendMessage = async () => 'outbox'

const place = (column: 'phone' | 'text', row: string, at: string) => ({
  datum: `messages.${column}` as const,
  row,
  ...monthOwner(at),
})

/** Writes a message in the errand's transaction and asks the house to deliver it after commit. */
export const writeMessage = async (
  errand: Errand,
  phone: string,
  template: string,
  text: string,
): Promise<void> => {
  const { keys } = errand.house
  const message_id = newId('msg')
  await errand.asHouse(
    db.insertInto('messages').values({
      message_id,
      phone_index: keys.index('phone', phone),
      phone_sealed: await keys.seal(place('phone', message_id, errand.stamp.at), phone),
      text_sealed: await keys.seal(place('text', message_id, errand.stamp.at), text),
      template,
      created_at: errand.stamp.at,
    }),
  )
  await errand.enqueue('deliver-message', { messageId: message_id })
}

/** The words of one message, for the demo's outbox page. */
export const openMessage = async (
  { house: { keys } }: Errand,
  row: { readonly message_id: string; readonly created_at: string; readonly text_sealed: Uint8Array },
): Promise<string> =>
  (await keys.open(place('text', row.message_id, row.created_at), row.text_sealed)).toString()

/** The job behind `writeMessage`: hands the text to the sender once and notes who took it. */
export const deliverMessage = async (
  errand: Errand,
  { messageId }: Readonly<Record<string, string>>,
): Promise<void> => {
  if (messageId === undefined) return
  const [message] = await errand.run(
    db
      .selectFrom('messages')
      .selectAll()
      .where('message_id', '=', messageId)
      .where('delivered_at', 'is', null)
      .forUpdate(),
  )
  if (!message) return
  const { keys, sendMessage } = errand.house
  const opened = async (column: 'phone' | 'text', sealed: Uint8Array) =>
    (await keys.open(place(column, messageId, message.created_at), sealed)).toString()
  const delivered_by = await sendMessage(
    await opened('phone', message.phone_sealed),
    await opened('text', message.text_sealed),
  )
  await errand.run(
    db
      .updateTable('messages')
      .set({ delivered_at: errand.stamp.at, delivered_by })
      .where('message_id', '=', messageId),
  )
}
