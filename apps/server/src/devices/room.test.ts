import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Device, DeviceFact } from '#device/device.ts'
import { evolve } from '#device/evolve.ts'
import { openTestRoom, type TestRoom } from '../../test/room.ts'
import { consentsPort } from '../vault/consents.ts'
import { grantsPort } from '../vault/grant.ts'
import { fix, look, openShelf, sealText, surveyedPlace, type Shelf } from '../../test/shelf.ts'
import { arrive } from '../../test/shop.ts'
import { loadCase, moveCase } from '../cases/case.ts'
import { visits } from '../cases/visits.ts'
import { performAsHouse } from '../house/corridor.ts'
import { devices } from './devices.ts'
import { deviceEvidence } from './evidence.ts'

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

const sent = async (template: string): Promise<number> => {
  const { rows } = await room.owner.query(`select count(*)::int as n from messages where template = $1`, [
    template,
  ])
  return rows[0].n
}

describe('from the shelf to the shop', () => {
  test('carried, inspected, accepted, bound: device and case move together', async () => {
    const { deviceId, serialNo, sealNo, visitId } = await shelf.carryTo(shelf.shop)
    expect(await shelf.install(shelf.shop.caseId)).toMatchObject({
      deviceId,
      merchantAccepted: false,
      boundAt: null,
    })
    expect(
      await room.refused(shelf.shop.technician, 'devices.bind', {
        deviceId,
        visitId,
        readSerial: serialNo,
        ...fix,
      }),
    ).toBe('BIND-2')
    await room.granted(shelf.shop.merchant, 'devices.accept', { deviceId })
    const bound = await room.granted(shelf.shop.technician, 'devices.bind', {
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
    expect(await shelf.install(shelf.shop.caseId)).toMatchObject({
      terminalNo: bound.terminalNo,
      merchantNo: bound.merchantNo,
    })

    const seen = await room.granted(shelf.shop.merchant, 'devices.device', { deviceId })
    expect(seen.reports).toBe(false)
    expect(seen.device).toMatchObject({
      status: 'bound',
      locked: false,
      custodian: { kind: 'merchant', name: '演示面馆' },
      caseId: shelf.shop.caseId,
    })
    expect(seen.certificatesValid).toBe(true)
    // The shop is told what lacks; what is to be done about it is told to the desk, which can.
    const atDesk = await room.granted(shelf.shop.reviewer, 'devices.device', { deviceId })
    const notes = ({ certificateNotes }: typeof seen) => certificateNotes.map(({ words }) => words.en)
    expect(notes(seen)).toEqual(['Model DEMO-S1 lacks its PCI PTS approval.'])
    expect(notes(atDesk)).toEqual([
      'Model DEMO-S1 lacks its PCI PTS approval. Obtain and register the certificate, or choose another model.',
    ])
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
      [shelf.shop.caseId],
    )
    expect(vault.rows).toEqual([{ masked: '±15 m' }])
  })

  test('posted: locked with the merchant until a technician has looked at it and bound it', async () => {
    const other = await shelf.another()
    const { caseId } = other
    const { deviceId, serialNo, sealNo } = await shelf.inStock()
    await room.granted(other.reviewer, 'devices.reserve', { deviceId, caseId })
    await room.granted(other.reviewer, 'devices.post', { deviceId, courier: '演示快递', trackingNo: 'T-1' })
    expect(await shelf.install(caseId)).toMatchObject({ delivery: 'posted' })
    const arrived = await room.granted(other.merchant, 'devices.confirm-receipt', {
      deviceId,
      readSerial: serialNo,
      readSeal: sealNo,
      sealIntact: true,
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
      shelf.shop.caseId,
    ])
    const { device_id: first, serial_no: firstSerial } = rows[0]
    const { reviewer } = shelf.shop
    const back = { deviceId: first, readSerial: firstSerial }
    // CUST-56, 57: no desk by itself; ordered by one, taken in by another.
    expect(await room.refused(reviewer, 'devices.take-back', back)).toBe('CUST-56')
    const order = { deviceId: first, reason: 'replacement' as const, dueOn: '2026-11-25' }
    await room.granted(reviewer, 'devices.order-return', order)
    expect(await room.refused(reviewer, 'devices.take-back', back)).toBe('CUST-57')
    // CUST-59: another serial moves nothing.
    const other = { deviceId: first, readSerial: 'ANOTHER-1' }
    expect(await room.granted(shelf.second, 'devices.take-back', other)).toEqual({
      ok: true,
      status: 'suspect',
    })
    const kept = await room.granted(reviewer, 'devices.device', { deviceId: first })
    expect(kept.device).toMatchObject({
      status: 'suspect',
      custodian: { kind: 'merchant' },
      caseId: shelf.shop.caseId,
      locked: true,
    })
    expect(kept.device.terminalNo).not.toBeNull()
    expect(kept.duties).toMatchObject({ returnBy: '2026-11-25', returnMine: true })
    expect(await shelf.install(shelf.shop.caseId)).toMatchObject({ deviceId: first })
    expect(await sent('return-mismatched')).toBe(1)
    expect(await sent('taken-back')).toBe(0)
    await room.granted(shelf.second, 'devices.take-back', back)
    expect(await sent('taken-back')).toBe(1)
    expect(await shelf.install(shelf.shop.caseId)).toBeNull()
    expect(await shelf.statusOf(first)).toBe('suspect')
    room.clock.now = '2026-11-21T02:00:00.000Z'
    // BIND-10: bound before, and not surveyed since.
    const early = await shelf.carryTo(shelf.shop)
    await room.granted(shelf.shop.merchant, 'devices.accept', { deviceId: early.deviceId })
    const tried = { deviceId: early.deviceId, visitId: early.visitId, readSerial: early.serialNo, ...fix }
    expect(await room.refused(shelf.shop.technician, 'devices.bind', tried)).toBe('BIND-10')
    await shelf.bringBack(early.deviceId, early.serialNo)
    expect(await shelf.statusOf(early.deviceId)).toBe('returned')
    // The technician who held it is told as well.
    expect(await sent('taken-back')).toBe(2)
    room.clock.now = '2026-11-21T08:00:00.000Z'
    await shelf.surveyAnew(shelf.shop)
    const { deviceId, serialNo, visitId } = await shelf.carryTo(shelf.shop)
    await room.granted(shelf.shop.merchant, 'devices.accept', { deviceId })
    const again = await room.granted(shelf.shop.technician, 'devices.bind', {
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
    const other = await shelf.another()
    const { deviceId, serialNo } = await shelf.inStock()
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
      sealIntact: true,
    })
    expect(wrong).toEqual({ status: 'suspect' })
    const evidence = await performAsHouse(room.house, 'evidence-1', (errand) =>
      deviceEvidence(errand, deviceId),
    )
    expect(evidence).toEqual({
      ...{ deviceId, certificatesValid: true, suspect: true },
      ...{ reported: false, alarms: 0, selfProof: { required: false, provedAt: null } },
    })
    // Taken back it frees the case for another device, and stays in quarantine itself.
    await room.granted(other.reviewer, 'devices.take-back', { deviceId, readSerial: serialNo })
    expect(await shelf.statusOf(deviceId)).toBe('suspect')
    expect(await shelf.install(other.caseId)).toBeNull()
    const second = await shelf.inStock()
    await room.granted(other.reviewer, 'devices.reserve', { deviceId: second.deviceId, caseId: other.caseId })
  })

  test('the merchant refuses: case empty, device on its way home, and taken back once', async () => {
    const other = await shelf.another()
    const { deviceId, serialNo } = await shelf.carryTo(other)
    await room.granted(other.merchant, 'devices.refuse', { deviceId, reason: '机身有划痕' })
    expect(await shelf.install(other.caseId)).toBeNull()
    expect(await shelf.statusOf(deviceId)).toBe('returned')
    await room.granted(other.reviewer, 'devices.take-back', { deviceId, readSerial: serialNo })
    expect(await room.refused(other.reviewer, 'devices.take-back', { deviceId, readSerial: serialNo })).toBe(
      'CUST-5',
    )
  })

  test('a refusal changes nothing: neither device nor case, nor the numbers', async () => {
    const other = await shelf.another()
    const { deviceId, serialNo, visitId } = await shelf.carryTo(other)
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
    expect(await shelf.statusOf(deviceId)).toBe('on-site')
  })
})
