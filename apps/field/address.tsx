import { limitsAt } from '#vault/limits.ts'
import { useEffect, useState } from 'react'
import { momentOf } from '../web/format.ts'
import { useRead } from '../web/queries.ts'
import { useSettings } from '../web/settings.tsx'
import { Button, LinkButton } from '../web/ui/button.tsx'
import { Notice } from '../web/ui/notice.tsx'
import { Page } from '../web/ui/page.tsx'
import { Loaded } from '../web/ui/states.tsx'
import { Card, Facts } from '../web/ui/surface.tsx'
import { useToast } from '../web/ui/toast.tsx'
import { useWords } from '../web/wording.ts'
import { useDeparture } from './departure.ts'
import { useDay, useVisitIds } from './in-visit.tsx'
import { fieldWords } from './words.ts'

/** Until when this visit's leave to see the address runs at most; it ends sooner with the visit. */
const lastsUntil = (endsAt: string): string =>
  new Date(Date.parse(endsAt) + limitsAt(endsAt).visitGraceHours * 3_600_000).toISOString()

/** 出发: the address opens by a deliberate press, after its reason was read. It is never written to the phone. */
export const Address = () => {
  const t = useWords(fieldWords)
  const tell = useToast()
  const { caseId, visitId } = useVisitIds()
  const { depart } = useDeparture(visitId)
  const { language } = useSettings()
  const { day } = useDay()
  const visit = day.data?.items.find((each) => each.visit.visitId === visitId)?.visit
  const [asked, setAsked] = useState(false)
  const address = useRead(
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
      <Notice title={t('addressWhy')}>
        <div className="stack tight">
          <p>{t('addressWhyText')}</p>
          {visit && <p>{t('addressUntil', { at: momentOf(lastsUntil(visit.endsAt), language) })}</p>}
          <p>{t('merchantSees')}</p>
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
