import { DevicePage } from '../console/device-page.tsx'
import { DevicesList } from '../console/devices-list.tsx'
import { RotateKey } from './handler.tsx'
import { LinkButton } from '../ui/button.tsx'
import { TerminalLooks } from '../terminal-looks.tsx'
import { useWords } from '../wording.ts'
import { reviewerWords } from './words.ts'
import { LabelAndIdentity } from './device-identity.tsx'
import { BagPhotos } from './bag-look.tsx'
import { DeviceActions, RegisterDevices } from './device-actions.tsx'
import { DutyActions } from './duty-actions.tsx'
import { Duties, HandOvers } from './standing-duties.tsx'

/** Every terminal of this acquirer, and entering bought ones. */
export const Stock = () => {
  const t = useWords(reviewerWords)
  return (
    <DevicesList
      extra={
        <>
          <RotateKey />
          <LinkButton href="~/hand-over">{t('takeByCode')}</LinkButton>
          <RegisterDevices />
        </>
      }
    />
  )
}

export const StockDevice = ({ deviceId }: { deviceId: string }) => (
  <DevicePage
    deviceId={deviceId}
    actions={(read) => (
      <>
        <DeviceActions read={read} />
        <DutyActions read={read} />
      </>
    )}
    more={(read) => (
      <>
        <Duties read={read} />
        <LabelAndIdentity deviceId={deviceId} serialNo={read.device.serialNo} />
        <BagPhotos deviceId={deviceId} />
        {read.device.caseId !== null && <TerminalLooks deviceId={deviceId} />}
        <HandOvers deviceId={deviceId} />
      </>
    )}
  />
)
