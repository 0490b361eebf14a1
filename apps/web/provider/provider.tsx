import { lazy } from 'react'
import { Route, Switch } from 'wouter'
import { Console, NoSuchPage } from '../console/console.tsx'
import { deskWords } from '../console/desk-words.ts'
import { useWords } from '../wording.ts'
import { fleetWords } from '../console/fleet/words.ts'
import { terminalListWords } from '../console/terminals/words.ts'
import { Inbox } from './inbox.tsx'
import { providerWords } from './words.ts'

const ProviderCase = lazy(async () => ({ default: (await import('./case.tsx')).ProviderCase }))
const CasesList = lazy(async () => ({ default: (await import('../console/cases-list.tsx')).CasesList }))
const TicketsList = lazy(async () => ({ default: (await import('../console/tickets-list.tsx')).TicketsList }))
const TicketPage = lazy(async () => ({ default: (await import('../console/ticket-page.tsx')).TicketPage }))
const DevicesList = lazy(async () => ({ default: (await import('../console/devices-list.tsx')).DevicesList }))
const DevicePage = lazy(async () => ({ default: (await import('../console/device-page.tsx')).DevicePage }))
const FleetList = lazy(async () => ({ default: (await import('../console/fleet/fleet-list.tsx')).FleetList }))
const FleetTerminal = lazy(async () => ({
  default: (await import('../console/fleet/fleet-terminal.tsx')).FleetTerminal,
}))
const Incidents = lazy(async () => ({ default: (await import('./incidents.tsx')).Incidents }))
const TerminalReports = lazy(async () => ({
  default: (await import('../console/terminals/terminal-reports.tsx')).TerminalReports,
}))
const Team = lazy(async () => ({ default: (await import('../console/team.tsx')).Team }))
const ApiKeys = lazy(async () => ({ default: (await import('../console/api-keys.tsx')).ApiKeys }))

/** The provider's desk: requests, cases, tickets, terminals in its technicians' hands, its people. */
export default function Provider() {
  const t = useWords(providerWords)
  const d = useWords(deskWords)
  const f = useWords(fleetWords)
  const m = useWords(terminalListWords)
  return (
    <Console
      desk={t('desk')}
      sections={[
        { path: '/', label: t('inbox'), icon: 'inbox' },
        { path: '/cases', label: d('cases'), icon: 'cases' },
        { path: '/tickets', label: d('tickets'), icon: 'ticket' },
        { path: '/devices', label: d('devices'), icon: 'device' },
        { path: '/fleet', label: f('title'), icon: 'pulse' },
        { path: '/incidents', label: f('incidents'), icon: 'alarm' },
        { path: '/terminal-reports', label: m('reports'), icon: 'look' },
        { path: '/team', label: d('team'), icon: 'team' },
        { path: '/keys', label: d('keys'), icon: 'key' },
      ]}
    >
      <Switch>
        <Route path="/" component={Inbox} />
        <Route path="/cases" component={CasesList} />
        <Route path="/cases/:caseId">{({ caseId }) => <ProviderCase caseId={caseId} />}</Route>
        <Route path="/tickets" component={TicketsList} />
        <Route path="/tickets/:ticketId">
          {({ ticketId }) => <TicketPage ticketId={ticketId} mayAnswer />}
        </Route>
        <Route path="/devices">
          <DevicesList />
        </Route>
        <Route path="/devices/:deviceId">{({ deviceId }) => <DevicePage deviceId={deviceId} />}</Route>
        <Route path="/fleet" component={FleetList} />
        <Route path="/fleet/:deviceId">
          {({ deviceId }) => <FleetTerminal deviceId={deviceId} mayAct={false} />}
        </Route>
        <Route path="/incidents" component={Incidents} />
        <Route path="/terminal-reports">
          <TerminalReports mayAct={false} />
        </Route>
        <Route path="/team">
          <Team roles={['technician', 'provider']} />
        </Route>
        <Route path="/keys">
          <ApiKeys desk="provider" />
        </Route>
        <Route component={NoSuchPage} />
      </Switch>
    </Console>
  )
}
