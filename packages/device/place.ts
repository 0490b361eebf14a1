/** A position fix: WGS-84 in 1e-6 degrees, accuracy as the phone reports it (metres, 68 %). */
export type Fix = {
  readonly latitudeE6: number
  readonly longitudeE6: number
  readonly accuracyMetres: number
}

const EARTH_METRES = 6_371_008.8
const radians = (e6: number): number => (e6 / 1e6) * (Math.PI / 180)

/** Great-circle distance (haversine), metres. */
export const metresBetween = (a: Fix, b: Fix): number => {
  const dLat = radians(b.latitudeE6 - a.latitudeE6)
  const dLon = radians(b.longitudeE6 - a.longitudeE6)
  const h =
    Math.sin(dLat / 2) ** 2 +
    Math.cos(radians(a.latitudeE6)) * Math.cos(radians(b.latitudeE6)) * Math.sin(dLon / 2) ** 2
  return 2 * EARTH_METRES * Math.asin(Math.min(1, Math.sqrt(h)))
}
