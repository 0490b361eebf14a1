import { useInfiniteQuery } from '@tanstack/react-query'
import { call } from '../client.ts'
import { factName } from '../fact-words.ts'
import { momentOf } from '../format.ts'
import { useSettings } from '../settings.tsx'
import { Button } from '../ui/button.tsx'
import { Page } from '../ui/page.tsx'
import { EmptyState, ErrorState, Skeleton } from '../ui/states.tsx'
import { Card, Tag } from '../ui/surface.tsx'
import { common } from '../words.ts'
import { useWords } from '../wording.ts'
import { useCaseId } from './case-page.tsx'
import { finishWords } from './finish-words.ts'
import { merchantWords } from './words.ts'

/** Every fact of the case with who and when, page by page. */
export default function HistoryScreen() {
  const t = useWords(finishWords)
  const m = useWords(merchantWords)
  const c = useWords(common)
  const { language } = useSettings()
  const caseId = useCaseId()
  const history = useInfiniteQuery({
    queryKey: ['cases.history', { caseId }],
    queryFn: ({ pageParam, signal }) =>
      call('cases.history', { caseId, limit: 50, ...(pageParam ? { after: pageParam } : {}) }, { signal }),
    initialPageParam: '',
    getNextPageParam: (page) => page.next,
  })
  const facts = history.data?.pages.flatMap(({ items }) => items)
  const roleOf = (principal: string) => (principal in common ? c(principal as 'merchant') : principal)
  return (
    <Page title={t('historyTitle')} lead={t('historyLead')} back="/">
      {facts ? (
        facts.length === 0 ? (
          <EmptyState title={t('noHistory')} />
        ) : (
          <Card>
            <ol className="stack">
              {facts.map((fact) => (
                <li key={fact.factId}>
                  <div className="row between">
                    <span className="strong">{factName(fact.type, language)}</span>
                    {fact.logged && <Tag tone="good">{m('logged')}</Tag>}
                  </div>
                  <p className="soft small">
                    {[momentOf(fact.at, language), roleOf(fact.principal), fact.person, fact.organisation]
                      .filter(Boolean)
                      .join(' · ')}
                  </p>
                </li>
              ))}
            </ol>
            {history.hasNextPage && (
              <Button busy={history.isFetchingNextPage} onClick={() => void history.fetchNextPage()}>
                {c('more')}
              </Button>
            )}
          </Card>
        )
      ) : history.error ? (
        <ErrorState problem={history.error} onRetry={() => void history.refetch()} />
      ) : (
        <Skeleton lines={8} />
      )}
    </Page>
  )
}
