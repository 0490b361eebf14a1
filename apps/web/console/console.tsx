import ConfigProvider from 'antd/es/config-provider'
import en from 'antd/locale/en_US'
import zh from 'antd/locale/zh_CN'
import { type ReactNode, Suspense, useMemo, useSyncExternalStore } from 'react'
import { useSettings } from '../settings.tsx'
import { Missing, Skeleton } from '../ui/states.tsx'
import './console.css'
import { Navigation, type Section } from './navigation.tsx'
import { consoleTheme } from './theme.ts'

const coarse = matchMedia('(pointer: coarse)')
const onCoarse = (listener: () => void) => {
  coarse.addEventListener('change', listener)
  return () => coarse.removeEventListener('change', listener)
}

// autoInsertSpace would put a blank between the two characters of a button's name; for the icon see busy-button.tsx.
const buttons = {
  autoInsertSpace: false,
  loadingIcon: <span className="spinner" aria-hidden="true" />,
}

/** The shell of a desk: antd's look from our tokens, left menu, and the page beside it. */
export const Console = ({
  desk,
  sections,
  children,
}: {
  desk: string
  sections: readonly Section[]
  children: ReactNode
}) => {
  const { language, dark, elder } = useSettings()
  const touch = useSyncExternalStore(onCoarse, () => coarse.matches)
  const theme = useMemo(() => consoleTheme(dark, elder, touch), [dark, elder, touch])
  return (
    <ConfigProvider theme={theme} locale={language === 'en' ? en : zh} button={buttons}>
      <div className="console">
        <Navigation desk={desk} sections={sections} />
        <div className="console-body">
          <Suspense fallback={<Skeleton lines={6} />}>{children}</Suspense>
        </div>
      </div>
    </ConfigProvider>
  )
}

/** An address inside a desk that leads nowhere. */
export const NoSuchPage = () => <Missing heading />
