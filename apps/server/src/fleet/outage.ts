import { sql } from 'kysely'
import type { OutputOf } from '#api/calls.ts'
import { carrierOf } from '#fleet/carrier.ts'
import {
  decide,
  evolve,
  type Outage,
  type OutageFact,
  type OutageMove,
  outagesAmong,
  placeKey,
  type Place,
  type Quiet,
} from '#fleet/outage.ts'
import type { WatchRules } from '#fleet/watch-rules.ts'
import { isAfter } from '#ground/calendar.ts'
import { isRefusal, type Refusal } from '#ground/refusal.ts'
import { type Errand, NotFound, type Room } from '../house/errand.ts'
import { newId } from '../house/new-id.ts'
import { db, statement } from '../house/tables.ts'
import { followOutage } from './outage-shops.ts'

type Stored = { readonly outage: Outage; readonly version: number }

const columns = (outage: Outage, version: number) => ({
  acknowledged_at: outage.acknowledgedAt,
  closed_at: outage.closedAt,
  version,
  state: JSON.stringify(outage),
})

const move = async (
  errand: Errand,
  { outage, version }: Stored,
  does: OutageMove,
): Promise<Outage | Refusal> => {
  const facts: readonly OutageFact[] | Refusal = decide(outage, does, errand.stamp)
  if (isRefusal(facts)) return facts
  if (facts.length === 0) return outage
  const after = facts.reduce<Outage>(evolve, outage)
  await errand.run(
    db
      .updateTable('outages')
      .set(columns(after, version + facts.length))
      .where('outage_id', '=', outage.outageId),
  )
  await errand.record(`outage/${outage.outageId}`, version, facts)
  await followOutage(errand, after, facts)
  return after
}

const open = async (
  errand: Errand,
  acquirerId: string,
  found: ReturnType<typeof outagesAmong>[number],
): Promise<void> => {
  const outageId = newId('out')
  const facts = decide(null, { type: 'open', outageId, acquirerId, ...found }, errand.stamp)
  if (isRefusal(facts)) throw new Error(`a new outage is refused: ${facts.rule}`)
  const outage = facts.reduce<Outage | null>(evolve, null) as Outage
  await errand.run(
    db.insertInto('outages').values({
      ...{ outage_id: outageId, acquirer_id: acquirerId },
      ...{ carrier: outage.carrier, district: outage.district, opened_at: outage.openedAt },
      ...columns(outage, facts.length),
    }),
  )
  await errand.record(`outage/${outageId}`, 0, facts)
  await followOutage(errand, outage, facts)
}

/** Terminals of each carrier and district an acquirer has at work; asked only where enough are quiet. */
const workingAt = async (errand: Errand, acquirerId: string) => {
  const rows = await errand.run(
    statement(
      sql<{ network: string; district: string; count: number }>`select f.seen ->> 'network' as network,
          c.state -> 'application' -> 'shop' ->> 'regionCode' as district, count(*)::integer as count
        from fleet f join devices d on d.device_id = f.device_id join cases c on c.case_id = d.case_id
        where f.acquirer_id = ${acquirerId} and d.status in ('bound', 'live') and f.seen ->> 'network' is not null
          and not exists (select from standbys s where s.device_id = f.device_id and s.ended_at is null)
          and not exists (select from incidents i where i.device_id = f.device_id and i.kind = 'silent' and i.closed_at is null)
        group by 1, 2`,
    ),
  )
  return rows
}

const membersNow = async (errand: Errand, outage: Outage) =>
  (
    await errand.run(
      statement(
        sql<{ device_id: string; heard_at: string; at_work: boolean }>`select f.device_id,
            coalesce(f.seen_at, f.enrolled_at) as heard_at, d.status in ('bound', 'live') as at_work
          from fleet f join devices d on d.device_id = f.device_id
          where f.device_id = any (${Object.keys(outage.out)}::text[])`,
      ),
    )
  ).map((row) => ({ deviceId: row.device_id, heardAt: row.heard_at, atWork: row.at_work }))

/** Who of an acquirer's terminals is quiet now, as the round found them. */
export type QuietTerminal = Quiet & { readonly acquirerId: string }

const isAt = (place: Place) => (each: Place | Quiet) =>
  each.carrier === place.carrier && each.district === place.district

/**
 * BEAT-28 to 31, one look: outages go on, end or begin; answers the quiet terminals that are in one now.
 */
