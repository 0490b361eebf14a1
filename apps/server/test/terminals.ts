import { createHmac } from 'node:crypto'
import type { Beat } from '#fleet/beat.ts'
import { evolve } from '#device/evolve.ts'
import type { Device, DeviceFact } from '#device/device.ts'
import { newId } from '../src/house/new-id.ts'
import { standing } from '../src/devices/device.ts'
import type { Seat, TestRoom } from './room.ts'
import { openShop } from './shop.ts'
import { model } from './shelf.ts'

/** Where the test's terminals are bound. */
export const home = { latitudeE6: 22_540_000, longitudeE6: 114_050_000, accuracyMetres: 10 }

export type Terminal = {
  readonly deviceId: string
  readonly serialNo: string
  readonly generation: number
  readonly key: Buffer
}

/** An acquirer's live terminals at one shop each, brought there by their facts. */
export const openTerminals = async (room: TestRoom) => {
  const shop = await openShop(room)
  const { reviewer } = shop
  await room.granted(reviewer, 'devices.register-model', model)

  const live = async (
    boundAt = '2026-11-01T02:00:00.000Z',
  ): Promise<{ deviceId: string; serialNo: string; merchant: Seat }> => {
    const { caseId, merchant, technician, provider } = await openShop(room, { reviewer })
    const [deviceId, place] = [newId('dev'), newId('val')]
    const serialNo = `00000904${deviceId.slice(-10)}`
    const ids = {
      caseId,
      merchantId: merchant.organisationId,
      providerId: provider.organisationId,
    }
    const facts: readonly DeviceFact[] = [
      {
        type: 'device-registered',
        ...{ deviceId, acquirerId: reviewer.organisationId, serialNo, modelCode: model.modelCode },
        sealNo: `SEAL-${deviceId}`,
      },
      { type: 'device-received', sealNo: `SEAL-${deviceId}` },
      { type: 'device-reserved', ...ids },
      { type: 'custody-offered', technicianId: technician.personId, sealNo: `BAG-${deviceId}` },
      { type: 'custody-accepted', technicianId: technician.personId },
      {
        type: 'device-bound',
        binding: {
          ...{
            caseId,
            serialNo,
            terminalNo: deviceId.slice(-8),
            merchantNo: `898584058${deviceId.slice(-6)}`,
          },
          ...{ acquirerCode: '898', merchantIdentity: 'val_x', settlementAccount: 'val_y', place },
          ...{ elements: ['place'], boundAt, reportBy: boundAt },
        },
      },
      { type: 'device-activated' },
    ]
    const device = facts.reduce<Device | null>(evolve, null) as Device
    const row = { ...standing(device, null), technician_id: null }
    await room.owner.query(
      `insert into devices (device_id, acquirer_id, model_code, serial_no, version, updated_at, status, seal_no, case_id,
         merchant_id, provider_id, terminal_no, merchant_no, state)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)`,
      [
        ...[deviceId, reviewer.organisationId, model.modelCode, serialNo, facts.length, room.clock.now],
        ...[row.status, row.seal_no, row.case_id, row.merchant_id, row.provider_id],
        ...[row.terminal_no, row.merchant_no, row.state],
      ],
    )
    await room.owner.query(
      `insert into vault_values (value_id, owner_id, case_id, field, value_sealed, masked) values ($1, $2, $3, 'terminalPlace', $4, '')`,
      [
        ...[place, merchant.organisationId, caseId],
        await room.house.keys.seal(
          {
            datum: 'vault_values.terminalPlace',
            row: place,
            tenant: reviewer.organisationId,
            subject: merchant.organisationId,
          },
          JSON.stringify(home),
        ),
      ],
    )
    return { deviceId, serialNo, merchant }
  }

  const enrol = async (deviceId: string, who: Seat = reviewer) => {
    const { generation, key } = await room.granted(who, 'fleet.enrol', { deviceId })
    return { generation, key: Buffer.from(key, 'hex') }
  }

  const enrolled = async (boundAt?: string) => {
    const one = await live(boundAt)
    return { ...one, ...(await enrol(one.deviceId)) }
  }

  return { shop, reviewer, live, enrol, enrolled }
}

export const beatOf = (
  { deviceId, generation }: Pick<Terminal, 'deviceId' | 'generation'>,
  beatNo: number,
  more: Partial<Beat> = {},
): Beat => ({
  ...{ deviceId, generation, beatNo, at: '2026-11-20T02:00:00.000Z' },
  ...{ health: 'ok', printer: 'ok', battery: 80, signalDbm: -70, unsent: 0, unsentSince: null },
  ...{ lastSaleAt: '2026-11-20T01:00:00.000Z', lastSettledAt: '2026-11-20T01:30:00.000Z' },
  ...{ firmwareVersion: '1.4.2', firmwareHash: 'a'.repeat(64), firmwareNo: 0, parametersNo: 0 },
  ...{ tampered: false, fix: null },
  ...more,
})

/** The bytes a terminal sends, and their proof. */
export const proved = ({ key }: Pick<Terminal, 'key'>, told: object) => {
  const body = JSON.stringify(told)
  return { body, mac: createHmac('sha256', key).update(body).digest('hex') }
}
