import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { evolve } from '#device/evolve.ts'
import type { Device, DeviceFact } from '#device/device.ts'
import { isRefusal } from '#ground/refusal.ts'
import { nobody, openTestRoom, type Seat, type TestRoom } from '../../test/room.ts'
import { arrive, openShop, type Shop } from '../../test/shop.ts'
import { loadCase, moveCase } from '../cases/case.ts'
import { visits } from '../cases/visits.ts'
import { performAsHouse } from '../house/corridor.ts'
import { NotFound } from '../house/errand.ts'
import { devices } from './devices.ts'
import { deviceEvidence } from './evidence.ts'

/** The example case's survey stood here. */
const surveyed = { latitudeE6: 22_540_000, longitudeE6: 114_050_000, accuracyMetres: 12 }

let room: TestRoom
let shop: Shop

beforeAll(async () => {
  room = await openTestRoom({
    ...visits,
    ...devices({ loadCase, moveCase, surveyedPlace: async () => surveyed }),
  })
  shop = await openShop(room)
  await room.granted(shop.reviewer, 'devices.register-model', model)
})
afterAll(() => room.close())

const model = {
  modelCode: 'DEMO-S1',
  maker: '演示终端厂',
  name: '演示智能POS',
  terminalKind: 'smart-pos' as const,
  registryCode: '04',
  firmwareVersion: '1.4.2',
  priceCapFen: 60_000,
  certificates: (['network-access', 'fintech-product', 'srrc', 'telecom-access'] as const).map((kind) => ({
    kind,
    number: kind === 'network-access' ? 'P3100' : 'DEMO-1',
    issuer: '演示检测中心',
    validFrom: '2025-01-01',
    validUntil: '2027-12-31',
  })),
}

let bought = 0
/** A device in stock, with serial and seal of its own. */
const inStock = async (reviewer: Seat = shop.reviewer) => {
  bought += 1
  const [serialNo, sealNo] = [`00000904S1${String(bought).padStart(6, '0')}`, `SEAL-${bought}`]
  const { deviceIds } = await room.granted(reviewer, 'devices.register', {
    modelCode: 'DEMO-S1',
    serials: [{ serialNo, sealNo }],
  })
  const deviceId = deviceIds[0] as string
  await room.granted(reviewer, 'devices.receive', { deviceId, readSerial: serialNo, readSeal: sealNo })
  return { deviceId, serialNo, sealNo }
}

const fix = { latitudeE6: 22_540_100, longitudeE6: 114_050_100, accuracyMetres: 15 }
const look = { sealIntact: true, caseUndamaged: true, firmwareVersion: '1.4.2' }
const install = async (caseId: string) => {
  const { rows } = await room.owner.query(
    `select state -> 'install' as install from cases where case_id = $1`,
    [caseId],
  )
  return rows[0].install
}
const statusOf = async (deviceId: string) =>
  (await room.owner.query('select status from devices where device_id = $1', [deviceId])).rows[0].status

/** Carried to the shop and looked at there. */
const carryTo = async (at: Shop) => {
  const { caseId } = at
  const one = await inStock(at.reviewer)
  const { deviceId, serialNo } = one
  await room.granted(at.reviewer, 'devices.reserve', { deviceId, caseId })
  const sealNo = `BAG-${deviceId}`
  const technicianId = at.technician.personId
  await room.granted(at.reviewer, 'devices.hand-over', { deviceId, technicianId, sealNo })
  await room.granted(at.technician, 'devices.accept-device', {
    deviceId,
    readSerial: serialNo,
    readSeal: sealNo,
  })
  const visitId = await arrive(room, at)
  await room.granted(at.technician, 'devices.inspect-on-site', {
    deviceId,
    visitId,
    readSerial: serialNo,
    readSeal: sealNo,
    ...look,
  })
  return { ...one, sealNo, visitId }
}

