import { momentOf } from '../../format.ts'
import { useSettings } from '../../settings.tsx'
import { Tag } from '../../ui/surface.tsx'
import { useWords } from '../../wording.ts'
import { ticketScreenWords } from './words.ts'

/** One promise: when it was due, and whether it was kept, is running or is late. `now` is the page's clock. */
export const Clock = ({
  due,
  met,
  now,
  name,
  metName,
}: {
  due: string
  met: string | null
  now: number
  name: string
  metName: string
}) => {
  const t = useWords(ticketScreenWords)
  const { language } = useSettings()
  const dueAt = Date.parse(due)
  const left = dueAt - (met ? Date.parse(met) : now)
  const minutes = Math.max(1, Math.round(Math.abs(left) / 60_000))
  const time =
    minutes < 90
      ? t('minutes', { n: minutes })
      : minutes < 2880
        ? t('hours', { n: Math.round(minutes / 60) })
        : t('days', { n: Math.round(minutes / 1440) })
  return (
    <div className="row between">
      <span>
        {met ? metName : name} <span className="soft small">{momentOf(met ?? due, language)}</span>
      </span>
      {left < 0 ? (
        <Tag tone="bad">{t('over', { time })}</Tag>
      ) : met ? (
        <Tag tone="good">✓</Tag>
      ) : (
        <Tag tone="info">{t('left', { time })}</Tag>
      )}
    </div>
  )
}
