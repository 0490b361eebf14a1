import { isNews, type Beat, type Seen } from '#fleet/beat.ts'
import type { IncidentKind } from '#fleet/incident.ts'
import type { WatchRules } from '#fleet/watch-rules.ts'
import { addHours, addMinutes, chinaDay, isAfter } from '#ground/calendar.ts'
import type { Refusal } from '#ground/refusal.ts'

export type Alarm = { readonly kind: IncidentKind; readonly params: Refusal['params'] }

/** What the house looked up beside the heartbeat. */
export type Heard = {
  readonly receivedAt: string
  /** Distance from the bound place less both accuracies, whole metres; null without a fix or a place. */
  readonly metresAway: number | null
  /** Null where this firmware, by version and hash, is one the model may run; otherwise what it should run. */
  readonly firmwareExpected: string | null
}

export type Observed = {
  readonly seen: Seen
  readonly alarms: readonly Alarm[]
  /** Kinds this heartbeat is the evidence against. */
  readonly cleared: readonly IncidentKind[]
}

const seenOf = (before: Seen | null, beat: Beat, heard: Heard, rules: WatchRules): Seen => {
  const { deviceId: _, generation: __, fix: ___, ...told } = beat
  const { receivedAt, metresAway } = heard
  const away = metresAway !== null && metresAway > rules.movedMetres
  const run = (held: boolean, before = 0) => (metresAway === null ? before : held ? before + 1 : 0)
  const sameFirmware =
    before?.firmwareVersion === beat.firmwareVersion && before.firmwareHash === beat.firmwareHash
  return {
    ...told,
    receivedAt,
    firmwareSince: sameFirmware ? (before.firmwareSince ?? before.receivedAt) : receivedAt,
    skewSeconds: Math.round((Date.parse(beat.at) - Date.parse(receivedAt)) / 1000),
    metresAway: metresAway ?? before?.metresAway ?? null,
    fixesAway: run(away, before?.fixesAway),
    fixesHome: run(!away, before?.fixesHome),
  }
}

/**
 * What one new heartbeat tells: the state after it, what it alarms about and what it is the evidence against. Null for
 * a repeat or a late one: those change nothing (BEAT-4).
 */
export const observe = (
  before: Seen | null,
  beat: Beat,
  heard: Heard,
  rules: WatchRules,
): Observed | null => {
  if (!isNews(before, beat)) return null
  const seen = seenOf(before, beat, heard, rules)
  const alarms: Alarm[] = []
  const cleared: IncidentKind[] = ['silent']
  const judge = (kind: IncidentKind, wrong: boolean, params: Refusal['params'], right = !wrong) => {
    if (wrong) alarms.push({ kind, params })
    else if (right) cleared.push(kind)
  }
  judge('tampered', beat.tampered, {}, false)
  judge(
    'moved',
    seen.fixesAway >= rules.movedFixes,
    { metres: seen.metresAway ?? 0, fixes: seen.fixesAway },
    seen.fixesHome >= rules.movedFixes,
  )
  judge('firmware-foreign', heard.firmwareExpected !== null, {
    firmwareVersion: beat.firmwareVersion,
    expected: heard.firmwareExpected ?? '—',
  })
  judge('clock-off', Math.abs(seen.skewSeconds) > rules.skewSeconds, { seconds: seen.skewSeconds })
  const waits =
    beat.unsent > 0 &&
    beat.unsentSince !== null &&
    isAfter(heard.receivedAt, addHours(beat.unsentSince, rules.unsentHours))
  judge('unsent', waits, { unsent: beat.unsent, hours: rules.unsentHours }, beat.unsent === 0)
  const rest = restOf(beat.lastSaleAt, heard.receivedAt, rules)
  if (rest === null && beat.lastSaleAt !== null) cleared.push('dormant')
  return { seen, alarms, cleared }
}

/** BEAT-6: is a terminal that works at a shop silent? `listeningSince`: nobody is blamed for the house's own absence. */
export const isSilent = (
  lastHeardAt: string,
  listeningSince: string,
  at: string,
  { silentMinutes }: WatchRules,
): boolean =>
  isAfter(at, addMinutes(lastHeardAt, silentMinutes)) &&
  isAfter(at, addMinutes(listeningSince, silentMinutes))

/** The same day of the month `months` earlier, or that month's last. */
const monthsBefore = (day: string, months: number): string => {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number)
  const first = new Date(Date.UTC(year, month - 1 - months, 1))
  const last = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate()
  first.setUTCDate(Math.min(date, last))
  return first.toISOString().slice(0, 10)
}

/** BEAT-7 and 8: how long a terminal has taken no money, counted in China days from its last sale or its start. */
export const restOf = (
  lastSaleAt: string | null,
  at: string,
  { dormantMonths, stoppedMonths }: WatchRules,
): 'dormant' | 'stopped' | null => {
  if (lastSaleAt === null) return null
  // No months are as short as this: almost every terminal sold lately and is spared the calendar.
  if (Date.parse(at) - Date.parse(lastSaleAt) < dormantMonths * 28 * 86_400_000) return null
  const [sold, today] = [chinaDay(lastSaleAt), chinaDay(at)]
  if (sold <= monthsBefore(today, stoppedMonths)) return 'stopped'
  return sold <= monthsBefore(today, dormantMonths) ? 'dormant' : null
}
