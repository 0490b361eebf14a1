import type { OutputOf } from '#api/calls.ts'
import { useState } from 'react'
import { momentOf } from '../format.ts'
import { useRead } from '../queries.ts'
import { useSettings } from '../settings.tsx'
import { Button, LinkButton } from '../ui/button.tsx'
import { Notice } from '../ui/notice.tsx'
import { Page } from '../ui/page.tsx'
import { Loaded } from '../ui/states.tsx'
import { Card } from '../ui/surface.tsx'
import { useWords } from '../wording.ts'
import { useCase, useCaseId } from './case-page.tsx'
import { visitScreenWords } from './visit-words.ts'

type DoorCheckView = OutputOf<'visits.door-check'>

/** A code spoken digit by digit by screen readers. */
const Code = ({ code }: { code: string }) => (
  <p className="door-code">
    <span aria-hidden="true">{code}</span>
    <span className="unseen">{[...code].join(' ')}</span>
  </p>
)

const Check = ({ check }: { check: DoorCheckView }) => {
  const t = useWords(visitScreenWords)
  const [answer, setAnswer] = useState<'same' | 'different' | null>(null)
  return (
    <>
      <Card title={t('theirBadge')}>
        <div className="badge">
          <p className="status-sentence">{check.technician}</p>
          <p>
            {t('badgeNo')} {check.badgeNo ?? t('noBadge')}
          </p>
          <p>{check.provider}</p>
          {check.filingNo && (
            <p className="soft small">
              {t('filingNo')} {check.filingNo}
            </p>
          )}
        </div>
        <p>{t('theirCode')}</p>
        <Code code={check.technicianCode} />
        {answer === null && (
          <>
            <Button kind="primary" onClick={() => setAnswer('same')}>
              {t('same')}
            </Button>
            <Button kind="danger" onClick={() => setAnswer('different')}>
              {t('different')}
            </Button>
          </>
        )}
      </Card>
      {answer === 'same' && (
        <Card tone="info" title={t('yourCode')}>
          {check.merchantCode ? <Code code={check.merchantCode} /> : <p>{t('noCode')}</p>}
          <p className="soft">{t('yourCodeWhy')}</p>
          <Button kind="quiet" onClick={() => setAnswer(null)}>
            {t('hide')}
          </Button>
        </Card>
      )}
      {answer === 'different' && (
        <Notice
          tone="bad"
          alert
          title={t('differentTitle')}
          actions={
            <>
              <LinkButton href="/visits">{t('decline')}</LinkButton>
              <Button kind="quiet" onClick={() => setAnswer(null)}>
                {t('hide')}
              </Button>
            </>
          }
        >
          {t('differentWhy')}
        </Notice>
      )}
    </>
  )
}

/** Both sides at the door: theirs is compared first, only then is the shop's own code shown. */
export default function DoorCheck({ visitId }: { visitId: string }) {
  const t = useWords(visitScreenWords)
  const { language } = useSettings()
  const caseId = useCaseId()
  const view = useCase(4_000)
  const visit = view.data?.visits.find((one) => one.visitId === visitId)
  const standing = visit?.status === 'confirmed'
  const check = useRead(
    'visits.door-check',
    { caseId, visitId },
    { enabled: standing, refetchInterval: 15_000 },
  )
  return (
    <Page title={t('doorTitle')} lead={t('doorLead')} back="/">
      <Loaded query={view}>
        {() => {
          if (visit?.status === 'arrived' || visit?.status === 'done')
            return <Notice tone="good" alert title={t('arrived')} />
          if (!visit || !standing) return <Notice tone="warning" title={t('notStanding')} />
          return (
            <>
              <p className="strong">{momentOf(visit.startsAt, language)}</p>
              <Loaded query={check}>{(check) => <Check check={check} />}</Loaded>
            </>
          )
        }}
      </Loaded>
    </Page>
  )
}
