import type { InputOf, OutputOf } from '#api/calls.ts'
import type { ReactNode } from 'react'
import { Link } from 'wouter'
import { EmptyState } from '../ui/states.tsx'
import { Tag } from '../ui/surface.tsx'
import { useBoth, useWords } from '../wording.ts'
import { deskWords } from './desk-words.ts'
import { FilterSelect, useFilter } from './filter.tsx'
import { Listing } from './listing.tsx'
import { Due, Moment } from './moment.tsx'
import { ConsolePage } from './page.tsx'
import { ticketWords } from '../domain-words.ts'
import { optionsOf, ticketStatusWords } from './vocabulary.ts'

type Row = OutputOf<'tickets.list'>['items'][number]

export const PriorityTag = ({ priority }: Pick<Row, 'priority'>) => (
  <Tag tone={priority === 'P1' ? 'bad' : priority === 'P2' ? 'warning' : 'info'}>{priority}</Tag>
)

const Tickets = ({ input, tools }: { input: InputOf<'tickets.list'>; tools?: ReactNode }) => {
  const t = useWords(deskWords)
  const both = useBoth()
  return (
    <Listing
      name="tickets.list"
      input={input}
      caption={t('tickets')}
      keyOf={(row) => row.ticketId}
      tools={tools}
      refetchInterval={60_000}
      empty={<EmptyState title={t('noTickets')} />}
      columns={[
        {
          key: 'subject',
          name: t('subject'),
          cell: ({ ticketId, subject }) => (
            <Link href={`/tickets/${ticketId}`} className="strong">
              {subject}
            </Link>
          ),
        },
        { key: 'shop', name: t('shop'), cell: ({ shopName }) => shopName || t('unnamedShop') },
        { key: 'category', name: t('category'), cell: ({ category }) => both(ticketWords[category]) },
        { key: 'priority', name: t('priority'), cell: (row) => <PriorityTag priority={row.priority} /> },
        {
          key: 'status',
          name: t('status'),
          cell: ({ status, late }) => (
            <span className="row">
              {both(ticketStatusWords[status])}
              {late && <Tag tone="bad">{t('late')}</Tag>}
            </span>
          ),
        },
        {
          key: 'answer',
          name: t('answerDue'),
          cell: ({ answerDue, answeredAt }) => <Due due={answerDue} met={answeredAt} />,
        },
        {
          key: 'resolve',
          name: t('resolveDue'),
          cell: ({ resolveDue, resolvedAt }) => <Due due={resolveDue} met={resolvedAt} />,
        },
        { key: 'opened', name: t('opened'), cell: ({ openedAt }) => <Moment at={openedAt} /> },
      ]}
    />
  )
}

/** Tickets of one case, inside its page. */
export const TicketsOf = ({ caseId }: { caseId: string }) => <Tickets input={{ caseId }} />

const statuses = Object.keys(ticketStatusWords) as (keyof typeof ticketStatusWords)[]

/** Every ticket this desk answers for, with its two clocks. */
export const TicketsList = () => {
  const t = useWords(deskWords)
  const both = useBoth()
  const [status, choose] = useFilter('status', statuses)
  return (
    <ConsolePage title={t('tickets')}>
      <Tickets
        input={status ? { status } : {}}
        tools={
          <FilterSelect
            label={t('status')}
            value={status}
            onChange={choose}
            options={optionsOf(ticketStatusWords, both)}
          />
        }
      />
    </ConsolePage>
  )
}
