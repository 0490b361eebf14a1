import { useState } from 'react'
import { type KeySuite, keySuiteWords } from '#iso8583/dialect.ts'
import { clockOf, momentOf } from '../../web/format.ts'
import { useCommand, useRead } from '../../web/queries.ts'
import { useRuleSaid } from '../../web/rule-words.ts'
import { useSettings } from '../../web/settings.tsx'
import { Button, LinkButton } from '../../web/ui/button.tsx'
import { CardPdf } from '../../web/test-card/card-pdf.tsx'
import { Notice, ProblemNotice } from '../../web/ui/notice.tsx'
import { RadioCards } from '../../web/ui/choices.tsx'
import { Page } from '../../web/ui/page.tsx'
import { Loaded } from '../../web/ui/states.tsx'
import { Card } from '../../web/ui/surface.tsx'
import { useBoth, useWords } from '../../web/wording.ts'
import { Follow, type Here, VisitScreen, useVisitIds, useVisitRead } from '../in-visit.tsx'
import { useOffline } from '../offline.ts'
import { OfflineNotice } from '../offline-notice.tsx'
import { openedRun, rememberRun } from './opened.ts'
import { Parameters } from './parameters.tsx'
import { type Run, RunSteps } from './run-steps.tsx'
import { StepNow } from './step-now.tsx'
import { testWords } from './words.ts'

const POLL_MS = 1000

/** Asks once a second while the run is open; mounted only then. */
const Poll = ({ caseId }: { caseId: string }) => {
  useRead('function-tests.run', { caseId }, { refetchInterval: POLL_MS })
  return null
}

/** Before the terminal speaks its parameters come first; then what it does. */
const begun = ({ steps, lastHeardAt }: Run) =>
  lastHeardAt !== null || steps.some(({ status }) => status !== 'waiting')

/** The test is between terminal and host: this phone only shows it, and need not even be on. */
const Line = ({ run }: { run: Run }) => {
  const t = useWords(testWords)
  const { language } = useSettings()
  if (useOffline())
    return (
      <Notice tone="warning" title={t('phoneOffline')}>
        {t('phoneOfflineWhy')}
      </Notice>
    )
  const heard = run.lastHeardAt
  return (
    <p role="status" className="small soft">
      {heard
        ? t('heardAt', { at: clockOf(heard, language), until: clockOf(run.endsAt, language) })
        : t('listening')}
    </p>
  )
}

const verdicts = {
  passed: ['good', 'allPassed', 'allPassedWhy'],
  failed: ['bad', 'hasFailed', 'hasFailedWhy'],
  expired: ['warning', 'expired', 'expiredWhy'],
} as const

const Verdict = ({ run }: { run: Run }) => {
  const t = useWords(testWords)
  const { language } = useSettings()
  const rule = useRuleSaid()
  if (run.status === 'open') return null
  const [tone, title, why] = verdicts[run.status]
  return (
    <div role="status">
      <Card tone={tone} title={t(title)}>
        <p>{t(why)}</p>
        {run.endedBy && (
          <p className="strong">
            {rule(run.endedBy)?.happened} {rule(run.endedBy)?.remedy}
          </p>
        )}
        {run.finishedAt && (
          <p className="soft small">{t('finishedAt', { at: momentOf(run.finishedAt, language) })}</p>
        )}
      </Card>
    </div>
  )
}

/** Asked only where the model holds keys of more than one kind. */
const Cipher = ({
  among,
  value,
  onChange,
}: {
  among: readonly KeySuite[]
  value: KeySuite
  onChange: (chosen: KeySuite) => void
}) => {
  const t = useWords(testWords)
  const both = useBoth()
  if (among.length < 2) return null
  return (
    <RadioCards<KeySuite>
      legend={t('keySuite')}
      help={t('keySuiteHelp')}
      value={value}
      onChange={onChange}
      choices={among.map((suite) => ({ value: suite, label: both(keySuiteWords[suite]) }))}
    />
  )
}

