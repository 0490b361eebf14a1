import { documentWords, fieldWords, rejectionWords } from '../../domain-words.ts'
import { Card, Facts, Tag } from '../../ui/surface.tsx'
import { useBoth, useWords } from '../../wording.ts'
import { Moment } from '../moment.tsx'
import { type CaseView, riskLevelWords, wordOf } from '../vocabulary.ts'
import { panelWords } from './words.ts'

/** Words of every field and paper a rejection can name. */
export const rejectableWords = { ...fieldWords, ...documentWords }

/** How the acquirer examined the application so far. */
export const ReviewPanel = ({ value }: { value: CaseView }) => {
  const t = useWords(panelWords)
  const both = useBoth()
  const { review } = value
  if (!review) return null
  const { recommendation, rejection, appeal } = review
  const claimed = review.claimedByMe ? 'claimedByMe' : review.claimedBy ? 'claimedByOther' : 'unclaimed'
  return (
    <Card title={t('review')}>
      <Facts
        rows={[
          [t('claimedBy'), t(claimed)],
          recommendation && [
            t('recommended'),
            <span key="recommended">
              {t('recommendedAs', {
                mcc: recommendation.mccCode,
                risk: both(riskLevelWords[recommendation.riskLevel]),
              })}
              {' · '}
              {t(recommendation.byMe ? 'claimedByMe' : 'claimedByOther')} · <Moment at={recommendation.at} />
            </span>,
          ],
          rejection && [
            t('rejection'),
            <span key="rejection">
              <Tag tone="bad">{both(rejectionWords[rejection.code])}</Tag> <Moment at={rejection.at} />
            </span>,
          ],
          rejection && [t('rejectedField'), wordOf(rejectableWords, rejection.field, both)],
          rejection && [t('remedy'), rejection.remedy],
          rejection && [t('deadline'), <Moment key="deadline" at={rejection.deadline} />],
          appeal && [
            t('appeal'),
            <span key="appeal" className="stack tight">
              <span>{appeal.statement}</span>
              {appeal.decision ? (
                <span>
                  <Tag tone={appeal.decision.upheld ? 'good' : 'bad'}>
                    {t(appeal.decision.upheld ? 'appealUpheld' : 'appealDismissed')}
                  </Tag>{' '}
                  {appeal.decision.note}
                </span>
              ) : (
                <span>
                  <Tag tone="warning">{t('appealOpen')}</Tag>
                </span>
              )}
            </span>,
          ],
        ]}
      />
    </Card>
  )
}
