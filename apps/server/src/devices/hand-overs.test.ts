import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Device, DeviceFact } from '#device/device.ts'
import { evolve } from '#device/evolve.ts'
import { openTestRoom, type Seat, type TestRoom } from '../../test/room.ts'
import { accept, type Phone, offer, phoneOf } from '../../test/hand-over-phone.ts'
import { openShelf, sealText, surveyedPlace, type Shelf, fix, look } from '../../test/shelf.ts'
import { arrive, type Shop } from '../../test/shop.ts'
import { loadCase, moveCase } from '../cases/case.ts'
import { visits } from '../cases/visits.ts'
import { NotFound } from '../house/errand.ts'
import { consentsPort } from '../vault/consents.ts'
import { grantsPort } from '../vault/grant.ts'
import { devices } from './devices.ts'

let room: TestRoom
let shelf: Shelf
const phones = new Map<string, Phone>()

beforeAll(async () => {
  room = await openTestRoom({
    ...visits(grantsPort, consentsPort),
    ...devices({ loadCase, moveCase, surveyedPlace, sealText }),
  })
  shelf = await openShelf(room)
})
afterAll(() => room.close())

const phone = async (who: Seat): Promise<Phone> => {
  const known = phones.get(who.personId)
  if (known) return known
  const fresh = await phoneOf(room, who)
  phones.set(who.personId, fresh)
  return fresh
}

/** Two phones face to face; nobody asks the house. */
const sign = async (
  device: { deviceId: string; serialNo: string; sealNo: string },
  from: Seat,
  to: Seat,
  hand: number,
  read: { readSerial?: string; readSeal?: string } = {},
) => {
  const offered = await offer(await phone(from), {
    ...device,
    hand,
    takerId: to.personId,
    at: room.clock.now,
  })
  return {
    offer: offered,
    acceptance: await accept(await phone(to), offered, { at: room.clock.now, ...read }),
  }
}

const reserved = async (shop: Shop) => {
  const one = await shelf.inStock()
  await room.granted(shop.reviewer, 'devices.reserve', { deviceId: one.deviceId, caseId: shop.caseId })
  return { ...one, sealNo: `BAG-${one.deviceId.slice(-8)}` }
}

const deviceOf = async (deviceId: string): Promise<Device> =>
  (await room.owner.query('select state from devices where device_id = $1', [deviceId])).rows[0].state

const later = (hours: number) => {
  room.clock.now = new Date(Date.parse(room.clock.now) + hours * 3_600_000).toISOString()
}

const colleagueOf = (shop: Shop, name: string) =>
  room.seat('technician', name, shop.technician.organisationId)

