import { visitWords } from '../domain-words.ts'
import { clockOf, momentOf } from '../format.ts'
import { useCommand } from '../queries.ts'
import { useSettings } from '../settings.tsx'
import { Button, LinkButton } from '../ui/button.tsx'
import { ProblemNotice } from '../ui/notice.tsx'
import { Page } from '../ui/page.tsx'
import { EmptyState } from '../ui/states.tsx'
import { Card, Facts, Tag } from '../ui/surface.tsx'
import { useToast } from '../ui/toast.tsx'
import { useWords } from '../wording.ts'
import { CasePage, useCaseId } from './case-page.tsx'
import type { CaseView } from './next.ts'
import { visitScreenWords } from './visit-words.ts'

type Visit = CaseView['visits'][number]

const tones = {
  proposed: 'warning',
  confirmed: 'info',
  declined: 'bad',
  arrived: 'good',
  done: 'good',
} as const

const doing = {
  survey: 'doSurvey',
  install: 'doInstall',
  inspection: 'doInspection',
  repair: 'doRepair',
  replacement: 'doReplacement',
  return: 'doReturn',
} as const

const VisitCard = ({ visit }: { visit: Visit }) => {
  const t = useWords(visitScreenWords)
  const name = useWords(visitWords)
  const { language } = useSettings()
  const tell = useToast()
  const caseId = useCaseId()
  const confirm = useCommand('visits.confirm')
  const decline = useCommand('visits.decline')
  const { visitId, kind, status, startsAt, endsAt, technician, ticketId } = visit
  const open = status === 'proposed' || status === 'confirmed' || status === 'arrived'
  return (
    <Card title={name(kind)} aside={<Tag tone={tones[status]}>{name(status)}</Tag>}>
      <p className="strong">
        {t('until', { from: momentOf(startsAt, language), until: clockOf(endsAt, language) })}
      </p>
      {open && (
        <Facts
          rows={[
            [t('who'), technician],
            [t('what'), t(doing[kind])],
            ticketId !== undefined && [
              t('byTicket'),
              <LinkButton key="ticket" small href={`/tickets/${ticketId}`}>
                {t('seeTicket')}
              </LinkButton>,
            ],
            [t('never'), <strong key="never">{t('neverWhat')}</strong>],
          ]}
        />
      )}
      <ProblemNotice problem={confirm.problem ?? decline.problem} />
      {status === 'proposed' && (
        <Button
          kind="primary"
          busy={confirm.busy}
          onClick={() => confirm.send({ caseId, visitId }, () => tell(t('confirmed')))}
        >
          {t('confirm')}
        </Button>
      )}
      {status === 'confirmed' && (
        <LinkButton kind="primary" href={`/visits/${visitId}`}>
          {t('door')}
        </LinkButton>
      )}
      {(status === 'proposed' || status === 'confirmed') && (
        <Button
          busy={decline.busy}
          onClick={() => decline.send({ caseId, visitId }, () => tell(t('declined')))}
        >
          {t('decline')}
        </Button>
      )}
    </Card>
  )
}

/** Visits of this case, the newest first. */
export default function VisitsScreen() {
  const t = useWords(visitScreenWords)
  return (
    <CasePage title={t('title')}>
      {({ visits }) => (
        <Page title={t('title')} back="/">
          {visits.length === 0 && <EmptyState title={t('none')}>{t('noneWhy')}</EmptyState>}
          {[...visits].reverse().map((visit) => (
            <VisitCard key={visit.visitId} visit={visit} />
          ))}
        </Page>
      )}
    </CasePage>
  )
}
