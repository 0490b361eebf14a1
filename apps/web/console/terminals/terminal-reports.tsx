import type { InputOf, OutputOf } from '#api/calls.ts'
import type { ReactNode } from 'react'
import { ConfirmAction } from '../confirm-action.tsx'
import { deskWords } from '../desk-words.ts'
import { FormField } from '../field.tsx'
import { FilterSelect, useFilter } from '../filter.tsx'
import { FormAction } from '../form-action.tsx'
import { Listing } from '../listing.tsx'
import { Due, Moment } from '../moment.tsx'
import { NativeSelect } from '../native-select.tsx'
import { ConsolePage } from '../page.tsx'
import { terminalWords } from '../../terminal/words.ts'
import { EmptyState } from '../../ui/states.tsx'
import { Tag } from '../../ui/surface.tsx'
import { useWords } from '../../wording.ts'
import { DeviceLink, ShopLink } from './links.tsx'
import { terminalListWords } from './words.ts'

type Row = OutputOf<'terminals.reports'>['items'][number]
type Outcome = InputOf<'terminals.close-report'>['outcome']

const statuses = ['open', 'taken-up', 'closed'] as const
const outcomes: readonly Outcome[] = ['repaired', 'moved-back', 'nothing-wrong', 'blocked', 'not-found']

const Act = ({ concernId, serialNo, status, outcome }: Row) => {
  const t = useWords(terminalListWords)
  const p = useWords(terminalWords)
  if (status === 'closed') return outcome && p(`outcome-${outcome}`)
  return (
    <span className="row">
      {status === 'open' && (
        <ConfirmAction
          name="terminals.take-up"
          input={{ concernId }}
          label={t('takeUp')}
          accessibleName={t('takeUpOf', { serial: serialNo })}
          done={t('takenUp')}
          small
          primary
        >
          <p>{t('takeUpWhy')}</p>
        </ConfirmAction>
      )}
      <FormAction<'terminals.close-report', { outcome: Outcome }>
        name="terminals.close-report"
        label={t('close')}
        accessibleName={t('closeOf', { serial: serialNo })}
        small
        initial={{}}
        input={({ outcome }) => ({ concernId, outcome })}
        done={t('closed')}
      >
        <FormField name="outcome" label={t('outcome')} help={t('outcomeHelp')}>
          <NativeSelect<Outcome>
            options={outcomes.map((value) => ({ value, label: p(`outcome-${value}`) }))}
          />
        </FormField>
      </FormAction>
    </span>
  )
}

/** What passers-by reported of terminals, with its two clocks: the acquirer's to act on, others' to see. */
export const TerminalReports = ({
  mayAct,
  evidence,
}: {
  mayAct: boolean
  /** For a desk that proves what happened. */
  evidence?: (row: Row) => ReactNode
}) => {
  const t = useWords(terminalListWords)
  const p = useWords(terminalWords)
  const d = useWords(deskWords)
  const [status, choose] = useFilter('status', statuses)
  return (
    <ConsolePage title={t('reports')}>
      <Listing
        name="terminals.reports"
        input={status ? { status } : {}}
        caption={t('reports')}
        keyOf={(row) => row.concernId}
        refetchInterval={60_000}
        empty={<EmptyState title={t('noReports')}>{t('noReportsWhy')}</EmptyState>}
        tools={
          <FilterSelect
            label={t('status')}
            value={status}
            onChange={choose}
            options={statuses.map((value) => ({ value, label: p(`status-${value}`) }))}
          />
        }
        columns={[
          {
            key: 'serial',
            name: t('serial'),
            cell: (row) => <DeviceLink {...row} />,
          },
          { key: 'shop', name: d('shop'), cell: (row) => <ShopLink {...row} /> },
          {
            key: 'what',
            name: t('what'),
            cell: ({ kind, reason }) => (
              <span className="row">
                <Tag tone={kind === 'suspicion' ? 'bad' : 'warning'}>{t(`is-${kind}`)}</Tag>
                {p(reason)}
              </span>
            ),
          },
          {
            key: 'status',
            name: t('status'),
            cell: ({ status, late, outcome }) => (
              <span className="row">
                {p(`status-${status}`)}
                {!mayAct && outcome && <span>{p(`outcome-${outcome}`)}</span>}
                {late && <Tag tone="bad">{t('late')}</Tag>}
              </span>
            ),
          },
          { key: 'reported', name: t('reportedAt'), cell: ({ reportedAt }) => <Moment at={reportedAt} /> },
          {
            key: 'due',
            name: t('dueNext'),
            // One clock at a time: first somebody takes it up, then somebody settles it.
            cell: ({ answerDue, takenUpAt, settleDue, closedAt }) =>
              takenUpAt === null ? (
                <Due due={answerDue} met={null} />
              ) : (
                <Due due={settleDue} met={closedAt} />
              ),
          },
          ...(mayAct ? [{ key: 'act', name: t('act'), cell: (row: Row) => <Act {...row} /> }] : []),
          ...(evidence ? [{ key: 'evidence', name: t('evidence'), cell: evidence }] : []),
        ]}
      />
    </ConsolePage>
  )
}
