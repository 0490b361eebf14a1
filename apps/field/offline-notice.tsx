import { useEffect, useState } from 'react'
import { clockOf, momentOf } from '../web/format.ts'
import { useMe } from '../web/session.tsx'
import { useSettings } from '../web/settings.tsx'
import { Button, LinkButton } from '../web/ui/button.tsx'
import { Notice, ProblemNotice } from '../web/ui/notice.tsx'
import { useWords } from '../web/wording.ts'
import { useShownSince } from './kept-answers.ts'
import { useOffline } from './offline.ts'
import { isWaiting } from './outbox.ts'
import { type Unsent, drop, everything, onUnsent } from './shelf.ts'
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

const whatOf = (call: string) =>
  call === 'surveys.record' ||
  call === 'devices.accept-device' ||
  call === 'devices.inspect-on-site' ||
  call === 'devices.bind' ||
  call === 'devices.attest' ||
  call === 'devices.record-fix' ||
  call === 'visits.record-handler'
    ? call
    : 'unsent'

const useUnsent = (): readonly Unsent[] => {
  const { personId } = useMe().data ?? {}
  const [all, setAll] = useState<readonly Unsent[]>([])
  useEffect(() => {
    let here = true
    const look = () =>
      void everything('unsent').then((kept) => {
        if (here) setAll(kept.filter((each) => each.personId === personId))
      })
    look()
    const stop = onUnsent(look)
    return () => {
      here = false
      stop()
    }
  }, [personId])
  return all
}

/** Everything this phone could not send and what the house refused later, with the way to its screen. */
export const UnsentList = ({ visitId = '' }: { visitId?: string }) => {
  const t = useWords(fieldWords)
  const { language } = useSettings()
  const all = useUnsent().filter(({ page }) => page.includes(visitId))
  const waiting = all.filter(isWaiting)
  const what = ({ call, at }: Unsent) => t('unsentAt', { what: t(whatOf(call)), at: momentOf(at, language) })
  return (
    <>
      {waiting.length > 0 && (
        <Notice tone="warning" title={t('unsent')}>
          <p>{t('unsentWhy')}</p>
          <ul className="stack tight">
            {waiting.map((each) => (
              <li key={each.key} className="row between">
                <span>{what(each)}</span>
                <LinkButton small href={`~${each.page}`}>
                  {t('openIt')}
                </LinkButton>
              </li>
            ))}
          </ul>
        </Notice>
      )}
      {all
        .filter((each) => !isWaiting(each))
        .map((each) => {
          const actions = (
            <>
              <LinkButton small href={`~${each.page}`}>
                {t('openIt')}
              </LinkButton>
              <Button small onClick={() => void drop('unsent', each.slot)}>
                {t('seenIt')}
              </Button>
            </>
          )
          const title = t(each.refused ? 'refusedLater' : 'answeredLater', { what: what(each) })
          return each.refused ? (
            <section key={each.key} className="stack tight" aria-label={title}>
              <p className="strong bad">{title}</p>
              <ProblemNotice problem={each.refused} actions={actions} />
            </section>
          ) : (
            <Notice key={each.key} tone="info" title={title} actions={actions} />
          )
        })}
    </>
  )
}
