import { noticeFigures } from '#device/notice.ts'
import { addDays, daysBetween } from '#ground/calendar.ts'

/** CUST-37: at least once a year somebody has the device before their eyes (DSS 9.5.1.1, P2PE 3A). */
const SEEN_EVERY_DAYS = 365

/** Facts that say somebody read this very device. */
export const sightings = [
  'device-received',
  'custody-accepted',
  'receipt-confirmed',
  'inspected-on-site',
  'device-bound',
  'device-taken-back',
  'handed-over',
  'device-counted',
  'device-attested',
  'surface-inspected',
  'back-from-repair',
]

/** The last day of the year in which it has to be seen again; days in China. */
export const nextLook = (seenOn: string): string => addDays(seenOn, SEEN_EVERY_DAYS)

/** CUST-52 and 53: is it time to say so? Null while there is time enough. */
export const lookStep = (dueOn: string, day: string): 'soon' | 'overdue' | null => {
  const left = daysBetween(day, dueOn)
  if (left < 0) return 'overdue'
  return left <= noticeFigures.lookDays ? 'soon' : null
}
