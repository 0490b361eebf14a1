import type { OutputOf } from '#api/calls.ts'
import { useState } from 'react'
import { Link } from 'wouter'
import { DeviceStatus } from '../console/case-panels/device-facts.tsx'
import { Grid } from '../console/grid.tsx'
import { Listing } from '../console/listing.tsx'
import { ConsolePage } from '../console/page.tsx'
import { certificateWords, custodianWords } from '../domain-words.ts'
import { dayOf } from '../format.ts'
import { useRead } from '../queries.ts'
import { useSettings } from '../settings.tsx'
import { Notice } from '../ui/notice.tsx'
import { EmptyState, Loaded } from '../ui/states.tsx'
import { Tag } from '../ui/surface.tsx'
import { Tabs } from '../ui/tabs.tsx'
import { useBoth, useWords } from '../wording.ts'
import { withdrawalWords } from './approved-firmware.tsx'
import { custodyWords } from './custody-words.ts'
import { Deliveries } from './deliveries.tsx'
import { KeyRuns } from './key-runs.tsx'
import { Storerooms } from './storerooms.tsx'

const SerialLink = ({ deviceId, serialNo }: { deviceId: string; serialNo: string }) => (
  <Link href={`/devices/${deviceId}`} className="code whole">
    {serialNo}
  </Link>
)

const Due = ({ overdue }: { overdue: boolean }) => {
  const t = useWords(custodyWords)
  return <Tag tone={overdue ? 'bad' : 'info'}>{t(overdue ? 'overdue' : 'inTime')}</Tag>
}

const Returns = () => {
  const t = useWords(custodyWords)
  const { language } = useSettings()
  return (
    <Listing
      name="devices.returns"
      input={{}}
      caption={t('returns')}
      keyOf={(row) => row.deviceId}
      empty={<EmptyState title={t('noneDue')} />}
      columns={[
        { key: 'serial', name: t('serialNo'), cell: (row) => <SerialLink {...row} /> },
        { key: 'state', name: t('state'), cell: ({ status }) => <DeviceStatus status={status} /> },
        { key: 'reason', name: t('reason'), cell: ({ reason }) => t(reason) },
        { key: 'holder', name: t('holder'), cell: ({ holder }) => holder },
        {
          key: 'due',
          name: t('dueOn'),
          cell: ({ dueOn, overdue }) => (
            <span className="row">
              {dayOf(dueOn, language)} <Due overdue={overdue} />
            </span>
          ),
        },
      ]}
    />
  )
}

const Inventory = () => {
  const t = useWords(custodyWords)
  const both = useBoth()
  const { language } = useSettings()
  const kindOf = (place: string) => place.split('/')[0] as keyof typeof custodianWords
  return (
    <Listing
      name="devices.inventory"
      input={{}}
      caption={t('inventory')}
      keyOf={(row) => row.deviceId}
      columns={[
        { key: 'serial', name: t('serialNo'), cell: (row) => <SerialLink {...row} /> },
        { key: 'model', name: t('model'), cell: ({ modelCode }) => modelCode },
        { key: 'state', name: t('state'), cell: ({ status }) => <DeviceStatus status={status} /> },
        { key: 'place', name: t('place'), cell: ({ place }) => both(custodianWords[kindOf(place)]) },
        {
          key: 'seen',
          name: t('seenOn'),
          cell: ({ seenOn }) => (seenOn === null ? t('never') : dayOf(seenOn, language)),
        },
        {
          key: 'due',
          name: t('dueBy'),
          cell: ({ dueOn, overdue }) => (
            <span className="row">
              {dayOf(dueOn, language)} <Due overdue={overdue} />
            </span>
          ),
        },
      ]}
    />
  )
}

type Plan = OutputOf<'devices.replacements'>

const FirmwarePlan = ({ firmwares }: Pick<Plan, 'firmwares'>) => {
  const t = useWords(custodyWords)
  const both = useBoth()
  const { language } = useSettings()
  return firmwares.length === 0 ? (
    <EmptyState title={t('noEndedFirmware')} />
  ) : (
    <Grid
      caption={t('endedFirmware')}
      rows={firmwares}
      keyOf={({ modelCode, version, sha256 }) => `${modelCode} ${version} ${sha256}`}
      columns={[
        { key: 'model', name: t('model'), cell: ({ modelCode }) => modelCode },
        { key: 'version', name: t('version'), cell: ({ version }) => version },
        {
          key: 'state',
          name: t('state'),
          cell: ({ standing, endsOn, reason }) => (
            <Tag tone={standing === 'withdrawn' ? 'bad' : 'warning'}>
              {[`${t(standing)} ${dayOf(endsOn, language)}`, reason && both(withdrawalWords[reason])]
                .filter(Boolean)
                .join(' · ')}
            </Tag>
          ),
        },
        { key: 'goTo', name: t('goTo'), cell: ({ goTo }) => goTo ?? t('noProposal') },
        {
          key: 'campaign',
          name: t('sentBy'),
          cell: ({ campaignId, goTo }) =>
            campaignId === null ? (
              goTo && <Link href="/firmware">{t('publishIt')}</Link>
            ) : (
              <Link href={`/firmware/${campaignId}`}>{t('openCampaign', { version: goTo ?? '' })}</Link>
            ),
        },
        {
          key: 'running',
          name: t('runningOn'),
          cell: ({ running }) =>
            running.length === 0 ? '—' : running.map((each) => <SerialLink key={each.deviceId} {...each} />),
        },
      ]}
    />
  )
}