export const lookForOutages = async (
  errand: Errand,
  quiet: readonly QuietTerminal[],
  rules: WatchRules,
): Promise<ReadonlySet<string>> => {
  const rows = await errand.run(
    db.selectFrom('outages').select(['state', 'version']).where('closed_at', 'is', null).forUpdate(),
  )
  const known = rows.map((row) => ({ outage: row.state as Outage, version: row.version }))
  const already = new Set(known.flatMap(({ outage }) => Object.keys(outage.out)))
  const fresh = quiet.filter(({ deviceId }) => !already.has(deviceId))
  const inOutage = new Set<string>()
  const keep = (ids: Iterable<string>) => {
    for (const id of ids) inOutage.add(id)
  }
  const acquirers = new Set([...fresh, ...known.map(({ outage }) => outage)].map((each) => each.acquirerId))
  for (const acquirerId of acquirers) {
    const theirs = fresh.filter((each) => each.acquirerId === acquirerId)
    const working = new Map<string, number>()
    if (theirs.length >= rules.outage.least)
      for (const { network, district, count } of await workingAt(errand, acquirerId)) {
        const carrier = carrierOf(network)
        if (carrier === null) continue
        const key = placeKey({ carrier, district })
        working.set(key, (working.get(key) ?? 0) + count)
      }
    const found = outagesAmong(theirs, (place) => working.get(placeKey(place)) ?? 0, rules)
    const going = known.filter(({ outage }) => outage.acquirerId === acquirerId)
    for (const stored of going) {
      const here = isAt(stored.outage)
      const after = await move(errand, stored, {
        type: 'look',
        now: await membersNow(errand, stored.outage),
        silent: theirs
          .filter((each) => each.silent && here(each))
          .map(({ deviceId, heardAt }) => ({ deviceId, silentSince: heardAt })),
        together: found.find(here)?.members ?? [],
      })
      if (isRefusal(after)) throw new Error(`outage ${stored.outage.outageId}: ${after.rule}`)
      keep(Object.keys(after.out))
    }
    for (const one of found) {
      if (going.some(({ outage }) => isAt(one)(outage))) continue
      await open(errand, acquirerId, one)
      keep(one.members.map(({ deviceId }) => deviceId))
    }
  }
  return inOutage
}

type Row = OutputOf<'outages.list'>['items'][number]

const rowOf = (outage: Outage, at: string): Row => {
  const { outageId, carrier, district, openedAt, actBy, closeBy, acknowledgedAt, backAt, closedAt } = outage
  const left = Object.values(outage.left)
  return {
    ...{ outageId, carrier, district, openedAt, actBy, closeBy, acknowledgedAt, backAt, closedAt },
    late: isAfter(acknowledgedAt ?? closedAt ?? at, actBy) || isAfter(closedAt ?? at, closeBy),
    out: Object.keys(outage.out).length,
    heard: left.filter(({ by }) => by === 'heard').length,
    ownIncident: left.filter(({ by }) => by === 'own-incident').length,
  }
}

const MOST_MEMBERS = 1_000

export const outages: Room<'outages.list' | 'outages.members' | 'outages.acknowledge'> = {
  async 'outages.list'(errand, { after, limit = 50, show }) {
    let query = db
      .selectFrom('outages')
      .select(['outage_id', 'state'])
      .orderBy('outage_id', 'desc')
      .limit(limit)
    if (after !== undefined) query = query.where('outage_id', '<', after)
    if (show === 'open') query = query.where('closed_at', 'is', null)
    if (show === 'closed') query = query.where('closed_at', 'is not', null)
    const rows = await errand.run(query)
    return {
      items: rows.map((row) => rowOf(row.state as Outage, errand.stamp.at)),
      next: rows.length === limit ? (rows.at(-1)?.outage_id ?? null) : null,
    }
  },

  async 'outages.members'(errand, { outageId }) {
    const [row] = await errand.run(db.selectFrom('outages').select('state').where('outage_id', '=', outageId))
    if (!row) throw new NotFound()
    const { out, left } = row.state as Outage
    const members = [
      ...Object.entries(out).map(([deviceId, at]) => ({ deviceId, standing: 'out' as const, at })),
      ...Object.entries(left).map(([deviceId, { at, by }]) => ({ deviceId, standing: by, at })),
    ].slice(0, MOST_MEMBERS)
    const serials = await errand.run(
      db
        .selectFrom('devices')
        .select(['device_id', 'serial_no'])
        .where('device_id', '=', sql<string>`any(${members.map(({ deviceId }) => deviceId)})`),
    )
    const serialOf = new Map(serials.map((each) => [each.device_id, each.serial_no]))
    return { items: members.map((each) => ({ ...each, serialNo: serialOf.get(each.deviceId) ?? '' })) }
  },

  async 'outages.acknowledge'(errand, { outageId }) {
    const [row] = await errand.run(
      db.selectFrom('outages').select(['state', 'version']).where('outage_id', '=', outageId).forUpdate(),
    )
    if (!row) throw new NotFound()
    const after = await move(
      errand,
      { outage: row.state as Outage, version: row.version },
      { type: 'acknowledge' },
    )
    return isRefusal(after) ? after : { ok: true }
  },
}
