import type { ServiceLevel } from '#provision/case.ts'
import { isDispute, isLate, needsTerminal, promise, type Category, type Priority } from '#care/promise.ts'
import { addDays, chinaDay, endOfDay, isAfter } from '#ground/calendar.ts'
import { refuse, type Refusal } from '#ground/refusal.ts'
import type { Stamp } from '#ground/stamp.ts'

/** What the merchant was promised when the ticket was opened, or opened again. */
type Clocks = { readonly answerDue: string; readonly resolveDue: string; readonly assumed: boolean }

export type Ticket = Clocks & {
  readonly ticketId: string
  readonly caseId: string
  readonly merchantId: string
  readonly acquirerId: string
  readonly providerId: string | null
  readonly category: Category
  readonly priority: Priority
  readonly businessStopped: boolean
  readonly status: 'open' | 'answered' | 'resolved' | 'closed'
  readonly openedAt: string
  readonly answeredAt: string | null
  readonly resolvedAt: string | null
  /** Clocks missed in earlier rounds: opening again does not wipe them out. */
  readonly missedBefore: boolean
}

/** The case as far as a ticket may know it. */
export type Served = {
  readonly caseId: string
  readonly merchantId: string
  readonly acquirerId: string
  readonly providerId: string | null
  readonly regionCode: string
  readonly terminalBound: boolean
  readonly serviceLevel: ServiceLevel | null
}

/** Words of a ticket are personal data and stay with the house: moves and facts carry none. */
export type TicketMove =
  | {
      readonly type: 'open'
      readonly ticketId: string
      readonly category: Category
      readonly businessStopped: boolean
      readonly served: Served
    }
  | { readonly type: 'answer' | 'resolve' | 'close' }
  | { readonly type: 'reopen'; readonly served: Served }

export type TicketFact =
  | ({
      readonly type: 'ticket-opened'
      readonly ticketId: string
      readonly caseId: string
      readonly merchantId: string
      readonly acquirerId: string
      readonly providerId: string | null
      readonly category: Category
      readonly priority: Priority
      readonly businessStopped: boolean
      readonly openedAt: string
    } & Clocks)
  | { readonly type: 'ticket-answered'; readonly at: string }
  | { readonly type: 'ticket-resolved'; readonly at: string }
  | { readonly type: 'ticket-closed' }
  | ({ readonly type: 'ticket-reopened'; readonly missedBefore: boolean } & Clocks)

/** A resolved or closed ticket may be opened again for so many days; later it is a new matter. */
export const REOPEN_DAYS = 30

const clocksOf = (
  category: Category,
  businessStopped: boolean,
  served: Served,
  at: string,
): Clocks & { readonly priority: Priority } => {
  const { regionCode, serviceLevel } = served
  const { priority, answerDue, resolveDue, assumed } = promise({
    category,
    businessStopped,
    at,
    regionCode,
    serviceLevel,
  })
  return { priority, answerDue, resolveDue, assumed }
}

/** Late: either clock missed, in this round or an earlier one. */
export const late = (ticket: Ticket, at: string): boolean =>
  ticket.missedBefore ||
  isLate(ticket.answerDue, ticket.answeredAt, at) ||
  isLate(ticket.resolveDue, ticket.resolvedAt, at)

const serves = (ticket: Ticket, stamp: Stamp): Refusal | null =>
  stamp.organisationId === ticket.acquirerId || stamp.organisationId === ticket.providerId
    ? null
    : refuse('CARE-2')

const complains = (ticket: Ticket, stamp: Stamp): Refusal | null =>
  stamp.organisationId === ticket.merchantId ? null : refuse('CARE-4')

const wrongTime = (ticket: Ticket, move: TicketMove): Refusal =>
  refuse('CARE-6', { status: ticket.status, move: move.type })

