import { useEffect, useState } from 'react'
import { momentOf } from '../format.ts'
import { useSettings } from '../settings.tsx'
import { Tag } from '../ui/surface.tsx'
import { useWords } from '../wording.ts'
import { consoleWords } from './words.ts'

/** A point in time as people say it; the machine reads the instant. */
export const Moment = ({ at }: { at: string }) => {
  const { language } = useSettings()
  return <time dateTime={at}>{momentOf(at, language)}</time>
}

const MINUTE = 60_000

const useSpan = () => {
  const t = useWords(consoleWords)
  return (ms: number) => {
    const minutes = Math.max(1, Math.round(ms / MINUTE))
    if (minutes < 120) return t('minutes', { n: minutes })
    const hours = Math.round(minutes / 60)
    return hours < 48 ? t('hours', { n: hours }) : t('days', { n: Math.round(hours / 24) })
  }
}

/** A deadline that runs: how long is left, or by how much it is over; quiet once met. */
export const Due = ({ due, met }: { due: string; met: string | null }) => {
  const t = useWords(consoleWords)
  const span = useSpan()
  const [now, setNow] = useState(Date.now)
  useEffect(() => {
    if (met) return
    const timer = setInterval(() => setNow(Date.now()), MINUTE / 2)
    return () => clearInterval(timer)
  }, [met])
  const left = Date.parse(due) - (met ? Date.parse(met) : now)
  const tone = left < 0 ? 'bad' : met ? 'good' : left < 60 * MINUTE ? 'warning' : 'info'
  return (
    <span className="stack tight">
      <Moment at={met ?? due} />
      {(!met || left < 0) && (
        <span>
          <Tag tone={tone}>
            {left < 0 ? t('overTime', { time: span(-left) }) : t('leftTime', { time: span(left) })}
          </Tag>
        </span>
      )}
    </span>
  )
}
