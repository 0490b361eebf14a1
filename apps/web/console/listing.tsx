import type { InputOf } from '#api/calls.ts'
import Button from 'antd/es/button'
import type { ReactNode } from 'react'
import { BusyButton } from './busy-button.tsx'
import { EmptyState, ErrorState, Skeleton } from '../ui/states.tsx'
import { useWords } from '../wording.ts'
import { type Column, Grid } from './grid.tsx'
import { type PagedName, type RowOf, usePages } from './pages.ts'
import { consoleWords } from './words.ts'

type Given<N extends PagedName> = {
  name: N
  input: InputOf<N>
  caption: string
  columns: readonly Column<RowOf<N>>[]
  keyOf: (row: RowOf<N>) => string
  tools?: ReactNode
  empty?: ReactNode
  /** Ask again every so many milliseconds: for inboxes. */
  refetchInterval?: number
}

/** A paged read as a table, with its loading, refused and empty faces. */
export const Listing = <N extends PagedName>({
  name,
  input,
  caption,
  columns,
  keyOf,
  tools,
  empty,
  refetchInterval,
}: Given<N>) => {
  const t = useWords(consoleWords)
  const { query, rows, number, older, newer } = usePages(name, input, refetchInterval)
  if (query.error && !query.data)
    return <ErrorState problem={query.error} onRetry={() => void query.refetch()} />
  if (!rows) return <Skeleton lines={6} />
  const refresh = (
    <BusyButton size="small" busy={query.isFetching} onClick={() => void query.refetch()}>
      {t('refresh')}
    </BusyButton>
  )
  if (rows.length === 0 && number === 1)
    return (
      <div className="grid">
        <div className="grid-tools">
          <div className="row grow">{tools}</div>
          {refresh}
        </div>
        {empty ?? <EmptyState title={t('noRows')}>{t('noRowsWhy')}</EmptyState>}
      </div>
    )
  return (
    <Grid
      caption={caption}
      columns={columns}
      rows={rows}
      keyOf={keyOf}
      tools={
        <>
          {tools}
          {refresh}
        </>
      }
      foot={
        <div className="grid-foot">
          <span className="soft small grow" role="status">
            {t('pageNo', { n: number })} · {t('rowsHere', { n: rows.length })}
          </span>
          <Button size="small" disabled={!newer} onClick={() => newer?.()}>
            {t('newer')}
          </Button>
          <Button size="small" disabled={!older} onClick={() => older?.()}>
            {t('older')}
          </Button>
        </div>
      }
    />
  )
}
