import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { evolve, type Ticket, type TicketFact } from '#care/ticket.ts'
import { openTestRoom, type TestRoom } from '../../test/room.ts'
import { openShop, type Shop } from '../../test/shop.ts'
import { loadCase } from '../cases/case.ts'
import { performAsHouse } from '../house/corridor.ts'
import { NotFound } from '../house/errand.ts'
import { openP1Tickets, tickets } from './tickets.ts'

let room: TestRoom
let shop: Shop
const opened = '2026-11-20T02:00:00.000Z'

/** A shop with a bound terminal; its signed proposal promises an answer in 30 minutes and somebody there in 24 hours. */
const withTerminal = (people: Partial<Omit<Shop, 'caseId'>> = {}) =>
  openShop(room, people, (state) => ({
    ...state,
    step: 'function-test',
    install: {
      deviceId: 'dev_demo',
      delivery: 'carried',
      merchantAccepted: true,
      boundAt: opened,
      terminalNo: '00000001',
      merchantNo: '801584058120001',
    },
  }))

beforeAll(async () => {
  room = await openTestRoom(tickets(loadCase))
  shop = await withTerminal()
})
afterAll(() => room.close())

const fault = (caseId = shop.caseId) => ({
  caseId,
  category: 'device-fault' as const,
  businessStopped: true,
  subject: '终端黑屏 13800000000',
  description: '早上开机后一直黑屏，联系老板娘。',
})

