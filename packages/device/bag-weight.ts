import type { Custodian, Mismatch } from '#device/device.ts'
import { chinaDay } from '#ground/calendar.ts'
import { refuse, type Refusal } from '#ground/refusal.ts'

/** How far a closed bag may weigh from what its maker packed: a share, and no less than a floor. */
type Tolerance = {
  readonly since: string
  readonly source: string
  readonly sharePpm: number
  readonly floorGrams: number
}

/** Dated: a weight of then is judged by the figures of then. */
const dated: readonly Tolerance[] = [
  {
    since: '2022-03-01',
    source:
      'PCI PIN 3.1 req. 30 and P2PE 3A ask to compare weight or look, and name no figure; these are this house’s own: a parcel scale reads to 1–5 g, cardboard takes up moisture, and a skimmer weighs more',
    sharePpm: 20_000,
    floorGrams: 15,
  },
]

const toleranceAt = (at: string): Tolerance => {
  const day = chinaDay(at)
  const found = dated.findLast(({ since }) => since <= day) ?? dated[0]
  if (!found) throw new Error('no tolerance')
  return found
}

/** What whoever receives a closed bag gives beside its numbers: what it weighs, or a photo of it (its id), or both. */
export type Weighed = { readonly weightGrams?: number; readonly photoId?: string }

/** CUST-67: neither is no receipt. */
export const neither = ({ weightGrams, photoId }: Weighed): Refusal | null =>
  weightGrams === undefined && photoId === undefined ? refuse('CUST-67', {}, 'weightGrams') : null

/** As a fact keeps it. */
export const weighed = ({ weightGrams, photoId }: Weighed): Weighed => ({
  ...(weightGrams !== undefined && { weightGrams }),
  ...(photoId !== undefined && { photoId }),
})

/** CUST-68: further off than the tolerance of that day, as the fact that quarantines the device. */
export const unlikeWeight = (
  packedGrams: number | undefined,
  { weightGrams }: Weighed,
  at: string,
  holder: Custodian,
): Mismatch | null => {
  if (packedGrams === undefined || weightGrams === undefined) return null
  const { sharePpm, floorGrams } = toleranceAt(at)
  const allowed = Math.max(floorGrams, Math.floor((packedGrams * sharePpm) / 1_000_000))
  return Math.abs(weightGrams - packedGrams) <= allowed
    ? null
    : { type: 'weight-mismatched', readGrams: weightGrams, packedGrams, holder }
}
