import { type Fix, metresBetween } from '#device/place.ts'
import { chinaDay } from '#ground/calendar.ts'

/**
 * How far, how often and how long a terminal must be away from its place before it stops (259号: the place is watched, and a
 * mismatch suspends). Dated: a change of figures is seen in the history, and an old suspension is judged by those of its day.
 */
export type Fence = {
  readonly since: string
  readonly source: string
  /** A fix coarser than this says nothing. */
  readonly accuracyMetres: number
  /** Beyond the accuracy of both fixes. */
  readonly beyondMetres: number
  /** So many fixes in a row beyond it, over at least so many minutes, … */
  readonly fixes: number
  readonly overMinutes: number
  /** … or so many of a technician who stands before the terminal. */
  readonly technicianFixes: number
  /** How long ago a fix may have been taken, and how far a clock may run ahead. */
  readonly staleMinutes: number
  readonly aheadMinutes: number
  /** The merchant's days to appeal, and the acquirer's hours to decide. */
  readonly appealDays: number
  readonly decideHours: number
}

const dated: readonly Fence[] = [
  {
    since: '2022-03-01',
    source: '银发〔2021〕259号 三 (watch the place, suspend on mismatch); figures are this house’s own',
    accuracyMetres: 500,
    beyondMetres: 300,
    fixes: 3,
    overMinutes: 30,
    technicianFixes: 1,
    staleMinutes: 7 * 24 * 60,
    aheadMinutes: 5,
    appealDays: 15,
    decideHours: 48,
  },
]

/** The figures in force at an instant, in China's day. */
export const fenceAt = (at: string): Fence => {
  const day = chinaDay(at)
  const found = dated.findLast(({ since }) => since <= day) ?? dated[0]
  if (!found) throw new Error('no fence')
  return found
}

export type Side = {
  /** `unclear`: too coarse, or between surely in and surely out. */
  readonly side: 'inside' | 'outside' | 'unclear'
  readonly metres: number
}

/** Where a fix lies against the bound place. The only thing that knows coordinates; what it answers may be kept. */
export const sideOf = (read: Fix, bound: Fix, fence: Fence): Side => {
  const metres = Math.round(metresBetween(read, bound))
  if (read.accuracyMetres > fence.accuracyMetres) return { side: 'unclear', metres }
  const doubt = read.accuracyMetres + Math.min(bound.accuracyMetres, fence.accuracyMetres)
  if (metres - doubt > fence.beyondMetres) return { side: 'outside', metres }
  return { side: metres <= fence.beyondMetres ? 'inside' : 'unclear', metres }
}
