import { lazy } from 'react'
import { Route, Switch } from 'wouter'
import { Console, NoSuchPage } from '../console/console.tsx'
import { deskWords } from '../console/desk-words.ts'
import { fleetWords } from '../console/fleet/words.ts'
import { terminalListWords } from '../console/terminals/words.ts'
import { useWords } from '../wording.ts'
import { firmwareWords } from '../console/firmware/words.ts'
import { dialectWords } from './dialect-words.ts'
import { custodyWords } from './custody-words.ts'
import { Queue } from './queue.tsx'
import { reviewerWords } from './words.ts'

const ReviewerCase = lazy(async () => ({ default: (await import('./case.tsx')).ReviewerCase }))
const CasesList = lazy(async () => ({ default: (await import('../console/cases-list.tsx')).CasesList }))
const Stock = lazy(async () => ({ default: (await import('./stock.tsx')).Stock }))
const StockDevice = lazy(async () => ({ default: (await import('./stock.tsx')).StockDevice }))
const Custody = lazy(async () => ({ default: (await import('./custody.tsx')).Custody }))
const Models = lazy(async () => ({ default: (await import('./models.tsx')).Models }))
const TerminalReports = lazy(async () => ({
  default: (await import('../console/terminals/terminal-reports.tsx')).TerminalReports,
}))
const Displacements = lazy(async () => ({
  default: (await import('../console/terminals/displacements.tsx')).Displacements,
}))
const RegistryReports = lazy(async () => ({
  default: (await import('../console/terminals/registry-reports.tsx')).RegistryReports,
}))
const Dialects = lazy(async () => ({ default: (await import('./dialects.tsx')).Dialects }))
const Providers = lazy(async () => ({ default: (await import('./filing.tsx')).Providers }))
const FleetList = lazy(async () => ({ default: (await import('../console/fleet/fleet-list.tsx')).FleetList }))
const FleetTerminal = lazy(async () => ({
  default: (await import('../console/fleet/fleet-terminal.tsx')).FleetTerminal,
}))
const IncidentsList = lazy(async () => ({
  default: (await import('../console/fleet/incidents-list.tsx')).IncidentsList,
}))
const Firmware = lazy(async () => ({ default: (await import('./firmware/firmware.tsx')).Firmware }))
const Campaign = lazy(async () => ({ default: (await import('../console/firmware/campaign.tsx')).Campaign }))
const TicketsList = lazy(async () => ({ default: (await import('../console/tickets-list.tsx')).TicketsList }))
const TicketPage = lazy(async () => ({ default: (await import('../console/ticket-page.tsx')).TicketPage }))
const Audit = lazy(async () => ({ default: (await import('../console/audit.tsx')).Audit }))
const Team = lazy(async () => ({ default: (await import('../console/team.tsx')).Team }))
const ApiKeys = lazy(async () => ({ default: (await import('../console/api-keys.tsx')).ApiKeys }))

/** The acquirer's desk: what the licensed institution must do itself (domain §1.6). */
export default function Reviewer() {
  const t = useWords(reviewerWords)
  const d = useWords(deskWords)
  const f = useWords(fleetWords)
  const w = useWords(firmwareWords)
  const m = useWords(terminalListWords)
  const l = useWords(dialectWords)
  const c = useWords(custodyWords)
  return (
    <Console
      desk={t('desk')}
      sections={[
        { path: '/', label: t('queue'), icon: 'inbox' },
        { path: '/cases', label: d('cases'), icon: 'cases' },
        { path: '/devices', label: d('devices'), icon: 'device' },
        { path: '/terminal-reports', label: m('reports'), icon: 'look' },
        { path: '/displacements', label: m('displacements'), icon: 'overview' },
        { path: '/registry', label: m('registry'), icon: 'facts' },
        { path: '/custody', label: c('custody'), icon: 'key' },
        { path: '/models', label: t('models'), icon: 'model' },
        { path: '/dialects', label: l('title'), icon: 'facts' },
        { path: '/providers', label: d('providers'), icon: 'provider' },
        { path: '/fleet', label: f('title'), icon: 'pulse' },
        { path: '/incidents', label: f('incidents'), icon: 'alarm' },
        { path: '/firmware', label: w('title'), icon: 'firmware' },
        { path: '/tickets', label: d('tickets'), icon: 'ticket' },
        { path: '/audit', label: d('audit'), icon: 'audit' },
        { path: '/team', label: d('team'), icon: 'team' },
        { path: '/keys', label: d('keys'), icon: 'key' },
      ]}
    >
      <Switch>
        <Route path="/" component={Queue} />
        <Route path="/cases" component={CasesList} />
        <Route path="/cases/:caseId">{({ caseId }) => <ReviewerCase caseId={caseId} />}</Route>
        <Route path="/devices" component={Stock} />
        <Route path="/devices/:deviceId">{({ deviceId }) => <StockDevice deviceId={deviceId} />}</Route>
        <Route path="/terminal-reports">
          <TerminalReports mayAct />
        </Route>
        <Route path="/displacements">
          <Displacements mayAct />
        </Route>
        <Route path="/registry">
          <RegistryReports mayAct />
        </Route>
        <Route path="/custody" component={Custody} />
        <Route path="/models" component={Models} />
        <Route path="/dialects" component={Dialects} />
        <Route path="/providers" component={Providers} />
        <Route path="/fleet" component={FleetList} />
        <Route path="/fleet/:deviceId">
          {({ deviceId }) => <FleetTerminal deviceId={deviceId} mayAct={true} />}
        </Route>
        <Route path="/incidents">
          <IncidentsList mayAct={true} />
        </Route>
        <Route path="/firmware" component={Firmware} />
        <Route path="/firmware/:campaignId">
          {({ campaignId }) => <Campaign campaignId={campaignId} mayAct />}
        </Route>
        <Route path="/tickets" component={TicketsList} />
        <Route path="/tickets/:ticketId">
          {({ ticketId }) => <TicketPage ticketId={ticketId} mayAnswer />}
        </Route>
        <Route path="/audit" component={Audit} />
        <Route path="/team">
          <Team roles={['reviewer']} />
        </Route>
        <Route path="/keys">
          <ApiKeys desk="reviewer" />
        </Route>
        <Route component={NoSuchPage} />
      </Switch>
    </Console>
  )
}
