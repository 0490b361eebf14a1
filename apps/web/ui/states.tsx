import type { UseQueryResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import type { Problem } from '../problem.ts'
import { useRouter } from 'wouter'
import { common } from '../words.ts'
import { useWords } from '../wording.ts'
import { Button, LinkButton } from './button.tsx'
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
  heading,
  children,
  action,
}: {
  title: ReactNode
  /** The page has no other title. */
  heading?: boolean
  children?: ReactNode
  action?: ReactNode
}) => (
  <div className="empty">
    <svg viewBox="0 0 64 48" aria-hidden="true">
      <path d="M8 44V18a6 6 0 0 1 6-6h36a6 6 0 0 1 6 6v26M2 44h60M22 12V6h20v6M22 28h20M22 35h12" />
    </svg>
    {heading ? <h1>{title}</h1> : <p className="strong">{title}</p>}
    {children && <div className="soft">{children}</div>}
    {action}
  </div>
)

/**
 * What stands at no address, or is somebody else's: says so, and leads back to the desk it was looked for at. With a heading
 * it is the whole page, without one a part of it.
 */
export const Missing = ({ heading }: { heading?: boolean }) => {
  const t = useWords(common)
  const [, desk = ''] = useRouter().base.split('/')
  return (
    <EmptyState
      title={t(heading ? 'notFound' : 'missing')}
      heading={heading ?? false}
      action={
        <LinkButton kind="primary" href={`~/${desk}`}>
          {t('home')}
        </LinkButton>
      }
    >
      {t(heading ? 'notFoundWhy' : 'missingWhy')}
    </EmptyState>
  )
}

/** An address whose id is unknown, not the asker's, or no id at all: asking again would not help. */
const namesNothing = ({ status }: Problem) => status === 404 || status === 400

export const ErrorState = ({ problem, onRetry }: { problem: Problem; onRetry: () => void }) => {
  const t = useWords(common)
  if (namesNothing(problem)) return <Missing />
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
  missing,
  children,
}: {
  query: UseQueryResult<D, Problem>
  lines?: number
  /** Shown where the address names nothing (of the asker's). */
  missing?: ReactNode
  children: (data: D) => ReactNode
}) => {
  if (query.data !== undefined) return children(query.data)
  if (missing && query.error && namesNothing(query.error)) return missing
  if (query.error) return <ErrorState problem={query.error} onRetry={() => void query.refetch()} />
  return <Skeleton lines={lines ?? 4} />
}
