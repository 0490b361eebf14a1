import type { ServiceLevel } from '#provision/case.ts'
import {
  addDays,
  addHours,
  addMinutes,
  addWorkingDays,
  chinaDay,
  endOfDay,
  isAfter,
} from '#ground/calendar.ts'

export type Category =
  | 'device-fault'
  | 'network-fault'
  | 'settlement'
  | 'fee-dispute'
  | 'contract'
  | 'privacy'
  | 'suspected-fraud'
  | 'move-or-close'
  | 'training'
  | 'other'

/** P1: the shop cannot take payments, or money or fraud is at stake. P2: impaired. P3: can wait. */
export type Priority = 'P1' | 'P2' | 'P3'

/** What a category needs: hands at the shop, a service by appointment, or a decision about money and rights. */
type Work = 'repair' | 'service' | 'dispute'

const works: Readonly<Record<Category, Work>> = {
  'device-fault': 'repair',
  'network-fault': 'repair',
  settlement: 'dispute',
  'fee-dispute': 'dispute',
  contract: 'dispute',
  privacy: 'dispute',
  'suspected-fraud': 'dispute',
  'move-or-close': 'service',
  training: 'service',
  other: 'service',
}

const stopsTrade: ReadonlySet<Category> = new Set(['device-fault', 'network-fault', 'settlement'])
const impairs: ReadonlySet<Category> = new Set(['device-fault', 'network-fault', 'settlement', 'privacy'])

/** Fraud is always P1; a stopped business is P1 when the terminal, line or money stops it, else P2. */
export const priorityOf = (category: Category, businessStopped: boolean): Priority => {
  if (category === 'suspected-fraud') return 'P1'
  if (businessStopped) return stopsTrade.has(category) ? 'P1' : 'P2'
  return impairs.has(category) ? 'P2' : 'P3'
}

/** First human answer, minutes, where the contract says nothing (market practice, domain §6.5). */
export const DEFAULT_ANSWER_MINUTES: Readonly<Record<Priority, number>> = { P1: 30, P2: 120, P3: 480 }

/** On-site repair, hours, where the contract says nothing: city districts, then counties (domain §6.5). */
export const DEFAULT_ON_SITE_HOURS: Readonly<Record<'P1' | 'P2', { city: number; county: number }>> = {
  P1: { city: 4, county: 24 },
  P2: { city: 24, county: 48 },
}

/** A risk hold or a fraud is reviewed within 48 hours; other disputes within 15 natural days (人行令〔2020〕5号 art. 43). */
export const URGENT_DISPUTE_HOURS = 48
export const DISPUTE_DAYS = 15
/** Training, moving, closing and the rest: within five working days (domain §6.5). */
export const SERVICE_WORKING_DAYS = 5

/** GB/T 2260: the last two digits 21–80 are counties and banners, the rest districts and county-level cities. */
const isCounty = (regionCode: string): boolean => {
  const district = Number(regionCode.slice(4, 6))
  return district >= 21 && district <= 80
}

export type Promise = {
  readonly priority: Priority
  readonly answerDue: string
  readonly resolveDue: string
  /** Where the two times come from: the signed contract or this platform's defaults. */
  readonly source: 'contract' | 'default'
  /** True when a working-day count crossed a year whose holidays are not yet published. */
  readonly assumed: boolean
}

export type Asked = {
  readonly category: Category
  readonly businessStopped: boolean
  readonly at: string
  readonly regionCode: string
  /** Of the agreement in force; null when there is none. */
  readonly serviceLevel: ServiceLevel | null
}

const resolveDue = (asked: Asked, priority: Priority): { due: string; assumed: boolean } => {
  const { at, category, serviceLevel } = asked
  const today = chinaDay(at)
  switch (works[category]) {
    case 'repair': {
      const hours = DEFAULT_ON_SITE_HOURS[priority === 'P1' ? 'P1' : 'P2']
      const place = isCounty(asked.regionCode) ? hours.county : hours.city
      return { due: addHours(at, serviceLevel?.onSiteHours ?? place), assumed: false }
    }
    case 'service': {
      const { day, assumed } = addWorkingDays(today, SERVICE_WORKING_DAYS)
      return { due: endOfDay(day), assumed }
    }
    case 'dispute':
      return priority === 'P1'
        ? { due: addHours(at, URGENT_DISPUTE_HOURS), assumed: false }
        : { due: endOfDay(addDays(today, DISPUTE_DAYS)), assumed: false }
  }
}

/** The two clocks of a ticket, running around the clock: the contract's figures, else the defaults. */
export const promise = (asked: Asked): Promise => {
  const priority = priorityOf(asked.category, asked.businessStopped)
  const minutes = asked.serviceLevel?.answerMinutes ?? DEFAULT_ANSWER_MINUTES[priority]
  const { due, assumed } = resolveDue(asked, priority)
  return {
    priority,
    answerDue: addMinutes(asked.at, minutes),
    resolveDue: due,
    source: asked.serviceLevel === null ? 'default' : 'contract',
    assumed,
  }
}

/** Was a clock missed, or is it being missed at this moment? */
export const isLate = (due: string, doneAt: string | null, at: string): boolean => isAfter(doneAt ?? at, due)

/** Disputes are the acquirer's own work and cannot be handed to a provider (收单外包自律管理办法 art. 12). */
export const isDispute = (category: Category): boolean => works[category] === 'dispute'

/** Faults of a terminal need a terminal. */
export const needsTerminal = (category: Category): boolean => works[category] === 'repair'
