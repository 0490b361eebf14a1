import { Notice } from '../ui/notice.tsx'
import { useWords } from '../wording.ts'
import { signInWords } from './words.ts'

const { hostname, pathname, port } = window.location
const isNumbers = /^[0-9.]+$|:/u.test(hostname)
const isLoopback = /^127\.|^\[::1\]$/u.test(hostname)

/** WebAuthn is bound to a name: at a bare address of numbers no browser offers it. */
export const passkeysWorkHere = (): boolean => 'PublicKeyCredential' in window && !isNumbers

/** Why no passkey is offered here, and where one would be. */
export const NoPasskeysHere = () => {
  const t = useWords(signInWords)
  if (!isNumbers) return <Notice>{t('noPasskeyBrowser')}</Notice>
  const named = `http://localhost:${port}`
  return (
    <Notice>
      <p>{t('noPasskeyAddress', { address: hostname })}</p>
      <p>{isLoopback ? t('namedAgain') : t('askForName')}</p>
      {isLoopback && (
        <p>
          <a href={`${named}${pathname}`} rel="noreferrer">
            {t('openNamed', { address: named })}
          </a>
        </p>
      )}
    </Notice>
  )
}
