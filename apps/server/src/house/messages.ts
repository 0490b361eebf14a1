import type { Errand } from './errand.ts'
import { newId } from './new-id.ts'
import { db } from './tables.ts'

/**
 * Brings one text to one phone. The default keeps it in the outbox for the operator (and, in the demo, for the visitor)
 * to read; an SMS gateway is another function of this shape. Answers who delivered it.
 */
export type SendMessage = (phone: string, text: string) => Promise<string>

export const keepInOutbox: SendMessage = async () => 'outbox'

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
      phone_sealed: keys.seal({ table: 'messages', column: 'phone', row: message_id }, phone),
      text_sealed: keys.seal({ table: 'messages', column: 'text', row: message_id }, text),
      template,
      created_at: errand.stamp.at,
    }),
  )
  await errand.enqueue('deliver-message', { messageId: message_id })
}

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
  const phone = keys
    .open({ table: 'messages', column: 'phone', row: messageId }, message.phone_sealed)
    .toString()
  const text = keys
    .open({ table: 'messages', column: 'text', row: messageId }, message.text_sealed)
    .toString()
  const delivered_by = await sendMessage(phone, text)
  await errand.run(
    db
      .updateTable('messages')
      .set({ delivered_at: errand.stamp.at, delivered_by })
      .where('message_id', '=', messageId),
  )
}
