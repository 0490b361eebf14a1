import { describe, expect, test } from 'vitest'
import { decide, evolve, late, type Served, type Ticket, type TicketMove } from '#care/ticket.ts'
import { isRefusal } from '#ground/refusal.ts'
import type { Stamp } from '#ground/stamp.ts'

const stamp = (organisationId: string, at = '2026-09-30T02:00:00Z'): Stamp => ({
  principal: 'merchant',
  personId: 'per_1',
  organisationId,
  at,
})
const merchant = (at?: string) => stamp('org_shop', at)
const provider = (at?: string) => stamp('org_provider', at)
const acquirer = (at?: string) => stamp('org_acquirer', at)

const served: Served = {
  caseId: 'cas_1',
  merchantId: 'org_shop',
  acquirerId: 'org_acquirer',
  providerId: 'org_provider',
  regionCode: '330106',
  terminalBound: true,
  serviceLevel: { answerMinutes: 60, onSiteHours: 8, spareUnit: false, maintenancePerYear: 2 },
}
const open = (more: Partial<Extract<TicketMove, { type: 'open' }>> = {}): TicketMove => ({
  type: 'open',
  ticketId: 'tic_1',
  category: 'device-fault',
  businessStopped: true,
  served,
  ...more,
})

type Turn = readonly [TicketMove, Stamp]
const given = (...turns: readonly Turn[]): Ticket => {
  let ticket: Ticket | null = null
  for (const [move, who] of turns) {
    const facts = decide(ticket, move, who)
    if (isRefusal(facts)) throw new Error(`${move.type} refused: ${facts.rule}`)
    ticket = facts.reduce<Ticket | null>(evolve, ticket)
  }
  if (ticket === null) throw new Error('no turns')
  return ticket
}
const rule = (ticket: Ticket | null, move: TicketMove, who: Stamp) => {
  const decision = decide(ticket, move, who)
  return isRefusal(decision) ? decision.rule : decision.map((fact) => fact.type)
}

const answered: Turn[] = [
  [open(), merchant()],
  [{ type: 'answer' }, provider('2026-09-30T02:20:00Z')],
]
const resolved: Turn[] = [...answered, [{ type: 'resolve' }, provider('2026-09-30T05:00:00Z')]]
const closed: Turn[] = [...resolved, [{ type: 'close' }, merchant('2026-09-30T06:00:00Z')]]

describe('a ticket', () => {
  test('opened, answered, resolved, closed in time', () => {
    expect(given([open(), merchant()])).toMatchObject({
      status: 'open',
      priority: 'P1',
      answerDue: '2026-09-30T03:00:00.000Z',
      resolveDue: '2026-09-30T10:00:00.000Z',
    })
    const done = given(...closed)
    expect(done).toMatchObject({ status: 'closed', answeredAt: '2026-09-30T02:20:00Z', missedBefore: false })
    expect(late(done, '2027-01-01T00:00:00Z')).toBe(false)
  })

  test('only the first answer stops the clock', () => {
    const twice = given(...answered, [{ type: 'answer' }, provider('2026-09-30T09:00:00Z')])
    expect(twice.answeredAt).toBe('2026-09-30T02:20:00Z')
  })

  test('a solution is an answer too', () => {
    const direct = given([open(), merchant()], [{ type: 'resolve' }, provider('2026-09-30T02:40:00Z')])
    expect(direct.answeredAt).toBe('2026-09-30T02:40:00Z')
  })

  test('late by the answer, or by the solution, or by waiting', () => {
    const slow = given([open(), merchant()], [{ type: 'answer' }, provider('2026-09-30T03:00:01Z')])
    expect(late(slow, '2026-09-30T03:00:02Z')).toBe(true)
    expect(late(given(...answered), '2026-09-30T10:00:00Z')).toBe(false)
    expect(late(given(...answered), '2026-09-30T10:00:01Z')).toBe(true)
  })
})

