import { decide, evolve, type Ticket, type TicketFact, type TicketMove } from '#care/ticket.ts'
import { isRefusal, type Refusal } from '#ground/refusal.ts'
import { type Errand, NotFound } from '../house/errand.ts'
import { newId } from '../house/new-id.ts'
import { openWords } from '../house/opened.ts'
import { db } from '../house/tables.ts'

type StoredTicket = { readonly ticket: Ticket; readonly version: number; readonly subject: string }

/** Words about a ticket are the case's acquirer's to keep and its merchant's by subject. */
const ownerOf = ({ acquirerId, merchantId }: Pick<Ticket, 'acquirerId' | 'merchantId'>) => ({
  tenant: acquirerId,
  subject: merchantId,
})

export const openSubject = (errand: Errand, ticket: Ticket, sealed: Uint8Array): Promise<string> =>
  openWords(errand, { datum: 'tickets.subject', row: ticket.ticketId, ...ownerOf(ticket) }, sealed)

export const openText = (
  errand: Errand,
  ticket: Ticket,
  messageId: string,
  sealed: Uint8Array,
): Promise<string> =>
  openWords(errand, { datum: 'ticket_messages.text', row: messageId, ...ownerOf(ticket) }, sealed)

/** The ticket as the asker may load it; what row-level security hides is not found. */
export const loadTicket = async (errand: Errand, ticketId: string, lock = false): Promise<StoredTicket> => {
  const query = db
    .selectFrom('tickets')
    .select(['state', 'version', 'subject_sealed'])
    .where('ticket_id', '=', ticketId)
  const [row] = await errand.run(lock ? query.forUpdate() : query)
  if (!row) throw new NotFound()
  return {
    ticket: row.state as Ticket,
    version: row.version,
    subject: await openSubject(errand, row.state as Ticket, row.subject_sealed),
  }
}

const standing = (ticket: Ticket) => ({
  status: ticket.status,
  answer_due: ticket.answerDue,
  answered_at: ticket.answeredAt,
  resolve_due: ticket.resolveDue,
  resolved_at: ticket.resolvedAt,
  missed_before: ticket.missedBefore,
  state: JSON.stringify(ticket),
})

const record = (errand: Errand, ticketId: string, version: number, facts: readonly TicketFact[]) =>
  errand.record(`ticket/${ticketId}`, version, facts)

/** Keeps what somebody said, sealed. */
export const say = async (errand: Errand, ticket: Ticket, text: string): Promise<void> => {
  const message_id = newId('msg')
  await errand.run(
    db.insertInto('ticket_messages').values({
      message_id,
      ticket_id: ticket.ticketId,
      at: errand.stamp.at,
      person_id: errand.actor.personId,
      organisation_id: errand.actor.organisationId,
      text_sealed: await errand.house.keys.seal(
        { datum: 'ticket_messages.text', row: message_id, ...ownerOf(ticket) },
        text,
      ),
    }),
  )
}

export const openTicket = async (
  errand: Errand,
  move: Extract<TicketMove, { type: 'open' }>,
  subject: string,
): Promise<Ticket | Refusal> => {
  const facts = decide(null, move, errand.stamp)
  if (isRefusal(facts)) return facts
  const ticket = facts.reduce<Ticket | null>(evolve, null) as Ticket
  await errand.run(
    db.insertInto('tickets').values({
      ticket_id: ticket.ticketId,
      case_id: ticket.caseId,
      merchant_id: ticket.merchantId,
      acquirer_id: ticket.acquirerId,
      provider_id: ticket.providerId,
      category: ticket.category,
      priority: ticket.priority,
      subject_sealed: await errand.house.keys.seal(
        { datum: 'tickets.subject', row: ticket.ticketId, ...ownerOf(ticket) },
        subject,
      ),
      opened_at: ticket.openedAt,
      ...standing(ticket),
      version: facts.length,
    }),
  )
  await record(errand, ticket.ticketId, 0, facts)
  return ticket
}

/** Loads under lock, decides, evolves, saves, records, and keeps the words if there are any. */
export const moveTicket = async (
  errand: Errand,
  ticketId: string,
  move: TicketMove | ((ticket: Ticket) => Promise<TicketMove>),
  text?: string,
): Promise<{ ok: true } | Refusal> => {
  const { ticket, version } = await loadTicket(errand, ticketId, true)
  const facts = decide(ticket, typeof move === 'function' ? await move(ticket) : move, errand.stamp)
  if (isRefusal(facts)) return facts
  const after = facts.reduce<Ticket>(evolve, ticket)
  await errand.run(
    db
      .updateTable('tickets')
      .set({ ...standing(after), version: version + facts.length })
      .where('ticket_id', '=', ticketId),
  )
  await record(errand, ticketId, version, facts)
  if (text !== undefined) await say(errand, ticket, text)
  return { ok: true }
}
