import { useEffect, useState, useSyncExternalStore } from 'react'
import { useConnection } from '../web/connection.ts'
import { momentOf } from '../web/format.ts'
import { useSettings } from '../web/settings.tsx'
import { LinkButton } from '../web/ui/button.tsx'
import { Notice } from '../web/ui/notice.tsx'
import { useWords } from '../web/wording.ts'
import { type Unsent, everything } from './shelf.ts'
import { fieldWords } from './words.ts'

const subscribe = (listener: () => void) => {
  addEventListener('online', listener)
  addEventListener('offline', listener)
  return () => {
    removeEventListener('online', listener)
    removeEventListener('offline', listener)
  }
}

/** No network as the phone says, or as the last request found. */
export const useOffline = () => {
  const phoneSays = useSyncExternalStore(subscribe, () => !navigator.onLine)
  return useConnection() !== 'fine' || phoneSays
}

/** What works without network and what waits. */
export const OfflineNotice = () => {
  const t = useWords(fieldWords)
  if (!useOffline()) return null
  return (
    <Notice tone="warning" title={t('offline')}>
      <p>{t('offlineWorks')}</p>
      <p>{t('offlineWaits')}</p>
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

/** Everything this phone could not send, with the way to the screen where it can be sent again. */
export const UnsentList = () => {
  const t = useWords(fieldWords)
  const { language } = useSettings()
  const [all, setAll] = useState<readonly Unsent[]>([])
  useEffect(() => {
    let here = true
    void everything('unsent').then((kept) => here && setAll(kept))
    return () => {
      here = false
    }
  }, [])
  if (all.length === 0) return null
  return (
    <Notice tone="warning" title={t('unsent')}>
      <ul className="stack tight">
        {all.map(({ call, at, page, key }) => (
          <li key={key} className="row between">
            <span>{t('unsentAt', { what: t(whatOf(call)), at: momentOf(at, language) })}</span>
            <LinkButton small href={`~${page}`}>
              {t('openIt')}
            </LinkButton>
          </li>
        ))}
      </ul>
    </Notice>
  )
}
