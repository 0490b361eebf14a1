import type { OutputOf } from '#api/calls.ts'
import type { ReactNode } from 'react'
import { Link } from 'wouter'
import { useRead } from '../queries.ts'
import { Loaded, Missing } from '../ui/states.tsx'
import { Card } from '../ui/surface.tsx'
import { useWords } from '../wording.ts'
import { Custody, DeviceFacts } from './case-panels/device-facts.tsx'
import { deskWords } from './desk-words.ts'
import { ConsolePage } from './page.tsx'

/** One terminal: what it is, its papers, and everyone who had it; `actions` are the acquirer's. */
export const DevicePage = ({
  deviceId,
  actions,
  more,
}: {
  deviceId: string
  actions?: (read: OutputOf<'devices.device'>) => ReactNode
  more?: (read: OutputOf<'devices.device'>) => ReactNode
}) => {
  const t = useWords(deskWords)
  const read = useRead('devices.device', { deviceId })
  return (
    <Loaded query={read} missing={<Missing heading />}>
      {(read) => (
        <ConsolePage
          title={read.device.serialNo}
          trail={[{ href: '/devices', label: t('devices') }]}
          extra={actions?.(read)}
        >
          <Card title={t('device')}>
            <DeviceFacts read={read} />
            {read.device.caseId !== null && (
              <p>
                <Link href={`/cases/${read.device.caseId}`}>{t('openCase')}</Link>
              </p>
            )}
          </Card>
          {more?.(read)}
          <Custody custody={read.custody} />
        </ConsolePage>
      )}
    </Loaded>
  )
}
