import type { Place } from '#vault/envelope.ts'
import type { Errand } from './errand.ts'
import { Erased, Suspended } from './keyring.ts'

/** What stands where words stood whose subject is sealed off or erased. */
export const gone = '—'

/** Sealed words for a page: pages outlive what they tell of, so what is gone shows as a dash. */
export const openWords = async (
  errand: Errand,
  place: Place,
  sealed: Uint8Array,
  despite?: 'legal-duty',
): Promise<string> => {
  try {
    return (await errand.house.keys.open(place, sealed, despite)).toString()
  } catch (error) {
    if (error instanceof Erased || error instanceof Suspended) return gone
    throw error
  }
}
