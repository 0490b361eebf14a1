import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs'
import type { Tongue } from '#words/say.ts'
import { isCardFile, type VerifiedCard } from '../server/src/function-tests/card.ts'
import { cardPdf } from '../server/src/function-tests/card-pdf.ts'

/** The signed card inside a result card on paper, or null when this is no such PDF. */
export const cardInside = async (bytes: Buffer): Promise<string | null> => {
  if (!bytes.subarray(0, 5).equals(Buffer.from('%PDF-'))) return null
  const task = getDocument({ data: new Uint8Array(bytes), verbosity: 0 })
  try {
    const pdf = await task.promise
    const [name, more] = (await pdf.getAttachments())?.keys() ?? []
    if (name === undefined || more !== undefined) return null
    const content: unknown = await pdf.getAttachmentContent(name)
    const text = content instanceof Uint8Array ? Buffer.from(content).toString('utf8') : ''
    return isCardFile(text) ? text : null
  } catch {
    return null
  } finally {
    await task.destroy()
  }
}

/** TEST-15: whether these bytes are what this card's page looks like, in one of its languages. */
export const isPageOf = async (
  bytes: Buffer,
  file: string,
  { card, digest }: VerifiedCard,
): Promise<boolean> => {
  if (card === null) return false
  for (const lang of ['zh', 'en'] as const satisfies readonly Tongue[])
    if ((await cardPdf({ file, card, digest }, lang)).equals(bytes)) return true
  return false
}

/** TEST-16: whether a code copied off the paper, or read from its QR code, is this card's. */
export const isCodeOf = (code: string, digest: string): boolean =>
  /[0-9a-f]{64}/u.exec(code.replaceAll(/^fangxin-card|\s/gu, '').toLowerCase())?.[0] === digest
