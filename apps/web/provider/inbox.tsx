import { useCaseColumns } from '../console/cases-list.tsx'
import { Listing } from '../console/listing.tsx'
import { ConsolePage } from '../console/page.tsx'
import { EmptyState } from '../ui/states.tsx'
import { useWords } from '../wording.ts'
import { OutageShops } from './outage-shops.tsx'
import { providerWords } from './words.ts'

/** Cases whose merchants are comparing offers: ours is asked for. */
export const Inbox = () => {
  const t = useWords(providerWords)
  const columns = useCaseColumns()
  return (
    <ConsolePage title={t('inbox')} lead={t('inboxLead')}>
      <OutageShops />
      <Listing
        name="cases.list"
        input={{ step: 'offers' }}
        caption={t('inbox')}
        columns={columns.filter(({ key }) => key !== 'application')}
        keyOf={(row) => row.caseId}
        refetchInterval={30_000}
        empty={<EmptyState title={t('noRequests')}>{t('noRequestsWhy')}</EmptyState>}
      />
    </ConsolePage>
  )
}