describe('a hand-over from phone to phone', () => {
  test('out: both deliver the same, in any order, once', async () => {
    const shop = await shelf.another()
    const one = await reserved(shop)
    const pair = await sign(one, shop.reviewer, shop.technician, 0)
    expect(await room.granted(shop.technician, 'hand-overs.deliver', pair)).toMatchObject({
      outcome: 'taken',
      status: 'in-transit',
    })
    expect(await room.granted(shop.reviewer, 'hand-overs.deliver', pair)).toMatchObject({ outcome: 'known' })
    expect(await room.granted(shop.technician, 'hand-overs.deliver', pair)).toMatchObject({
      outcome: 'known',
    })
    expect(await deviceOf(one.deviceId)).toMatchObject({ custodian: { kind: 'technician' }, hands: 1 })
    const { items } = await room.granted(shop.reviewer, 'hand-overs.list', { deviceId: one.deviceId })
    expect(items).toMatchObject([{ standing: 'taken', taker: '林技术员', ...pair }])
    expect(items[0]?.toldByGiverAt).not.toBeNull()
    // And the shop's way goes on as ever.
    const visitId = await arrive(room, shop)
    const inspected = await room.granted(shop.technician, 'devices.inspect-on-site', {
      ...{ deviceId: one.deviceId, visitId, readSerial: one.serialNo, readSeal: one.sealNo },
      ...look,
    })
    expect(inspected).toEqual({ status: 'on-site' })
    await room.granted(shop.merchant, 'devices.accept', { deviceId: one.deviceId })
    await room.granted(shop.technician, 'devices.bind', {
      ...{ deviceId: one.deviceId, visitId, readSerial: one.serialNo },
      ...fix,
    })
    // Back: ordered by the acquirer, collected from the shop, brought home; the case lets go of it when it leaves.
    const open = { ...one, sealNo: '' }
    const collected = await sign(open, shop.merchant, shop.technician, 2)
    expect(await room.refused(shop.merchant, 'hand-overs.deliver', collected)).toBe('CUST-32')
    await room.granted(shop.reviewer, 'devices.order-return', {
      ...{ deviceId: one.deviceId, reason: 'closing', dueOn: '2026-12-01' },
    })
    // Nobody carries it out of the shop who was not let in for that: an installation is not it (VISIT-10).
    expect(await room.refused(shop.merchant, 'hand-overs.deliver', collected)).toBe('VISIT-10')
    later(5)
    await arrive(room, shop, 'return')
    // Signed before the door opened, and told now: still not.
    expect(await room.refused(shop.merchant, 'hand-overs.deliver', collected)).toBe('VISIT-10')
    const collectedNow = await sign(open, shop.merchant, shop.technician, 2)
    const home = await sign(open, shop.technician, shop.reviewer, 3)
    // Home is told before the shop: it waits for it.
    expect(await room.granted(shop.reviewer, 'hand-overs.deliver', home)).toMatchObject({
      outcome: 'waiting',
    })
    expect(await deviceOf(one.deviceId)).toMatchObject({ status: 'bound' })
    const due = await room.granted(shop.reviewer, 'devices.returns', {})
    expect(due.items.find((each) => each.deviceId === one.deviceId)).toMatchObject({ overdue: false })
    // Told a day after the visit, it is held against the visit's own time.
    later(24)
    expect(await room.granted(shop.technician, 'hand-overs.deliver', collectedNow)).toMatchObject({
      outcome: 'taken',
      status: 'returned',
    })
    expect(await deviceOf(one.deviceId)).toMatchObject({
      custodian: { kind: 'acquirer' },
      recall: null,
      hands: 4,
    })
    expect(await shelf.install(shop.caseId)).toBeNull()
    later(-29)
  })

  test('a chain of five, told in every order by either phone, ends alike', async () => {
    const orders = [
      [0, 1, 2, 3, 4],
      [4, 3, 2, 1, 0],
      [2, 0, 4, 1, 3],
      [1, 3, 0, 2, 4],
      [3, 4, 0, 1, 2],
    ]
    for (const [round, order] of orders.entries()) {
      const shop = await shelf.another()
      const one = await reserved(shop)
      const wang = await colleagueOf(shop, `王技术员${round}`)
      const people = [shop.reviewer, shop.technician, wang, shop.technician, wang, shop.reviewer]
      const pairs = []
      for (const hand of [0, 1, 2, 3, 4])
        pairs.push(await sign(one, people[hand] as Seat, people[hand + 1] as Seat, hand))
      for (const [turn, hand] of order.entries()) {
        const pair = pairs[hand] as (typeof pairs)[number]
        const teller = people[hand + (turn % 2)] as Seat
        await room.granted(teller, 'hand-overs.deliver', pair)
        // Some phones repeat themselves at once.
        expect(await room.granted(teller, 'hand-overs.deliver', pair)).toMatchObject({ outcome: 'known' })
      }
      expect(await deviceOf(one.deviceId)).toMatchObject({ status: 'returned', hands: 5, reservation: null })
      const { items } = await room.granted(shop.reviewer, 'hand-overs.list', { deviceId: one.deviceId })
      expect(items.map((each) => each.standing)).toEqual(['taken', 'taken', 'taken', 'taken', 'taken'])
    }
  })

  test('both phones at the same moment: one is taken, one is known', async () => {
    const shop = await shelf.another()
    const one = await reserved(shop)
    const pair = await sign(one, shop.reviewer, shop.technician, 0)
    const answers = await Promise.all(
      [shop.reviewer, shop.technician].map((who) => room.granted(who, 'hand-overs.deliver', pair)),
    )
    expect(answers.map((each) => each.outcome).sort()).toEqual(['known', 'taken'])
  })

  test('one turn given to two: quarantine with the giver, whichever comes first', async () => {
    for (const first of [0, 1]) {
      const shop = await shelf.another()
      const one = await reserved(shop)
      const wang = await colleagueOf(shop, `王技术员-${first}`)
      const takers = [shop.technician, wang]
      const pairs = [
        await sign(one, shop.reviewer, shop.technician, 0),
        await sign(one, shop.reviewer, wang, 0),
      ]
      const deliver = (which: number) =>
        room.granted(takers[which] as Seat, 'hand-overs.deliver', pairs[which] as (typeof pairs)[number])
      expect(await deliver(first)).toMatchObject({ outcome: 'taken' })
      expect(await deliver(1 - first)).toMatchObject({ outcome: 'quarantined', status: 'suspect' })
      expect(await deviceOf(one.deviceId)).toMatchObject({
        doubt: 'double-hand-over',
        custodian: { kind: 'acquirer' },
      })
    }
  })

  test('a box that does not match is quarantined with its giver', async () => {
    const shop = await shelf.another()
    const one = await reserved(shop)
    const pair = await sign(one, shop.reviewer, shop.technician, 0, { readSerial: '00000904S1999999' })
    expect(await room.granted(shop.technician, 'hand-overs.deliver', pair)).toMatchObject({
      outcome: 'quarantined',
      status: 'suspect',
    })
  })
})

