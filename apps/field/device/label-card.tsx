import { useReadiness } from '../../web/readiness.ts'
import { Card, Facts } from '../../web/ui/surface.tsx'
import { useWords } from '../../web/wording.ts'
import type { Device } from '../stations.ts'
import { deviceWords } from './words.ts'

const code = (text: string | number) => <span className="code">{text}</span>

/** In the demo nobody holds a box in their hands: its label is shown instead. Never outside the demo. */
export const LabelCard = ({ device, firmware }: { device: Device; firmware?: boolean }) => {
  const t = useWords(deviceWords)
  const ready = useReadiness()
  if (!ready.data?.demo) return null
  return (
    <Card title={t('demoLabel')} tone="warning">
      <Facts
        rows={[
          [t('serial'), code(device.serialNo)],
          device.sealNo ? [t('seal'), code(device.sealNo)] : null,
          firmware ? [t('firmware'), code(device.firmwareVersion)] : null,
        ]}
      />
    </Card>
  )
}
