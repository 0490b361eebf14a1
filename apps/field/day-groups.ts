import type { OutputOf } from '#api/calls.ts'
import type { KeptVisit } from './shelf.ts'

export type DayRow = OutputOf<'visits.day'>['items'][number]

const SHANGHAI = 8 * 3_600_000
const DAY = 86_400_000

/** Calendar day in the shop's time zone, `YYYY-MM-DD`. */
export const shopDay = (instant: string) =>
  new Date(Date.parse(instant) + SHANGHAI).toISOString().slice(0, 10)

/** The first instant of the shop's next day. */
export const endOfShopDay = (instant: string) =>
  new Date(Date.parse(shopDay(instant)) - SHANGHAI + DAY).toISOString()

/** The span asked for: unfinished visits of the last month stay in sight, bookings up to two months ahead. */
export const spanAround = (today: string) => ({
  from: new Date(Date.parse(today) - SHANGHAI - 30 * DAY).toISOString(),
  until: new Date(Date.parse(today) - SHANGHAI + 60 * DAY).toISOString(),
})

export type DayGroup = { day: string; when: 'overdue' | 'today' | 'later' | 'past'; rows: DayRow[] }

const open = ({ visit }: DayRow) =>
  visit.status === 'proposed' || visit.status === 'confirmed' || visit.status === 'arrived'

/** Overdue first, then today, then what comes, then what is done; declined bookings are nobody's task. */
export const groupByDay = (rows: readonly DayRow[], today: string): DayGroup[] => {
  const kept = rows
    .filter(({ visit }) => visit.status !== 'declined')
    .sort((a, b) => a.visit.startsAt.localeCompare(b.visit.startsAt))
  const whenOf = (row: DayRow): DayGroup['when'] => {
    const day = shopDay(row.visit.startsAt)
    if (day === today) return 'today'
    if (day > today) return open(row) ? 'later' : 'past'
    return open(row) ? 'overdue' : 'past'
  }
  const groups: DayGroup[] = []
  for (const when of ['overdue', 'today', 'later', 'past'] as const) {
    const these = kept.filter((row) => whenOf(row) === when)
    if (when === 'past') these.reverse()
    for (const row of these) {
      const day = shopDay(row.visit.startsAt)
      const group = groups.find((known) => known.when === when && known.day === day)
      if (group) group.rows.push(row)
      else groups.push({ day, when, rows: [row] })
    }
  }
  return groups
}

/** What still has to be done, earliest first, with nothing in it that says whose shop it is. */
export const openVisits = (rows: readonly DayRow[]): KeptVisit[] =>
  rows
    .filter(open)
    .map(({ visit: { visitId, kind, status, startsAt, endsAt } }) => ({
      visitId,
      kind,
      status,
      startsAt,
      endsAt,
    }))
    .sort((a, b) => a.startsAt.localeCompare(b.startsAt))
