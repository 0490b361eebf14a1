import { Suspense, lazy, useEffect } from 'react'
import { Route, Switch } from 'wouter'
import { LinkButton } from '../web/ui/button.tsx'
import { EmptyState, Missing, Skeleton } from '../web/ui/states.tsx'
import { useWords } from '../web/wording.ts'
import { Address } from './address.tsx'
import { Day } from './day.tsx'
import { CustodyInVisit, CustodyOf } from './device/custody.tsx'
import { Door } from './door.tsx'
import './field.css'
import { keepShell } from './keep-shell.ts'
import { InVisit, useDay } from './in-visit.tsx'
import { useTidyAnswers } from './kept-answers.ts'
import { useOutbox } from './outbox.ts'
import { Survey } from './survey/survey.tsx'
import { Terminals } from './device/terminals.tsx'
import { Visit } from './visit.tsx'
import { fieldWords } from './words.ts'

/** The screens of one visit load when they are reached; the kept shell has them all, in a cellar too. */
const Inspect = lazy(() => import('./device/inspect.tsx'))
const Handler = lazy(() => import('./handler/handler.tsx'))
const Bind = lazy(() => import('./device/bind.tsx'))
const Surface = lazy(() => import('./surface/surface.tsx'))
const Finish = lazy(() => import('./surface/finish.tsx'))
const Place = lazy(() => import('./device/place.tsx'))
const FunctionTest = lazy(() => import('./function-test/function-test.tsx'))
const Training = lazy(() => import('./training.tsx'))

const Nowhere = () => {
  const t = useWords(fieldWords)
  return (
    <EmptyState
      title={t('notYours')}
      heading
      action={
        <LinkButton kind="primary" href="~/technician">
          {t('toMyDay')}
        </LinkButton>
      }
    >
      {t('notYoursWhy')}
    </EmptyState>
  )
}

/** An address that is nobody's visit. */
const NoSuchPage = () => <Missing heading />

/** The technician's application: my day, and every screen of one visit under its address. */
export default function Technician() {
  useEffect(keepShell, [])
  const { span, day } = useDay()
  useTidyAnswers(span, day)
  useOutbox()
  return (
    <div className="field-app">
      <Suspense
        fallback={
          <div className="narrow">
            <Skeleton />
          </div>
        }
      >
        <Switch>
          <Route path="/" component={Day} />
          <Route path="/terminals" component={Terminals} />
          <Route path="/terminals/:deviceId">{({ deviceId }) => <CustodyOf deviceId={deviceId} />}</Route>
          <Route path="/visits/:caseId/:visitId" nest>
            {({ caseId, visitId }) => (
              <InVisit caseId={caseId} visitId={visitId}>
                <Switch>
                  <Route path="/" component={Visit} />
                  <Route path="/address" component={Address} />
                  <Route path="/door" component={Door} />
                  <Route path="/survey" component={Survey} />
                  <Route path="/custody" component={CustodyInVisit} />
                  <Route path="/inspect" component={Inspect} />
                  <Route path="/handler" component={Handler} />
                  <Route path="/bind" component={Bind} />
                  <Route path="/surface" component={Surface} />
                  <Route path="/finish" component={Finish} />
                  <Route path="/place" component={Place} />
                  <Route path="/function-test" component={FunctionTest} />
                  <Route path="/training" component={Training} />
                  <Route component={Nowhere} />
                </Switch>
              </InVisit>
            )}
          </Route>
          <Route component={NoSuchPage} />
        </Switch>
      </Suspense>
    </div>
  )
}
