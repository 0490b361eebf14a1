import type { ReactNode } from 'react'
import type { Problem } from '../problem.ts'
import { common } from '../words.ts'
import { useBoth, useWords } from '../wording.ts'

export type Tone = 'info' | 'good' | 'warning' | 'bad'

const signs: Record<Tone, string> = {
  info: 'M12 11v6M12 7.500v.01',
  good: 'm7.500 12.500 3 3 6-6.500',
  warning: 'M12 7v6M12 16.500v.01',
  bad: 'M12 7v6M12 16.500v.01',
}

type Props = { tone?: Tone; title?: ReactNode; children?: ReactNode; alert?: boolean; actions?: ReactNode }

/** Something worth knowing, said in words and with a sign; colour is never the only carrier. */
export const Notice = ({ tone = 'info', title, children, alert, actions }: Props) => (
  <div className={`notice ${tone}`} role={alert ? 'alert' : undefined}>
    <svg viewBox="0 0 24 24" aria-hidden="true">
      <circle cx="12" cy="12" r="9.250" />
      <path d={signs[tone]} />
    </svg>
    <div className="grow stack tight">
      {title && <p className="strong">{title}</p>}
      {children && <div>{children}</div>}
      {actions && <div className="row">{actions}</div>}
    </div>
  </div>
)

/** A refusal: what happened, what to do, and the rule by which anyone can look it up. */
export const ProblemNotice = ({
  problem,
  actions,
}: {
  problem: Problem | null | undefined
  actions?: ReactNode
}) => {
  const both = useBoth()
  const t = useWords(common)
  if (!problem) return null
  const told = both({ zh: problem.words.zh.happened, en: problem.words.en.happened })
  const remedy = both({ zh: problem.words.zh.remedy, en: problem.words.en.remedy })
  return (
    <Notice tone="bad" alert title={told || both(problem.title)} actions={actions}>
      {remedy && <p>{remedy}</p>}
      {(problem.rule || problem.requestId) && (
        <p className="small soft">
          {problem.rule && <span className="tag">{t('rule', { rule: problem.rule })}</span>}{' '}
          {problem.requestId && <span className="code">{t('reference', { id: problem.requestId })}</span>}
        </p>
      )}
    </Notice>
  )
}
