/** How carefully new software spreads over a fleet. */
export type CampaignRules = {
  readonly from: string
  readonly source: string
  /** Share of the fleet each ring reaches, millionths, rising; a ring has one terminal at least. */
  readonly ringsPpm: readonly number[]
  /** A ring is watched so long, and so much of it is finished, before the next one opens. */
  readonly soakHours: number
  readonly finishedPpm: number
  /** Halt once the lower bound of the failure rate's interval passes the limit. `zMilli` 1960 = 95 %. */
  readonly failureLimitPpm: number
  readonly zMilli: number
  readonly attempts: number
  /** Installs begun and not reported yet: as many as this share of the open rings, but not fewer than `inFlightLeast`. */
  readonly inFlightPpm: number
  readonly inFlightLeast: number
  /** An install takes no longer; without a report by then it has failed. */
  readonly installMinutes: number
  readonly batteryPercent: number
  /** When a merchant has said nothing else; China time. */
  readonly quietFrom: string
  readonly quietUntil: string
}

/** By the day they hold from, oldest first. A campaign keeps the rules of the day it was proposed. */
const campaignRules: readonly CampaignRules[] = [
  {
    from: '2019-06-01',
    source: 'House defaults: rings 1/10/50/100 % and halt at a 2 % failure rate; no law sets them',
    ringsPpm: [10_000, 100_000, 500_000, 1_000_000],
    soakHours: 24,
    finishedPpm: 900_000,
    failureLimitPpm: 20_000,
    zMilli: 1_960,
    attempts: 3,
    inFlightPpm: 50_000,
    inFlightLeast: 5,
    installMinutes: 30,
    batteryPercent: 30,
    quietFrom: '02:00',
    quietUntil: '05:00',
  },
]

export const campaignRulesOn = (day: string): CampaignRules => {
  const found = campaignRules.findLast(({ from }) => from <= day)
  if (found === undefined) throw new RangeError(`no campaign rules on ${day}`)
  return found
}

/**
 * Terminals of a model in a fixed order fill the rings from the front: the ring of the one at `rank` of `fleet`. While
 * there are any left, each ring has one that the rings before it had not: a ring without would be watched for nothing.
 */
export const ringAt = (rank: number, fleet: number, { ringsPpm }: CampaignRules): number => {
  let reached = 0
  return ringsPpm.findIndex((ppm) => {
    reached = Math.max(reached + 1, Math.ceil((fleet * ppm) / 1_000_000))
    return rank < reached
  })
}
