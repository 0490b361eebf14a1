import { sql } from 'kysely'
import type { OutputOf } from '#api/calls.ts'
import type { Seen } from '#fleet/beat.ts'
import { campaignRulesOn } from '#fleet/campaign-rules.ts'
import type { CompactBeat } from '#fleet/compact.ts'
import { type Incident, isLate, ruleOf } from '#fleet/incident.ts'
import type { Standby } from '#fleet/standby.ts'
import { watchRulesOn } from '#fleet/watch-rules.ts'
import { addMinutes, chinaDay } from '#ground/calendar.ts'
import { isRefusal } from '#ground/refusal.ts'
import { sayRule } from '#words/say.ts'
import { type Errand, NotFound, type Room } from '../house/errand.ts'
import { db, statement } from '../house/tables.ts'
import { moveIncident, openKinds } from './incident.ts'
import { notOnStandby } from './sweep.ts'

type Row = OutputOf<'fleet.list'>['items'][number]
type Incidents = OutputOf<'incidents.list'>['items'][number]

/** As its merchant named it. */
const shopOf = sql<string | null>`c.state -> 'application' -> 'shop' ->> 'shopName'`

const terminals = () =>
  db
    .selectFrom('fleet')
    .innerJoin('devices as d', 'd.device_id', 'fleet.device_id')
    .leftJoin('cases as c', 'c.case_id', 'd.case_id')
    .select([
      ...(['d.case_id'] as const),
      shopOf.as('shop'),
      ...(['fleet.device_id', 'fleet.enrolled_at', 'fleet.seen_at', 'fleet.seen', 'fleet.trail'] as const),
      ...(['fleet.quiet_from', 'fleet.quiet_until', 'd.serial_no', 'd.model_code', 'd.status'] as const),
      openKinds.as('open'),
      sql<Standby | null>`(select s.state from standbys s where s.device_id = fleet.device_id and s.ended_at is null)`.as(
        'standby',
      ),
    ])

type Stored = Awaited<ReturnType<ReturnType<typeof terminals>['execute']>>[number]

const rowOf = (row: Stored, silentBefore: string): Row => {
  const seen = row.seen as Seen | null
  return {
    deviceId: row.device_id,
    serialNo: row.serial_no,
    caseId: row.case_id,
    shopName: row.shop ?? '',
    modelCode: row.model_code,
    status: row.status as Row['status'],
    enrolledAt: row.enrolled_at,
    lastHeardAt: row.seen_at,
    silent: row.standby === null && (row.seen_at ?? row.enrolled_at) < silentBefore,
    standby: row.standby && {
      ...{ reason: row.standby.reason, beganAt: row.standby.beganAt, until: row.standby.until },
    },
    health: seen?.health ?? null,
    printer: seen?.printer ?? null,
    battery: seen?.battery ?? null,
    signalDbm: seen?.signalDbm ?? null,
    unsent: seen?.unsent ?? null,
    firmwareVersion: seen?.firmwareVersion ?? null,
    firmwareNo: seen?.firmwareNo ?? null,
    parametersNo: seen?.parametersNo ?? null,
    metresAway: seen?.metresAway ?? null,
    openIncidents: row.open,
  }
}

const silentBefore = (at: string): string => addMinutes(at, -watchRulesOn(chinaDay(at)).silentMinutes)

const LOW_BATTERY = 20

/** The last heartbeats of one terminal, newest first, each once however often it was delivered. */
const beatsOf = async (errand: Errand, deviceId: string, trail: readonly number[]) => {
  // Whoever may see the terminal may see its heartbeats; the batch they stand in holds other people's terminals too.
  const rows = await errand.asHouse(
    statement(
      sql<{
        received_at: string
        beat: CompactBeat
      }>`select b.received_at, each.beat from heartbeat_batches b, jsonb_array_elements(b.beats) as each (beat)
          where b.batch_id = any (${[...trail]}::bigint[]) and each.beat ->> 0 = ${deviceId}`,
    ),
  )
  const once = new Map(rows.map((row) => [row.beat[1], row]))
  return [...once.values()]
    .toSorted((a, b) => b.beat[1] - a.beat[1])
    .slice(0, 100)
    .map(({ received_at, beat }) => {
      const [
        ,
        beatNo,
        at,
        health,
        printer,
        battery,
        signalDbm,
        unsent,
        firmwareVersion,
        tampered,
        metresAway,
      ] = beat
      return {
        ...{ beatNo, at, receivedAt: received_at, health, printer, battery, signalDbm, unsent },
        ...{ firmwareVersion, tampered: tampered === 1, metresAway },
      }
    })
}

type StoredIncident = {
  readonly state: unknown
  readonly serial_no: string
  readonly case_id: string | null
  readonly shop: string | null
}

