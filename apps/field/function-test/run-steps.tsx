import type { OutputOf } from '#api/calls.ts'
import { Card } from '../../web/ui/surface.tsx'
import { useBoth, useWords } from '../../web/wording.ts'
import { testWords } from './words.ts'

export type Run = NonNullable<OutputOf<'function-tests.run'>['run']>

const signs = {
  passed: 'm6.500 12.500 3.500 3.500 7.500-8',
  failed: 'M7 7l10 10M17 7 7 17',
  begun: 'M12 6v6l4 2',
  waiting: '',
} as const

/** The suite as the host sees it, step by step; each result in words beside its sign. */
export const RunSteps = ({ run }: { run: Run }) => {
  const t = useWords(testWords)
  const both = useBoth()
  const done = run.steps.filter(({ status }) => status === 'passed').length
  return (
    <Card
      title={t('steps')}
      aside={<span className="digits soft">{t('count', { done, all: run.steps.length })}</span>}
    >
      <ol className="run-steps" aria-label={t('steps')}>
        {run.steps.map(({ step, title, status, note, trouble, failures }) => (
          <li key={step} className={status} aria-current={step === run.next ? 'step' : undefined}>
            <svg viewBox="0 0 24 24" aria-hidden="true">
              <path d={signs[status]} />
            </svg>
            <div className="grow">
              <p>{both(title)}</p>
              {both(note) && <p className="soft small">{both(note)}</p>}
              {trouble && <p className="small strong bad-words">{both(trouble.happened)}</p>}
              {failures > 0 && <p className="small">{t('failures', { n: failures })}</p>}
            </div>
            <span className="small strong verdict">{t(status)}</span>
          </li>
        ))}
      </ol>
    </Card>
  )
}