describe('from the shelf to the shop', () => {
  test('carried, inspected, accepted, bound: device and case move together', async () => {
    const { deviceId, serialNo, sealNo, visitId } = await carryTo(shop)
    expect(await install(shop.caseId)).toMatchObject({ deviceId, merchantAccepted: false, boundAt: null })
    expect(
      await room.refused(shop.technician, 'devices.bind', {
        deviceId,
        visitId,
        readSerial: serialNo,
        ...fix,
      }),
    ).toBe('BIND-2')
    await room.granted(shop.merchant, 'devices.accept', { deviceId })
    const bound = await room.granted(shop.technician, 'devices.bind', {
      deviceId,
      visitId,
      readSerial: serialNo,
      ...fix,
    })
    // The refused attempt gave its numbers back: these are the first of their ranges.
    expect(bound).toEqual({
      terminalNo: '00000001',
      merchantNo: '801584058120001',
      boundAt: room.clock.now,
    })
    expect(await install(shop.caseId)).toMatchObject({
      terminalNo: bound.terminalNo,
      merchantNo: bound.merchantNo,
    })

    const seen = await room.granted(shop.merchant, 'devices.device', { deviceId })
    expect(seen.device).toMatchObject({
      status: 'bound',
      locked: false,
      custodian: { kind: 'merchant', name: '演示面馆' },
      caseId: shop.caseId,
    })
    expect(seen.certificatesValid).toBe(true)
    expect(seen.custody.map((hand) => hand.type)).toEqual([
      'device-registered',
      'device-received',
      'device-reserved',
      'custody-offered',
      'custody-accepted',
      'inspected-on-site',
      'accepted-by-merchant',
      'device-bound',
    ])
    expect(seen.custody[4]).toMatchObject({ person: '林技术员', organisation: '演示服务商' })
    expect(seen.custody[3]?.sealNo).toBe(sealNo.toUpperCase())
  })

  test('law 7: every device is what its facts say', async () => {
    const { rows } = await room.owner.query(
      `select d.state, d.version, (select json_agg(f.body || jsonb_build_object('type', f.type) order by f.version)
         from facts f where f.stream = 'device/' || d.device_id) as facts from devices d`,
    )
    expect(rows.length).toBeGreaterThan(0)
    for (const { state, version, facts } of rows) {
      expect(facts).toHaveLength(version)
      expect((facts as DeviceFact[]).reduce<Device | null>(evolve, null)).toEqual(state)
    }
  })

  test('law 3: neither facts nor states tell the place; it is sealed in the merchant’s vault', async () => {
    const { rows } = await room.owner.query(
      `select f.body::text as told from facts f where f.stream like 'device/%' union all select state::text from devices`,
    )
    for (const { told } of rows) expect(told).not.toMatch(/22540|114050|演示面馆/)
    const vault = await room.owner.query(
      `select v.masked from vault_values v join devices d on d.state #>> '{binding,place}' = v.value_id where v.case_id = $1`,
      [shop.caseId],
    )
    expect(vault.rows).toEqual([{ masked: '±15 m' }])
  })

  test('posted: locked with the merchant until a technician has looked at it and bound it', async () => {
    const other = await openShop(room, { reviewer: shop.reviewer })
    const { caseId } = other
    const { deviceId, serialNo, sealNo } = await inStock()
    await room.granted(other.reviewer, 'devices.reserve', { deviceId, caseId })
    await room.granted(other.reviewer, 'devices.post', { deviceId, courier: '演示快递', trackingNo: 'T-1' })
    expect(await install(caseId)).toMatchObject({ delivery: 'posted' })
    const arrived = await room.granted(other.merchant, 'devices.confirm-receipt', {
      deviceId,
      readSeal: sealNo,
    })
    expect(arrived).toEqual({ status: 'posted' })
    expect((await room.granted(other.merchant, 'devices.device', { deviceId })).device.locked).toBe(true)
    expect(await room.refused(other.merchant, 'devices.accept', { deviceId })).toBe('CUST-5')
    const visitId = await arrive(room, other)
    const inspected = await room.granted(other.technician, 'devices.inspect-on-site', {
      deviceId,
      visitId,
      readSerial: serialNo,
      readSeal: sealNo,
      ...look,
    })
    expect(inspected).toEqual({ status: 'on-site' })
    await room.granted(other.merchant, 'devices.accept', { deviceId })
    const bound = await room.granted(other.technician, 'devices.bind', {
      deviceId,
      visitId,
      readSerial: serialNo,
      ...fix,
    })
    expect(bound.merchantNo).toBe('801584058120002')
    const facts = await room.owner.query(`select body from facts where stream = $1`, [`device/${deviceId}`])
    expect(JSON.stringify(facts.rows)).not.toContain('T-1')
  })

  test('a replaced terminal keeps the shop’s merchant number and gets a new terminal number', async () => {
    const { rows } = await room.owner.query(`select device_id, serial_no from devices where case_id = $1`, [
      shop.caseId,
    ])
    await room.granted(shop.reviewer, 'devices.take-back', {
      deviceId: rows[0].device_id,
      readSerial: rows[0].serial_no,
    })
    expect(await install(shop.caseId)).toBeNull()
    expect(await statusOf(rows[0].device_id)).toBe('returned')
    room.clock.now = '2026-11-21T02:00:00.000Z'
    const { deviceId, serialNo, visitId } = await carryTo(shop)
    await room.granted(shop.merchant, 'devices.accept', { deviceId })
    const again = await room.granted(shop.technician, 'devices.bind', {
      deviceId,
      visitId,
      readSerial: serialNo,
      ...fix,
    })
    expect(again.merchantNo).toBe('801584058120001')
    expect(again.terminalNo).toBe('00000003')
  })
})

