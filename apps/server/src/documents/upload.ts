import { createHash } from 'node:crypto'
import { isRefusal, type Refusal, refuse } from '#ground/refusal.ts'
import type { CameraRecord } from './camera.ts'
import { agreedType, byteCaps, type Declared } from './declared.ts'
import { inLane } from './lane.ts'
import { readPdf } from './pdf.ts'
import { readPicture, readPictures } from './picture.ts'
import { type Scan, scan, scannerAddress } from './scanner.ts'

/** An upload as the house keeps it: one picture, or a PDF's pages as pictures. The bytes that came in are gone. */
export type Paper = {
  readonly pages: readonly Buffer[]
  readonly mediaType: 'image/jpeg'
  /** Of all pages together. */
  readonly bytes: number
  readonly sha256: string
  readonly uploadedType: string
  readonly scan: Scan
  readonly camera: CameraRecord | null
}

export type UploadRules = {
  readonly caps: typeof byteCaps
  /** False where only a photo shows what has to be seen. */
  readonly pdf: boolean
  /** Who hands it in: nobody takes every lane. */
  readonly whose: string
  /** The house's `CLAMD`. */
  readonly clamd: string | null
}

const drawn = async (upload: Buffer, type: string) => {
  if (type !== 'application/pdf') {
    const picture = await readPicture(upload)
    return isRefusal(picture) ? picture : [picture]
  }
  const { pages } = await readPdf(upload)
  return isRefusal(pages) ? pages : readPictures(pages)
}

/**
 * The way of every upload: size, then name, word and content agree, then the scanner, then decoded and encoded anew. The
 * cheap questions come first; nothing is decoded that was refused before.
 */
export const readUpload = async (
  upload: Buffer,
  declared: Declared,
  { caps, pdf, whose, clamd }: UploadRules,
): Promise<Paper | Refusal> => {
  const uploadedType = await agreedType(upload, declared, caps)
  if (isRefusal(uploadedType)) return uploadedType
  if (uploadedType === 'application/pdf' && !pdf) return refuse('DOC-14')
  const scanned = await scan(scannerAddress(clamd), upload)
  if (isRefusal(scanned)) return scanned
  const pictures = await inLane(whose, () => drawn(upload, uploadedType))
  if (isRefusal(pictures)) return pictures
  const hash = createHash('sha256')
  for (const { bytes } of pictures) hash.update(bytes)
  return {
    pages: pictures.map(({ bytes }) => bytes),
    mediaType: 'image/jpeg',
    bytes: pictures.reduce((sum, { bytes }) => sum + bytes.length, 0),
    sha256: hash.digest('hex'),
    uploadedType,
    scan: scanned,
    camera: pictures.find(({ camera }) => camera !== null)?.camera ?? null,
  }
}