const open = (move: Extract<TicketMove, { type: 'open' }>, stamp: Stamp): readonly TicketFact[] | Refusal => {
  const { ticketId, category, businessStopped, served } = move
  if (stamp.organisationId !== served.merchantId) return refuse('CARE-4')
  if (needsTerminal(category) && !served.terminalBound) return refuse('CARE-1', { category }, 'category')
  const { caseId, merchantId, acquirerId, providerId } = served
  return [
    {
      type: 'ticket-opened',
      ticketId,
      caseId,
      merchantId,
      acquirerId,
      providerId,
      category,
      businessStopped,
      openedAt: stamp.at,
      ...clocksOf(category, businessStopped, served, stamp.at),
    },
  ]
}

const reopen = (ticket: Ticket, served: Served, stamp: Stamp): readonly TicketFact[] | Refusal => {
  const until = endOfDay(addDays(chinaDay(ticket.resolvedAt ?? ticket.openedAt), REOPEN_DAYS))
  if (isAfter(stamp.at, until)) return refuse('CARE-5', { days: REOPEN_DAYS })
  const { answerDue, resolveDue, assumed } = clocksOf(
    ticket.category,
    ticket.businessStopped,
    served,
    stamp.at,
  )
  return [{ type: 'ticket-reopened', missedBefore: late(ticket, stamp.at), answerDue, resolveDue, assumed }]
}

/** May this move happen, and what becomes true? Rules CARE-n: README.md. */
export const decide = (
  ticket: Ticket | null,
  move: TicketMove,
  stamp: Stamp,
): readonly TicketFact[] | Refusal => {
  if (move.type === 'open') return ticket === null ? open(move, stamp) : wrongTime(ticket, move)
  if (ticket === null) return refuse('CARE-7')
  const { status } = ticket
  switch (move.type) {
    case 'answer':
      if (status !== 'open' && status !== 'answered') return wrongTime(ticket, move)
      return serves(ticket, stamp) ?? [{ type: 'ticket-answered', at: stamp.at }]
    case 'resolve':
      if (status !== 'open' && status !== 'answered') return wrongTime(ticket, move)
      if (isDispute(ticket.category) && stamp.organisationId !== ticket.acquirerId)
        return serves(ticket, stamp) ?? refuse('CARE-3', { category: ticket.category })
      return serves(ticket, stamp) ?? [{ type: 'ticket-resolved', at: stamp.at }]
    case 'close':
      if (status !== 'resolved') return wrongTime(ticket, move)
      return complains(ticket, stamp) ?? [{ type: 'ticket-closed' }]
    case 'reopen':
      if (status !== 'resolved' && status !== 'closed') return wrongTime(ticket, move)
      return complains(ticket, stamp) ?? reopen(ticket, move.served, stamp)
  }
}

/** The ticket after one fact; `null` before it was opened. */
export const evolve = (ticket: Ticket | null, fact: TicketFact): Ticket => {
  if (fact.type === 'ticket-opened') {
    if (ticket !== null) throw new Error(`ticket ${ticket.ticketId} is opened twice`)
    const { type: _, ...opened } = fact
    return { ...opened, status: 'open', answeredAt: null, resolvedAt: null, missedBefore: false }
  }
  if (ticket === null) throw new Error(`${fact.type} before ticket-opened`)
  switch (fact.type) {
    case 'ticket-answered':
      // Only the first answer stops the clock; later ones add to the talk.
      return { ...ticket, status: 'answered', answeredAt: ticket.answeredAt ?? fact.at }
    case 'ticket-resolved':
      return {
        ...ticket,
        status: 'resolved',
        answeredAt: ticket.answeredAt ?? fact.at,
        resolvedAt: fact.at,
      }
    case 'ticket-closed':
      return { ...ticket, status: 'closed' }
    case 'ticket-reopened': {
      const { missedBefore, answerDue, resolveDue, assumed } = fact
      return {
        ...ticket,
        status: 'open',
        answeredAt: null,
        resolvedAt: null,
        missedBefore,
        answerDue,
        resolveDue,
        assumed,
      }
    }
  }
}
