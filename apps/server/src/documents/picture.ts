import { createHash } from 'node:crypto'
import { isRefusal, type Refusal, refuse } from '#ground/refusal.ts'
import { type CameraRecord, cameraRecord } from './camera.ts'

export type Picture = {
  readonly bytes: Buffer
  readonly mediaType: 'image/jpeg'
  readonly sha256: string
  readonly camera: CameraRecord | null
}

/**
 * Longest edge kept, shortest edge readable, most pixels and channels decoded (trust.md §4: a 600 kB file can ask for
 * 800 MB; CMYK with alpha has five channels).
 */
const limits = { edge: 2400, shortest: 100, pixels: 50_000_000, channels: 5 }

/**
 * A photo as the house keeps it: decoded and encoded anew, upright, without EXIF, place or anything hidden behind the
 * picture; what the camera had written is handed over apart. Refuses what cannot be decoded within bounds (DOC-2) and what
 * nobody could read (DOC-16). `upload` is a JPEG, PNG or WebP by its own bytes.
 */
export const readPicture = async (upload: Buffer): Promise<Picture | Refusal> => {
  const { default: sharp } = await import('sharp')
  // One thread per picture and nothing kept between two: memory stays that of the pictures under way.
  sharp.concurrency(1)
  sharp.cache(false)
  const bounds = {
    limitInputPixels: limits.pixels,
    limitInputChannels: limits.channels,
    failOn: 'error',
  } as const
  try {
    const { width, height, exif } = await sharp(upload, bounds).metadata()
    if (Math.min(width, height) < limits.shortest) return refuse('DOC-16', { pixels: limits.shortest })
    const bytes = await sharp(upload, bounds)
      .autoOrient()
      .resize({ width: limits.edge, height: limits.edge, fit: 'inside', withoutEnlargement: true })
      .flatten({ background: '#fff' })
      .jpeg({ quality: 85 })
      .timeout({ seconds: 10 })
      .toBuffer()
    const sha256 = createHash('sha256').update(bytes).digest('hex')
    return { bytes, mediaType: 'image/jpeg', sha256, camera: cameraRecord(exif) }
  } catch {
    return refuse('DOC-2')
  }
}

/** Several pages, one after the other: never more than one in memory decoded. */
export const readPictures = async (uploads: readonly Buffer[]): Promise<readonly Picture[] | Refusal> => {
  const pictures: Picture[] = []
  for (const upload of uploads) {
    const picture = await readPicture(upload)
    if (isRefusal(picture)) return picture
    pictures.push(picture)
  }
  return pictures
}
