import { lazy } from 'react'
import { Route, Switch } from 'wouter'
import { Console, NoSuchPage } from '../console/console.tsx'
import { deskWords } from '../console/desk-words.ts'
import { useWords } from '../wording.ts'
import { Inbox } from './inbox.tsx'
import { providerWords } from './words.ts'

const ProviderCase = lazy(async () => ({ default: (await import('./case.tsx')).ProviderCase }))
const CasesList = lazy(async () => ({ default: (await import('../console/cases-list.tsx')).CasesList }))
const TicketsList = lazy(async () => ({ default: (await import('../console/tickets-list.tsx')).TicketsList }))
const TicketPage = lazy(async () => ({ default: (await import('../console/ticket-page.tsx')).TicketPage }))
const DevicesList = lazy(async () => ({ default: (await import('../console/devices-list.tsx')).DevicesList }))
const DevicePage = lazy(async () => ({ default: (await import('../console/device-page.tsx')).DevicePage }))
const Team = lazy(async () => ({ default: (await import('../console/team.tsx')).Team }))
const ApiKeys = lazy(async () => ({ default: (await import('../console/api-keys.tsx')).ApiKeys }))

/** The provider's desk: requests, cases, tickets, terminals in its technicians' hands, its people. */
export default function Provider() {
  const t = useWords(providerWords)
  const d = useWords(deskWords)
  return (
    <Console
      desk={t('desk')}
      sections={[
        { path: '/', label: t('inbox'), icon: 'inbox' },
        { path: '/cases', label: d('cases'), icon: 'cases' },
        { path: '/tickets', label: d('tickets'), icon: 'ticket' },
        { path: '/devices', label: d('devices'), icon: 'device' },
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