describe('a ticket on the server', () => {
  test('opened with the contract’s clocks, answered, resolved, closed; everybody concerned reads the talk', async () => {
    room.clock.now = opened
    const ticket = await room.granted(shop.merchant, 'tickets.open', fault())
    expect(ticket).toMatchObject({
      priority: 'P1',
      answerDue: '2026-11-20T02:30:00.000Z',
      resolveDue: '2026-11-21T02:00:00.000Z',
    })
    const { ticketId } = ticket
    const p1 = () => performAsHouse(room.house, 'p1-tickets', (errand) => openP1Tickets(errand, shop.caseId))
    expect(await p1()).toBe(1)
    room.clock.now = '2026-11-20T02:20:00.000Z'
    await room.granted(shop.provider, 'tickets.answer', { ticketId, text: '请先长按电源键。' })
    room.clock.now = '2026-11-20T09:00:00.000Z'
    await room.granted(shop.provider, 'tickets.resolve', { ticketId, text: '已更换电池。' })
    expect(await p1()).toBe(0)
    await room.granted(shop.merchant, 'tickets.close', { ticketId })
    for (const who of [shop.merchant, shop.provider, shop.reviewer]) {
      const seen = await room.granted(who, 'tickets.ticket', { ticketId })
      expect(seen.ticket).toMatchObject({
        status: 'closed',
        late: false,
        answeredAt: '2026-11-20T02:20:00.000Z',
        shopName: 'Demo Noodles',
        subject: '终端黑屏 13800000000',
      })
      expect(seen.messages.map((message) => message.text)).toEqual([
        '早上开机后一直黑屏，联系老板娘。',
        '请先长按电源键。',
        '已更换电池。',
      ])
      expect(seen.messages[1]).toMatchObject({ person: '演示服务商', organisation: '演示服务商' })
    }
  })

  test('late is seen while it happens, and reopening does not hide it', async () => {
    room.clock.now = opened
    const { ticketId } = await room.granted(shop.merchant, 'tickets.open', fault())
    room.clock.now = '2026-11-20T02:30:00.001Z'
    const { items } = await room.granted(shop.provider, 'tickets.list', { status: 'open' })
    expect(items.find((each) => each.ticketId === ticketId)?.late).toBe(true)
    await room.granted(shop.reviewer, 'tickets.resolve', { ticketId, text: '已处理。' })
    await room.granted(shop.merchant, 'tickets.reopen', { ticketId, text: '又黑屏了。' })
    const again = await room.granted(shop.merchant, 'tickets.ticket', { ticketId })
    expect(again.ticket).toMatchObject({ status: 'open', late: true, answeredAt: null })
    expect(again.messages.at(-1)?.text).toBe('又黑屏了。')
  })

  test('CARE-1, 3, 4, 6 through the corridor; a refusal leaves no message behind', async () => {
    room.clock.now = opened
    const early = await openShop(room)
    expect(await room.refused(early.merchant, 'tickets.open', fault(early.caseId))).toBe('CARE-1')
    const dispute = { ...fault(), category: 'fee-dispute' as const }
    const { ticketId } = await room.granted(shop.merchant, 'tickets.open', dispute)
    expect(await room.refused(shop.provider, 'tickets.resolve', { ticketId, text: '按合同收费。' })).toBe(
      'CARE-3',
    )
    expect(await room.refused(shop.merchant, 'tickets.close', { ticketId })).toBe('CARE-6')
    const { messages } = await room.granted(shop.merchant, 'tickets.ticket', { ticketId })
    expect(messages).toHaveLength(1)
    expect(await room.refused(shop.reviewer, 'tickets.resolve', { ticketId, text: '退还费用。' })).toBe(
      'granted',
    )
  })

  test('law 4: strangers find neither ticket nor case', async () => {
    room.clock.now = opened
    const { ticketId } = await room.granted(shop.merchant, 'tickets.open', fault())
    const stranger = await withTerminal()
    for (const who of [stranger.merchant, stranger.provider, stranger.reviewer]) {
      await expect(room.ask(who, 'tickets.ticket', { ticketId })).rejects.toThrow(NotFound)
      const { items } = await room.granted(who, 'tickets.list', {})
      expect(items.filter((each) => each.caseId === shop.caseId)).toEqual([])
    }
    await expect(room.ask(stranger.merchant, 'tickets.open', fault())).rejects.toThrow(NotFound)
    await expect(room.ask(stranger.merchant, 'tickets.close', { ticketId })).rejects.toThrow(NotFound)
    await expect(room.ask(stranger.provider, 'tickets.answer', { ticketId, text: 'x' })).rejects.toThrow(
      NotFound,
    )
  })

  test('words are nowhere in clear: tables, states and facts', async () => {
    const tables = await room.owner.query<{ told: string }>(
      `select t::text as told from tickets t union all select m::text from ticket_messages m
       union all select body::text from facts`,
    )
    const told = tables.rows.map((row) => row.told).join('\n')
    expect(told.length).toBeGreaterThan(1000)
    for (const word of ['黑屏', '13800000000', '老板娘', '电源键', Buffer.from('黑屏').toString('hex')])
      expect(told).not.toContain(word)
  })

  test('a sealed message moved to another row does not open', async () => {
    const { rows } = await room.owner.query(
      'select message_id, ticket_id from ticket_messages order by message_id limit 2',
    )
    await room.owner.query(
      `update ticket_messages set text_sealed = (select text_sealed from ticket_messages where message_id = $1) where message_id = $2`,
      [rows[1].message_id, rows[0].message_id],
    )
    await expect(room.ask(shop.merchant, 'tickets.ticket', { ticketId: rows[0].ticket_id })).rejects.toThrow(
      /seal/,
    )
  })

  test('law 7: every ticket is what its facts say', async () => {
    const { rows } = await room.owner.query(
      `select t.state, t.version, (select json_agg(f.body || jsonb_build_object('type', f.type) order by f.version)
         from facts f where f.stream = 'ticket/' || t.ticket_id) as facts from tickets t`,
    )
    expect(rows.length).toBeGreaterThan(3)
    for (const { state, version, facts } of rows) {
      expect(facts).toHaveLength(version)
      expect((facts as TicketFact[]).reduce<Ticket | null>(evolve, null)).toEqual(state)
    }
  })
})
