import { sql } from 'kysely'
import { isNews, type Beat, type BeatFix, type Seen } from '#fleet/beat.ts'
import { compact, type CompactBeat } from '#fleet/compact.ts'
import type { IncidentKind } from '#fleet/incident.ts'
import { type Alarm, observe } from '#fleet/watch.ts'
import { watchRulesOn } from '#fleet/watch-rules.ts'
import { chinaDay } from '#ground/calendar.ts'
import type { Errand } from '../house/errand.ts'
import { db, statement } from '../house/tables.ts'
import { knownFirmware } from './approved.ts'
import { type Alarmed, clearIncidents, openIncident, openKinds, stopAtOnce } from './incident.ts'
import type { Places } from './places.ts'
import type { DevicesPort } from './ports.ts'

/** Batches a terminal's trail names: eight hours of heartbeats every five minutes. */
const TRAIL = 96

const known = (deviceIds: readonly string[]) =>
  db
    .selectFrom('fleet')
    .innerJoin('devices as d', 'd.device_id', 'fleet.device_id')
    .innerJoin('models as m', 'm.model_code', 'd.model_code')
    .leftJoin('device_identities as n', 'n.identity_id', 'fleet.identity_id')
    .select([
      'n.ended_at',
      'fleet.device_id',
      'fleet.acquirer_id',
      'fleet.generation',
      'fleet.seen',
      'd.status',
      'd.merchant_id',
      'd.model_code',
      'm.firmware_version',
      sql<string | null>`d.state -> 'binding' ->> 'place'`.as('place'),
      openKinds.as('open'),
    ])
    .where('fleet.device_id', '=', sql<string>`any(${deviceIds})`)

type Known = Awaited<ReturnType<ReturnType<typeof known>['execute']>>[number]

/** A terminal is watched while it works at a shop; in a bag or on the bench it may be silent, opened and anywhere. */
const isAtWork = (status: string): boolean => status === 'bound' || status === 'live'

type Heard = {
  readonly terminal: Known
  readonly before: Seen | null
  seen: Seen
  fix: BeatFix | null
  alarms: readonly Alarm[]
  cleared: readonly IncidentKind[]
}

/**
 * Does this fix concern the binding's own count of fixes? One away does, the first ones home again, and those of a
 * terminal that stopped: they speak for it in an appeal. A hundred thousand terminals at home cost nothing.
 */
const isBindings = ({ terminal, before, seen }: Heard): boolean =>
  isAtWork(terminal.status)
    ? seen.fixesAway > 0 || (before?.fixesAway ?? 0) > 0
    : terminal.status === 'suspended'

/** The newest state of each terminal and the whole batch: one statement, whatever the number. */
const write = (receivedAt: string, beats: readonly CompactBeat[], heard: readonly Heard[]) =>
  statement(
    sql`with batch as (
          insert into heartbeat_batches (received_at, beats) values (${receivedAt}, ${JSON.stringify(beats)})
          returning batch_id)
        update fleet set beat_no = told.beat_no, seen_at = ${receivedAt}, seen = told.seen,
          trail = fleet.trail[greatest(1, cardinality(fleet.trail) - ${TRAIL - 2}):] || batch.batch_id
        from batch, jsonb_to_recordset(${JSON.stringify(heard.map(({ terminal, seen }) => ({ device_id: terminal.device_id, beat_no: seen.beatNo, seen })))}::jsonb)
                      as told (device_id text, beat_no bigint, seen jsonb)
        where fleet.device_id = told.device_id and (fleet.beat_no is null or fleet.beat_no < told.beat_no)`,
  )

/**
 * Takes one batch in, in one transaction. Answers which heartbeats are acknowledged once it commits: those of a standing
 * enrolment, repeats and latecomers included (BEAT-4).
 */
export const absorb =
  (devices: DevicesPort, places: Places) =>
  async (errand: Errand, beats: readonly Beat[]): Promise<readonly boolean[]> => {
    const receivedAt = errand.stamp.at
    const rules = watchRulesOn(chinaDay(receivedAt))
    const [rows, expectedOf] = await Promise.all([
      errand.run(known([...new Set(beats.map(({ deviceId }) => deviceId))])),
      knownFirmware(errand),
    ])
    const terminals = new Map(rows.map((row) => [row.device_id, row]))
    const standing = ({ deviceId, generation }: Beat) => {
      const terminal = terminals.get(deviceId)
      return terminal?.generation === generation && terminal.ended_at === null ? terminal : undefined
    }
    await places.learn(
      errand,
      beats.flatMap((beat) => {
        const terminal = beat.fix === null ? undefined : standing(beat)
        return terminal === undefined
          ? []
          : [{ place: terminal.place, acquirerId: terminal.acquirer_id, merchantId: terminal.merchant_id }]
      }),
    )
    const taken = new Map<string, Heard>()
    const kept: CompactBeat[] = []
    for (const beat of beats.toSorted((a, b) => a.beatNo - b.beatNo)) {
      const terminal = standing(beat)
      if (terminal === undefined) continue
      const stored = terminal.seen as Seen | null
      // Sent again because our answer was lost: it stands already.
      if (stored?.beatNo === beat.beatNo) continue
      const metresAway = places.metresAway(terminal.place, beat.fix)
      kept.push(compact(beat.deviceId, { ...beat, metresAway }))
      const earlier = taken.get(beat.deviceId)
      const before = earlier?.seen ?? stored
      if (!isNews(before, beat)) continue
      const firmwareExpected = expectedOf(terminal, beat)
      const observed = observe(before, beat, { receivedAt, metresAway, firmwareExpected }, rules)
      if (observed === null) continue
      taken.set(beat.deviceId, {
        terminal,
        before: stored,
        ...observed,
        fix: beat.fix,
        // An alarm between two heartbeats of one batch is not lost in the later one.
        alarms: [...(earlier?.alarms ?? []), ...observed.alarms],
      })
    }
    if (kept.length > 0) await errand.run(write(receivedAt, kept, [...taken.values()]))
    for (const one of taken.values()) {
      const { terminal, alarms, cleared, seen, fix } = one
      if (fix !== null && isBindings(one)) await devices.takeFix(errand, terminal.device_id, fix)
      const gone = cleared.filter((kind) => terminal.open.includes(kind))
      await clearIncidents(errand, terminal.device_id, gone, seen.beatNo)
      if (!isAtWork(terminal.status)) continue
      const whose: Alarmed = {
        deviceId: terminal.device_id,
        acquirerId: terminal.acquirer_id,
        merchantId: terminal.merchant_id,
      }
      for (const alarm of alarms)
        if (!terminal.open.includes(alarm.kind)) await openIncident(errand, devices, whose, alarm)
        // Opened before it went live: the incident stands, and still the terminal must not go on.
        else if (terminal.status === 'live') await stopAtOnce(errand, devices, terminal.device_id, alarm.kind)
    }
    return beats.map((beat) => standing(beat) !== undefined)
  }