describe('what is not taken', () => {
  test('CUST-26: altered and exchanged lines, and other lines under the same number', async () => {
    const shop = await shelf.another()
    const [one, two] = [await reserved(shop), await shelf.inStock()]
    const pair = await sign(one, shop.reviewer, shop.technician, 0)
    const other = await sign(one, shop.reviewer, shop.technician, 0)
    const said = (lines: { offer: string; acceptance: string }) =>
      room.refused(shop.technician, 'hand-overs.deliver', lines)
    const flip = (line: string) => line.slice(0, -4) + (line.endsWith('AAAA') ? 'BBBB' : 'AAAA')
    expect(await said({ ...pair, acceptance: other.acceptance })).toBe('CUST-26')
    expect(await said({ ...pair, offer: flip(pair.offer) })).toBe('CUST-26')
    expect(await said({ ...pair, acceptance: flip(pair.acceptance) })).toBe('CUST-26')
    expect(await said({ ...pair, offer: pair.offer.replace(one.serialNo, two.serialNo) })).toBe('CUST-26')
    expect(await said({ offer: pair.acceptance, acceptance: pair.offer })).toBe('CUST-26')
    expect(await said({ ...pair, acceptance: pair.acceptance.replace(',1,', ',0,') })).toBe('CUST-26')
    expect(await said(pair)).toBe('granted')
    const second = await accept(await phone(shop.technician), pair.offer, { at: '2026-11-20T02:00:01.000Z' })
    expect(await said({ offer: pair.offer, acceptance: second })).toBe('CUST-26')
  })

  test('CUST-27: unknown and revoked keys, ended memberships, keys enrolled afterwards', async () => {
    const shop = await shelf.another()
    const one = await reserved(shop)
    const lost = await phoneOf(room, shop.technician)
    const offered = await offer(await phone(shop.reviewer), {
      ...one,
      ...{ hand: 0, takerId: shop.technician.personId, at: room.clock.now },
    })
    const acceptance = await accept(lost, offered, { at: room.clock.now })
    await room.granted(shop.technician, 'custody-keys.revoke', { keyId: lost.keyId })
    const said = (line: string) =>
      room.refused(shop.technician, 'hand-overs.deliver', { offer: offered, acceptance: line })
    expect(await said(acceptance)).toBe('CUST-27')
    expect(
      await said(await accept({ ...lost, keyId: `cky_${'0'.repeat(32)}` }, offered, { at: room.clock.now })),
    ).toBe('CUST-27')
    const wang = await colleagueOf(shop, '王技术员离职')
    expect(await said(await accept(await phone(wang), offered, { at: room.clock.now }))).toBe('CUST-27')
    const before = room.clock.now
    room.clock.now = '2026-11-20T03:00:00.000Z'
    const later = await phoneOf(room, shop.technician)
    expect(await said(await accept(later, offered, { at: before }))).toBe('CUST-27')
    room.clock.now = before
    await room.owner.query('update memberships set ended_at = now() where person_id = $1', [wang.personId])
    const gone = await sign(one, shop.reviewer, wang, 0)
    expect(await room.refused(shop.reviewer, 'hand-overs.deliver', gone)).toBe('CUST-27')
  })

  test('CUST-50, 51, 54: a desk takes a phone of its own people out of service; nothing it signed counts, and both are told', async () => {
    const shop = await shelf.another()
    const one = await reserved(shop)
    const lost = await phoneOf(room, shop.technician)
    const offered = await offer(await phone(shop.reviewer), {
      ...one,
      ...{ hand: 0, takerId: shop.technician.personId, at: room.clock.now },
    })
    // Signed while the phone was good, and brought along afterwards: whoever has the phone can date as they like.
    const acceptance = await accept(lost, offered, { at: room.clock.now })
    const order = (who: Seat, keyId = lost.keyId) =>
      room.refused(who, 'custody-keys.order-revocation', { keyId, reason: 'stolen' })
    const rival = await room.seat('provider', '别家服务商')
    await expect(order(rival)).rejects.toThrow(NotFound)
    await expect(order(shop.reviewer)).rejects.toThrow(NotFound)
    await expect(order(shop.technician)).rejects.toThrow('')
    const listed = async (who: Seat) =>
      (await room.granted(who, 'custody-keys.of-colleagues', {})).items.find(
        ({ keyId }) => keyId === lost.keyId,
      )
    expect(await listed(rival)).toBeUndefined()
    expect(await listed(shop.provider)).toMatchObject({ revokedAt: null, mine: false })
    const messages = async () =>
      (await room.owner.query(`select count(*)::integer as n from messages where template = 'phone-revoked'`))
        .rows[0].n
    expect(await order(shop.provider)).toBe('granted')
    expect(await messages()).toBe(2)
    expect(await order(shop.provider)).toBe('CUST-50')
    expect(await listed(shop.provider)).toMatchObject({ revokedFor: 'stolen', revokedAt: room.clock.now })
    const said = () => room.refused(shop.technician, 'hand-overs.deliver', { offer: offered, acceptance })
    expect(await said()).toBe('CUST-51')
    const own = await room.granted(shop.technician, 'custody-keys.list', {})
    expect(own.items.find(({ keyId }) => keyId === lost.keyId)).toMatchObject({ revokedFor: 'stolen' })
    // One's own phone is revoked by oneself.
    expect(await order(shop.reviewer, (await phone(shop.reviewer)).keyId)).toBe('CUST-50')
    const fresh = await phoneOf(room, shop.technician)
    const again = await accept(fresh, offered, { at: room.clock.now })
    expect(
      await room.refused(shop.technician, 'hand-overs.deliver', { offer: offered, acceptance: again }),
    ).toBe('granted')
  })

  test('CUST-26, 27: a key is enrolled by who holds it, once', async () => {
    const who = await colleagueOf(shelf.shop, '登记人')
    const mine = await phoneOf(room, who)
    const { items } = await room.granted(who, 'custody-keys.list', {})
    const publicKey = items[0]?.publicKey ?? ''
    const enrol = (proof: string, key = publicKey) =>
      room.refused(who, 'custody-keys.enrol', { publicKey: key, proof })
    expect(await enrol('A'.repeat(86))).toBe('CUST-26')
    expect(await enrol(await mine.sign('something else'))).toBe('CUST-26')
    expect(await enrol(await mine.proofFor(shelf.shop.technician.personId))).toBe('CUST-26')
    expect(await enrol(await mine.proofFor(who.personId), 'A'.repeat(122))).toBe('CUST-26')
    expect(await enrol(await mine.proofFor(who.personId))).toBe('CUST-27')
    const stranger = await room.seat('technician', '别家')
    expect(await room.granted(stranger, 'custody-keys.list', {})).toEqual({ items: [] })
    await expect(room.ask(stranger, 'custody-keys.revoke', { keyId: mine.keyId })).rejects.toThrow(NotFound)
  })

  test('CUST-7, 28 and law 4: strangers deliver nothing, learn nothing, and keep no paper here', async () => {
    const shop = await shelf.another()
    const one = await reserved(shop)
    const pair = await sign(one, shop.reviewer, shop.technician, 0)
    const [a, b] = [await room.seat('technician', '外人甲'), await room.seat('technician', '外人乙')]
    expect(await room.refused(a, 'hand-overs.deliver', pair)).toBe('CUST-28')
    expect(await room.refused(b, 'hand-overs.deliver', await sign(one, a, b, 0))).toBe('CUST-7')
    expect(await room.refused(b, 'hand-overs.deliver', await sign(one, a, b, 9))).toBe('CUST-7')
    await expect(room.ask(a, 'hand-overs.list', { deviceId: one.deviceId })).rejects.toThrow(NotFound)
    await expect(room.ask(a, 'custody-keys.counterparts', { deviceId: one.deviceId })).rejects.toThrow(
      NotFound,
    )
    expect(await room.refused(shop.merchant, 'hand-overs.deliver', pair)).toBe('CUST-28')
    // Signed by people of the house, but the giver never held it then.
    await room.granted(shop.technician, 'hand-overs.deliver', pair)
    const wang = await colleagueOf(shop, '没拿过的人')
    const claim = await sign(one, wang, shop.technician, 0)
    expect(await room.refused(wang, 'hand-overs.deliver', claim)).toBe('CUST-9')
    expect((await deviceOf(one.deviceId)).status).toBe('in-transit')
  })

  test('the people and keys both phones need before they go offline', async () => {
    const shop = await shelf.another()
    const one = await reserved(shop)
    await phone(shop.technician)
    const seen = await room.granted(shop.reviewer, 'custody-keys.counterparts', { deviceId: one.deviceId })
    expect(seen).toMatchObject({ hand: 0, serialNo: one.serialNo })
    const lin = seen.people.find((person) => person.personId === shop.technician.personId)
    expect(lin).toMatchObject({ name: '林技术员', kind: 'technician', holds: false })
    expect(lin?.keys.length).toBeGreaterThan(0)
    expect(seen.people.find((person) => person.personId === shop.reviewer.personId)?.holds).toBe(true)
  })
})

test('law 7: every device is what its facts say', async () => {
  const { rows } = await room.owner.query(
    `select d.state, d.version, (select json_agg(f.body || jsonb_build_object('type', f.type) order by f.version)
       from facts f where f.stream = 'device/' || d.device_id) as facts from devices d`,
  )
  expect(rows.length).toBeGreaterThan(10)
  for (const { state, version, facts } of rows) {
    expect(facts).toHaveLength(version)
    expect((facts as DeviceFact[]).reduce<Device | null>(evolve, null)).toEqual(state)
  }
})
