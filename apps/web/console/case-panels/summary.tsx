import { Card, Facts } from '../../ui/surface.tsx'
import { useWords } from '../../wording.ts'
import { Moment } from '../moment.tsx'
import type { CaseView } from '../vocabulary.ts'
import { Journey } from './journey.tsx'
import { panelWords } from './words.ts'

/** Who the case is between and how far it has come. */
export const Summary = ({ value }: { value: CaseView }) => {
  const t = useWords(panelWords)
  return (
    <Card>
      <Journey step={value.step} />
      <div className="fact-columns">
        <Facts
          rows={[
            [t('merchant'), value.merchant.name],
            [t('acquirer'), value.acquirer.name],
            // Only who was asked and not chosen reads on past the offers without being told who was.
            [
              t('provider'),
              value.provider?.name ?? t(value.step === 'survey' ? 'otherProvider' : 'noProvider'),
            ],
          ]}
        />
        <Facts
          rows={[
            [t('opened'), <Moment key="opened" at={value.openedAt} />],
            [t('updated'), <Moment key="updated" at={value.updatedAt} />],
            value.liveAt === null ? null : [t('live'), <Moment key="live" at={value.liveAt} />],
            [
              t('caseNo'),
              <span key="no" className="code small">
                {value.caseId}
              </span>,
            ],
          ]}
        />
      </div>
    </Card>
  )
}
