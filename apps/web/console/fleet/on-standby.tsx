import type { OutputOf } from '#api/calls.ts'
import { dayOf } from '../../format.ts'
import { useSettings } from '../../settings.tsx'
import { Tag } from '../../ui/surface.tsx'
import { useBoth, useWords } from '../../wording.ts'
import { fleetWords, standbyWords } from './words.ts'

type Standby = NonNullable<OutputOf<'devices.device'>['standby']>

/** Why and until when its silence means nothing. */
export const OnStandby = ({ reason, until }: Pick<Standby, 'reason' | 'until'>) => {
  const t = useWords(fleetWords)
  const both = useBoth()
  const { language } = useSettings()
  return (
    <span className="row">
      <Tag tone="info">{both(standbyWords[reason])}</Tag>
      <span className="small">{t('standbyUntil', { until: dayOf(until, language) })}</span>
    </span>
  )
}
