import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { isRefusal } from '#ground/refusal.ts'
import { nobody, openTestRoom, type Seat, type TestRoom } from '../../test/room.ts'
import { consentsPort } from '../vault/consents.ts'
import { grantsPort } from '../vault/grant.ts'
import { model, openShelf, sealText, surveyedPlace, type Shelf } from '../../test/shelf.ts'
import { loadCase, moveCase } from '../cases/case.ts'
import { visits } from '../cases/visits.ts'
import { NotFound } from '../house/errand.ts'
import { devices } from './devices.ts'

const list = { modelCode: 'DEMO-S1', orderNo: 'LIST-1', channel: 'signed-mail' as const }
let room: TestRoom
let shelf: Shelf

beforeAll(async () => {
  room = await openTestRoom({
    ...visits(grantsPort, consentsPort),
    ...devices({ loadCase, moveCase, surveyedPlace, sealText }),
  })
  shelf = await openShelf(room)
})
afterAll(() => room.close())

describe('walls', () => {
  test('CUST-2: a serial or seal stands once, also across acquirers; nothing of the batch stays', async () => {
    const { serialNo } = await shelf.inStock()
    const register = (serials: { serialNo: string; sealNo: string }[]) =>
      room.refused(shelf.shop.reviewer, 'devices.register', { ...list, serials })
    const before = await room.owner.query('select count(*) from devices')
    expect(
      await register([
        { serialNo: 'NEW-00001', sealNo: 'N-1' },
        { serialNo: serialNo.toLowerCase(), sealNo: 'N-2' },
      ]),
    ).toBe('CUST-2')
    expect(
      await register([
        { serialNo: 'NEW-00002', sealNo: 'N-3' },
        { serialNo: 'NEW-00003', sealNo: 'N-3' },
      ]),
    ).toBe('CUST-2')
    expect((await room.owner.query('select count(*) from devices')).rows).toEqual(before.rows)
  })

  test('CUST-55: a number that is or was on another bag closes neither this one nor one on a list', async () => {
    const other = await shelf.another()
    const [one, two] = [await shelf.inStock(), await shelf.inStock()]
    await room.granted(other.reviewer, 'devices.reserve', { deviceId: one.deviceId, caseId: other.caseId })
    const input = { deviceId: one.deviceId, technicianId: other.technician.personId, sealNo: two.sealNo }
    expect(await room.refused(other.reviewer, 'devices.hand-over', input)).toBe('CUST-55')
    // Opened long ago: the bag that brought a terminal which is in its shop by now.
    const spent = await shelf.inStock()
    const shop = await shelf.another()
    await room.granted(shop.reviewer, 'devices.reserve', { deviceId: spent.deviceId, caseId: shop.caseId })
    const out = { deviceId: spent.deviceId, technicianId: shop.technician.personId, sealNo: 'OUT-OF-SPENT' }
    await room.granted(shop.reviewer, 'devices.hand-over', out)
    const used = ` ${spent.sealNo.toLowerCase()}`
    expect(await room.refused(other.reviewer, 'devices.hand-over', { ...input, sealNo: used })).toBe(
      'CUST-55',
    )
    const serials = [{ serialNo: 'NEW-00004', sealNo: spent.sealNo }]
    expect(await room.refused(shelf.shop.reviewer, 'devices.register', { ...list, serials })).toBe('CUST-55')
    // Another acquirer's stock has numbers of its own.
    const { rows } = await room.owner.query(`select count(distinct acquirer_id)::int as n from bags`)
    expect(rows).toEqual([{ n: 1 }])
    expect(await room.refused(other.reviewer, 'devices.hand-over', { ...input, sealNo: 'FREE-1' })).toBe(
      'granted',
    )
  })

  test('CUST-55: one number for two devices at the same moment closes one bag', async () => {
    const pair = []
    for (let n = 0; n < 2; n += 1) {
      const shop = await shelf.another()
      const { deviceId } = await shelf.inStock()
      await room.granted(shop.reviewer, 'devices.reserve', { deviceId, caseId: shop.caseId })
      pair.push({ deviceId, technicianId: shop.technician.personId, sealNo: 'AT-ONCE-1' })
    }
    const answers = await Promise.all(
      pair.map((input) => room.refused(shelf.shop.reviewer, 'devices.hand-over', input)),
    )
    expect(answers.toSorted()).toEqual(['CUST-55', 'granted'])
    const { rows } = await room.owner.query(`select count(*)::int as n from bags where seal_no = 'AT-ONCE-1'`)
    expect(rows).toEqual([{ n: 1 }])
  })

  test('CUST-7: a technician of another provider, or one who has left', async () => {
    const other = await shelf.another()
    const { deviceId } = await shelf.inStock()
    await room.granted(other.reviewer, 'devices.reserve', { deviceId, caseId: other.caseId })
    const rival = await room.seat('technician', '别家技术员')
    const give = (technicianId: string) =>
      room.refused(other.reviewer, 'devices.hand-over', { deviceId, technicianId, sealNo: `BAG-${deviceId}` })
    expect(await give(rival.personId)).toBe('CUST-7')
    await room.owner.query('update memberships set ended_at = now() where person_id = $1', [
      other.technician.personId,
    ])
    expect(await give(other.technician.personId)).toBe('CUST-7')
  })

  test('two devices for one case at the same moment: one is reserved, one refused', async () => {
    const other = await shelf.another()
    const pair = [await shelf.inStock(), await shelf.inStock()]
    const answers = await Promise.all(
      pair.map(({ deviceId }) =>
        room.ask(other.reviewer, 'devices.reserve', { deviceId, caseId: other.caseId }),
      ),
    )
    expect(answers.filter(isRefusal)).toHaveLength(1)
  })

  test('law 4: another’s device is not found, by any principal', async () => {
    const { deviceId } = await shelf.inStock()
    const strangers = [
      await room.seat('merchant', '别家商户'),
      await room.seat('technician', '别家技术员'),
      await room.seat('provider', '别家服务商'),
      await room.seat('reviewer', '别家收单机构'),
    ]
    for (const who of strangers) {
      await expect(room.ask(who, 'devices.device', { deviceId })).rejects.toThrow(NotFound)
      const { items } = await room.granted(who, 'devices.list', {})
      expect(items).toEqual([])
    }
    await expect(
      room.ask(strangers[3] as Seat, 'devices.take-back', { deviceId, readSerial: 'X' }),
    ).rejects.toThrow(NotFound)
    const regulator = await room.seat('regulator', '演示监管')
    expect((await room.granted(regulator, 'devices.device', { deviceId })).device.deviceId).toBe(deviceId)
  })

  test('the wall behind the code: raw SQL as the application, for another merchant, finds no row', async () => {
    const client = await room.house.pool.connect()
    try {
      await client.query('begin')
      await client.query(
        `select set_config('fx.principal', 'merchant', true), set_config('fx.organisation', 'org_nobody', true)`,
      )
      for (const table of [
        'devices',
        'tickets',
        'ticket_messages',
        'number_ranges',
        'merchant_numbers',
        'acquirer_codes',
      ])
        expect((await client.query(`select * from ${table}`)).rows).toEqual([])
      await client.query('rollback')
    } finally {
      client.release()
    }
  })

  test('the same request again answers the same and registers nothing twice', async () => {
    const input = { ...list, orderNo: 'TWICE-1', serials: [{ serialNo: 'TWICE-0001', sealNo: 'TW-1' }] }
    const first = await room.ask(shelf.shop.reviewer, 'devices.register', input, 'register-twice-1')
    expect(await room.ask(shelf.shop.reviewer, 'devices.register', input, 'register-twice-1')).toEqual(first)
  })
})

