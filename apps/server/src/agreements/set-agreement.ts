import { isRefusal, type Refusal, refuse } from '#ground/refusal.ts'
import { type AgreementPage, hiddenMarks, pageText, reworded } from '#provision/agreement-page.ts'
import type { Named } from '#provision/signable.ts'
import { keywordsOf } from './changed-agreement.ts'
import { setDrawn } from './set-drawn.ts'

export type OnPaper = {
  readonly agreementId: string
  readonly version: number
  readonly page: AgreementPage
  /** The agreement a supplement changes; null: it is an agreement itself. */
  readonly changes: Named | null
  /** When it was put forward; printed nowhere, written into the file. */
  readonly at: string
}

/**
 * What both sign, as PDF/A-2b. AGR-20 when it holds marks that print as nothing or otherwise than they are stored; a Chinese
 * character without a shape in the house's fonts is printed as its code point and explained at the end.
 */
export const setAgreement = async ({
  agreementId,
  version,
  page,
  changes,
  at,
}: OnPaper): Promise<Buffer | Refusal> => {
  const marks = hiddenMarks(pageText(page))
  if (marks.length > 0) return refuse('AGR-20', { characters: marks.slice(0, 10).join(' ') }, 'text')
  const set = await setDrawn(
    'agreement.typ',
    { standard: 'a-2b', tagged: true, at },
    (drawable, replaced) => ({
      ...reworded(page, drawable),
      at,
      header: `${changes === null ? '协议' : '补充协议'} ${agreementId} · 第 ${version} 版`,
      keywords: keywordsOf(changes),
      replaced,
    }),
  )
  return isRefusal(set) ? { ...set, field: 'text' } : set
}
