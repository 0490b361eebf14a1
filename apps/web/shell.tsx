import { type ReactNode, useState } from 'react'
import { Link } from 'wouter'
import { useConnection } from './connection.ts'
import { queryClient } from './queries.ts'
import { useReadiness } from './readiness.ts'
import { homeOf, useMe } from './session.tsx'
import { useSettings } from './settings.tsx'
import { SettingsDialog } from './settings-dialog.tsx'
import { Button } from './ui/button.tsx'
import { common } from './words.ts'
import { useWords } from './wording.ts'

const ConnectionBanner = () => {
  const connection = useConnection()
  const t = useWords(common)
  return (
    <div role="status">
      {connection !== 'fine' && (
        <div className="connection">
          <p>
            <strong>{t(connection)}</strong> {t(connection === 'offline' ? 'offlineWhy' : 'unavailableWhy')}
          </p>
          <Button small onClick={() => void queryClient.refetchQueries()}>
            {t('retry')}
          </Button>
        </div>
      )}
    </div>
  )
}

const Account = () => {
  const me = useMe()
  const t = useWords(common)
  const principal = me.data?.principal
  if (!principal || principal === 'anonymous')
    return (
      <Link href="~/sign-in" className="button primary little">
        {t('signIn')}
      </Link>
    )
  return (
    <>
      <Link href={`~${homeOf(principal)}`} className="my-room">
        {me.data?.name || me.data?.organisation?.name || t(principal)}
      </Link>
      <Link href="~/account" className="icon-button" aria-label={t('account')}>
        <svg viewBox="0 0 24 24" aria-hidden="true">
          <path d="M12 12.500a4 4 0 1 0 0-8 4 4 0 0 0 0 8M4.500 20c.800-3.500 3.800-5 7.500-5s6.700 1.500 7.500 5" />
        </svg>
      </Link>
    </>
  )
}

/** Masthead, connection banner and display settings around every area. */
export const Shell = ({ children }: { children: ReactNode }) => {
  const t = useWords(common)
  const { language, choose } = useSettings()
  const [open, setOpen] = useState(false)
  const ready = useReadiness()
  return (
    <>
      <a className="skip" href="#main">
        {t('skip')}
      </a>
      {ready.data?.demo && (
        <aside className="demo-strip" aria-label={t('demo')}>
          {t('demoBanner')}
        </aside>
      )}
      <header className="masthead no-print">
        <div className="wide">
          <Link href="~/" className="brand" aria-label={`${t('product')} ${t('home')}`}>
            <img src="/mark.svg" alt="" width="32" height="32" />
            <span>{t('product')}</span>
          </Link>
          <nav aria-label={t('account')}>
            <button
              type="button"
              className="text-button"
              lang={language === 'en' ? 'zh-CN' : 'en'}
              onClick={() => choose({ language: language === 'en' ? 'zh-CN' : 'en' })}
            >
              {language === 'en' ? '中文' : 'EN'}
            </button>
            <button
              type="button"
              className="icon-button"
              aria-label={t('settings')}
              onClick={() => setOpen(true)}
            >
              <svg viewBox="0 0 24 24" aria-hidden="true">
                <path d="M4 18 8.500 6h1L14 18M5.500 14h7M15 18l3-8h.500l3 8M16 15.500h4.500" />
              </svg>
            </button>
            <Account />
          </nav>
        </div>
      </header>
      <ConnectionBanner />
      <main id="main" tabIndex={-1}>
        {children}
      </main>
      <SettingsDialog open={open} onClose={() => setOpen(false)} />
    </>
  )
}