const CertificatePlan = ({ items }: Pick<Plan, 'items'>) => {
  const t = useWords(custodyWords)
  const both = useBoth()
  const { language } = useSettings()
  return items.length === 0 ? (
    <EmptyState title={t('noReplacements')} />
  ) : (
    <Grid
      caption={t('replacements')}
      rows={items}
      keyOf={(row) => row.modelCode}
      columns={[
        { key: 'model', name: t('model'), cell: ({ modelCode }) => modelCode },
        {
          key: 'state',
          name: t('state'),
          cell: ({ standing }) => <Tag tone={standing === 'blocked' ? 'bad' : 'warning'}>{t(standing)}</Tag>,
        },
        {
          key: 'certificate',
          name: t('certificate'),
          cell: ({ certificate, endsOn }) =>
            `${both(certificateWords[certificate])}${endsOn === null ? '' : ` · ${dayOf(endsOn, language)}`}`,
        },
        { key: 'by', name: t('replaceBy'), cell: ({ replaceBy }) => dayOf(replaceBy, language) },
        { key: 'proposed', name: t('proposed'), cell: ({ proposed }) => proposed ?? t('noProposal') },
        {
          key: 'sites',
          name: t('onSite'),
          cell: ({ onSite }) =>
            onSite.length === 0 ? '—' : onSite.map((each) => <SerialLink key={each.deviceId} {...each} />),
        },
        { key: 'stock', name: t('inStock'), number: true, cell: ({ inStock }) => inStock },
      ]}
    />
  )
}

const Replacements = () => {
  const read = useRead('devices.replacements', {})
  return (
    <Loaded query={read}>
      {({ items, firmwares }) => (
        <div className="stack">
          <CertificatePlan items={items} />
          <FirmwarePlan firmwares={firmwares} />
        </div>
      )}
    </Loaded>
  )
}

/** What is set apart, and the two ways out of it: home, and for good (CUST-17). */
const Quarantine = () => {
  const t = useWords(custodyWords)
  const both = useBoth()
  return (
    <>
      <Notice title={t('quarantineWays')}>{t('quarantineWaysWhy')}</Notice>
      <Listing
        name="devices.list"
        input={{ status: 'suspect' }}
        caption={t('quarantine')}
        keyOf={(row) => row.deviceId}
        empty={<EmptyState title={t('noneQuarantined')} />}
        columns={[
          { key: 'serial', name: t('serialNo'), cell: (row) => <SerialLink {...row} /> },
          { key: 'model', name: t('model'), cell: ({ modelCode }) => modelCode },
          {
            key: 'holder',
            name: t('holder'),
            cell: ({ custodian: { kind, name } }) =>
              [both(custodianWords[kind]), name].filter(Boolean).join(' · '),
          },
          { key: 'seal', name: t('sealNo'), cell: ({ sealNo }) => sealNo ?? '—' },
          {
            key: 'next',
            name: t('nextStep'),
            cell: ({ custodian }) => t(custodian.kind === 'acquirer' ? 'nextDispose' : 'nextTakeBack'),
          },
        ]}
      />
    </>
  )
}

/** What one person began and another must end. */
const Awaiting = () => {
  const t = useWords(custodyWords)
  return (
    <Listing
      name="devices.awaiting"
      input={{}}
      caption={t('awaiting')}
      keyOf={(row) => row.deviceId}
      empty={<EmptyState title={t('noneAwaiting')} />}
      columns={[
        { key: 'serial', name: t('serialNo'), cell: (row) => <SerialLink {...row} /> },
        { key: 'state', name: t('state'), cell: ({ status }) => <DeviceStatus status={status} /> },
        {
          key: 'what',
          name: t('what'),
          cell: ({ what, reason }) => (reason === null ? t(what) : `${t(what)} · ${t(reason)}`),
        },
        { key: 'certificate', name: t('certificateNo'), cell: ({ certificateNo }) => certificateNo || '—' },
        { key: 'first', name: t('firstPerson'), cell: ({ first }) => first },
        {
          key: 'second',
          name: t('secondPerson'),
          cell: ({ mine }) => <Tag tone={mine ? 'info' : 'warning'}>{t(mine ? 'anotherPerson' : 'you')}</Tag>,
        },
      ]}
    />
  )
}

const parts = {
  returns: Returns,
  quarantine: Quarantine,
  awaiting: Awaiting,
  deliveries: Deliveries,
  keyRuns: KeyRuns,
  storerooms: Storerooms,
  inventory: Inventory,
  replacements: Replacements,
}
type Part = keyof typeof parts

/** Custody's standing duties, one list each: what must come back, what came, where it lies, who saw it, what ends. */
export const Custody = () => {
  const t = useWords(custodyWords)
  const [part, setPart] = useState<Part>('returns')
  const Shown = parts[part]
  return (
    <ConsolePage title={t('custody')}>
      <Tabs
        label={t('custody')}
        value={part}
        onChange={setPart}
        tabs={(Object.keys(parts) as Part[]).map((value) => ({ value, label: t(value) }))}
      >
        <Shown />
      </Tabs>
    </ConsolePage>
  )
}
