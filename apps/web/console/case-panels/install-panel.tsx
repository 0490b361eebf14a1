import { useRead } from '../../queries.ts'
import { Loaded } from '../../ui/states.tsx'
import { Card, Facts } from '../../ui/surface.tsx'
import { useWords } from '../../wording.ts'
import { Moment } from '../moment.tsx'
import type { CaseView } from '../vocabulary.ts'
import { Custody, DeviceFacts } from './device-facts.tsx'
import { panelWords } from './words.ts'
import { YesNo } from './yes-no.tsx'

/** The terminal of this case, where it is and who had it. */
export const InstallPanel = ({ value: { install } }: { value: CaseView }) => {
  const t = useWords(panelWords)
  if (!install)
    return (
      <Card title={t('install')}>
        <p className="soft">{t('noInstall')}</p>
      </Card>
    )
  return (
    <>
      <Card title={t('install')}>
        <Facts
          rows={[
            [t('delivery'), t(install.delivery)],
            [t('merchantAccepted'), <YesNo key="accepted" value={install.merchantAccepted} />],
            install.boundAt === null ? null : [t('boundAt'), <Moment key="bound" at={install.boundAt} />],
          ]}
        />
        <DeviceOfCase deviceId={install.deviceId} />
      </Card>
      <CustodyOfCase deviceId={install.deviceId} />
    </>
  )
}

const DeviceOfCase = ({ deviceId }: { deviceId: string }) => {
  const read = useRead('devices.device', { deviceId })
  return <Loaded query={read}>{(read) => <DeviceFacts read={read} />}</Loaded>
}

const CustodyOfCase = ({ deviceId }: { deviceId: string }) => {
  const read = useRead('devices.device', { deviceId })
  return read.data ? <Custody custody={read.data.custody} /> : null
}
