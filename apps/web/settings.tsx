import { type ReactNode, createContext, useContext, useEffect, useMemo, useState } from 'react'

export type Language = 'zh-CN' | 'en'
export type Look = 'light' | 'dark' | 'system'
/** Body size in px of the elder edition (长辈版); `off` is the ordinary edition. */
export type Elder = 'off' | '20' | '24' | '30'

type Settings = { language: Language; look: Look; elder: Elder }

const KEY = 'fangxin.settings'
const ordinary: Settings = { language: 'zh-CN', look: 'system', elder: 'off' }

const known = {
  language: ['zh-CN', 'en'],
  look: ['light', 'dark', 'system'],
  elder: ['off', '20', '24', '30'],
} as const satisfies { readonly [Each in keyof Settings]: readonly Settings[Each][] }

/** What another edition of the pages, or somebody's hand, stored and this one does not know counts as not chosen. */
const stored = (): Settings => {
  try {
    const kept = JSON.parse(localStorage.getItem(KEY) ?? '{}') as Partial<Record<keyof Settings, unknown>>
    return {
      language: known.language.find((each) => each === kept.language) ?? ordinary.language,
      look: known.look.find((each) => each === kept.look) ?? ordinary.look,
      elder: known.elder.find((each) => each === kept.elder) ?? ordinary.elder,
    }
  } catch {
    return ordinary
  }
}

type Chosen = Settings & { dark: boolean; choose: (part: Partial<Settings>) => void }
const SettingsContext = createContext<Chosen | null>(null)

const systemDark = () => matchMedia('(prefers-color-scheme: dark)')

export const SettingsProvider = ({ children }: { children: ReactNode }) => {
  const [settings, setSettings] = useState(stored)
  const [nightOutside, setNightOutside] = useState(() => systemDark().matches)
  const dark = settings.look === 'system' ? nightOutside : settings.look === 'dark'

  useEffect(() => {
    const system = systemDark()
    const follow = () => setNightOutside(system.matches)
    system.addEventListener('change', follow)
    return () => system.removeEventListener('change', follow)
  }, [])

  useEffect(() => {
    const root = document.documentElement
    root.lang = settings.language
    root.dataset.theme = dark ? 'dark' : 'light'
    root.dataset.elder = settings.elder
    try {
      localStorage.setItem(KEY, JSON.stringify(settings))
    } catch {
      // Private windows may refuse storage; the choice then lasts as long as the page.
    }
  }, [settings, dark])

  const value = useMemo(
    () => ({
      ...settings,
      dark,
      choose: (part: Partial<Settings>) => setSettings((before) => ({ ...before, ...part })),
    }),
    [settings, dark],
  )
  return <SettingsContext value={value}>{children}</SettingsContext>
}

export const useSettings = (): Chosen => {
  const chosen = useContext(SettingsContext)
  if (!chosen) throw new Error('useSettings outside SettingsProvider')
  return chosen
}
