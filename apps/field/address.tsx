import { useEffect, useState } from 'react'
import { momentOf } from '../web/format.ts'
import { useSettings } from '../web/settings.tsx'
import { Button, LinkButton } from '../web/ui/button.tsx'
import { Notice } from '../web/ui/notice.tsx'
import { Page } from '../web/ui/page.tsx'
import { Loaded } from '../web/ui/states.tsx'
import { Card, Facts } from '../web/ui/surface.tsx'
import { useToast } from '../web/ui/toast.tsx'
import { useWords } from '../web/wording.ts'
import { useDeparture } from './departure.ts'
import { useDay, useVisitIds, useVisitRead } from './in-visit.tsx'
import { leaveUntil } from './keeping.ts'
import { OfflineNotice } from './offline-notice.tsx'
import { fieldWords } from './words.ts'

/** 出发: the address opens by a deliberate press, after its reason was read; once seen, it opens in a cellar too. */
export const Address = () => {
  const t = useWords(fieldWords)
  const tell = useToast()
  const { caseId, visitId } = useVisitIds()
  const { depart } = useDeparture(visitId)
  const { language } = useSettings()
  const { day } = useDay()
  const visit = day.data?.items.find((each) => each.visit.visitId === visitId)?.visit
  const [asked, setAsked] = useState(false)
  const address = useVisitRead(
    'visits.address',
    { caseId, visitId },
    { enabled: asked, staleTime: Number.POSITIVE_INFINITY },
  )
  const open = address.data !== undefined
  useEffect(() => {
    if (open) depart()
  }, [open, depart])
  const copy = (text: string) =>
    navigator.clipboard.writeText(text).then(
      () => tell(t('copied')),
      () => tell(t('notCopied')),
    )
  return (
    <Page
      title={t('address')}
      back="/"
      action={
        address.data ? (
          <LinkButton kind="primary" wide href="/door">
            {t('startArrive')}
          </LinkButton>
        ) : (
          <Button kind="primary" wide busy={asked && address.isFetching} onClick={() => setAsked(true)}>
            {t('showAddress')}
          </Button>
        )
      }
    >
      <OfflineNotice />
      <Notice title={t('addressWhy')}>
        <div className="stack tight">
          <p>{t('addressWhyText')}</p>
          {visit && <p>{t('addressUntil', { at: momentOf(leaveUntil(visit.endsAt), language) })}</p>}
          <p>{t('merchantSees')}</p>
          <p>{t('addressKept')}</p>
        </div>
      </Notice>
      {asked && (
        <Loaded query={address} lines={3}>
          {({ address: full, contactMasked }) => (
            <Card title={t('fullAddress')}>
              <p className="address">{full}</p>
              <Button onClick={() => void copy(full)}>{t('copyAddress')}</Button>
              {contactMasked && (
                <>
                  <Facts rows={[[t('contact'), contactMasked]]} />
                  <p className="soft small">{t('contactWhy')}</p>
                </>
              )}
            </Card>
          )}
        </Loaded>
      )}
    </Page>
  )
}
