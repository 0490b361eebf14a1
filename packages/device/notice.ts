import { daysBetween } from '#ground/calendar.ts'

/** After how long, and how long before, people are told that a duty waits. Dated, as every figure here. */
export const noticeFigures = {
  from: '2026-11-01',
  source:
    '银发〔2021〕259号 (two days), PCI DSS 4.0.1 §9.5.1 (alert within 24 h); the other figures are this house’s own',
  certificateDays: [90, 30, 7],
  unansweredHours: 24,
  quarantineDays: 7,
  lookDays: 30,
} as const

/** How near a certificate's end is: the nearest of the steps passed, `ended` after its last day, null before all of them. */
export const certificateStep = (
  validUntil: string,
  day: string,
): 'ended' | (typeof noticeFigures.certificateDays)[number] | null => {
  const left = daysBetween(day, validUntil)
  if (left < 0) return 'ended'
  return noticeFigures.certificateDays.findLast((days) => left <= days) ?? null
}

const NAMED = 3

/** The ends of a few serials, for a message: enough to find them, and no list. */
export const tailsOf = (serials: readonly string[]): string =>
  serials
    .slice(0, NAMED)
    .map((serialNo) => serialNo.slice(-4))
    .join('、') + (serials.length > NAMED ? ' …' : '')
