import type { ReactNode } from 'react'
import { useFilter } from './filter.tsx'
import { useRead } from '../queries.ts'
import { Loaded, Missing } from '../ui/states.tsx'
import { Card, Tag } from '../ui/surface.tsx'
import { Tabs } from '../ui/tabs.tsx'
import { stepWords } from '../words.ts'
import { useWords } from '../wording.ts'
import { AgreementPanel } from './case-panels/agreement-panel.tsx'
import { ApplicationPanel, type DocumentKind } from './case-panels/application-panel.tsx'
import { GatePanel, TrainingPanel } from './case-panels/gate-panel.tsx'
import { HandlerPanel } from './case-panels/handler-panel.tsx'
import { HistoryPanel } from './case-panels/history-panel.tsx'
import { InstallPanel } from './case-panels/install-panel.tsx'
import { NeedsPanel } from './case-panels/needs-panel.tsx'
import { OffersPanel } from './case-panels/offers-panel.tsx'
import { ProposalsPanel } from './case-panels/proposals-panel.tsx'
import { ReviewPanel } from './case-panels/review-panel.tsx'
import { Summary } from './case-panels/summary.tsx'
import { TestPanel } from './case-panels/test-panel.tsx'
import { SurveyPanel, VisitsPanel } from './case-panels/visits-panel.tsx'
import { panelWords } from './case-panels/words.ts'
import { deskWords } from './desk-words.ts'
import { ConsolePage } from './page.tsx'
import { TicketsOf } from './tickets-list.tsx'
import type { CaseView } from './vocabulary.ts'

/** What a desk adds to the shared panels. */
export type DeskParts = {
  /** What this desk can do now; null when it is somebody else's turn. */
  turn?: (value: CaseView) => ReactNode
  openDocument?: (value: CaseView, kind: DocumentKind) => ReactNode
  trace?: (value: CaseView, runId: string) => ReactNode
  /** How the handler is opened, where it may be. */
  handler?: (value: CaseView) => ReactNode
  /** Questions, promises and changes, for the desks that answer them. */
  talk?: (value: CaseView) => ReactNode
  /** Grants and looks, for the desks that may see them. */
  looks?: (value: CaseView) => ReactNode
}

const parts = [
  'application',
  'offers',
  'survey',
  'agreement',
  'install',
  'tickets',
  'looks',
  'history',
] as const
type Part = (typeof parts)[number]

/** The part of the case its step is about: what one usually comes for. */
const partOf: Record<CaseView['step'], Part> = {
  application: 'application',
  review: 'application',
  needs: 'offers',
  offers: 'offers',
  survey: 'survey',
  proposal: 'survey',
  agreement: 'agreement',
  install: 'install',
  'function-test': 'install',
  training: 'install',
  'go-live': 'install',
  support: 'tickets',
  withdrawn: 'application',
}

const Panels = ({ value, desk, part }: { value: CaseView; desk: DeskParts; part: Part }) => {
  const { openDocument, trace, handler } = desk
  switch (part) {
    case 'application':
      return (
        <>
          <ApplicationPanel
            value={value}
            {...(openDocument && { openDocument: (kind: DocumentKind) => openDocument(value, kind) })}
          />
          <ReviewPanel value={value} />
        </>
      )
    case 'offers':
      return (
        <>
          <NeedsPanel value={value} />
          <OffersPanel value={value} />
        </>
      )
    case 'survey':
      return (
        <>
          <VisitsPanel value={value} />
          <SurveyPanel value={value} />
          <ProposalsPanel value={value} />
        </>
      )
    case 'agreement':
      return (
        <>
          {value.agreement && desk.talk?.(value)}
          <AgreementPanel value={value} />
        </>
      )
    case 'install':
      return (
        <>
          <GatePanel value={value} />
          <InstallPanel value={value} />
          <HandlerPanel value={value} open={handler?.(value)} />
          <TestPanel value={value} {...(trace && { trace: (runId: string) => trace(value, runId) })} />
          <TrainingPanel value={value} />
        </>
      )
    case 'tickets':
      return <TicketsOf caseId={value.caseId} />
    case 'looks':
      return desk.looks?.(value)
    case 'history':
      return <HistoryPanel caseId={value.caseId} />
  }
}

const tabWords = {
  application: 'tabOverview',
  offers: 'tabOffers',
  survey: 'tabSurvey',
  agreement: 'tabAgreement',
  install: 'tabInstall',
  tickets: 'tabTickets',
  looks: 'tabLooks',
  history: 'tabHistory',
} as const

const Read = ({ value, desk }: { value: CaseView; desk: DeskParts }) => {
  const t = useWords(panelWords)
  const d = useWords(deskWords)
  const s = useWords(stepWords)
  const offered = desk.looks ? parts : parts.filter((each) => each !== 'looks')
  const [chosen, choose] = useFilter('part', offered)
  const part = chosen ?? partOf[value.step]
  const turn = desk.turn?.(value)
  const shop = value.application?.shop.shopName || value.merchant.name || d('unnamedShop')
  return (
    <ConsolePage
      title={d('caseOf', { shop })}
      trail={[{ href: '/cases', label: d('cases') }]}
      extra={<Tag tone="info">{s(value.step)}</Tag>}
    >
      <Summary value={value} />
      {turn && (
        <Card title={t('yourTurn')} tone="info">
          <div className="turn">{turn}</div>
        </Card>
      )}
      {desk.turn && !turn && <p className="soft">{t('nothingToDo', { step: s(value.step) })}</p>}
      <Tabs<Part>
        label={t('tabs')}
        value={part}
        onChange={choose}
        tabs={offered.map((each) => ({ value: each, label: t(tabWords[each]) }))}
      >
        <div className="stack">
          <Panels value={value} desk={desk} part={part} />
        </div>
      </Tabs>
    </ConsolePage>
  )
}

/** One case: how far it is, what this desk can do, and everything it may see, the same for every desk. */
export const CasePage = ({ caseId, desk }: { caseId: string; desk: DeskParts }) => {
  const read = useRead('cases.case', { caseId })
  return (
    <Loaded query={read} missing={<Missing heading />}>
      {(value) => <Read value={value} desk={desk} />}
    </Loaded>
  )
}
