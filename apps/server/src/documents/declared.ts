import { fileTypeFromBuffer } from 'file-type'
import { type Refusal, refuse } from '#ground/refusal.ts'

/** What the sender says of a file. */
export type Declared = { readonly fileName: string; readonly mediaType: string }

const extensions: Readonly<Record<string, readonly string[]>> = {
  'image/jpeg': ['jpg', 'jpeg', 'jpe', 'jfif'],
  'image/png': ['png'],
  'image/webp': ['webp'],
  'application/pdf': ['pdf'],
}
const applePhoto = /^image\/hei[cf](?:-sequence)?$/u

/** Most bytes of an upload, by what it is: the house's outer caps (trust.md §4). */
export const byteCaps = { picture: 20_000_000, pdf: 30_000_000 }

/**
 * The media type on which the file's own first bytes, its name and the sender's word agree; DOC-3 when they do not. A file
 * that is one thing to the house and another to a browser or a scanner starts with such a disagreement.
 */
export const agreedType = async (
  upload: Buffer,
  { fileName, mediaType }: Declared,
  caps: typeof byteCaps = byteCaps,
): Promise<string | Refusal> => {
  const found = (await fileTypeFromBuffer(upload))?.mime ?? ''
  if (applePhoto.test(found) || applePhoto.test(mediaType)) return refuse('DOC-9')
  const allowed = extensions[found]
  if (!allowed) return refuse('DOC-1')
  const extension = /\.([a-z0-9]{1,8})$/u.exec(fileName.toLowerCase())?.[1] ?? ''
  if (found !== mediaType.toLowerCase() || !allowed.includes(extension)) return refuse('DOC-3', { found })
  const cap = found === 'application/pdf' ? caps.pdf : caps.picture
  return upload.length > cap ? refuse('DOC-4', { megabytes: cap / 1_000_000 }) : found
}