describe('when something does not match', () => {
  test('a wrong seal answers 200 with quarantine, and the gate’s evidence says so', async () => {
    const other = await openShop(room, { reviewer: shop.reviewer })
    const { deviceId, serialNo } = await inStock()
    await room.granted(other.reviewer, 'devices.reserve', { deviceId, caseId: other.caseId })
    const technicianId = other.technician.personId
    await room.granted(other.reviewer, 'devices.hand-over', {
      deviceId,
      technicianId,
      sealNo: `BAG-${deviceId}`,
    })
    const wrong = await room.granted(other.technician, 'devices.accept-device', {
      deviceId,
      readSerial: serialNo,
      readSeal: 'SOMETHING-ELSE',
    })
    expect(wrong).toEqual({ status: 'suspect' })
    const evidence = await performAsHouse(room.house, 'evidence-1', (errand) =>
      deviceEvidence(errand, deviceId),
    )
    expect(evidence).toEqual({ deviceId, certificatesValid: true, suspect: true })
    // Taken back it frees the case for another device, and stays in quarantine itself.
    await room.granted(other.reviewer, 'devices.take-back', { deviceId, readSerial: serialNo })
    expect(await statusOf(deviceId)).toBe('suspect')
    expect(await install(other.caseId)).toBeNull()
    const second = await inStock()
    await room.granted(other.reviewer, 'devices.reserve', { deviceId: second.deviceId, caseId: other.caseId })
  })

  test('the merchant refuses: case empty, device on its way home, and taken back once', async () => {
    const other = await openShop(room, { reviewer: shop.reviewer })
    const { deviceId, serialNo } = await carryTo(other)
    await room.granted(other.merchant, 'devices.refuse', { deviceId, reason: '机身有划痕' })
    expect(await install(other.caseId)).toBeNull()
    expect(await statusOf(deviceId)).toBe('returned')
    await room.granted(other.reviewer, 'devices.take-back', { deviceId, readSerial: serialNo })
    expect(await room.refused(other.reviewer, 'devices.take-back', { deviceId, readSerial: serialNo })).toBe(
      'CUST-5',
    )
  })

  test('a refusal changes nothing: neither device nor case, nor the numbers', async () => {
    const other = await openShop(room, { reviewer: shop.reviewer })
    const { deviceId, serialNo, visitId } = await carryTo(other)
    await room.granted(other.merchant, 'devices.accept', { deviceId })
    const before = await room.owner.query('select * from number_ranges order by range')
    const far = { ...fix, latitudeE6: 22_600_000 }
    expect(
      await room.refused(other.technician, 'devices.bind', {
        deviceId,
        visitId,
        readSerial: serialNo,
        ...far,
      }),
    ).toBe('BIND-8')
    expect((await room.owner.query('select * from number_ranges order by range')).rows).toEqual(before.rows)
    expect(await statusOf(deviceId)).toBe('on-site')
  })
})

