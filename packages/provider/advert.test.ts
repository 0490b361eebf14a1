import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { bannedAdvertWords, bannedWords } from '#provider/advert.ts'

const words = (text: string) => bannedWords(text).map((hit) => hit.word)

describe('words a provider may not advertise with', () => {
  test.each(bannedAdvertWords)('%s is found, with its place in the text', (word) => {
    const text = `本店专营${word}业务`
    expect(bannedWords(text)).toEqual([{ word, start: 4, end: 4 + word.length }])
  })

  test('spaced out, in full width, in lower case, with marks or invisible signs between', () => {
    expect(words('套 现')).toEqual(['套现'])
    expect(words('刷\u200b单')).toEqual(['刷单'])
    expect(words('即·时·到·账')).toEqual(['即时到账'])
    expect(words('Ｔ＋０ 结算')).toEqual(['T+0'])
    expect(words('支持 d + 0')).toEqual(['D+0'])
    expect(words('T0秒到')).toEqual(['T+0'])
    expect(words('到账 T+0, 24 小时；D+0_A')).toEqual(['T+0', 'D+0'])
  })

  test('offsets point into the text as given', () => {
    const text = '我们支持 Ｔ ＋ ０ 结算'
    const [hit] = bannedWords(text)
    expect(text.slice(hit?.start, hit?.end)).toBe('Ｔ ＋ ０')
  })

  test('honest sentences pass', () => {
    expect(words('次日到账，费率以合同为准，杭州本地上门。')).toEqual([])
    expect(words('机型 CT07、ADD0 与 T+1 结算')).toEqual([])
    expect(words('请勿参与套路贷；刷脸付；现金')).toEqual([])
  })

  test('whatever surrounds it, a banned word is found, and the text is never changed', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary' }),
        fc.constantFrom(...bannedAdvertWords),
        fc.string({ unit: 'binary' }),
        (before, word, after) => {
          const text = `${before}。${word}。${after}`
          const found = bannedWords(text)
          expect(found.map((hit) => hit.word)).toContain(word)
          for (const hit of found)
            expect(hit.start >= 0 && hit.start < hit.end && hit.end <= text.length).toBe(true)
        },
      ),
    )
  })
})
