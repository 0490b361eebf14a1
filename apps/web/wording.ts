import { type I18n, setupI18n } from '@lingui/core'
import { compileMessage } from '@lingui/message-utils/compileMessage'
import { useCallback } from 'react'
import type { Both } from './problem.ts'
import { type Language, useSettings } from './settings.tsx'

type Table = Readonly<Record<string, readonly [zh: string, en: string]>>

/** Names of the ICU placeholders in a message: `{n}`, `{n, plural, …}`; branches of a plural are not names. */
type Named<S extends string> = S extends `${string}{${infer Head}}${infer Rest}`
  ? Name<Head> | Named<Rest>
  : never
type Name<Head extends string> = Head extends `${infer First},${string}` ? Plain<First> : Plain<Head>
type Plain<S extends string> = S extends `${string}${' ' | '#' | '{'}${string}` | '' ? never : S
type Value = string | number
type Given<S extends string> = [Named<S>] extends [never] ? [] : [params: Record<Named<S>, Value>]

/** A room's words: key → Chinese, English (ICU MessageFormat). The Chinese names the parameters. */
export const words = <const T extends Table>(table: T): T => table

const tongues: Record<Language, I18n> = {
  'zh-CN': setupI18n({ locale: 'zh-CN', messages: { 'zh-CN': {} } }),
  en: setupI18n({ locale: 'en', messages: { en: {} } }),
}
const compiled = new Set<string>()

/** One ICU message with its values filled in; each text is compiled once per language. */
export const say = (language: Language, message: string, params: Record<string, Value> = {}): string => {
  const i18n = tongues[language]
  const id = `${language} ${message}`
  if (!compiled.has(id)) {
    compiled.add(id)
    i18n.load(language, { [message]: compileMessage(message) })
  }
  return i18n._(message, params)
}

export type Say<T extends Table> = <K extends keyof T & string>(key: K, ...given: Given<T[K][0]>) => string

export const useWords = <T extends Table>(table: T): Say<T> => {
  const { language } = useSettings()
  return useCallback(
    (key, ...given) => {
      const pair = table[key] as readonly [string, string]
      return say(language, pair[language === 'en' ? 1 : 0], given[0] ?? {})
    },
    [table, language],
  )
}

/** Picks the reader's language of something said in both (`{zh, en}` or a pair). */
export const useBoth = () => {
  const { language } = useSettings()
  return useCallback(
    (said: Both | readonly [string, string]): string =>
      Array.isArray(said)
        ? (said as readonly [string, string])[language === 'en' ? 1 : 0]
        : (said as Both)[language === 'en' ? 'en' : 'zh'],
    [language],
  )
}
