import exifReader from 'exif-reader'

/**
 * What a camera wrote into a photo, before it is taken out. The sender can write anything there: a hint for the reviewer,
 * no proof. `takenAt` is the camera's own clock, with its offset if it gave one.
 */
export type CameraRecord = {
  readonly takenAt: string | null
  readonly latitudeE6: number | null
  readonly longitudeE6: number | null
  readonly camera: string | null
}

const clean = (text: unknown): string =>
  typeof text === 'string' ? text.replace(/\p{C}/gu, '').trim().slice(0, 40) : ''

/** Degrees, minutes, seconds with N/S or E/W → millionths of a degree. */
const degreesE6 = (parts: unknown, reference: unknown, most: number): number | null => {
  if (!Array.isArray(parts) || parts.length !== 3 || typeof reference !== 'string') return null
  const [degrees, minutes, seconds] = parts.map(Number) as [number, number, number]
  const value = (degrees + minutes / 60 + seconds / 3600) * (/^[SW]/u.test(reference) ? -1 : 1)
  return Number.isFinite(value) && Math.abs(value) <= most ? Math.round(value * 1_000_000) : null
}

const timeOf = (taken: unknown, offset: unknown): string | null => {
  if (!(taken instanceof Date) || Number.isNaN(taken.getTime())) return null
  const zone = typeof offset === 'string' && /^[+-]\d{2}:\d{2}$/u.test(offset) ? offset : ''
  return `${taken.toISOString().slice(0, 19)}${zone}`
}

/** The record in a picture's EXIF block; null when there is none, it says nothing, or it cannot be read. */
export const cameraRecord = (exif: Buffer | undefined): CameraRecord | null => {
  if (!exif) return null
  try {
    const { Image, Photo, GPSInfo } = exifReader(exif)
    const latitudeE6 = degreesE6(GPSInfo?.GPSLatitude, GPSInfo?.GPSLatitudeRef, 90)
    const longitudeE6 = degreesE6(GPSInfo?.GPSLongitude, GPSInfo?.GPSLongitudeRef, 180)
    const whole = latitudeE6 !== null && longitudeE6 !== null
    const record: CameraRecord = {
      takenAt: timeOf(Photo?.DateTimeOriginal, Photo?.OffsetTimeOriginal),
      latitudeE6: whole ? latitudeE6 : null,
      longitudeE6: whole ? longitudeE6 : null,
      camera: [clean(Image?.Make), clean(Image?.Model)].filter((part) => part !== '').join(' ') || null,
    }
    return Object.values(record).some((value) => value !== null) ? record : null
  } catch {
    // A broken block is no reason to refuse the picture: it is thrown away with everything else in it.
    return null
  }
}
