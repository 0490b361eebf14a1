import table from 'chinese-days/dist/chinese-days.json' with { type: 'json' }

/**
 * Days as China counts them. Instants are UTC ISO 8601 (`…Z`); days are `YYYY-MM-DD` in China Standard Time
 * (UTC+8, no summer time since 1991). Holidays and 调休 make-up days come from the State Council's yearly notice,
 * collected by the chinese-days package; the notice for a year appears in the autumn before it.
 */
const holidays: Readonly<Record<string, string>> = table.holidays
const madeUp: Readonly<Record<string, string>> = table.workdays

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
const CHINA = 8 * HOUR

const publishedYears: ReadonlySet<string> = new Set(Object.keys(holidays).map((day) => day.slice(0, 4)))

const instant = (ms: number): string => new Date(ms).toISOString()
const parse = (text: string): number => {
  const ms = Date.parse(text)
  if (Number.isNaN(ms)) throw new RangeError('not an ISO 8601 time')
  return ms
}

export const addMinutes = (at: string, minutes: number): string => instant(parse(at) + minutes * MINUTE)
export const addHours = (at: string, hours: number): string => instant(parse(at) + hours * HOUR)

/** Is `at` after `deadline`? Compares instants, not texts: `…00Z` and `…00.000Z` are the same moment. */
export const isAfter = (at: string, deadline: string): boolean => parse(at) > parse(deadline)

/** The calendar day in China at this instant: `2026-10-01T16:30:00Z` is already `2026-10-02`. */
export const chinaDay = (at: string): string => instant(parse(at) + CHINA).slice(0, 10)

/** Day and clock in China at this instant, as people read it: `2026-10-02 00:30`. */
export const chinaMinute = (at: string): string =>
  instant(parse(at) + CHINA)
    .slice(0, 16)
    .replace('T', ' ')

/** The first instant of a China day. */
export const startOfDay = (day: string): string => instant(parse(`${day}T00:00:00Z`) - CHINA)

/** The last millisecond of a China day: a deadline "on" a day. */
export const endOfDay = (day: string): string => instant(parse(`${day}T00:00:00Z`) - CHINA + DAY - 1)

export const addDays = (day: string, days: number): string =>
  instant(parse(`${day}T00:00:00Z`) + days * DAY).slice(0, 10)

/** Whole days from `from` to `to`; negative when `to` lies before. */
export const daysBetween = (from: string, to: string): number =>
  Math.round((parse(`${to}T00:00:00Z`) - parse(`${from}T00:00:00Z`)) / DAY)

/** Has the holiday notice of this day's year been published (in the table we carry)? */
export const isPublished = (day: string): boolean => publishedYears.has(day.slice(0, 4))

/** Works China on this day? Without a published notice: Monday to Friday (see `isPublished`). */
export const isWorkingDay = (day: string): boolean => {
  if (madeUp[day] !== undefined) return true
  if (holidays[day] !== undefined) return false
  const weekday = new Date(parse(`${day}T00:00:00Z`)).getUTCDay()
  return weekday !== 0 && weekday !== 6
}

/**
 * The `count`-th working day after `day` (the first day is not counted, Civil Code art. 201).
 * `assumed` is true when a year without a published notice was crossed: then public holidays could still move
 * the date to a later one, and whoever shows the date must say so.
 */
export const addWorkingDays = (
  day: string,
  count: number,
): { readonly day: string; readonly assumed: boolean } => {
  let reached = day
  let assumed = false
  for (let left = count; left > 0; ) {
    reached = addDays(reached, 1)
    assumed ||= !isPublished(reached)
    if (isWorkingDay(reached)) left -= 1
  }
  return { day: reached, assumed }
}
