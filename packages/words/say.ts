import { setupI18n } from '@lingui/core'
import { compileMessage } from '@lingui/message-utils/compileMessage'
import { rules } from '#words/rules.ts'

export type Tongue = 'zh' | 'en'
export type Pair = readonly [zh: string, en: string]

const voices = {
  zh: setupI18n({ locale: 'zh-CN', messages: { 'zh-CN': {} } }),
  en: setupI18n({ locale: 'en', messages: { en: {} } }),
}
for (const voice of Object.values(voices)) voice.setMessagesCompiler(compileMessage)

/** Fills one ICU message of a pair. */
export const say = (
  pair: Pair,
  tongue: Tongue,
  params: Readonly<Record<string, string | number>> = {},
): string => {
  const message = pair[tongue === 'zh' ? 0 : 1]
  return voices[tongue]._({ id: message, message, values: params })
}

/** What a rule's refusal says: what happened, and what to do by when. */
export const sayRule = (
  rule: string,
  tongue: Tongue,
  params: Readonly<Record<string, string | number>> = {},
) => {
  const words = rules[rule] ?? rules['HTTP-500']
  if (!words) throw new Error('packages/words/rules.ts has lost HTTP-500')
  return { happened: say(words.happened, tongue, params), remedy: say(words.remedy, tongue, params) }
}
