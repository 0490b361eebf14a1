import { keySuiteWords } from '#iso8583/dialect.ts'
import type { ReactNode } from 'react'
import { useRead } from '../../queries.ts'
import { Loaded } from '../../ui/states.tsx'
import { Card, Facts, Tag } from '../../ui/surface.tsx'
import { useBoth, useWords } from '../../wording.ts'
import { TestCard } from '../../test-card/test-card.tsx'
import { Moment } from '../moment.tsx'
import type { CaseView } from '../vocabulary.ts'
import { panelWords } from './words.ts'

const runWords = {
  open: ['testOpen', 'info'],
  passed: ['testPassed', 'good'],
  failed: ['testFailed', 'bad'],
  expired: ['testExpired', 'warning'],
} as const
const stepWords = {
  waiting: ['testWaiting', 'info'],
  begun: ['testBegun', 'info'],
  passed: ['testPassed', 'good'],
  failed: ['testFailed', 'bad'],
} as const

/** The functional test as the test host saw it; `trace` adds the message record for desks that may read it. */
export const TestPanel = ({
  value: { caseId, install },
  trace,
}: {
  value: CaseView
  trace?: (runId: string) => ReactNode
}) => {
  const t = useWords(panelWords)
  const both = useBoth()
  const bound = install?.boundAt != null
  const read = useRead('function-tests.run', { caseId }, { enabled: bound })
  if (!bound)
    return (
      <Card title={t('test')}>
        <p className="soft">{t('noTest')}</p>
      </Card>
    )
  return (
    <Card title={t('test')}>
      <p className="soft small">{t('byHost')}</p>
      <Loaded query={read}>
        {({ run }) =>
          run === null ? (
            <p className="soft">{t('noTest')}</p>
          ) : (
            <>
              <Facts
                rows={[
                  [
                    t('test'),
                    <span key="status">
                      <Tag tone={runWords[run.status][1]}>{t(runWords[run.status][0])}</Tag>{' '}
                      <Moment at={run.finishedAt ?? run.openedAt} />
                    </span>,
                  ],
                  [t('testCipher'), both(keySuiteWords[run.keySuite])],
                  run.dialect !== null && [t('testDialect'), `${run.dialect.name} ${run.dialect.version}`],
                ]}
              />
              {trace && run.hasCard ? (
                <TestCard caseId={caseId} runId={run.runId} />
              ) : (
                <ul className="rows">
                  {run.steps.map((step) => (
                    <li key={step.step} className="row between">
                      <span className="stack tight">
                        <span>{both(step.title)}</span>
                        {step.trouble && <span className="small strong">{both(step.trouble.happened)}</span>}
                        {both(step.note) && <span className="soft small">{both(step.note)}</span>}
                      </span>
                      <Tag tone={stepWords[step.status][1]}>{t(stepWords[step.status][0])}</Tag>
                    </li>
                  ))}
                </ul>
              )}
              {trace?.(run.runId)}
            </>
          )
        }
      </Loaded>
    </Card>
  )
}
