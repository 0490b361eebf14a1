import type { OutputOf } from '#api/calls.ts'
import type { ReactNode } from 'react'
import { Link } from 'wouter'
import { Listing } from '../listing.tsx'
import { Moment } from '../moment.tsx'
import { ConsolePage } from '../page.tsx'
import { EmptyState } from '../../ui/states.tsx'
import { Tag } from '../../ui/surface.tsx'
import { useBoth, useWords } from '../../wording.ts'
import { firmwareWords, kindWords, statusWords } from './words.ts'

type Row = OutputOf<'firmware.campaigns'>['items'][number]

export const CampaignStatus = ({ status }: Pick<Row, 'status'>) => {
  const both = useBoth()
  const tone = ({ proposed: 'info', running: 'warning', halted: 'bad', completed: 'good' } as const)[status]
  return <Tag tone={tone}>{both(statusWords[status])}</Tag>
}

/** What is spreading over the fleet, what waits for approval and what was halted. */
export const Campaigns = ({ publish, keys }: { publish?: ReactNode; keys?: ReactNode }) => {
  const t = useWords(firmwareWords)
  const both = useBoth()
  return (
    <ConsolePage title={t('title')} lead={t('lead')} extra={publish}>
      <Listing
        name="firmware.campaigns"
        input={{}}
        caption={t('title')}
        keyOf={(row) => row.campaignId}
        refetchInterval={60_000}
        empty={<EmptyState title={t('none')}>{t(publish ? 'noneWhy' : 'noneSeen')}</EmptyState>}
        columns={[
          {
            key: 'what',
            name: t('what'),
            cell: ({ campaignId, manifest }) => (
              <span className="row">
                <Link href={`/firmware/${campaignId}`} className="strong">
                  {both(kindWords[manifest.kind])} {manifest.version}
                </Link>
                {manifest.rollback && <Tag tone="warning">{t('rollback')}</Tag>}
              </span>
            ),
          },
          { key: 'model', name: t('model'), cell: ({ manifest }) => manifest.modelCode },
          { key: 'status', name: t('status'), cell: (row) => <CampaignStatus status={row.status} /> },
          {
            key: 'ring',
            name: t('ring'),
            cell: ({ ring }) => (ring < 0 ? t('notStarted') : t('ringOf', { n: ring + 1 })),
          },
          {
            key: 'approvals',
            name: t('approvals'),
            cell: ({ approvals, approvalsNeeded }) =>
              t('approvalsOf', { n: approvals, needed: approvalsNeeded }),
          },
          { key: 'at', name: t('proposedAt'), cell: ({ proposedAt }) => <Moment at={proposedAt} /> },
        ]}
      />
      {keys}
    </ConsolePage>
  )
}
