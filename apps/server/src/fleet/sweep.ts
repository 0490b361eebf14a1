import { sql } from 'kysely'
import type { Seen } from '#fleet/beat.ts'
import { carrierOf } from '#fleet/carrier.ts'
import { isSilent, restOf } from '#fleet/watch.ts'
import { watchRulesOn } from '#fleet/watch-rules.ts'
import { addMinutes, chinaDay } from '#ground/calendar.ts'
import type { Errand } from '../house/errand.ts'
import { db } from '../house/tables.ts'
import { openIncident, openKinds } from './incident.ts'
import { lookForOutages } from './outage.ts'
import { tellOutageShops } from './outage-shops.ts'
import type { DevicesPort } from './ports.ts'

/** As many as one turn opens, and as many as it looks at: one transaction must not last for minutes. */
const MOST = 500
const MOST_QUIET = 20_000
/** Raw heartbeats are kept so long; incidents, and the facts of custody, are the evidence that stays. */
const KEPT_DAYS = 30

/** BEAT-26: only silence is forgiven; what a terminal says of itself alarms as ever. */
export const notOnStandby = sql<boolean>`not exists (
  select from standbys s where s.device_id = fleet.device_id and s.ended_at is null)`

/** Terminals at work nothing was heard of: from the enrolment on, if they never spoke. */
export const sweepSilent =
  (devices: DevicesPort, listeningSince: string) =>
  async (errand: Errand): Promise<void> => {
    const { at } = errand.stamp
    const rules = watchRulesOn(chinaDay(at))
    // What was put away is silent from the end of that on.
    const heardAt = sql<string>`greatest(coalesce(fleet.seen_at, fleet.enrolled_at),
      (select max(s.ended_at) from standbys s where s.device_id = fleet.device_id))`
    const rows = await errand.run(
      db
        .selectFrom('fleet')
        .innerJoin('devices as d', 'd.device_id', 'fleet.device_id')
        .leftJoin('cases as c', 'c.case_id', 'd.case_id')
        .select(['fleet.device_id', 'fleet.acquirer_id', 'd.merchant_id', heardAt.as('heard_at')])
        .select(sql<string | null>`fleet.seen ->> 'network'`.as('network'))
        .select(sql<string | null>`c.state -> 'application' -> 'shop' ->> 'regionCode'`.as('district'))
        .where('d.status', 'in', ['bound', 'live'])
        .where(heardAt, '<', addMinutes(at, -rules.outage.missedMinutes))
        .where(sql<boolean>`not 'silent' = any (${openKinds})`)
        .where(notOnStandby)
        .orderBy(heardAt)
        .limit(MOST_QUIET),
    )
    const quiet = rows.map((row) => ({
      deviceId: row.device_id,
      acquirerId: row.acquirer_id,
      merchantId: row.merchant_id,
      heardAt: row.heard_at,
      carrier: carrierOf(row.network ?? undefined),
      district: row.district,
      silent: isSilent(row.heard_at, listeningSince, at, rules),
    }))
    const inOutage = await lookForOutages(errand, quiet, rules)
    await tellOutageShops(errand)
    const alone = quiet.filter(({ silent, deviceId }) => silent && !inOutage.has(deviceId))
    for (const { deviceId, acquirerId, merchantId, ...each } of alone.slice(0, MOST)) {
      const minutes = Math.floor((Date.parse(at) - Date.parse(each.heardAt)) / 60_000)
      const whose = { deviceId, acquirerId, merchantId }
      await openIncident(errand, devices, whose, { kind: 'silent', params: { minutes } })
    }
  }

/** Once a day: terminals that have taken no money for months, and batches past their keeping. */
export const sweepResting =
  (devices: DevicesPort) =>
  async (errand: Errand): Promise<void> => {
    const { at } = errand.stamp
    const rules = watchRulesOn(chinaDay(at))
    const resting = await errand.run(
      db
        .selectFrom('fleet')
        .innerJoin('devices as d', 'd.device_id', 'fleet.device_id')
        .select(['fleet.device_id', 'fleet.acquirer_id', 'fleet.seen', 'd.merchant_id', openKinds.as('open')])
        .select(sql<string | null>`d.state -> 'binding' ->> 'boundAt'`.as('bound_at'))
        .where('d.status', 'in', ['bound', 'live'])
        // The rule counts by the calendar; this only leaves out those that surely sold lately.
        .where(
          sql<boolean>`coalesce((fleet.seen ->> 'lastSaleAt')::timestamptz, (d.state -> 'binding' ->> 'boundAt')::timestamptz)
            < ${at}::timestamptz - make_interval(days => ${rules.dormantMonths * 28})`,
        ),
    )
    for (const row of resting) {
      const since = (row.seen as Seen | null)?.lastSaleAt ?? row.bound_at
      const kind = restOf(since, at, rules)
      if (kind === null || row.open.includes(kind)) continue
      const months = kind === 'dormant' ? rules.dormantMonths : rules.stoppedMonths
      const whose = { deviceId: row.device_id, acquirerId: row.acquirer_id, merchantId: row.merchant_id }
      await openIncident(errand, devices, whose, { kind, params: { months } })
    }
    await errand.run(
      db
        .deleteFrom('heartbeat_batches')
        .where('received_at', '<', sql<string>`${at}::timestamptz - make_interval(days => ${KEPT_DAYS})`),
    )
  }
