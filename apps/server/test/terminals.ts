import { createHmac, webcrypto } from 'node:crypto'
import type { Beat } from '#fleet/beat.ts'
import { evolve } from '#device/evolve.ts'
import type { Device, DeviceFact } from '#device/device.ts'
import { secretText } from '#device/secret-text.ts'
import { makeRequest } from '../src/devices/device-certificate.ts'
import { blockOf, keyOf, openOnDevice } from '../src/devices/device-secret.ts'
import { newId } from '../src/house/new-id.ts'
import { standing } from '../src/devices/device.ts'
import { nobody, type Seat, type TestRoom } from './room.ts'
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
  ): Promise<{ deviceId: string; serialNo: string; merchant: Seat; provider: Seat }> => {
    const { caseId, merchant, technician, provider } = await openShop(room, { reviewer })
    const [deviceId, place] = [newId('dev'), newId('val')]
    const serialNo = `00000904${deviceId.slice(-10).toUpperCase()}`
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
    return { deviceId, serialNo, merchant, provider }
  }

  /** A device with an identity of its own, and how it takes its working key. */
  const identified = async (deviceId: string, variant: 'aes' | 'sm4' = 'sm4') => {
    const { rows } = await room.owner.query('select serial_no from devices where device_id = $1', [deviceId])
    const serialNo = rows[0].serial_no as string
    const pair = await webcrypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, [
      'sign',
      'verify',
    ])
    const { d = '' } = await webcrypto.subtle.exportKey('jwk', pair.privateKey)
    const scalar = Buffer.from(d, 'base64url')
    const request = (await makeRequest(serialNo, pair)).toString('base64')
    const { code } = await room.granted(reviewer, 'identities.open-enrolment', { deviceId, variant })
    const enrolled = await room.granted(nobody, 'identities.enrol', { serialNo, code, request })
    const { identityId, sealedKey, certificate, authority } = enrolled
    const secret = await openOnDevice(scalar, keyOf(identityId), Buffer.from(sealedKey, 'base64'))
    const answer = async () => {
      const { challengeId, factor } = await room.granted(nobody, 'identities.challenge', { serialNo })
      const said = secretText(blockOf(variant, secret), serialNo, factor)
      return { challengeId, serialNo, variant, secretText: said }
    }
    const take = async () => {
      const taken = await room.granted(nobody, 'fleet.take-key', await answer())
      const { generation } = taken
      const bound = keyOf(identityId, generation)
      return { generation, key: await openOnDevice(scalar, bound, Buffer.from(taken.sealedKey, 'base64')) }
    }
    const kept = {
      ...{ serialNo, variant, identityId, certificate, authority },
      ...{ key: secret.toString('hex'), scalar: scalar.toString('hex') },
    }
    return { identityId, answer, take, kept }
  }

  const enrolled = async (boundAt?: string) => {
    const one = await live(boundAt)
    const own = await identified(one.deviceId)
    return { ...one, ...own, ...(await own.take()) }
  }

  return { shop, reviewer, live, identified, enrolled }
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
