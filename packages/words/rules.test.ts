import { setupI18n } from '@lingui/core'
import { compileMessage } from '@lingui/message-utils/compileMessage'
import { describe, expect, test } from 'vitest'
import { rules } from '#words/rules.ts'
import { sayRule } from '#words/say.ts'

/** Every placeholder a message has, filled: a name alone, or the first key of a select or plural. */
const filled = (messages: readonly string[]): Record<string, string | number> => {
  const params: Record<string, string | number> = {}
  for (const message of messages) {
    for (const [, name = ''] of message.matchAll(/\{\s*(\w+)\s*\}/g)) params[name] ??= 7
    for (const [, name = '', kind, key = ''] of message.matchAll(
      /\{\s*(\w+)\s*,\s*(select|plural)\s*,\s*(\S+)/g,
    ))
      params[name] = kind === 'select' ? key : 7
  }
  return params
}

describe.each(Object.entries(rules))('%s', (rule, { happened, remedy }) => {
  test('is said in both tongues, its ICU syntax holds, and nothing stays unfilled', () => {
    const params = filled([...happened, ...remedy])
    for (const tongue of ['zh', 'en'] as const) {
      const said = sayRule(rule, tongue, params)
      for (const text of [said.happened, said.remedy]) {
        expect(text).not.toBe('')
        expect(text).not.toMatch(/[{}]/)
      }
    }
    expect(happened[0]).toMatch(/\p{Script=Han}/u)
    expect(remedy[0]).toMatch(/\p{Script=Han}/u)
    expect(happened[1] + remedy[1]).not.toMatch(/\p{Script=Han}/u)
  })
})

test('a broken message would be seen: the compiler leaves its braces standing', () => {
  const voice = setupI18n({ locale: 'en', messages: { en: {} }, missing: (_, id) => id })
  voice.setMessagesCompiler(compileMessage)
  const message = 'is {status, select, in-stock {in stock} other {elsewhere}}'
  expect(voice._({ id: message, message, values: { status: 'in-stock' } })).toMatch(/[{}]/)
})
