import { lazy } from 'react'
import { Route, Switch } from 'wouter'
import { looksPanelWords } from '../console/case-panels/looks-words.ts'
import { Console, NoSuchPage } from '../console/console.tsx'
import { deskWords } from '../console/desk-words.ts'
import { firmwareWords } from '../console/firmware/words.ts'
import { fleetWords } from '../console/fleet/words.ts'
import { terminalListWords } from '../console/terminals/words.ts'
import type { Section } from '../console/navigation.tsx'
import { roomWords } from '../console/room-words.ts'
import { useMe } from '../session.tsx'
import { useWords } from '../wording.ts'
import { Overview } from './overview.tsx'
import { regulatorWords } from './words.ts'

const CasesList = lazy(async () => ({ default: (await import('../console/cases-list.tsx')).CasesList }))
const CasePage = lazy(async () => ({ default: (await import('../console/case-page.tsx')).CasePage }))
const Facts = lazy(async () => ({ default: (await import('./facts.tsx')).Facts }))
const Looks = lazy(async () => ({ default: (await import('./looks.tsx')).Looks }))
const LooksPanel = lazy(async () => ({
  default: (await import('../console/case-panels/looks-panel.tsx')).LooksPanel,
}))
const Directory = lazy(async () => ({ default: (await import('../console/directory.tsx')).Directory }))
const FleetList = lazy(async () => ({ default: (await import('../console/fleet/fleet-list.tsx')).FleetList }))
const FleetTerminal = lazy(async () => ({
  default: (await import('../console/fleet/fleet-terminal.tsx')).FleetTerminal,
}))
const IncidentsList = lazy(async () => ({
  default: (await import('../console/fleet/incidents-list.tsx')).IncidentsList,
}))
const TerminalReports = lazy(async () => ({
  default: (await import('../console/terminals/terminal-reports.tsx')).TerminalReports,
}))
const Displacements = lazy(async () => ({
  default: (await import('../console/terminals/displacements.tsx')).Displacements,
}))
const RegistryReports = lazy(async () => ({
  default: (await import('../console/terminals/registry-reports.tsx')).RegistryReports,
}))
const CourseOf = lazy(async () => ({ default: (await import('./course.tsx')).CourseOf }))
const Campaigns = lazy(async () => ({
  default: (await import('../console/firmware/campaigns.tsx')).Campaigns,
}))
const SupervisedCampaign = lazy(async () => ({
  default: (await import('./campaign.tsx')).SupervisedCampaign,
}))
const TicketsList = lazy(async () => ({ default: (await import('../console/tickets-list.tsx')).TicketsList }))
const TicketPage = lazy(async () => ({ default: (await import('../console/ticket-page.tsx')).TicketPage }))
const DevicesList = lazy(async () => ({ default: (await import('../console/devices-list.tsx')).DevicesList }))
const DevicePage = lazy(async () => ({ default: (await import('../console/device-page.tsx')).DevicePage }))
const Storerooms = lazy(async () => ({ default: (await import('./storerooms.tsx')).Storerooms }))
const Audit = lazy(async () => ({ default: (await import('../console/audit.tsx')).Audit }))

/** What the house's operator, who looks in here, may not read: no door that only leads to a refusal. */
const notOperators = ['/devices', '/storerooms', '/firmware', '/tickets']

/** The regulator's or association's desk: reads everything it may, changes nothing. */
export default function Regulator() {
  const t = useWords(regulatorWords)
  const d = useWords(deskWords)
  const f = useWords(fleetWords)
  const l = useWords(looksPanelWords)
  const w = useWords(firmwareWords)
  const m = useWords(terminalListWords)
  const s = useWords(roomWords)
  const operator = useMe().data?.principal === 'operator'
  const sections: readonly Section[] = [
    { path: '/', label: t('overview'), icon: 'overview' },
    { path: '/cases', label: d('cases'), icon: 'cases' },
    { path: '/facts', label: t('facts'), icon: 'facts' },
    { path: '/looks', label: l('title'), icon: 'look' },
    { path: '/providers', label: d('providers'), icon: 'provider' },
    { path: '/devices', label: d('devices'), icon: 'device' },
    { path: '/storerooms', label: s('storerooms'), icon: 'key' },
    { path: '/fleet', label: f('title'), icon: 'pulse' },
    { path: '/incidents', label: f('incidents'), icon: 'alarm' },
    { path: '/terminal-reports', label: m('reports'), icon: 'look' },
    { path: '/displacements', label: m('displacements'), icon: 'overview' },
    { path: '/registry', label: m('registry'), icon: 'facts' },
    { path: '/firmware', label: w('title'), icon: 'firmware' },
    { path: '/tickets', label: d('tickets'), icon: 'ticket' },
    { path: '/audit', label: d('audit'), icon: 'audit' },
  ]
  return (
    <Console
      desk={t(operator ? 'operatorDesk' : 'desk')}
      sections={sections.filter(({ path }) => !(operator && notOperators.includes(path)))}
    >
      <Switch>
        <Route path="/" component={Overview} />
        <Route path="/cases" component={CasesList} />
        <Route path="/cases/:caseId">
          {({ caseId }) => (
            <CasePage caseId={caseId} desk={{ looks: (value) => <LooksPanel caseId={value.caseId} /> }} />
          )}
        </Route>
        <Route path="/facts" component={Facts} />
        <Route path="/looks" component={Looks} />
        <Route path="/providers">
          <Directory />
        </Route>
        <Route path="/devices">
          <DevicesList />
        </Route>
        <Route path="/devices/:deviceId">{({ deviceId }) => <DevicePage deviceId={deviceId} />}</Route>
        <Route path="/storerooms/:storeId?" component={Storerooms} />
        <Route path="/fleet" component={FleetList} />
        <Route path="/fleet/:deviceId">
          {({ deviceId }) => (
            <FleetTerminal
              deviceId={deviceId}
              mayAct={false}
              evidence={({ incidentId, serialNo }) => <CourseOf input={{ incidentId }} serialNo={serialNo} />}
            />
          )}
        </Route>
        <Route path="/incidents">
          <IncidentsList
            mayAct={false}
            evidence={({ incidentId, serialNo }) => <CourseOf input={{ incidentId }} serialNo={serialNo} />}
          />
        </Route>
        <Route path="/terminal-reports">
          <TerminalReports
            mayAct={false}
            evidence={({ concernId, serialNo }) => <CourseOf input={{ concernId }} serialNo={serialNo} />}
          />
        </Route>
        <Route path="/displacements">
          <Displacements
            mayAct={false}
            evidence={({ displacementId, serialNo }) => (
              <CourseOf input={{ displacementId }} serialNo={serialNo} />
            )}
          />
        </Route>
        <Route path="/registry">
          <RegistryReports
            mayAct={false}
            evidence={({ reportId, serialNo }) => <CourseOf input={{ reportId }} serialNo={serialNo} />}
          />
        </Route>
        <Route path="/firmware">
          <Campaigns />
        </Route>
        <Route path="/firmware/:campaignId">
          {({ campaignId }) => <SupervisedCampaign campaignId={campaignId} />}
        </Route>
        <Route path="/tickets" component={TicketsList} />
        <Route path="/tickets/:ticketId">
          {({ ticketId }) => <TicketPage ticketId={ticketId} mayAnswer={false} />}
        </Route>
        <Route path="/audit" component={Audit} />
        <Route component={NoSuchPage} />
      </Switch>
    </Console>
  )
}
