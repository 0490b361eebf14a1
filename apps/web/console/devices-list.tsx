import type { ReactNode } from 'react'
import { Link } from 'wouter'
import { Tag } from '../ui/surface.tsx'
import { useBoth, useWords } from '../wording.ts'
import { DeviceStatus } from './case-panels/device-facts.tsx'
import { panelWords } from './case-panels/words.ts'
import { deskWords } from './desk-words.ts'
import { FilterSelect, useFilter } from './filter.tsx'
import { Listing } from './listing.tsx'
import { ConsolePage } from './page.tsx'
import { custodianWords, terminalWords } from '../domain-words.ts'
import { deviceStatusWords, optionsOf } from './vocabulary.ts'
import { consoleWords } from './words.ts'

const statuses = Object.keys(deviceStatusWords) as (keyof typeof deviceStatusWords)[]

/** Terminals this desk may see, by where they are in their life. */
export const DevicesList = ({ extra }: { extra?: ReactNode }) => {
  const t = useWords(deskWords)
  const p = useWords(panelWords)
  const k = useWords(consoleWords)
  const both = useBoth()
  const [status, choose] = useFilter('status', statuses)
  return (
    <ConsolePage title={t('devices')} extra={extra}>
      <Listing
        name="devices.list"
        input={status ? { status } : {}}
        caption={t('devices')}
        keyOf={(row) => row.deviceId}
        tools={
          <FilterSelect
            label={t('status')}
            value={status}
            onChange={choose}
            options={optionsOf(deviceStatusWords, both)}
          />
        }
        columns={[
          {
            key: 'serial',
            name: t('serialNo'),
            cell: ({ deviceId, serialNo }) => (
              <Link href={`/devices/${deviceId}`} className="code whole">
                {serialNo}
              </Link>
            ),
          },
          {
            key: 'model',
            name: t('model'),
            cell: ({ modelCode, terminalKind }) => `${both(terminalWords[terminalKind])} · ${modelCode}`,
          },
          { key: 'status', name: t('status'), cell: ({ status }) => <DeviceStatus status={status} /> },
          {
            key: 'custodian',
            name: t('custodian'),
            cell: ({ custodian }) =>
              [both(custodianWords[custodian.kind]), custodian.name].filter(Boolean).join(' · '),
          },
          { key: 'seal', name: t('sealNo'), cell: ({ sealNo }) => sealNo ?? k('none') },
          {
            key: 'locked',
            name: t('locked'),
            cell: ({ locked }) => (
              <Tag tone={locked ? 'info' : 'good'}>{p(locked ? 'locked' : 'unlocked')}</Tag>
            ),
          },
          {
            key: 'case',
            name: t('ofCase'),
            cell: ({ caseId, serialNo }) =>
              caseId === null ? (
                k('none')
              ) : (
                <Link href={`/cases/${caseId}`} aria-label={`${t('openCase')} ${serialNo}`}>
                  {t('openCase')}
                </Link>
              ),
          },
        ]}
      />
    </ConsolePage>
  )
}
