import type { InputOf, OutputOf } from '#api/calls.ts'
import type { ReactNode } from 'react'
import { Link } from 'wouter'
import { useSettings } from '../../settings.tsx'
import { EmptyState } from '../../ui/states.tsx'
import { Tag } from '../../ui/surface.tsx'
import { useBoth, useWords } from '../../wording.ts'
import { ConfirmAction } from '../confirm-action.tsx'
import { FilterSelect, useFilter } from '../filter.tsx'
import { deskWords } from '../desk-words.ts'
import { Listing } from '../listing.tsx'
import { Due, Moment } from '../moment.tsx'
import { ConsolePage } from '../page.tsx'
import { ShopLink } from '../terminals/links.tsx'
import { terminalListWords } from '../terminals/words.ts'
import { deviceStatusWords } from '../vocabulary.ts'
import { Outages } from './outages.tsx'
import { fleetWords, incidentWords } from './words.ts'

type Row = OutputOf<'incidents.list'>['items'][number]

const What = ({ words }: Pick<Row, 'words'>) => {
  const { language } = useSettings()
  const { happened, remedy } = words[language === 'en' ? 'en' : 'zh']
  return (
    <span className="stack tight told">
      <span>{happened}</span>
      <span className="soft small">{remedy}</span>
    </span>
  )
}

const Ended = ({ evidence }: Pick<Row, 'evidence'>) => {
  const t = useWords(fleetWords)
  const both = useBoth()
  if (evidence === null) return null
  const status = (deviceStatusWords as Record<string, readonly [string, string]>)[evidence.what]
  return evidence.by === 'heartbeat'
    ? t('byHeartbeat', { what: evidence.what })
    : t('byCustody', { what: status ? both(status) : evidence.what })
}

const Actions = ({ row }: { row: Row }) => {
  const t = useWords(fleetWords)
  const both = useBoth()
  const { incidentId, acknowledgedAt, closedAt, serialNo } = row
  if (closedAt !== null) return null
  const of = { serial: serialNo, kind: both(incidentWords[row.kind]) }
  return (
    <span className="row">
      {acknowledgedAt === null && (
        <ConfirmAction
          name="incidents.acknowledge"
          input={{ incidentId }}
          label={t('acknowledge')}
          accessibleName={t('acknowledgeOf', of)}
          done={t('acknowledged')}
          small
        >
          {t('acknowledgeWhy')}
        </ConfirmAction>
      )}
      <ConfirmAction
        name="incidents.close"
        input={{ incidentId }}
        label={t('close')}
        accessibleName={t('closeOf', of)}
        done={t('closed')}
        small
      >
        {t('closeWhy')}
      </ConfirmAction>
    </span>
  )
}

/** Incidents with their two clocks and what ended them. */
export const Incidents = ({
  input,
  mayAct,
  tools,
  evidence,
}: {
  input: InputOf<'incidents.list'>
  mayAct: boolean
  tools?: ReactNode
  evidence: ((row: Row) => ReactNode) | undefined
}) => {
  const t = useWords(fleetWords)
  const d = useWords(deskWords)
  const l = useWords(terminalListWords)
  const both = useBoth()
  return (
    <Listing
      name="incidents.list"
      input={input}
      caption={t('incidents')}
      keyOf={(row) => row.incidentId}
      refetchInterval={60_000}
      empty={<EmptyState title={t('noneOpen')} />}
      tools={tools}
      columns={[
        {
          key: 'kind',
          name: t('kind'),
          cell: ({ kind, late, deviceId, serialNo }) => (
            <span className="stack tight">
              <span className="row">
                <span className="strong">{both(incidentWords[kind])}</span>
                {late && <Tag tone="bad">{t('late')}</Tag>}
              </span>
              {input.deviceId === undefined && (
                <Link href={`/fleet/${deviceId}`} className="code small whole">
                  {serialNo}
                </Link>
              )}
            </span>
          ),
        },
        // On one terminal's page its number and its shop stand above.
        ...(input.deviceId === undefined
          ? [{ key: 'shop', name: d('shop'), cell: (row: Row) => <ShopLink {...row} /> }]
          : []),
        { key: 'what', name: t('what'), cell: (row) => <What words={row.words} /> },
        { key: 'opened', name: t('openedAt'), cell: ({ openedAt }) => <Moment at={openedAt} /> },
        {
          key: 'act',
          name: t('actBy'),
          cell: ({ actBy, acknowledgedAt, closedAt }) => <Due due={actBy} met={acknowledgedAt ?? closedAt} />,
        },
        {
          key: 'close',
          name: t('closeBy'),
          cell: ({ closeBy, closedAt, evidence }) => (
            <span className="stack tight">
              <Due due={closeBy} met={closedAt} />
              {evidence && (
                <span className="soft small">
                  {t('evidence')} <Ended evidence={evidence} />
                </span>
              )}
            </span>
          ),
        },
        ...(mayAct
          ? [{ key: 'actions', name: t('actions'), cell: (row: Row) => <Actions row={row} /> }]
          : []),
        ...(evidence ? [{ key: 'proofs', name: l('evidence'), cell: evidence }] : []),
      ]}
    />
  )
}

const shows = ['open', 'closed'] as const

export const IncidentsList = ({
  mayAct,
  lead,
  above,
  evidence,
}: {
  mayAct: boolean
  /** For a desk that does not end incidents itself. */
  lead?: string
  /** What the carriers' outages are to a desk that may not read whom else they hit. */
  above?: ReactNode
  /** For a desk that proves what happened. */
  evidence?: (row: Row) => ReactNode
}) => {
  const t = useWords(fleetWords)
  const [show, choose] = useFilter('show', shows)
  return (
    <ConsolePage title={t('incidents')} lead={lead ?? t('incidentsLead')}>
      {above ?? <Outages input={show ? { show } : {}} mayAct={mayAct} />}
      <Incidents
        input={show ? { show } : {}}
        mayAct={mayAct}
        evidence={evidence}
        tools={
          <FilterSelect
            label={t('state')}
            value={show}
            onChange={choose}
            options={[
              { value: 'open', label: t('stateOpen') },
              { value: 'closed', label: t('stateClosed') },
            ]}
          />
        }
      />
    </ConsolePage>
  )
}
