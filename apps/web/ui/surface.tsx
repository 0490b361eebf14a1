import { type ReactNode, useId } from 'react'
import { Link } from 'wouter'
import { moneyOf } from '../format.ts'
import { useSettings } from '../settings.tsx'
import type { Tone } from './notice.tsx'

export const Card = ({
  title,
  aside,
  children,
  tone,
}: {
  title?: ReactNode
  aside?: ReactNode
  children?: ReactNode
  tone?: Tone
}) => {
  const id = useId()
  return (
    <section className={`card${tone ? ` ${tone}` : ''}`} aria-labelledby={title ? id : undefined}>
      {title && (
        <header className="row between">
          <h2 id={id}>{title}</h2>
          {aside}
        </header>
      )}
      {children}
    </section>
  )
}

export const Tag = ({ tone, children }: { tone?: Tone; children: ReactNode }) => (
  <span className={`tag${tone ? ` ${tone}` : ''}`}>{children}</span>
)

/** Yuan from fen, digits aligned. */
export const Money = ({ fen }: { fen: number }) => {
  const { language } = useSettings()
  return <span className="digits">{moneyOf(fen, language)}</span>
}

/** Names and values. */
export const Facts = ({
  rows,
}: {
  rows: readonly (readonly [name: ReactNode, value: ReactNode] | null | false)[]
}) => (
  <dl className="facts">
    {rows.map(
      (row, index) =>
        row && (
          <div key={index}>
            <dt>{row[0]}</dt>
            <dd>{row[1]}</dd>
          </div>
        ),
    )}
  </dl>
)

/** A list whose rows lead somewhere. */
export const LinkList = ({
  rows,
}: {
  rows: readonly { key: string; href: string; title: ReactNode; note?: ReactNode; aside?: ReactNode }[]
}) => (
  <ul className="link-list">
    {rows.map((row) => (
      <li key={row.key}>
        <Link href={row.href}>
          <span className="grow">
            <span className="strong">{row.title}</span>
            {row.note && <span className="soft small">{row.note}</span>}
          </span>
          {row.aside}
          <svg viewBox="0 0 24 24" aria-hidden="true">
            <path d="m9 5 7 7-7 7" />
          </svg>
        </Link>
      </li>
    ))}
  </ul>
)

type Column<R> = { key: string; name: ReactNode; cell: (row: R) => ReactNode; number?: boolean }

/** A plain table that scrolls sideways inside itself; its caption names it. No landmark: its card often is one already. */
export const Table = <R,>({
  caption,
  columns,
  rows,
  keyOf,
}: {
  caption: string
  columns: readonly Column<R>[]
  rows: readonly R[]
  keyOf: (row: R, index: number) => string
}) => (
  <div className="table" tabIndex={0} role="group" aria-label={caption}>
    <table>
      <caption className="unseen">{caption}</caption>
      <thead>
        <tr>
          {columns.map((column) => (
            <th key={column.key} scope="col" className={column.number ? 'number' : undefined}>
              {column.name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row, index) => (
          <tr key={keyOf(row, index)}>
            {columns.map((column) => (
              <td key={column.key} className={column.number ? 'number digits' : undefined}>
                {column.cell(row)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  </div>
)
