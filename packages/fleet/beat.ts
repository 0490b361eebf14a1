/** A position fix as a terminal reports it: WGS-84 in 1e-6 degrees, metres. Compared with the bound place, then let go. */
export type BeatFix = {
  readonly latitudeE6: number
  readonly longitudeE6: number
  readonly accuracyMetres: number
}

/** What a terminal says of itself every few minutes. `at` is its own clock; the house trusts its own. */
export type Beat = {
  readonly deviceId: string
  /** Which enrolment's key proves it. */
  readonly generation: number
  /** Counts up from 1 and is kept through power loss: what tells new from late from repeated. */
  readonly beatNo: number
  readonly at: string
  readonly health: 'ok' | 'degraded' | 'fault'
  readonly printer: 'none' | 'ok' | 'no-paper' | 'fault'
  /** Per cent; null on mains alone. */
  readonly battery: number | null
  readonly signalDbm: number | null
  /** Transactions taken and not settled yet, and since when the oldest waits. */
  readonly unsent: number
  readonly unsentSince: string | null
  readonly lastSaleAt: string | null
  readonly lastSettledAt: string | null
  readonly firmwareVersion: string
  readonly firmwareHash: string
  /** `versionNo` of the firmware and the parameters that run; 0 as they left the maker. */
  readonly firmwareNo: number
  readonly parametersNo: number
  readonly tampered: boolean
  /** MCC and MNC of the mobile network it is on; absent on a line of the shop's own. */
  readonly network?: string
  readonly fix: BeatFix | null
}

/** What the house keeps of the newest heartbeat. The fix is not kept: only how far from its place it was. */
export type Seen = Omit<Beat, 'deviceId' | 'generation' | 'fix'> & {
  readonly receivedAt: string
  /** Since when every heartbeat has told of this firmware; absent in what was kept before it was counted. */
  readonly firmwareSince?: string
  /** The terminal's clock ahead of ours, seconds. */
  readonly skewSeconds: number
  /** Distance beyond what both fixes' accuracy explains; null without a fix or a bound place. */
  readonly metresAway: number | null
  /** Fixes in a row outside, or inside, the allowed distance. */
  readonly fixesAway: number
  readonly fixesHome: number
}

/** A later heartbeat replaces what was known; an equal or earlier number is a repeat or came late. */
export const isNews = (before: Seen | null, beat: Pick<Beat, 'beatNo'>): boolean =>
  before === null || beat.beatNo > before.beatNo
