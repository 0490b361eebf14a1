import type { IncidentKind } from '#fleet/incident.ts'

type Clock = { readonly actMinutes: number; readonly closeHours: number }

/** When a terminal's silence, rest, opening or move becomes an incident, and how soon somebody must act. */
export type WatchRules = {
  readonly from: string
  readonly source: string
  /** How often a terminal reports, and after how long without a word it counts as silent. */
  readonly intervalMinutes: number
  readonly silentMinutes: number
  /** Months without a sale: the shop is verified again; service stops. */
  readonly dormantMonths: number
  readonly stoppedMonths: number
  /** So many metres beyond the accuracy of both fixes, so many fixes in a row. */
  readonly movedMetres: number
  readonly movedFixes: number
  readonly skewSeconds: number
  readonly unsentHours: number
  /** How long a merchant may put a terminal away at a time. */
  readonly standbyDays: number
  /** When silence is a carrier's: so many, so large a share of those at work there, so close together. */
  readonly outage: Clock & {
    readonly least: number
    readonly sharePpm: number
    readonly withinMinutes: number
    /** After so long without a word a terminal may count with those that are silent already. */
    readonly missedMinutes: number
    /** The carrier is back once so many of them have spoken; who is silent so long after has a trouble of its own. */
    readonly backPpm: number
    readonly backMinutes: number
  }
  readonly clocks: Readonly<Record<IncidentKind, Clock>>
}

/** By the day they hold from, oldest first. A change is a new entry: incidents keep the clocks they were opened with. */
export const watchRules: readonly WatchRules[] = [
  {
    from: '2019-06-01',
    source:
      '银发〔2019〕85号 3/12-month dormancy; silence, skew, distance and clocks: house defaults, to be set by each acquirer’s risk analysis (PCI DSS 4.0.1 §9.5.1.2.1)',
    intervalMinutes: 5,
    silentMinutes: 15,
    dormantMonths: 3,
    stoppedMonths: 12,
    movedMetres: 100,
    movedFixes: 3,
    skewSeconds: 600,
    unsentHours: 24,
    standbyDays: 180,
    outage: {
      ...{ least: 10, sharePpm: 500_000, withinMinutes: 10, missedMinutes: 7 },
      ...{ backPpm: 800_000, backMinutes: 30, actMinutes: 60, closeHours: 24 },
    },
    clocks: {
      tampered: { actMinutes: 30, closeHours: 24 },
      'surface-doubted': { actMinutes: 30, closeHours: 24 },
      moved: { actMinutes: 120, closeHours: 48 },
      silent: { actMinutes: 240, closeHours: 72 },
      'firmware-foreign': { actMinutes: 120, closeHours: 48 },
      unsent: { actMinutes: 240, closeHours: 48 },
      'clock-off': { actMinutes: 1440, closeHours: 168 },
      dormant: { actMinutes: 4320, closeHours: 720 },
      stopped: { actMinutes: 4320, closeHours: 720 },
    },
  },
]

/** The rules of a China day. */
export const watchRulesOn = (day: string, known: readonly WatchRules[] = watchRules): WatchRules => {
  const found = known.findLast(({ from }) => from <= day)
  if (found === undefined) throw new RangeError(`no watch rules on ${day}`)
  return found
}
