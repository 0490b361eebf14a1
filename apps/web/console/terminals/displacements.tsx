import type { OutputOf } from '#api/calls.ts'
import Input from 'antd/es/input'
import type { ReactNode } from 'react'
import { deskWords } from '../desk-words.ts'
import { FormField } from '../field.tsx'
import { FilterSelect, useFilter } from '../filter.tsx'
import { FormAction } from '../form-action.tsx'
import { Listing } from '../listing.tsx'
import { Due, Moment } from '../moment.tsx'
import { NativeSelect } from '../native-select.tsx'
import { ConsolePage } from '../page.tsx'
import { displacedWords } from '../../merchant/displaced-words.ts'
import { EmptyState } from '../../ui/states.tsx'
import { Tag } from '../../ui/surface.tsx'
import { useWords } from '../../wording.ts'
import { DeviceLink, ShopLink } from './links.tsx'
import { terminalListWords } from './words.ts'

type Row = OutputOf<'displacements.list'>['items'][number]
type Verdict = 'restore' | 'uphold'

const statuses = ['open', 'appealed', 'restored', 'upheld', 'lapsed'] as const

const Decide = ({ displacementId, serialNo, status, ground }: Row) => {
  const t = useWords(terminalListWords)
  if (status !== 'appealed') return '—'
  return (
    <FormAction<'displacements.decide', { verdict: Verdict; words: string }>
      name="displacements.decide"
      label={t('decide')}
      accessibleName={t('decideOf', { serial: serialNo })}
      small
      primary
      initial={{}}
      input={({ verdict, words }) => ({ displacementId, restore: verdict === 'restore', words })}
      done={t('decided')}
    >
      <FormField
        name="verdict"
        label={t('verdict')}
        {...(ground === 'shop-moved' && { help: t('movedHelp') })}
      >
        <NativeSelect<Verdict>
          options={[
            ...(ground === 'shop-moved' ? [] : [{ value: 'restore' as const, label: t('restore') }]),
            { value: 'uphold', label: t('uphold') },
          ]}
        />
      </FormField>
      <FormField name="words" label={t('reason')} help={t('reasonHelp')}>
        <Input.TextArea rows={4} maxLength={500} />
      </FormField>
    </FormAction>
  )
}

/** Terminals that stopped for their place: what their fixes showed, what the merchant says, and the decision. */
export const Displacements = ({
  mayAct,
  evidence,
}: {
  mayAct: boolean
  /** For a desk that proves what happened. */
  evidence?: (row: Row) => ReactNode
}) => {
  const t = useWords(terminalListWords)
  const w = useWords(displacedWords)
  const d = useWords(deskWords)
  const [status, choose] = useFilter('status', statuses)
  return (
    <ConsolePage title={t('displacements')}>
      <Listing
        name="displacements.list"
        input={status ? { status } : {}}
        caption={t('displacements')}
        keyOf={(row) => row.displacementId}
        refetchInterval={60_000}
        empty={<EmptyState title={t('noDisplacements')} />}
        tools={
          <FilterSelect
            label={t('status')}
            value={status}
            onChange={choose}
            options={statuses.map((value) => ({ value, label: t(`place-${value}`) }))}
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
            key: 'seen',
            name: t('seen'),
            cell: ({ fixes, metres }) => t('seenAway', { n: fixes, km: (metres / 1000).toFixed(1) }),
          },
          {
            key: 'inside',
            name: t('inside'),
            cell: ({ lastInsideAt }) => (lastInsideAt === null ? t('never') : <Moment at={lastInsideAt} />),
          },
          {
            key: 'status',
            name: t('status'),
            cell: ({ status, overdue }) => (
              <span className="row">
                {t(`place-${status}`)}
                {overdue && <Tag tone="bad">{t('late')}</Tag>}
              </span>
            ),
          },
          {
            key: 'appeal',
            name: t('appeal'),
            cell: ({ ground, words }) => [ground && w(ground), words].filter(Boolean).join(' · ') || '—',
          },
          {
            key: 'due',
            name: t('decideBy'),
            cell: ({ decideBy, appealBy, endedAt }) => <Due due={decideBy ?? appealBy} met={endedAt} />,
          },
          ...(mayAct ? [{ key: 'act', name: t('act'), cell: (row: Row) => <Decide {...row} /> }] : []),
          ...(evidence ? [{ key: 'evidence', name: t('evidence'), cell: evidence }] : []),
        ]}
      />
    </ConsolePage>
  )
}
