import { isRefusal, type Refusal, refuse } from '#ground/refusal.ts'
import { agreementPage, hiddenMarks } from '#provision/agreement-page.ts'
import { setDrawn } from './set-drawn.ts'

export type OnPaper = {
  readonly agreementId: string
  readonly version: number
  readonly text: string
  /** When it was attached; printed nowhere, written into the file. */
  readonly at: string
}

/**
 * The agreement as PDF/A-2b. AGR-20 when it holds marks that print as nothing or otherwise than they are stored; a Chinese
 * character without a shape in the house's fonts is printed as its code point and explained at the end.
 */
export const setAgreement = async ({
  agreementId,
  version,
  text,
  at,
}: OnPaper): Promise<Buffer | Refusal> => {
  const marks = hiddenMarks(text)
  if (marks.length > 0) return refuse('AGR-20', { characters: marks.slice(0, 10).join(' ') }, 'text')
  const set = await setDrawn(
    'agreement.typ',
    { standard: 'a-2b', tagged: true, at },
    (drawable, replaced) => ({
      ...agreementPage(drawable(text)),
      at,
      header: `协议 ${agreementId} · 第 ${version} 版`,
      replaced,
    }),
  )
  return isRefusal(set) ? { ...set, field: 'text' } : set
}
