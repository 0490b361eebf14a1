import { sql } from 'kysely'
import { placeOf, type Device } from '#device/device.ts'
import { nextLook, sightings } from '#device/sighting.ts'
import { chinaDay } from '#ground/calendar.ts'
import { isRefusal } from '#ground/refusal.ts'
import type { Room } from '../house/errand.ts'
import { organisationNames, namesOf } from '../house/names.ts'
import { db } from '../house/tables.ts'
import { keepBagPhoto, readBagPhoto } from './bag-photos.ts'
import { bagOf } from './bags.ts'
import type { CasesPort } from './cases-port.ts'
import { loadDevice, moveDevice, movedTo } from './device.ts'
import { endIdentityOf } from './identity-store.ts'
import { lockCaseOf } from './journey.ts'
import { mayEnter } from './keepers.ts'

const streamOfDevice = sql<string>`'device/' || d.device_id`
const done = { ok: true } as const

/** The acquirer's standing duties: returns, keys, repair, the end, and the yearly look. */
export const duties = (
  cases: CasesPort,
): Room<
  | 'devices.order-return'
  | 'devices.returns'
  | 'devices.inventory'
  | 'devices.attest'
  | 'devices.begin-erasure'
  | 'devices.witness-erasure'
  | 'devices.awaiting'
  | 'devices.send-to-repair'
  | 'devices.receive-from-repair'
  | 'devices.propose-disposal'
  | 'devices.decide-disposal'
