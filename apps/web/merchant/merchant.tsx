import { lazy } from 'react'
import { Route, Switch } from 'wouter'
import { InCase } from './case-page.tsx'
import { CaseOverview } from './case-overview.tsx'
import './merchant.css'
import { MyCases } from './my-cases.tsx'
import { Missing } from '../ui/states.tsx'

const screens = {
  application: lazy(() => import('./application/application.tsx')),
  needs: lazy(() => import('./needs.tsx')),
  providers: lazy(() => import('./providers.tsx')),
  offers: lazy(() => import('./offers.tsx')),
  visits: lazy(() => import('./visits.tsx')),
  proposal: lazy(() => import('./proposal.tsx')),
  agreement: lazy(() => import('./agreement/agreement.tsx')),
  promises: lazy(() => import('./promises/promises.tsx')),
  changes: lazy(() => import('./changes/changes.tsx')),
  device: lazy(() => import('./device.tsx')),
  'function-test': lazy(() => import('./function-test.tsx')),
  training: lazy(() => import('./training.tsx')),
  confirm: lazy(() => import('./confirm.tsx')),
  'go-live': lazy(() => import('./gate.tsx')),
  tickets: lazy(() => import('./tickets/tickets.tsx')),
  history: lazy(() => import('./history.tsx')),
  looks: lazy(() => import('./looks/case-looks.tsx')),
}
const DoorCheck = lazy(() => import('./door-check.tsx'))
const MyData = lazy(() => import('./my-data/my-data.tsx'))
const AllLooks = lazy(() => import('./looks/all-looks.tsx'))
const Ticket = lazy(() => import('./tickets/ticket.tsx'))

/** An address that leads nowhere, in a case or outside of one. */
const NoSuchPage = () => <Missing heading />

/** The merchant's application: my cases, and every screen of one case under its address. */
export const Merchant = () => (
  <Switch>
    <Route path="/" component={MyCases} />
    <Route path="/looks" component={AllLooks} />
    <Route path="/my-data" component={MyData} />
    <Route path="/case/:caseId" nest>
      {({ caseId }) => (
        <InCase caseId={caseId}>
          <Switch>
            <Route path="/" component={CaseOverview} />
            <Route path="/visits/:visitId">{({ visitId }) => <DoorCheck visitId={visitId} />}</Route>
            <Route path="/tickets/:ticketId">{({ ticketId }) => <Ticket ticketId={ticketId} />}</Route>
            {Object.entries(screens).map(([path, Screen]) => (
              <Route key={path} path={`/${path}`} component={Screen} />
            ))}
            <Route component={NoSuchPage} />
          </Switch>
        </InCase>
      )}
    </Route>
    <Route component={NoSuchPage} />
  </Switch>
)
