import type { Fence, Side } from '#device/fence.ts'
import { addMinutes, isAfter } from '#ground/calendar.ts'

/** Who measured: the terminal itself, or a technician who stands before it. */
export type FixSource = 'heartbeat' | 'technician'

/** One fix beyond the fence: how far, never where. */
export type Stray = { readonly at: string; readonly source: FixSource; readonly metres: number }

/** What is remembered of a terminal's fixes between two of them. Telemetry, not facts: it is overwritten. */
export type Watch = {
  readonly lastAt: string | null
  readonly lastInsideAt: string | null
  /** Fixes beyond the fence since the last one inside, the newest few. */
  readonly strays: readonly Stray[]
}

export const unwatched: Watch = { lastAt: null, lastInsideAt: null, strays: [] }

const KEPT = 20

/** BIND-25: since when it is at its place again; null while the newest fix that says anything is one beyond the fence. */
export const homeSince = ({ lastInsideAt, strays }: Watch): string | null =>
  strays.length === 0 ? lastInsideAt : null

export type Seen = {
  readonly watch: Watch
  readonly verdict: 'ignored' | 'inside' | 'unclear' | 'outside' | 'moved'
}

const ignored = (watch: Watch): Seen => ({ watch, verdict: 'ignored' })

/**
 * One more fix. Older than the last one, too old or from the future: ignored, so that repeats and reordered batches are
 * harmless. `moved` once the fence's figures are reached (BIND-12).
 */
export const watchFix = (
  watch: Watch,
  fix: Side & { readonly at: string; readonly source: FixSource },
  fence: Fence,
  now: string,
): Seen => {
  const { at, source, metres } = fix
  if (watch.lastAt !== null && !isAfter(at, watch.lastAt)) return ignored(watch)
  if (isAfter(at, addMinutes(now, fence.aheadMinutes)) || isAfter(now, addMinutes(at, fence.staleMinutes)))
    return ignored(watch)
  const seen = { ...watch, lastAt: at }
  if (fix.side === 'unclear') return { watch: seen, verdict: 'unclear' }
  if (fix.side === 'inside') return { watch: { ...seen, lastInsideAt: at, strays: [] }, verdict: 'inside' }
  const strays = [...watch.strays, { at, source, metres }].slice(-KEPT)
  const first = strays[0] as Stray
  const byItself = strays.length >= fence.fixes && !isAfter(addMinutes(first.at, fence.overMinutes), at)
  const byTechnician = strays.filter((stray) => stray.source === 'technician').length >= fence.technicianFixes
  return { watch: { ...seen, strays }, verdict: byItself || byTechnician ? 'moved' : 'outside' }
}
