import type { Grant } from './words.ts'

export type Standing = 'live' | 'waiting' | 'ended' | 'expired'

/** How a grant stands by what the server answered; no clock of this device decides it. */
export const standingOf = ({ live, waiting, ended }: Pick<Grant, 'live' | 'waiting' | 'ended'>): Standing =>
  live ? 'live' : waiting ? 'waiting' : ended ? 'ended' : 'expired'
