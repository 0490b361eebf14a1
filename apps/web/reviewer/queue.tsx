import type { Step } from '#provision/step.ts'
import { useCaseColumns, useStepFilter } from '../console/cases-list.tsx'
import { Listing } from '../console/listing.tsx'
import { ConsolePage } from '../console/page.tsx'
import { EmptyState } from '../ui/states.tsx'
import { useWords } from '../wording.ts'
import { reviewerWords } from './words.ts'

/** Steps that wait for the acquirer (domain §1.6: core business it must do itself). */
const ours: readonly Step[] = ['review', 'agreement', 'install', 'go-live']

/** What waits for this institution, step by step; review first. */
export const Queue = () => {
  const t = useWords(reviewerWords)
  const columns = useCaseColumns()
  const [step = 'review', filter] = useStepFilter(ours, 'review')
  return (
    <ConsolePage title={t('queue')} lead={t('queueLead')}>
      <Listing
        name="cases.list"
        input={{ step }}
        caption={t('queue')}
        columns={columns}
        keyOf={(row) => row.caseId}
        tools={filter}
        refetchInterval={30_000}
        empty={<EmptyState title={t('emptyQueue')}>{t('emptyQueueWhy')}</EmptyState>}
      />
    </ConsolePage>
  )
}
