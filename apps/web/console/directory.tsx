import type { OutputOf } from '#api/calls.ts'
import type { ReactNode } from 'react'
import { dayOf } from '../format.ts'
import { useRuleSaid } from '../rule-words.ts'
import { useSettings } from '../settings.tsx'
import { Tag } from '../ui/surface.tsx'
import { useBoth, useWords } from '../wording.ts'
import { deskWords } from './desk-words.ts'
import type { Column } from './grid.tsx'
import { Listing } from './listing.tsx'
import { ConsolePage } from './page.tsx'
import { filingWords } from '../domain-words.ts'
import { evaluationWords, serviceWords, wordOf } from './vocabulary.ts'
import { consoleWords } from './words.ts'

export type ProviderRow = OutputOf<'providers.directory'>['items'][number]

const Vetting = ({ row }: { row: ProviderRow }) => {
  const t = useWords(deskWords)
  const said = useRuleSaid()
  return (
    <span className="stack tight">
      <span>
        <Tag tone={row.vetted ? 'good' : 'bad'}>{t(row.vetted ? 'vettedYes' : 'vettedNo')}</Tag>
      </span>
      {row.problems.map((rule) => (
        <span key={rule} className="small">
          <Tag>{rule}</Tag> {said(rule)?.happened}
        </span>
      ))}
    </span>
  )
}

const useProviderColumns = (): readonly Column<ProviderRow>[] => {
  const t = useWords(deskWords)
  const k = useWords(consoleWords)
  const both = useBoth()
  const { language } = useSettings()
  return [
    {
      key: 'name',
      name: t('provider'),
      cell: ({ name, uscc }) => (
        <span className="stack tight">
          <span className="strong">{name}</span>
          <span className="code small soft">{uscc}</span>
        </span>
      ),
    },
    {
      key: 'filing',
      name: t('filing'),
      cell: ({ filingNo, filingStatus, filingValidUntil }) => (
        <span className="stack tight">
          <span>
            <Tag tone={filingStatus === 'effective' ? 'good' : 'bad'}>{both(filingWords[filingStatus])}</Tag>
          </span>
          <span className="code small">{filingNo}</span>
          {filingValidUntil && (
            <span className="small soft">
              {t('filingUntil')} {dayOf(filingValidUntil, language)}
            </span>
          )}
        </span>
      ),
    },
    { key: 'vetted', name: t('vetted'), cell: (row) => <Vetting row={row} /> },
    {
      key: 'services',
      name: t('services'),
      cell: ({ services }) => services.map((service) => wordOf(serviceWords, service, both)).join(' · '),
    },
    { key: 'regions', name: t('regions'), cell: ({ regionCodes }) => regionCodes.join(' · ') || k('none') },
    {
      key: 'evaluations',
      name: t('evaluations'),
      cell: ({ evaluations }) =>
        evaluations.map((each) => wordOf(evaluationWords, each, both)).join(' · ') || k('none'),
    },
    { key: 'hotline', name: t('hotline'), cell: ({ hotline }) => hotline || k('none') },
    { key: 'live', name: t('casesLive'), number: true, cell: ({ casesLive }) => casesLive },
    {
      key: 'onTime',
      name: t('ticketsOnTime'),
      cell: ({ ticketsOnTime, ticketsCounted }) =>
        ticketsOnTime === null
          ? t('noneCounted')
          : t('ticketsShare', { percent: ticketsOnTime, n: ticketsCounted }),
    },
  ]
}

/** Every provider's public record; the acquirer's desk adds its action per row. */
export const Directory = ({
  extra,
  action,
}: {
  extra?: ReactNode
  action?: { name: string; cell: (row: ProviderRow) => ReactNode }
}) => {
  const t = useWords(deskWords)
  const columns = useProviderColumns()
  return (
    <ConsolePage title={t('providers')} lead={t('notEndorsed')} extra={extra}>
      <Listing
        name="providers.directory"
        input={{}}
        caption={t('providers')}
        keyOf={(row) => row.providerId}
        columns={action ? [...columns, { key: 'action', ...action }] : columns}
      />
    </ConsolePage>
  )
}
