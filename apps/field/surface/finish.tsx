import type { FormEvent } from 'react'
import { useLocation } from 'wouter'
import { Notice } from '../../web/ui/notice.tsx'
import { Page } from '../../web/ui/page.tsx'
import { useToast } from '../../web/ui/toast.tsx'
import { useWords } from '../../web/wording.ts'
import { type Here, ToVisit, VisitScreen, useVisitIds } from '../in-visit.tsx'
import { useKeptCommand } from '../kept-command.ts'
import { OfflineNotice } from '../offline-notice.tsx'
import { SendButton } from '../send-button.tsx'
import { fieldWords } from '../words.ts'

const Finishing = ({ here: { visit } }: { here: Here }) => {
  const t = useWords(fieldWords)
  const tell = useToast()
  const [, go] = useLocation()
  const ids = useVisitIds()
  const finish = useKeptCommand('visits.finish', ids.visitId)
  if (visit.status !== 'arrived')
    return (
      <Page title={t('finish')} back="/" action={<ToVisit />}>
        <Notice
          tone={visit.status === 'done' ? 'good' : 'warning'}
          title={t(visit.status === 'done' ? 'finished' : 'finishFirst')}
        />
      </Page>
    )
  const submit = (event: FormEvent) => {
    event.preventDefault()
    finish.send(ids, () => {
      tell(t('finished'))
      go('/')
    })
  }
  return (
    <form noValidate onSubmit={submit}>
      <Page
        title={t('finish')}
        back="/"
        lead={t('finishLead')}
        action={<SendButton command={finish}>{t('startFinish')}</SendButton>}
      >
        <OfflineNotice />
      </Page>
    </form>
  )
}

/** A visit to a terminal that stands there ends by the technician's word; survey and installation end with their work. */
export default function Finish() {
  const t = useWords(fieldWords)
  return (
    <VisitScreen title={t('finish')} back="/" step="visits.finish">
      {(here) => <Finishing here={here} />}
    </VisitScreen>
  )
}
