import { useInfiniteQuery } from '@tanstack/react-query'
import { call } from '../../client.ts'
import { clockOf, dayOf } from '../../format.ts'
import { useFieldSaid } from '../../looks/fields-said.ts'
import { type Look, grantKindWords } from '../../looks/words.ts'
import { useSettings } from '../../settings.tsx'
import { Button } from '../../ui/button.tsx'
import { EmptyState, ErrorState, Skeleton } from '../../ui/states.tsx'
import { Card, Tag } from '../../ui/surface.tsx'
import { common } from '../../words.ts'
import { useBoth, useWords } from '../../wording.ts'
import { myLookWords } from './words.ts'

/** What stands where words stood whose key is gone (apps/server/src/house/opened.ts). */
const GONE = '—'

/** Who, what, why, when, and where it stands in the log. Break-glass looks stand out in words, sign and colour. */
const LookCard = ({ look, withShop }: { look: Look; withShop: boolean }) => {
  const t = useWords(myLookWords)
  const c = useWords(common)
  const both = useBoth()
  const { language } = useSettings()
  const fieldSaid = useFieldSaid()
  const { at, shopName, reader, organisation, principal, kind, fields, words, leafIndex } = look
  const role = principal in common ? c(principal as 'reviewer') : principal
  const urgent = kind === 'break-glass'
  return (
    <Card
      {...(urgent && { tone: 'bad' as const })}
      title={reader || role}
      aside={
        <Tag tone={urgent ? 'bad' : 'info'}>{urgent ? `! ${t('byTwo')}` : both(grantKindWords[kind])}</Tag>
      }
    >
      <div className="stack tight">
        <p className="soft">
          {[clockOf(at, language), reader && role, organisation].filter(Boolean).join(' · ')}
        </p>
        <p>{t('sawFields', { fields: fields.map(fieldSaid).join(language === 'en' ? ', ' : '、') })}</p>
        {words !== '' && (
          <p>
            <span className="soft">{t('said')}</span>
            {words === GONE ? t('gone') : words}
          </p>
        )}
        {withShop && <p className="soft small">{t('ofShop', { shop: shopName })}</p>}
        <p className="soft small">{leafIndex === null ? t('notNumbered') : t('entry', { n: leafIndex })}</p>
      </div>
    </Card>
  )
}

/** Looks under the China day they happened on, the newest first. */
const byDay = (looks: readonly Look[], dayNamed: (at: string) => string) => {
  const days: { day: string; looks: Look[] }[] = []
  for (const look of looks) {
    const day = dayNamed(look.at)
    const last = days.at(-1)
    if (last?.day === day) last.looks.push(look)
    else days.push({ day, looks: [look] })
  }
  return days
}

/** Every look, page by page; of one case, or of all. */
export const LookList = ({ caseId }: { caseId?: string }) => {
  const t = useWords(myLookWords)
  const c = useWords(common)
  const { language } = useSettings()
  const of = caseId === undefined ? {} : { caseId }
  const read = useInfiniteQuery({
    queryKey: ['vault.reveals', { ...of, paged: true }],
    queryFn: ({ pageParam, signal }) =>
      call('vault.reveals', { ...of, limit: 20, ...(pageParam ? { after: pageParam } : {}) }, { signal }),
    initialPageParam: '',
    getNextPageParam: (page) => page.next,
  })
  const looks = read.data?.pages.flatMap(({ items }) => items)
  if (!looks)
    return read.error ? (
      <ErrorState problem={read.error} onRetry={() => void read.refetch()} />
    ) : (
      <Skeleton lines={6} />
    )
  if (looks.length === 0) return <EmptyState title={t('none')}>{t('noneWhy')}</EmptyState>
  return (
    <>
      {byDay(looks, (at) => dayOf(at, language)).map((group) => (
        <section key={group.day} className="stack" aria-label={group.day}>
          <p className="soft strong day">{group.day}</p>
          {group.looks.map((look) => (
            <LookCard key={look.revealId} look={look} withShop={caseId === undefined} />
          ))}
        </section>
      ))}
      {read.hasNextPage && (
        <Button busy={read.isFetchingNextPage} onClick={() => void read.fetchNextPage()}>
          {c('more')}
        </Button>
      )}
    </>
  )
}