const Testing = ({ here: { view } }: { here: Here }) => {
  const t = useWords(testWords)
  const { caseId } = useVisitIds()
  const both = useBoth()
  const query = useVisitRead('function-tests.run', { caseId })
  const open = useCommand('function-tests.open')
  const [chosen, setChosen] = useState<KeySuite | null>(null)
  const offline = useOffline()
  const boundAt = view.install?.boundAt ?? null
  // A run from before this binding proves nothing about it (TEST-3).
  const latest = query.data?.run ?? null
  const run = latest !== null && boundAt !== null && latest.openedAt >= boundAt ? latest : null
  const opened = run ? openedRun(run.runId) : null
  const recorded = view.functionTest?.passed === true
  const mayStart = query.data !== undefined && boundAt !== null && !recorded && run?.status !== 'passed'
  // Then a press on it would throw everything away, and it stands at the very end.
  const underWay = run?.status === 'open' && begun(run)
  const keySuite = chosen ?? run?.keySuite ?? 'tdes'
  const cipher = (
    <Cipher among={query.data?.keySuites ?? []} value={keySuite} onChange={(suite) => setChosen(suite)} />
  )
  const start = (kind: 'primary' | 'plain') => (
    <Button kind={kind} wide busy={open.busy} onClick={() => open.send({ caseId, keySuite }, rememberRun)}>
      {t(run ? 'openAgain' : 'open')}
    </Button>
  )
  const action = () => {
    if (boundAt === null)
      return (
        <LinkButton kind="primary" wide href="/bind">
          {t('bindFirst')}
        </LinkButton>
      )
    if (recorded)
      return (
        <LinkButton kind="primary" wide href="/training">
          {t('toTraining')}
        </LinkButton>
      )
    return mayStart && !underWay ? start(run?.status === 'open' ? 'plain' : 'primary') : undefined
  }
  return (
    <Page
      title={t('title')}
      back="/"
      {...(run?.status === 'open' ? {} : { lead: t('lead') })}
      action={action()}
    >
      <OfflineNotice />
      {offline && run?.status !== 'open' && (
        <Notice tone="warning" title={t('needsHost')}>
          {t('needsHostWhy')}
        </Notice>
      )}
      <ProblemNotice problem={open.problem} />
      {run?.status === 'open' && <Poll caseId={caseId} />}
      {run?.status === 'passed' && !recorded && <Follow everySeconds={1} />}
      <Loaded query={query}>
        {() =>
          run && (
            <>
              {run.status === 'open' ? <Line run={run} /> : <Verdict run={run} />}
              {run.status === 'open' &&
                !begun(run) &&
                (opened ? <Parameters opened={opened} /> : <Notice>{t('parametersGone')}</Notice>)}
              {run.status === 'open' && run.selfProof?.required && run.selfProof.provedAt === null && (
                <Notice tone="warning" title={t('mustProve')}>
                  {t('mustProveWhy')}
                </Notice>
              )}
              {run.status === 'open' && <StepNow run={run} />}
              {run.startedOver > 0 && run.status === 'open' && (
                <Notice tone="warning" title={t('startedOver')}>
                  {t('startedOverWhy')}
                </Notice>
              )}
              {run.hasCard && <CardPdf caseId={caseId} runId={run.runId} />}
              <RunSteps run={run} />
              {underWay && (
                <details className="by-hand">
                  <summary>{t('parametersAgain')}</summary>
                  <div className="stack">
                    {opened ? <Parameters opened={opened} /> : <Notice>{t('parametersGone')}</Notice>}
                    {cipher}
                    {start('plain')}
                  </div>
                </details>
              )}
              <p className="soft small">
                {run.suite &&
                  t('judgedBy', { suite: both(run.suite.title), version: String(run.suite.version) })}{' '}
                {run.serialNo && t('ofSerial', { serial: run.serialNo })}{' '}
                {run.selfProof?.provedAt && t('hasProved')}{' '}
                {t('underCipher', { cipher: both(keySuiteWords[run.keySuite]) })}{' '}
                {run.dialect && t('inDialect', { dialect: `${run.dialect.name} ${run.dialect.version}` })}
              </p>
            </>
          )
        }
      </Loaded>
      {mayStart && !underWay && cipher}
    </Page>
  )
}

/** The acceptance suite on the terminal in the shop, watched live. */
export default function FunctionTest() {
  const t = useWords(testWords)
  return (
    <VisitScreen title={t('title')} back="/">
      {(here) => <Testing here={here} />}
    </VisitScreen>
  )
}
