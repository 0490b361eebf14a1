import { addMinutes, chinaDay, startOfDay } from '#ground/calendar.ts'

/** When a shop does no business, `HH:MM` in China; `until` before `from` runs past midnight. */
export type QuietHours = { readonly from: string; readonly until: string }

const minuteOf = (clock: string): number => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3))
const minuteAt = (at: string): number =>
  Math.floor((Date.parse(at) - Date.parse(startOfDay(chinaDay(at)))) / 60_000)

const DAY = 1440

/** FIRM-10: quiet now and for the next `minutes`. The whole day is quiet when both ends are the same. */
export const isQuiet = ({ from, until }: QuietHours, at: string, minutes: number): boolean => {
  const length = (minuteOf(until) - minuteOf(from) + DAY) % DAY || DAY
  const since = (minuteAt(at) - minuteOf(from) + DAY) % DAY
  return length === DAY || since + minutes <= length
}

/** The first moment at or after `at` at which an install of so many minutes may begin. */
export const nextQuiet = (hours: QuietHours, at: string, minutes: number): string => {
  if (isQuiet(hours, at, minutes)) return at
  const wait = (minuteOf(hours.from) - minuteAt(at) + DAY) % DAY || DAY
  return addMinutes(addMinutes(startOfDay(chinaDay(at)), minuteAt(at)), wait)
}
