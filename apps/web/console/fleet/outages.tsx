import type { InputOf, OutputOf } from '#api/calls.ts'
import Button from 'antd/es/button'
import { useState } from 'react'
import { Link } from 'wouter'
import { useRead } from '../../queries.ts'
import { Loaded } from '../../ui/states.tsx'
import { Tag } from '../../ui/surface.tsx'
import { useBoth, useWords } from '../../wording.ts'
import { ConfirmAction } from '../confirm-action.tsx'
import { Drawer } from '../drawer.tsx'
import { Grid } from '../grid.tsx'
import { Listing } from '../listing.tsx'
import { Due, Moment } from '../moment.tsx'
import { carrierWords, fleetWords, memberWords } from './words.ts'

type Row = OutputOf<'outages.list'>['items'][number]

const MemberList = ({ outageId }: { outageId: string }) => {
  const t = useWords(fleetWords)
  const both = useBoth()
  const read = useRead('outages.members', { outageId })
  return (
    <Loaded query={read}>
      {({ items }) => (
        <Grid
          caption={t('members')}
          rows={items}
          keyOf={(row) => row.deviceId}
          columns={[
            {
              key: 'serial',
              name: t('serialNo'),
              cell: ({ deviceId, serialNo }) => (
                <Link href={`/fleet/${deviceId}`} className="code">
                  {serialNo}
                </Link>
              ),
            },
            {
              key: 'state',
              name: t('state'),
              cell: ({ standing }) => (
                <Tag tone={standing === 'heard' ? 'good' : standing === 'out' ? 'warning' : 'info'}>
                  {both(memberWords[standing])}
                </Tag>
              ),
            },
            { key: 'at', name: t('since'), cell: ({ at }) => <Moment at={at} /> },
          ]}
        />
      )}
    </Loaded>
  )
}

const Members = ({ row, of }: { row: Row; of: { carrier: string; district: string } }) => {
  const t = useWords(fleetWords)
  const [open, setOpen] = useState(false)
  const { outageId, out, heard, ownIncident } = row
  return (
    <span className="stack tight">
      <span>{t('membersOf', { out, heard })}</span>
      {ownIncident > 0 && <span className="soft small">{t('ownIncidents', { n: ownIncident })}</span>}
      <span>
        <Button size="small" aria-label={t('showMembersOf', of)} onClick={() => setOpen(true)}>
          {t('showMembers')}
        </Button>
      </span>
      <Drawer open={open} onClose={() => setOpen(false)} title={t('showMembersOf', of)}>
        {open && <MemberList outageId={outageId} />}
      </Drawer>
    </span>
  )
}

const Standing = ({ backAt, closedAt, late }: Pick<Row, 'backAt' | 'closedAt' | 'late'>) => {
  const t = useWords(fleetWords)
  return (
    <span className="row">
      <Tag tone={closedAt !== null ? 'good' : backAt !== null ? 'info' : 'bad'}>
        {t(closedAt !== null ? 'outageOver' : backAt !== null ? 'carrierBack' : 'carrierOut')}
      </Tag>
      {late && <Tag tone="bad">{t('late')}</Tag>}
    </span>
  )
}

/** Outages of carriers, each with its terminals: what would otherwise be an alarm for every one of them. */
export const Outages = ({ input, mayAct }: { input: InputOf<'outages.list'>; mayAct: boolean }) => {
  const t = useWords(fleetWords)
  const both = useBoth()
  const any = useRead('outages.list', { ...input, limit: 1 }, { refetchInterval: 60_000 })
  const ofRow = ({ carrier, district }: Row) => ({
    carrier: both(carrierWords[carrier] ?? [carrier, carrier]),
    district,
  })
  // Rare: where there are none, the incidents have the page to themselves.
  if (!any.data || any.data.items.length === 0) return null
  return (
    <section className="stack" aria-label={t('outages')}>
      <div>
        <h2>{t('outages')}</h2>
        <p className="soft">{t('outagesLead')}</p>
      </div>
      <Listing
        name="outages.list"
        input={input}
        caption={t('outages')}
        keyOf={(row) => row.outageId}
        refetchInterval={60_000}
        columns={[
          {
            key: 'carrier',
            name: t('carrier'),
            cell: (row) => (
              <span className="stack tight">
                <span className="strong">{ofRow(row).carrier}</span>
                <span className="soft small">
                  {t('district')} <span className="code">{row.district}</span>
                </span>
              </span>
            ),
          },
          { key: 'state', name: t('state'), cell: (row) => <Standing {...row} /> },
          { key: 'members', name: t('members'), cell: (row) => <Members row={row} of={ofRow(row)} /> },
          { key: 'opened', name: t('openedAt'), cell: ({ openedAt }) => <Moment at={openedAt} /> },
          {
            key: 'act',
            name: t('actBy'),
            cell: ({ actBy, acknowledgedAt, closedAt }) => (
              <Due due={actBy} met={acknowledgedAt ?? closedAt} />
            ),
          },
          {
            key: 'close',
            name: t('closeBy'),
            cell: ({ closeBy, closedAt }) => <Due due={closeBy} met={closedAt} />,
          },
          ...(mayAct
            ? [
                {
                  key: 'actions',
                  name: t('actions'),
                  cell: (row: Row) =>
                    row.acknowledgedAt === null &&
                    row.closedAt === null && (
                      <ConfirmAction
                        name="outages.acknowledge"
                        input={{ outageId: row.outageId }}
                        label={t('acknowledge')}
                        accessibleName={t('acknowledgeOutage', ofRow(row))}
                        done={t('acknowledged')}
                        small
                      >
                        {t('acknowledgeWhy')}
                      </ConfirmAction>
                    ),
                },
              ]
            : []),
        ]}
      />
    </section>
  )
}
