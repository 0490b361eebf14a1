import type { Seen } from '#fleet/beat.ts'

/** One heartbeat as a batch keeps it: by position, without the place. New positions are only ever added at the end. */
export type CompactBeat = readonly [
  deviceId: string,
  beatNo: number,
  at: string,
  health: Seen['health'],
  printer: Seen['printer'],
  battery: number | null,
  signalDbm: number | null,
  unsent: number,
  firmwareVersion: string,
  tampered: 0 | 1,
  metresAway: number | null,
]

export const compact = (
  deviceId: string,
  told: Omit<Seen, 'receivedAt' | 'firmwareSince' | 'network' | 'skewSeconds' | 'fixesAway' | 'fixesHome'>,
): CompactBeat => [
  deviceId,
  told.beatNo,
  told.at,
  told.health,
  told.printer,
  told.battery,
  told.signalDbm,
  told.unsent,
  told.firmwareVersion,
  told.tampered ? 1 : 0,
  told.metresAway,
]
