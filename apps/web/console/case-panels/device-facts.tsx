import type { OutputOf } from '#api/calls.ts'
import { lastDay } from '#device/certificate.ts'
import { certificateWords, custodianWords, terminalWords } from '../../domain-words.ts'
import { factName } from '../../fact-words.ts'
import { dayOf, momentOf } from '../../format.ts'
import { useSettings } from '../../settings.tsx'
import { Card, Facts, Tag } from '../../ui/surface.tsx'
import { useBoth, useWords } from '../../wording.ts'
import { OnStandby } from '../fleet/on-standby.tsx'
import { fleetWords } from '../fleet/words.ts'
import { Grid } from '../grid.tsx'
import { Moment } from '../moment.tsx'
import { deviceStatusWords } from '../vocabulary.ts'
import { panelWords } from './words.ts'

type Read = OutputOf<'devices.device'>
type Status = Read['device']['status']

const statusTone = (status: Status) =>
  status === 'suspect' || status === 'suspended'
    ? 'bad'
    : status === 'live' || status === 'bound'
      ? 'good'
      : 'info'

export const DeviceStatus = ({ status }: { status: Status }) => {
  const both = useBoth()
  return <Tag tone={statusTone(status)}>{both(deviceStatusWords[status])}</Tag>
}

const standingTones = { approved: 'good', ended: 'warning', foreign: 'bad' } as const

/** What it runs now, since when and who says so, beside what it ran when it came. */
const FirmwareNow = ({ intake, running, shipped }: Read['firmware'] & { shipped: string }) => {
  const t = useWords(panelWords)
  const { language } = useSettings()
  return (
    <span className="stack tight">
      {running === null ? (
        <span>{t('firmwareShipped', { version: shipped })}</span>
      ) : (
        <span>
          {t('firmwareNow', {
            version: running.version,
            since: momentOf(running.since, language),
            source: t(running.source),
          })}{' '}
          <Tag tone={standingTones[running.standing]}>{t(running.standing)}</Tag>
        </span>
      )}
      {running?.sha256 && <span className="code small">{running.sha256}</span>}
      {intake && (
        <span className="soft small">
          {t('firmwareIntake', { version: intake.version, at: momentOf(intake.at, language) })}
        </span>
      )}
    </span>
  )
}

export const DeviceFacts = ({
  read: { device, model, firmware, standby, certificatesValid },
}: {
  read: Read
}) => {
  const t = useWords(panelWords)
  const f = useWords(fleetWords)
  const both = useBoth()
  const { language } = useSettings()
  const untilOf = (certificate: Read['model']['certificates'][number]) => {
    const last = lastDay(certificate)
    return last !== null && ` · ${dayOf(last, language)}`
  }
  return (
    <Facts
      rows={[
        [
          t('serialNo'),
          <span key="serial" className="row">
            <span className="code">{device.serialNo}</span>
            <DeviceStatus status={device.status} />
            <Tag tone={device.locked ? 'info' : 'good'}>{t(device.locked ? 'locked' : 'unlocked')}</Tag>
          </span>,
        ],
        [t('model'), `${model.maker} ${model.name} · ${both(terminalWords[device.terminalKind])}`],
        [t('sealNo'), device.sealNo ?? '—'],
        [t('custodian'), `${both(custodianWords[device.custodian.kind])} · ${device.custodian.name}`],
        [t('firmware'), <FirmwareNow key="firmware" {...firmware} shipped={device.firmwareVersion} />],
        standby && [f('standby'), <OnStandby key="standby" {...standby} />],
        device.terminalNo === null ? null : [t('terminalNo'), device.terminalNo],
        device.merchantNo === null ? null : [t('merchantNo'), device.merchantNo],
        [
          t('certificates'),
          <span key="certificates" className="stack tight">
            <span>
              <Tag tone={certificatesValid ? 'good' : 'bad'}>
                {t(certificatesValid ? 'certificatesValid' : 'certificatesInvalid')}
              </Tag>
            </span>
            {model.certificates.map((certificate) => (
              <span key={certificate.number}>
                {both(certificateWords[certificate.kind])} {certificate.number}
                {untilOf(certificate)}
              </span>
            ))}
          </span>,
        ],
      ]}
    />
  )
}

export const Custody = ({ custody }: Pick<Read, 'custody'>) => {
  const t = useWords(panelWords)
  const { language } = useSettings()
  return (
    <Card title={t('custody')}>
      <Grid
        caption={t('custody')}
        rows={custody.map((row, hand) => ({ ...row, hand }))}
        keyOf={({ hand }) => String(hand)}
        columns={[
          { key: 'when', name: t('when'), cell: ({ at }) => <Moment at={at} /> },
          { key: 'what', name: t('what'), cell: ({ type }) => factName(type, language) },
          {
            key: 'who',
            name: t('who'),
            cell: ({ person, organisation }) => [person, organisation].filter(Boolean).join(' · ') || '—',
          },
          { key: 'seal', name: t('sealNo'), cell: ({ sealNo }) => sealNo ?? '—' },
        ]}
      />
    </Card>
  )
}
