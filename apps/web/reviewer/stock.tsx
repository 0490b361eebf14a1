import { DevicePage } from '../console/device-page.tsx'
import { DevicesList } from '../console/devices-list.tsx'
import { RotateKey } from './handler.tsx'
import { LabelAndIdentity } from './device-identity.tsx'
import { DeviceActions, RegisterDevices } from './device-actions.tsx'

/** Every terminal of this acquirer, and entering bought ones. */
export const Stock = () => (
  <DevicesList
    extra={
      <>
        <RotateKey />
        <RegisterDevices />
      </>
    }
  />
)

export const StockDevice = ({ deviceId }: { deviceId: string }) => (
  <DevicePage
    deviceId={deviceId}
    actions={({ device }) => <DeviceActions device={device} />}
    more={({ device }) => <LabelAndIdentity deviceId={deviceId} serialNo={device.serialNo} />}
  />
)
