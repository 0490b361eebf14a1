import type { OutputOf } from '#api/calls.ts'
import type { ComponentProps } from 'react'
import { Link } from 'wouter'
import { useRead } from '../../queries.ts'
import { Loaded, Missing } from '../../ui/states.tsx'
import { Card, Facts, Tag } from '../../ui/surface.tsx'
import { useBoth, useWords } from '../../wording.ts'
import { deskWords } from '../desk-words.ts'
import { Grid } from '../grid.tsx'
import { Moment } from '../moment.tsx'
import { ConsolePage } from '../page.tsx'
import { ShopLink, useOpensDevices } from '../terminals/links.tsx'
import { LastHeard, OpenIncidents, Printer } from './fleet-list.tsx'
import { Incidents } from './incidents-list.tsx'
import { fleetWords, healthWords } from './words.ts'

type Read = OutputOf<'fleet.terminal'>

const Now = ({ terminal, quiet }: Read) => {
  const t = useWords(fleetWords)
  const d = useWords(deskWords)
  const both = useBoth()
  const { health, printer, battery, signalDbm, unsent, firmwareVersion, firmwareNo, metresAway } = terminal
  return (
    <Card title={t('now')}>
      <Facts
        rows={[
          [d('shop'), <ShopLink {...terminal} />],
          [t('lastHeard'), <LastHeard {...terminal} />],
          [t('openIncidents'), <OpenIncidents {...terminal} />],
          health !== null && [t('health'), both(healthWords[health])],
          printer !== null && [t('printer'), <Printer printer={printer} />],
          battery !== null && [t('battery'), `${battery}%`],
          signalDbm !== null && [t('signal'), `${signalDbm} dBm`],
          unsent !== null && [t('unsent'), t('unsentCount', { n: unsent })],
          firmwareVersion !== null && [t('firmware'), `${firmwareVersion} (${firmwareNo})`],
          metresAway !== null && [t('away'), t('metres', { n: metresAway })],
          [t('quiet'), `${quiet.from}–${quiet.until} · ${t(quiet.own ? 'quietOwn' : 'quietUsual')}`],
        ]}
      />
    </Card>
  )
}

/** A terminal's own clock is shown where it differs from the house's by more than this. */
const TOLD_APART_MS = 60_000

const Beats = ({ beats }: Pick<Read, 'beats'>) => {
  const t = useWords(fleetWords)
  const both = useBoth()
  return (
    <Card title={t('beats')}>
      <Grid
        caption={t('beats')}
        rows={beats}
        keyOf={(row) => String(row.beatNo)}
        columns={[
          { key: 'no', name: t('beatNo'), cell: ({ beatNo }) => beatNo },
          {
            key: 'received',
            name: t('receivedAt'),
            cell: ({ receivedAt, at }) => (
              <span className="stack tight">
                <Moment at={receivedAt} />
                {Math.abs(Date.parse(at) - Date.parse(receivedAt)) > TOLD_APART_MS && (
                  <span className="soft small">
                    {t('at')} <Moment at={at} />
                  </span>
                )}
              </span>
            ),
          },
          {
            key: 'health',
            name: t('health'),
            cell: ({ health, tampered }) => (
              <span className="row">
                {both(healthWords[health])}
                {tampered && <Tag tone="bad">{t('opened')}</Tag>}
              </span>
            ),
          },
          { key: 'printer', name: t('printer'), cell: ({ printer }) => <Printer printer={printer} /> },
          {
            key: 'battery',
            name: t('battery'),
            number: true,
            cell: ({ battery }) => (battery === null ? t('mains') : `${battery}%`),
          },
          {
            key: 'signal',
            name: t('signal'),
            number: true,
            cell: ({ signalDbm }) => signalDbm !== null && `${signalDbm}\u00a0dBm`,
          },
          {
            key: 'unsent',
            name: t('unsent'),
            number: true,
            cell: ({ unsent }) => t('unsentCount', { n: unsent }),
          },
          {
            key: 'away',
            name: t('away'),
            number: true,
            cell: ({ metresAway }) => metresAway !== null && t('metres', { n: metresAway }),
          },
        ]}
      />
    </Card>
  )
}

/** What one terminal has said of itself, and what came of it. */
export const FleetTerminal = ({
  deviceId,
  mayAct,
  evidence,
}: {
  deviceId: string
  mayAct: boolean
  evidence?: ComponentProps<typeof Incidents>['evidence']
}) => {
  const t = useWords(fleetWords)
  const d = useWords(deskWords)
  const opensDevices = useOpensDevices()
  const read = useRead('fleet.terminal', { deviceId }, { refetchInterval: 60_000 })
  return (
    <Loaded query={read} missing={<Missing heading />}>
      {(read) => (
        <ConsolePage title={read.terminal.serialNo} trail={[{ href: '/fleet', label: t('title') }]}>
          <Now {...read} />
          {opensDevices && (
            <p>
              <Link href={`/devices/${deviceId}`}>{d('device')}</Link>
            </p>
          )}
          <Card title={t('incidents')}>
            <Incidents input={{ deviceId }} mayAct={mayAct} evidence={evidence} />
          </Card>
          <Beats beats={read.beats} />
        </ConsolePage>
      )}
    </Loaded>
  )
}
