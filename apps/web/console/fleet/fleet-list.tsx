import type { OutputOf } from '#api/calls.ts'
import { Link } from 'wouter'
import { EmptyState } from '../../ui/states.tsx'
import { Tag } from '../../ui/surface.tsx'
import { useBoth, useWords } from '../../wording.ts'
import { deskWords } from '../desk-words.ts'
import { FilterSelect, useFilter } from '../filter.tsx'
import { Listing } from '../listing.tsx'
import { Moment } from '../moment.tsx'
import { ConsolePage } from '../page.tsx'
import { ShopLink } from '../terminals/links.tsx'
import { optionsOf } from '../vocabulary.ts'
import { OnStandby } from './on-standby.tsx'
import { fleetWords, healthWords, incidentWords, printerWords, showWords } from './words.ts'

type Row = OutputOf<'fleet.list'>['items'][number]

export const LastHeard = ({
  lastHeardAt,
  silent,
  standby,
}: Pick<Row, 'lastHeardAt' | 'silent' | 'standby'>) => {
  const t = useWords(fleetWords)
  return (
    <span className="row">
      {lastHeardAt === null ? t('never') : <Moment at={lastHeardAt} />}
      {silent && <Tag tone="bad">{t('silent')}</Tag>}
      {standby && <OnStandby {...standby} />}
    </span>
  )
}

export const OpenIncidents = ({ openIncidents }: Pick<Row, 'openIncidents'>) => {
  const t = useWords(fleetWords)
  const both = useBoth()
  if (openIncidents.length === 0) return <span className="soft">{t('noIncidents')}</span>
  return (
    <span className="row">
      {openIncidents.map((kind) => (
        <Tag key={kind} tone={kind === 'tampered' || kind === 'moved' ? 'bad' : 'warning'}>
          {both(incidentWords[kind])}
        </Tag>
      ))}
    </span>
  )
}

export const Printer = ({ printer }: { printer: NonNullable<Row['printer']> }) => {
  const both = useBoth()
  return printer === 'ok' || printer === 'none' ? (
    both(printerWords[printer])
  ) : (
    <Tag tone="warning">{both(printerWords[printer])}</Tag>
  )
}

const shows = Object.keys(showWords) as (keyof typeof showWords)[]

/** Terminals at work, as they last reported. */
export const FleetList = () => {
  const t = useWords(fleetWords)
  const d = useWords(deskWords)
  const both = useBoth()
  const [show, choose] = useFilter('show', shows)
  return (
    <ConsolePage title={t('title')} lead={t('lead')}>
      <Listing
        name="fleet.list"
        input={show ? { show } : {}}
        caption={t('title')}
        keyOf={(row) => row.deviceId}
        refetchInterval={60_000}
        empty={<EmptyState title={t('none')}>{t('noneWhy')}</EmptyState>}
        tools={
          <FilterSelect
            label={t('show')}
            value={show}
            onChange={choose}
            options={optionsOf(showWords, both)}
          />
        }
        columns={[
          {
            key: 'serial',
            name: t('serialNo'),
            cell: ({ deviceId, serialNo }) => (
              <Link href={`/fleet/${deviceId}`} className="code whole">
                {serialNo}
              </Link>
            ),
          },
          { key: 'shop', name: d('shop'), cell: (row) => <ShopLink {...row} /> },
          { key: 'heard', name: t('lastHeard'), cell: (row) => <LastHeard {...row} /> },
          { key: 'incidents', name: t('openIncidents'), cell: (row) => <OpenIncidents {...row} /> },
          {
            key: 'health',
            name: t('health'),
            cell: ({ health }) => health && both(healthWords[health]),
          },
          {
            key: 'printer',
            name: t('printer'),
            cell: ({ printer }) => printer && <Printer printer={printer} />,
          },
          {
            key: 'battery',
            name: t('battery'),
            number: true,
            cell: ({ battery, lastHeardAt }) =>
              battery === null ? lastHeardAt && t('mains') : `${battery}%`,
          },
          {
            key: 'unsent',
            name: t('unsent'),
            number: true,
            cell: ({ unsent }) => unsent !== null && t('unsentCount', { n: unsent }),
          },
          { key: 'firmware', name: t('firmware'), cell: ({ firmwareVersion }) => firmwareVersion },
        ]}
      />
    </ConsolePage>
  )
}
