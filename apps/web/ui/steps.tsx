import type { ReactNode } from 'react'

export type StepRow = {
  key: string
  title: ReactNode
  note?: ReactNode
  /** `kept`: done here, not yet told to the house. */
  state: 'done' | 'kept' | 'now' | 'later'
}

/** A line of stations, top to bottom. The state is said in words for those who do not see the dots. */
export const Steps = ({
  rows,
  said,
  label,
}: {
  rows: readonly StepRow[]
  /** Words for the states. */
  said: Record<Exclude<StepRow['state'], 'kept'>, string> & { kept?: string }
  label: string
}) => (
  <ol className="steps" aria-label={label}>
    {rows.map((row) => (
      <li key={row.key} className={row.state} aria-current={row.state === 'now' ? 'step' : undefined}>
        <span className="dot" aria-hidden="true">
          {(row.state === 'done' || row.state === 'kept') && (
            <svg viewBox="0 0 24 24">
              <path d="m6.500 12.500 3.500 3.500 7.500-8" />
            </svg>
          )}
        </span>
        <div>
          <p>
            {row.title}
            <span className="unseen">{` (${said[row.state]})`}</span>
          </p>
          {row.note && <div className="soft small">{row.note}</div>}
        </div>
      </li>
    ))}
  </ol>
)
