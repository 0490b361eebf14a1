import type { OutputOf } from '#api/calls.ts'
import { isPayable } from '#device/public-standing.ts'
import { lazy, Suspense } from 'react'
import { useParams } from 'wouter'
import { certificateWords } from '../domain-words.ts'
import { dayOf } from '../format.ts'
import { useRead } from '../queries.ts'
import { useSettings } from '../settings.tsx'
import { Notice } from '../ui/notice.tsx'
import { Page } from '../ui/page.tsx'
import { ErrorState, Skeleton } from '../ui/states.tsx'
import { Card, Facts } from '../ui/surface.tsx'
import { useWords } from '../wording.ts'
import { Prove } from './prove.tsx'
import { FollowUp, Report } from './report.tsx'
import './terminal.css'
import { terminalWords } from './words.ts'

const District = lazy(() => import('./district.tsx'))

type Seen = OutputOf<'terminals.terminal'>

const What = (seen: Seen) => {
  const t = useWords(terminalWords)
  const { language } = useSettings()
  return (
    <Card title={t('what')}>
      <Facts
        rows={[
          [t('shop'), <span className="strong">{seen.shop ?? t('noShop')}</span>],
          seen.regionCode !== null && [
            t('place'),
            <Suspense fallback="…">
              <District code={seen.regionCode} />
            </Suspense>,
          ],
          [t('serial'), <span className="code strong">{seen.serial}</span>],
          [t('model'), `${seen.maker} ${seen.model}`],
          [t('acquirer'), seen.acquirer],
          seen.hotline !== '' && [t('hotline'), <a href={`tel:${seen.hotline}`}>{seen.hotline}</a>],
          seen.boundAt !== null && [t('bound'), dayOf(seen.boundAt, language)],
          [t('inspected'), seen.inspectedAt === null ? t('never') : dayOf(seen.inspectedAt, language)],
        ]}
      />
    </Card>
  )
}

const Papers = ({ certificates, certificatesValid }: Seen) => {
  const t = useWords(terminalWords)
  const { language } = useSettings()
  const name = useWords(certificateWords)
  return (
    <Card title={t('papers')}>
      <Notice tone={certificatesValid ? 'good' : 'bad'}>
        {certificatesValid ? t('papersValid') : t('papersInvalid')}
      </Notice>
      <Facts
        rows={certificates.map(({ kind, valid, validUntil }) => [
          name(kind),
          valid
            ? validUntil === null
              ? t('open')
              : t('until', { day: dayOf(validUntil, language) })
            : t('ended'),
        ])}
      />
    </Card>
  )
}

/** Genuine? Whose? Where? For anybody who scanned the label; no sign-in. */
export default function Terminal() {
  const t = useWords(terminalWords)
  const { labelId } = useParams<{ labelId: string }>()
  const query = useRead('terminals.terminal', { labelId })
  const { data: seen, error } = query
  // A label of another form is as unknown as one nobody printed.
  const unknown = error?.status === 404 || error?.status === 400
  return (
    <Page title={t('title')}>
      {unknown && (
        <Notice tone="bad" alert title={t('unknown')}>
          {t('unknownWhy')}
        </Notice>
      )}
      {!seen && error && !unknown && <ErrorState problem={error} onRetry={() => void query.refetch()} />}
      {!seen && !error && <Skeleton lines={8} />}
      {seen && !unknown && (
        <>
          <Notice tone={isPayable(seen.standing) ? 'good' : 'bad'} title={t(seen.standing)}>
            {t(`${seen.standing}Why`)}
          </Notice>
          <What {...seen} />
          <Report labelId={labelId} />
          {seen.canProve && <Prove labelId={labelId} provedAt={seen.provedAt} />}
          <Papers {...seen} />
        </>
      )}
      <FollowUp />
    </Page>
  )
}