describe('rules', () => {
  test('CARE-1: no terminal, no terminal fault; other matters need none', () => {
    const before = { ...served, terminalBound: false }
    expect(rule(null, open({ served: before }), merchant())).toBe('CARE-1')
    expect(rule(null, open({ served: before, category: 'privacy' }), merchant())).toEqual(['ticket-opened'])
  })

  test('CARE-2: only the provider and the acquirer of the case answer', () => {
    expect(rule(given([open(), merchant()]), { type: 'answer' }, stamp('org_rival'))).toBe('CARE-2')
    expect(rule(given([open(), merchant()]), { type: 'resolve' }, stamp('org_rival'))).toBe('CARE-2')
    expect(rule(given([open(), merchant()]), { type: 'answer' }, acquirer())).toEqual(['ticket-answered'])
  })

  test('CARE-3: a dispute is settled by the acquirer itself; the provider may answer', () => {
    const dispute = given([open({ category: 'fee-dispute' }), merchant()])
    expect(rule(dispute, { type: 'answer' }, provider())).toEqual(['ticket-answered'])
    expect(rule(dispute, { type: 'resolve' }, provider())).toBe('CARE-3')
    expect(rule(dispute, { type: 'resolve' }, acquirer())).toEqual(['ticket-resolved'])
  })

  test('CARE-4: only the merchant opens, closes, opens again', () => {
    expect(rule(null, open(), provider())).toBe('CARE-4')
    expect(rule(given(...resolved), { type: 'close' }, provider())).toBe('CARE-4')
    expect(rule(given(...resolved), { type: 'reopen', served }, provider())).toBe('CARE-4')
    expect(rule(given(...resolved), { type: 'close' }, merchant())).toEqual(['ticket-closed'])
  })

  test('CARE-5: opened again within thirty days, to the end of the day', () => {
    const reopen: TicketMove = { type: 'reopen', served }
    expect(rule(given(...closed), reopen, merchant('2026-10-30T15:59:59Z'))).toEqual(['ticket-reopened'])
    expect(rule(given(...closed), reopen, merchant('2026-10-30T16:00:00Z'))).toBe('CARE-5')
  })

  test('CARE-6: each move at its time', () => {
    expect(rule(given([open(), merchant()]), { type: 'close' }, merchant())).toBe('CARE-6')
    expect(rule(given([open(), merchant()]), { type: 'reopen', served }, merchant())).toBe('CARE-6')
    expect(rule(given(...resolved), { type: 'answer' }, provider())).toBe('CARE-6')
    expect(rule(given(...resolved), { type: 'resolve' }, provider())).toBe('CARE-6')
    expect(rule(given(...closed), { type: 'close' }, merchant())).toBe('CARE-6')
    expect(rule(given([open(), merchant()]), open(), merchant())).toBe('CARE-6')
  })

  test('CARE-7: nothing happens to a ticket that was never opened', () => {
    expect(rule(null, { type: 'answer' }, provider())).toBe('CARE-7')
  })

  test('CARE-9: opening again starts new clocks and does not wipe out a missed one', () => {
    const reopen: TicketMove = { type: 'reopen', served }
    const good = given(...closed, [reopen, merchant('2026-10-08T02:00:00Z')])
    expect(good).toMatchObject({
      status: 'open',
      answeredAt: null,
      resolvedAt: null,
      missedBefore: false,
      answerDue: '2026-10-08T03:00:00.000Z',
    })
    const missed = given(
      [open(), merchant()],
      [{ type: 'resolve' }, provider('2026-09-30T12:00:00Z')],
      [reopen, merchant('2026-10-01T02:00:00Z')],
      [{ type: 'resolve' }, provider('2026-10-01T02:10:00Z')],
    )
    expect(missed.missedBefore).toBe(true)
    expect(late(missed, '2026-10-01T02:11:00Z')).toBe(true)
  })
})
