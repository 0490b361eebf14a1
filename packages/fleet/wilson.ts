/**
 * Lower end of Wilson's score interval for a rate, in millionths (Wilson 1927). Below it the true rate is unlikely to
 * lie: passing a limit with it is no accident of few trials.
 */
export const wilsonLowerPpm = (failed: number, trials: number, zMilli: number): number => {
  if (trials === 0) return 0
  const [z, rate] = [zMilli / 1000, failed / trials]
  const z2 = z * z
  const centre = rate + z2 / (2 * trials)
  const spread = z * Math.sqrt((rate * (1 - rate)) / trials + z2 / (4 * trials * trials))
  return Math.max(0, Math.round(((centre - spread) / (1 + z2 / trials)) * 1_000_000))
}

/** Its upper end: what the rate surely is not above. Without a trial nothing is known, and it is all of them. */
export const wilsonUpperPpm = (failed: number, trials: number, zMilli: number): number =>
  1_000_000 - wilsonLowerPpm(trials - failed, trials, zMilli)
