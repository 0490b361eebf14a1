import { lazy, Suspense } from 'react'
import { Route, Switch } from 'wouter'
import { Merchant } from './merchant/merchant.tsx'
import { Only } from './session.tsx'
import { Shell } from './shell.tsx'
import { SignIn } from './sign-in/sign-in.tsx'
import { Start } from './start/start.tsx'
import { Missing, Skeleton } from './ui/states.tsx'

const Technician = lazy(() => import('../field/technician.tsx'))
const Provider = lazy(() => import('./provider/provider.tsx'))
const Reviewer = lazy(() => import('./reviewer/reviewer.tsx'))
const Regulator = lazy(() => import('./regulator/regulator.tsx'))
const HandOver = lazy(() => import('../field/hand-over/hand-over.tsx'))
const Cost = lazy(() => import('./cost/cost.tsx'))
const Terminal = lazy(() => import('./terminal/terminal.tsx'))
const Account = lazy(() => import('./account/account.tsx'))

const NotFound = () => <Missing heading />

/** Every area and who it is for; consoles and the technician's application load when first entered. */
export const App = () => (
  <Shell>
    <Suspense
      fallback={
        <div className="narrow">
          <Skeleton />
        </div>
      }
    >
      <Switch>
        <Route path="/" component={Start} />
        <Route path="/sign-in" component={SignIn} />
        <Route path="/cost" component={Cost} />
        <Route path="/account" component={Account} />
        <Route path="/t/:labelId" component={Terminal} />
        <Route path="/merchant" nest>
          <Only roles={['merchant']}>
            <Merchant />
          </Only>
        </Route>
        <Route path="/technician" nest>
          <Only roles={['technician']} offline>
            <Technician />
          </Only>
        </Route>
        <Route path="/provider" nest>
          <Only roles={['provider']}>
            <Provider />
          </Only>
        </Route>
        <Route path="/reviewer" nest>
          <Only roles={['reviewer']}>
            <Reviewer />
          </Only>
        </Route>
        <Route path="/regulator" nest>
          <Only roles={['regulator', 'operator']}>
            <Regulator />
          </Only>
        </Route>
        <Route path="/hand-over" nest>
          <Only roles={['merchant', 'technician', 'reviewer']} offline>
            <HandOver />
          </Only>
        </Route>
        <Route component={NotFound} />
      </Switch>
    </Suspense>
  </Shell>
)