> => ({
  async 'devices.order-return'(errand, { deviceId, reason, dueOn }) {
    const after = await moveDevice(errand, deviceId, { type: 'order-return', reason, dueOn })
    return isRefusal(after) ? after : done
  },

  async 'devices.returns'(errand, { after, limit = 50 }) {
    let query = db
      .selectFrom('devices')
      .select(['device_id', 'state'])
      .where('recall_due', 'is not', null)
      .orderBy('device_id', 'desc')
      .limit(limit)
    if (after !== undefined) query = query.where('device_id', '<', after)
    const rows = await errand.run(query)
    const devices = rows.map((row) => row.state as Device)
    const ids = devices.map((device) => device.custodian.holderId)
    const [people, houses] = await Promise.all([namesOf(errand, ids), organisationNames(errand, ids)])
    const today = chinaDay(errand.stamp.at)
    return {
      items: devices.flatMap((device) => {
        const { deviceId, serialNo, status, recall, custodian } = device
        if (recall === null) return []
        const holder = people.get(custodian.holderId) ?? houses.get(custodian.holderId)
        return [
          {
            ...{ deviceId, serialNo, status },
            ...{ reason: recall.reason, dueOn: recall.dueOn },
            mine: recall.orderedBy === errand.actor.personId,
            overdue: recall.dueOn < today,
            holder: holder ?? (custodian.kind === 'courier' ? custodian.holderId : ''),
          },
        ]
      }),
      next: rows.length === limit ? (rows.at(-1)?.device_id ?? null) : null,
    }
  },

  async 'devices.inventory'(errand, { after, limit = 50 }) {
    let query = db
      .selectFrom('devices as d')
      .select((ask) => [
        'd.device_id',
        'd.state',
        ask
          .selectFrom('facts as f')
          .where('f.stream', '=', streamOfDevice)
          .where('f.type', 'in', sightings)
          .select((of) => of.fn.max('f.at').as('at'))
          .as('seen_at'),
        ask
          .selectFrom('facts as f')
          .where('f.stream', '=', streamOfDevice)
          .where('f.version', '=', 1)
          .select('f.at')
          .as('registered_at'),
      ])
      .where('d.acquirer_id', '=', errand.actor.organisationId)
      .where('d.status', '<>', 'retired')
      .orderBy('d.device_id', 'desc')
      .limit(limit)
    if (after !== undefined) query = query.where('d.device_id', '<', after)
    // The acquirer sees its devices; when somebody last saw one is told by facts of other people's making.
    const rows = await errand.asHouse(query)
    const today = chinaDay(errand.stamp.at)
    return {
      items: rows.map((row) => {
        const device = row.state as Device
        const { deviceId, serialNo, modelCode, status } = device
        const dueOn = nextLook(chinaDay(row.seen_at ?? row.registered_at ?? errand.stamp.at))
        return {
          ...{ deviceId, serialNo, modelCode, status },
          place: placeOf(device),
          seenOn: row.seen_at === null ? null : chinaDay(row.seen_at),
          dueOn,
          overdue: dueOn < today,
        }
      }),
      next: rows.length === limit ? (rows.at(-1)?.device_id ?? null) : null,
    }
  },

  'devices.attest': (errand, { deviceId, ...read }) => movedTo(errand, deviceId, { type: 'attest', ...read }),

  async 'devices.begin-erasure'(errand, { deviceId, method, proof }) {
    const after = await moveDevice(errand, deviceId, { type: 'begin-erasure', method, proof })
    return isRefusal(after) ? after : done
  },

  async 'devices.witness-erasure'(errand, { deviceId }) {
    const after = await moveDevice(errand, deviceId, { type: 'witness-erasure' })
    if (isRefusal(after)) return after
    return (await endIdentityOf(errand, deviceId, 'keys-erased')) ?? done
  },

  async 'devices.awaiting'(errand, { after, limit = 50 }) {
    let query = db
      .selectFrom('devices')
      .select(['device_id', 'state'])
      .where('status', '<>', 'retired')
      .where(
        sql<boolean>`(state -> 'disposal' <> 'null' or (state -> 'erasure' <> 'null' and state -> 'erasure' -> 'witnessedBy' = 'null'))`,
      )
      .orderBy('device_id', 'desc')
      .limit(limit)
    if (after !== undefined) query = query.where('device_id', '<', after)
    const rows = await errand.run(query)
    const waiting = rows.map((row) => {
      const { erasure, disposal, ...device } = row.state as Device
      return { device, disposal, firstId: disposal?.proposedBy ?? erasure?.erasedBy ?? '' }
    })
    const names = await namesOf(
      errand,
      waiting.map(({ firstId }) => firstId),
    )
    return {
      items: waiting.map(({ device: { deviceId, serialNo, modelCode, status }, disposal, firstId }) => ({
        ...{ deviceId, serialNo, modelCode, status },
        what: disposal === null ? 'erasure' : 'disposal',
        reason: disposal?.reason ?? null,
        certificateNo: disposal?.certificateNo ?? '',
        first: names.get(firstId) ?? '',
        mine: firstId === errand.actor.personId,
      })),
      next: rows.length === limit ? (rows.at(-1)?.device_id ?? null) : null,
    }
  },

  'devices.send-to-repair': (errand, { deviceId, repairer, sealNo }) =>
    movedTo(errand, deviceId, async (device) => ({
      type: 'send-to-repair',
      ...{ repairer, sealNo },
      bagOf: await bagOf(errand, device, sealNo),
      mayEnter: await mayEnter(errand, device.storeId),
    })),

  async 'devices.receive-from-repair'(errand, { deviceId, photo, ...read }) {
    await loadDevice(errand, deviceId)
    const taken = await readBagPhoto(errand, photo, 'photo')
    if (isRefusal(taken)) return taken
    const after = await moveDevice(errand, deviceId, async (device) => ({
      type: 'receive-from-repair',
      ...read,
      ...(taken && { photoId: taken.photoId }),
      bagOf: await bagOf(errand, device, read.announcedSeal),
    }))
    if (isRefusal(after)) return after
    if (taken) await keepBagPhoto(errand, deviceId, taken)
    return { status: after.status }
  },

  async 'devices.propose-disposal'(errand, { deviceId, reason, certificateNo }) {
    const after = await moveDevice(errand, deviceId, { type: 'propose-disposal', reason, certificateNo })
    return isRefusal(after) ? after : done
  },

  async 'devices.decide-disposal'(errand, { deviceId, agreed }) {
    const state = await lockCaseOf(cases, errand, deviceId)
    const after = await moveDevice(errand, deviceId, { type: 'decide-disposal', agreed })
    if (isRefusal(after)) return after
    // Declared missing while it was a shop's: the case may have another.
    if (after.status === 'retired' && state?.install?.deviceId === deviceId) {
      const told = await cases.moveCase(errand, state.caseId, { type: 'return-device', deviceId })
      if (isRefusal(told)) return told
    }
    const stays = after.status === 'retired' ? await endIdentityOf(errand, deviceId, 'retired') : null
    return stays ?? { status: after.status }
  },
})