describe('the catalogue', () => {
  test('anybody reads it; CERT-7: only its acquirer renews a model; CUST-23: only own models', async () => {
    expect((await room.granted(nobody, 'devices.models', {})).items.map((each) => each.modelCode)).toContain(
      'DEMO-S1',
    )
    const rival = await room.seat('reviewer', '别家收单机构')
    expect(await room.refused(rival, 'devices.register-model', model)).toBe('CERT-7')
    const serials = [{ serialNo: 'FOREIGN-01', sealNo: 'F-1' }]
    expect(await room.refused(rival, 'devices.register', { ...list, serials })).toBe('CUST-23')
    expect(
      await room.refused(shelf.shop.reviewer, 'devices.register-model', {
        ...model,
        firmwareVersion: '1.4.2',
      }),
    ).toBe('granted')
  })

  test('a certificate that ends closes the shelf: nothing is reserved under it', async () => {
    const other = await shelf.another()
    const { deviceId } = await shelf.inStock()
    room.clock.now = '2028-01-03T02:00:00.000Z'
    expect(await room.refused(other.reviewer, 'devices.reserve', { deviceId, caseId: other.caseId })).toBe(
      'CERT-2',
    )
    room.clock.now = '2026-11-22T02:00:00.000Z'
    expect(await room.refused(other.reviewer, 'devices.reserve', { deviceId, caseId: other.caseId })).toBe(
      'granted',
    )
  })

  test('lists page from the newest and filter by status and case', async () => {
    const first = await room.granted(shelf.shop.reviewer, 'devices.list', { limit: 2 })
    expect(first.items).toHaveLength(2)
    const second = await room.granted(shelf.shop.reviewer, 'devices.list', {
      limit: 2,
      after: first.next ?? '',
    })
    expect(second.items[0]?.deviceId).not.toBe(first.items[1]?.deviceId)
    const { deviceId } = await shelf.inStock()
    const { reviewer, merchant, caseId } = await shelf.another()
    await room.granted(reviewer, 'devices.reserve', { deviceId, caseId })
    for (const [who, filter] of [
      [reviewer, { caseId }],
      [merchant, {}],
      [merchant, { status: 'reserved' as const }],
    ] as const) {
      const { items, next } = await room.granted(who, 'devices.list', filter)
      expect(items.map((each) => each.deviceId)).toEqual([deviceId])
      expect(next).toBeNull()
    }
    expect((await room.granted(merchant, 'devices.list', { status: 'live' })).items).toEqual([])
  })
})
