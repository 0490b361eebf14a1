import type { UseQueryResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import type { Problem } from '../problem.ts'
import { common } from '../words.ts'
import { useWords } from '../wording.ts'
import { Button } from './button.tsx'
import { ProblemNotice } from './notice.tsx'

export const Skeleton = ({ lines = 4 }: { lines?: number }) => {
  const t = useWords(common)
  return (
    <div className="skeleton" role="status">
      <span className="unseen">{t('loading')}</span>
      {Array.from({ length: lines }, (_, line) => (
        <div key={line} style={{ width: `${100 - ((line * 17) % 45)}%` }} />
      ))}
    </div>
  )
}

export const EmptyState = ({
  title,
  children,
  action,
}: {
  title: ReactNode
  children?: ReactNode
  action?: ReactNode
}) => (
  <div className="empty">
    <svg viewBox="0 0 64 48" aria-hidden="true">
      <path d="M8 44V18a6 6 0 0 1 6-6h36a6 6 0 0 1 6 6v26M2 44h60M22 12V6h20v6M22 28h20M22 35h12" />
    </svg>
    <p className="strong">{title}</p>
    {children && <div className="soft">{children}</div>}
    {action}
  </div>
)

export const ErrorState = ({ problem, onRetry }: { problem: Problem; onRetry: () => void }) => {
  const t = useWords(common)
  return (
    <ProblemNotice
      problem={problem}
      actions={
        <Button small onClick={onRetry}>
          {t('retry')}
        </Button>
      }
    />
  )
}

/** One read and its three faces: not there yet, refused, there. Data once shown stays while it is asked again. */
export const Loaded = <D,>({
  query,
  lines,
  children,
}: {
  query: UseQueryResult<D, Problem>
  lines?: number
  children: (data: D) => ReactNode
}) => {
  if (query.data !== undefined) return children(query.data)
  if (query.error) return <ErrorState problem={query.error} onRetry={() => void query.refetch()} />
  return <Skeleton lines={lines ?? 4} />
}
