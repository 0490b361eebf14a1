import {
  dataLineWords,
  feePlanWords,
  feeProductWords,
  settlementWords,
  terminalWords,
} from '../../domain-words.ts'
import { moneyOf } from '../../format.ts'
import { useSettings } from '../../settings.tsx'
import { Card, Facts } from '../../ui/surface.tsx'
import { useBoth, useWords } from '../../wording.ts'
import { type CaseView, needsWords } from '../vocabulary.ts'
import { RuleList } from './rule-list.tsx'
import { panelWords } from './words.ts'

/** What the shop needs, and what follows from it by which rules. */
export const NeedsPanel = ({ value }: { value: CaseView }) => {
  const t = useWords(panelWords)
  const both = useBoth()
  const { language } = useSettings()
  const { needs, recommendation } = value
  if (!needs)
    return (
      <Card title={t('needs')}>
        <p className="soft">{t('noNeeds')}</p>
      </Card>
    )
  const wants = (Object.keys(needsWords) as (keyof typeof needsWords)[]).filter((want) => needs[want])
  const { mix, merchantClass } = needs.profile
  return (
    <>
      <Card title={t('needs')}>
        <Facts
          rows={[
            [t('tills'), needs.tills],
            [t('wants'), wants.map((want) => both(needsWords[want])).join(' · ')],
            [t('network'), both(dataLineWords[needs.network])],
            [t('settlement'), both(settlementWords[needs.settlement])],
            [t('class'), both(feePlanWords[merchantClass])],
            [
              t('mix'),
              <ul key="mix">
                {mix.map(({ product, countPerYear, averageFen }) => (
                  <li key={product}>
                    {t('mixRow', {
                      product: both(feeProductWords[product]),
                      count: countPerYear,
                      average: moneyOf(averageFen, language),
                    })}
                  </li>
                ))}
              </ul>,
            ],
          ]}
        />
      </Card>
      {recommendation && (
        <Card title={t('recommendation')}>
          <Facts
            rows={[
              [t('terminalKind'), both(terminalWords[recommendation.terminalKind])],
              [t('dataLine'), both(dataLineWords[recommendation.dataLine])],
              [t('feePlan'), both(feePlanWords[recommendation.feePlan])],
              [t('because'), <RuleList key="because" rules={recommendation.because} />],
            ]}
          />
        </Card>
      )}
    </>
  )
}