describe('walls', () => {
  test('CUST-2: a serial or seal stands once, also across acquirers; nothing of the batch stays', async () => {
    const { serialNo } = await inStock()
    const register = (serials: { serialNo: string; sealNo: string }[]) =>
      room.refused(shop.reviewer, 'devices.register', { modelCode: 'DEMO-S1', serials })
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

  test('CUST-2: a seal that is on another bag cannot close this one', async () => {
    const other = await openShop(room, { reviewer: shop.reviewer })
    const [one, two] = [await inStock(), await inStock()]
    await room.granted(other.reviewer, 'devices.reserve', { deviceId: one.deviceId, caseId: other.caseId })
    const input = { deviceId: one.deviceId, technicianId: other.technician.personId, sealNo: two.sealNo }
    expect(await room.refused(other.reviewer, 'devices.hand-over', input)).toBe('CUST-2')
    expect(await room.refused(other.reviewer, 'devices.hand-over', { ...input, sealNo: 'FREE-1' })).toBe(
      'granted',
    )
  })

  test('CUST-7: a technician of another provider, or one who has left', async () => {
    const other = await openShop(room, { reviewer: shop.reviewer })
    const { deviceId } = await inStock()
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
    const other = await openShop(room, { reviewer: shop.reviewer })
    const pair = [await inStock(), await inStock()]
    const answers = await Promise.all(
      pair.map(({ deviceId }) =>
        room.ask(other.reviewer, 'devices.reserve', { deviceId, caseId: other.caseId }),
      ),
    )
    expect(answers.filter(isRefusal)).toHaveLength(1)
  })

  test('law 4: another’s device is not found, by any principal', async () => {
    const { deviceId } = await inStock()
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
    const input = { modelCode: 'DEMO-S1', serials: [{ serialNo: 'TWICE-0001', sealNo: 'TW-1' }] }
    const first = await room.ask(shop.reviewer, 'devices.register', input, 'register-twice-1')
    expect(await room.ask(shop.reviewer, 'devices.register', input, 'register-twice-1')).toEqual(first)
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
    expect(await room.refused(rival, 'devices.register', { modelCode: 'DEMO-S1', serials })).toBe('CUST-23')
    expect(
      await room.refused(shop.reviewer, 'devices.register-model', { ...model, firmwareVersion: '1.4.2' }),
    ).toBe('granted')
  })

  test('a certificate that ends closes the shelf: nothing is reserved under it', async () => {
    const other = await openShop(room, { reviewer: shop.reviewer })
    const { deviceId } = await inStock()
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
    const first = await room.granted(shop.reviewer, 'devices.list', { limit: 2 })
    expect(first.items).toHaveLength(2)
    const second = await room.granted(shop.reviewer, 'devices.list', { limit: 2, after: first.next ?? '' })
    expect(second.items[0]?.deviceId).not.toBe(first.items[1]?.deviceId)
    const suspects = await room.granted(shop.reviewer, 'devices.list', { status: 'suspect' })
    expect(suspects.items.map((each) => each.status)).toEqual(['suspect'])
    const own = await room.granted(shop.merchant, 'devices.list', { caseId: shop.caseId })
    expect(own.items).toHaveLength(1)
  })
})
