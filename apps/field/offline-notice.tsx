import { useEffect, useState } from 'react'
import { clockOf } from '../web/format.ts'
import { useSettings } from '../web/settings.tsx'
import { Notice } from '../web/ui/notice.tsx'
import { useWords } from '../web/wording.ts'
import { useShownSince } from './kept-answers.ts'
import { useOffline } from './offline.ts'
import { fieldWords } from './words.ts'

/** Lets what says its age grow old. */
const useMinutes = (running: boolean): number => {
  const [now, setNow] = useState(Date.now)
  useEffect(() => {
    if (!running) return undefined
    const tick = () => setNow(Date.now())
    tick()
    const timer = setInterval(tick, 15_000)
    return () => clearInterval(timer)
  }, [running])
  return now
}

/** Without a network: how old what is shown is, what works and what waits. */
export const OfflineNotice = () => {
  const t = useWords(fieldWords)
  const { language } = useSettings()
  const since = useShownSince()
  const offline = useOffline()
  const shows = offline || since?.fromPhone === true
  const now = useMinutes(shows)
  if (!shows) return null
  return (
    <Notice tone="warning" title={t('offline')}>
      <div className="stack tight">
        {since && (
          <p className="strong">
            {t('shownSince', {
              at: clockOf(since.at, language),
              minutes: Math.max(0, Math.floor((now - Date.parse(since.at)) / 60_000)),
            })}
          </p>
        )}
        <details className="by-hand">
          <summary>{t('offlineWhat')}</summary>
          <div className="stack tight">
            <p>{t('offlineWorks')}</p>
            <p>{t('offlineWaits')}</p>
          </div>
        </details>
      </div>
    </Notice>
  )
}
