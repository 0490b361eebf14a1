import { rules } from '#words/rules.ts'
import { useCallback } from 'react'
import { type Language, useSettings } from './settings.tsx'
import { say } from './wording.ts'

export type RuleSaid = { happened: string; remedy: string }

/** The words of a rule in one language, its parameters filled in; null when the house has none. */
export const ruleSaid = (
  language: Language,
  rule: string,
  params: Readonly<Record<string, string | number>> = {},
): RuleSaid | null => {
  const found = rules[rule]
  if (!found) return null
  const which = language === 'en' ? 1 : 0
  return {
    happened: say(language, found.happened[which], params),
    remedy: say(language, found.remedy[which], params),
  }
}

export const useRuleSaid = () => {
  const { language } = useSettings()
  return useCallback(
    (rule: string, params?: Readonly<Record<string, string | number>>) => ruleSaid(language, rule, params),
    [language],
  )
}