const incidentOf = (row: StoredIncident, at: string): Incidents => {
  const incident = row.state as Incident
  const { incidentId, deviceId, kind, params, openedAt, actBy, acknowledgedAt, closeBy, closedAt } = incident
  const rule = ruleOf[kind]
  const { evidence } = incident
  // Alarms of before approvals were kept named no version expected.
  const said = { expected: '—', ...params }
  return {
    ...{ serialNo: row.serial_no, caseId: row.case_id, shopName: row.shop ?? '' },
    ...{ incidentId, deviceId, kind, rule, openedAt, actBy, acknowledgedAt, closeBy, closedAt },
    words: { zh: sayRule(rule, 'zh', said), en: sayRule(rule, 'en', said) },
    late: isLate(incident, at),
    evidence:
      evidence && evidence.by === 'heartbeat'
        ? { by: evidence.by, what: String(evidence.beatNo) }
        : evidence && { by: evidence.by, what: evidence.status },
  }
}

export const fleetViews: Room<
  'fleet.list' | 'fleet.terminal' | 'incidents.list' | 'incidents.acknowledge' | 'incidents.close'
> = {
  async 'fleet.list'(errand, { after, limit = 50, show }) {
    const before = silentBefore(errand.stamp.at)
    let query = terminals().orderBy('fleet.device_id', 'desc').limit(limit)
    if (after !== undefined) query = query.where('fleet.device_id', '<', after)
    if (show === 'silent')
      query = query
        .where(sql<string>`coalesce(fleet.seen_at, fleet.enrolled_at)`, '<', before)
        .where(notOnStandby)
    if (show === 'standby') query = query.where(sql<boolean>`not ${notOnStandby}`)
    if (show === 'never-heard') query = query.where('fleet.seen_at', 'is', null)
    if (show === 'incident')
      query = query.where(
        sql<boolean>`exists (select from incidents i where i.device_id = fleet.device_id and i.closed_at is null)`,
      )
    if (show === 'battery')
      query = query.where(sql<number>`(fleet.seen ->> 'battery')::integer`, '<', LOW_BATTERY)
    if (show === 'printer')
      query = query.where(sql<string>`fleet.seen ->> 'printer'`, 'in', ['no-paper', 'fault'])
    if (show === 'unsent') query = query.where(sql<number>`(fleet.seen ->> 'unsent')::integer`, '>', 0)
    const rows = await errand.run(query)
    return {
      items: rows.map((row) => rowOf(row, before)),
      next: rows.length === limit ? (rows.at(-1)?.device_id ?? null) : null,
    }
  },

  async 'fleet.terminal'(errand, { deviceId }) {
    const [row] = await errand.run(terminals().where('fleet.device_id', '=', deviceId))
    if (!row) throw new NotFound()
    const { quietFrom, quietUntil } = campaignRulesOn(chinaDay(errand.stamp.at))
    return {
      terminal: rowOf(row, silentBefore(errand.stamp.at)),
      quiet: {
        from: row.quiet_from ?? quietFrom,
        until: row.quiet_until ?? quietUntil,
        own: row.quiet_from !== null,
      },
      beats: await beatsOf(errand, deviceId, row.trail),
    }
  },

  async 'incidents.list'(errand, { after, limit = 50, deviceId, kind, show }) {
    let query = db
      .selectFrom('incidents as i')
      .innerJoin('devices as d', 'd.device_id', 'i.device_id')
      // A shop it was at since is not where this happened.
      .leftJoin('cases as c', (join) =>
        join.onRef('c.case_id', '=', 'd.case_id').onRef('c.merchant_id', '=', 'i.merchant_id'),
      )
      .select(['i.incident_id', 'i.state', 'd.serial_no', 'c.case_id', shopOf.as('shop')])
      .orderBy('i.incident_id', 'desc')
      .limit(limit)
    if (after !== undefined) query = query.where('i.incident_id', '<', after)
    if (deviceId !== undefined) query = query.where('i.device_id', '=', deviceId)
    if (kind !== undefined) query = query.where('i.kind', '=', kind)
    if (show === 'open') query = query.where('i.closed_at', 'is', null)
    if (show === 'closed') query = query.where('i.closed_at', 'is not', null)
    const rows = await errand.run(query)
    return {
      items: rows.map((row) => incidentOf(row, errand.stamp.at)),
      next: rows.length === limit ? (rows.at(-1)?.incident_id ?? null) : null,
    }
  },

  async 'incidents.acknowledge'(errand, { incidentId }) {
    const after = await moveIncident(errand, incidentId, async () => ({ type: 'acknowledge' }))
    return isRefusal(after) ? after : { ok: true }
  },

  async 'incidents.close'(errand, { incidentId }) {
    const after = await moveIncident(errand, incidentId, async ({ deviceId }) => {
      const [device] = await errand.run(
        db.selectFrom('devices').select('status').where('device_id', '=', deviceId),
      )
      if (!device) throw new NotFound()
      return { type: 'close', status: device.status }
    })
    return isRefusal(after) ? after : { ok: true }
  },
}
