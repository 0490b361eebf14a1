import { metresBetween, type Fix } from '#device/place.ts'
import type { BeatFix } from '#fleet/beat.ts'
import type { Errand } from '../house/errand.ts'
import { gone, openWords } from '../house/opened.ts'
import { db } from '../house/tables.ts'

/** A terminal whose distance is wanted, and where its binding says it stands: a reference into the vault. */
export type Placed = {
  readonly place: string | null
  readonly acquirerId: string
  readonly merchantId: string | null
}

const KEPT_MS = 15 * 60_000
const MOST = 200_000

/**
 * Bound places, opened when a fix has to be compared and let go after a quarter of an hour: a place erased or sealed off
 * meanwhile is forgotten then. Nothing of a place is written anywhere; what leaves is a distance.
 */
export const openPlaces = () => {
  const known = new Map<string, { readonly fix: Fix | null; readonly until: number }>()

  const learn = async (errand: Errand, wanted: readonly Placed[]): Promise<void> => {
    const now = errand.house.now().getTime()
    const owners = new Map<string, Placed>()
    for (const each of wanted)
      if (each.place !== null && (known.get(each.place)?.until ?? 0) <= now) owners.set(each.place, each)
    if (owners.size === 0) return
    if (known.size + owners.size > MOST) known.clear()
    const rows = await errand.run(
      db
        .selectFrom('vault_values')
        .select(['value_id', 'value_sealed'])
        .where('value_id', 'in', [...owners.keys()]),
    )
    for (const row of rows) {
      const owner = owners.get(row.value_id)
      const place = {
        datum: 'vault_values.terminalPlace' as const,
        row: row.value_id,
        tenant: owner?.acquirerId ?? '',
        subject: owner?.merchantId ?? '',
      }
      const text = await openWords(errand, place, row.value_sealed)
      known.set(row.value_id, {
        fix: text === gone ? null : (JSON.parse(text) as Fix),
        until: now + KEPT_MS,
      })
    }
  }

  /** How far apart beyond what both accuracies explain; null without a place. */
  const metresAway = (place: string | null, fix: BeatFix | null): number | null => {
    const home = place === null ? null : (known.get(place)?.fix ?? null)
    if (home === null || fix === null) return null
    return Math.max(0, Math.round(metresBetween(home, fix) - home.accuracyMetres - fix.accuracyMetres))
  }

  return { learn, metresAway }
}

export type Places = ReturnType<typeof openPlaces>
