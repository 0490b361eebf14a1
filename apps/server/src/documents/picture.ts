import { createHash } from 'node:crypto'
import { fileTypeFromBuffer } from 'file-type'
import { type Refusal, refuse } from '#ground/refusal.ts'

export type Picture = { readonly bytes: Buffer; readonly mediaType: string; readonly sha256: string }

/** Longest edge kept and most pixels decoded (trust.md §4: a 600 kB file can ask for 800 MB). */
const limits = { edge: 2400, pixels: 50_000_000 }

/**
 * A photo as the house keeps it: decoded and encoded anew, upright, without EXIF, place or anything hidden behind the
 * picture. Refuses what is not a JPEG, PNG or WebP by its own bytes (DOC-1) or cannot be decoded within bounds (DOC-2).
 */
export const readPicture = async (upload: Buffer): Promise<Picture | Refusal> => {
  const type = await fileTypeFromBuffer(upload)
  if (!type || !['image/jpeg', 'image/png', 'image/webp'].includes(type.mime)) return refuse('DOC-1')
  const { default: sharp } = await import('sharp')
  try {
    const bytes = await sharp(upload, { limitInputPixels: limits.pixels, failOn: 'error' })
      .rotate()
      .resize({ width: limits.edge, height: limits.edge, fit: 'inside', withoutEnlargement: true })
      .jpeg({ quality: 85 })
      .timeout({ seconds: 10 })
      .toBuffer()
    return { bytes, mediaType: 'image/jpeg', sha256: createHash('sha256').update(bytes).digest('hex') }
  } catch {
    return refuse('DOC-2')
  }
}
