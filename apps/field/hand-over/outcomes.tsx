import { Notice } from '../../web/ui/notice.tsx'
import { useWords } from '../../web/wording.ts'
import { offerIn, type Told } from './kept.ts'
import { handOverWords } from './words.ts'

/** What the house made of the hand-overs told while this page is open. */
export const Outcomes = ({ told }: { told: readonly Told[] }) => {
  const t = useWords(handOverWords)
  return (
    <div role="status" className="stack tight">
      {told.map(({ handOver, outcome }) => (
        <Notice key={handOver.slot} tone="good" title={t(outcome as 'taken')}>
          {t('ofSerial', { tail: offerIn(handOver)?.serialNo.slice(-4) ?? '' })}
        </Notice>
      ))}
    </div>
  )
}
