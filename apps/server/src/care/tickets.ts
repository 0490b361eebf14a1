import type { OutputOf } from '#api/calls.ts'
import { late, type Ticket } from '#care/ticket.ts'
import { isRefusal } from '#ground/refusal.ts'
import type { Case } from '#provision/case.ts'
import type { Errand, Room } from '../house/errand.ts'
import { namesOf, organisationNames } from '../house/names.ts'
import { newId } from '../house/new-id.ts'
import { db } from '../house/tables.ts'
import { servedOf, type LoadCase } from './served.ts'
import { loadTicket, moveTicket, openSubject, openText, openTicket, say } from './ticket.ts'

type View = OutputOf<'tickets.ticket'>['ticket']

const viewOf = (errand: Errand, ticket: Ticket, subject: string, shopName: string): View => ({
  ticketId: ticket.ticketId,
  caseId: ticket.caseId,
  category: ticket.category,
  priority: ticket.priority,
  status: ticket.status,
  subject,
  openedAt: ticket.openedAt,
  answerDue: ticket.answerDue,
  answeredAt: ticket.answeredAt,
  resolveDue: ticket.resolveDue,
  resolvedAt: ticket.resolvedAt,
  late: late(ticket, errand.stamp.at),
  shopName,
})

const shopNames = async (
  errand: Errand,
  caseIds: readonly string[],
): Promise<ReadonlyMap<string, string>> => {
  if (caseIds.length === 0) return new Map()
  const rows = await errand.run(
    db
      .selectFrom('cases')
      .select(['case_id', 'state'])
      .where('case_id', 'in', [...new Set(caseIds)]),
  )
  return new Map(rows.map((row) => [row.case_id, (row.state as Case).application.shop.shopName ?? '']))
}

/** The ticket desk. Words are sealed at rest and opened only for the parties of the ticket. */
export const tickets = (
  loadCase: LoadCase,
): Room<
  | 'tickets.open'
  | 'tickets.list'
  | 'tickets.ticket'
  | 'tickets.answer'
  | 'tickets.resolve'
  | 'tickets.close'
  | 'tickets.reopen'
> => ({
  async 'tickets.open'(errand, { caseId, category, businessStopped, subject, description }) {
    const { state } = await loadCase(errand, caseId)
    const ticket = await openTicket(
      errand,
      { type: 'open', ticketId: newId('tic'), category, businessStopped, served: servedOf(state) },
      subject,
    )
    if (isRefusal(ticket)) return ticket
    await say(errand, ticket, description)
    const { ticketId, priority, answerDue, resolveDue } = ticket
    return { ticketId, priority, answerDue, resolveDue }
  },

  async 'tickets.list'(errand, { after, limit = 50, caseId, status }) {
    let query = db
      .selectFrom('tickets')
      .select(['ticket_id', 'case_id', 'state', 'subject_sealed'])
      .orderBy('ticket_id', 'desc')
      .limit(limit)
    if (after !== undefined) query = query.where('ticket_id', '<', after)
    if (caseId !== undefined) query = query.where('case_id', '=', caseId)
    if (status !== undefined) query = query.where('status', '=', status)
    const rows = await errand.run(query)
    const shops = await shopNames(
      errand,
      rows.map((row) => row.case_id),
    )
    return {
      items: await Promise.all(
        rows.map(async (row) =>
          viewOf(
            errand,
            row.state as Ticket,
            await openSubject(errand, row.state as Ticket, row.subject_sealed),
            shops.get(row.case_id) ?? '',
          ),
        ),
      ),
      next: rows.length === limit ? (rows.at(-1)?.ticket_id ?? null) : null,
    }
  },

  async 'tickets.ticket'(errand, { ticketId }) {
    const { ticket, subject } = await loadTicket(errand, ticketId)
    const rows = await errand.run(
      db
        .selectFrom('ticket_messages')
        .selectAll()
        .where('ticket_id', '=', ticketId)
        .orderBy('message_id')
        .limit(500),
    )
    const [shops, people, houses] = await Promise.all([
      shopNames(errand, [ticket.caseId]),
      namesOf(
        errand,
        rows.map((row) => row.person_id),
      ),
      organisationNames(
        errand,
        rows.map((row) => row.organisation_id),
      ),
    ])
    return {
      ticket: viewOf(errand, ticket, subject, shops.get(ticket.caseId) ?? ''),
      messages: await Promise.all(
        rows.map(async (row) => ({
          at: row.at,
          person: people.get(row.person_id) ?? '',
          organisation: houses.get(row.organisation_id) ?? '',
          text: await openText(errand, ticket, row.message_id, row.text_sealed),
        })),
      ),
    }
  },

  'tickets.answer': (errand, { ticketId, text }) => moveTicket(errand, ticketId, { type: 'answer' }, text),

  'tickets.resolve': (errand, { ticketId, text }) => moveTicket(errand, ticketId, { type: 'resolve' }, text),

  'tickets.close': (errand, { ticketId }) => moveTicket(errand, ticketId, { type: 'close' }),

  'tickets.reopen': (errand, { ticketId, text }) =>
    moveTicket(
      errand,
      ticketId,
      async (ticket) => ({
        type: 'reopen',
        served: servedOf((await loadCase(errand, ticket.caseId)).state),
      }),
      text,
    ),
})

/** P1 tickets of a case that nobody has resolved: the go-live gate waits for them. */
export const openP1Tickets = async (errand: Errand, caseId: string): Promise<number> => {
  // The technician's and the acquirer's gate must show the same number, whoever looks.
  const [row] = await errand.asHouse(
    db
      .selectFrom('tickets')
      .select((of) => of.fn.countAll<number>().as('open'))
      .where('case_id', '=', caseId)
      .where('priority', '=', 'P1')
      .where('status', 'in', ['open', 'answered']),
  )
  return Number(row?.open ?? 0)
}
