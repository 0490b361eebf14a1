import type { OutputOf } from '#api/calls.ts'
import { momentOf } from '../format.ts'
import { useRead } from '../queries.ts'
import { useSettings } from '../settings.tsx'
import { TestCard } from '../test-card/test-card.tsx'
import { Notice } from '../ui/notice.tsx'
import { Page } from '../ui/page.tsx'
import { EmptyState, Loaded } from '../ui/states.tsx'
import { Card, Tag } from '../ui/surface.tsx'
import { useBoth, useWords } from '../wording.ts'
import { useCaseId } from './case-page.tsx'
import { finishWords } from './finish-words.ts'

type Run = NonNullable<OutputOf<'function-tests.run'>['run']>

const runTones = { open: 'info', passed: 'good', failed: 'bad', expired: 'warning' } as const
const stepTones = { waiting: undefined, begun: 'info', passed: 'good', failed: 'bad' } as const
const stepSaid = { waiting: 'waiting', begun: 'begun', passed: 'stepPassed', failed: 'stepFailed' } as const

/** The result of a test run as the host wrote it, exchange by exchange. */
const RunResult = ({ run }: { run: Run }) => {
  const t = useWords(finishWords)
  const both = useBoth()
  const { language } = useSettings()
  return (
    <>
      <Notice tone={runTones[run.status]} title={t(run.status)}>
        {run.finishedAt
          ? t('finishedAt', { at: momentOf(run.finishedAt, language) })
          : t('openedAt', { at: momentOf(run.openedAt, language) })}
      </Notice>
      <Card>
        <ol className="stack">
          {run.steps.map(({ step, title, status, note }) => {
            const tone = stepTones[status]
            return (
              <li key={step}>
                <div className="row between">
                  <span className="strong">{both(title)}</span>
                  <Tag {...(tone ? { tone } : {})}>{t(stepSaid[status])}</Tag>
                </div>
                {both(note) && <p className="soft small">{both(note)}</p>}
              </li>
            )
          })}
        </ol>
      </Card>
    </>
  )
}

/** Mounted only while there is no card: with it the run does not change any more. */
const Poll = ({ caseId }: { caseId: string }) => {
  useRead('function-tests.run', { caseId }, { refetchInterval: 4_000 })
  return null
}

export default function FunctionTestScreen() {
  const t = useWords(finishWords)
  const caseId = useCaseId()
  const query = useRead('function-tests.run', { caseId })
  return (
    <Page title={t('testTitle')} lead={t('testLead')} back="/">
      {!query.data?.run?.hasCard && <Poll caseId={caseId} />}
      <Loaded query={query}>
        {({ run }) =>
          run ? (
            run.hasCard ? (
              <TestCard caseId={caseId} runId={run.runId} />
            ) : (
              <RunResult run={run} />
            )
          ) : (
            <EmptyState title={t('noTest')}>{t('noTestWhy')}</EmptyState>
          )
        }
      </Loaded>
    </Page>
  )
}
