import { expect, test } from 'vitest'
import {
  consented,
  consentPurposes,
  missingConsents,
  notices,
  type Receipt,
  titlesOf,
} from '#vault/consent.ts'

const receipt = (purpose: Receipt['purpose'], change: Partial<Receipt> = {}): Receipt => ({
  purpose,
  version: notices[purpose].version,
  withdrawnAt: null,
  ...change,
})

test('an application waits for exactly the needed consents, each by itself', () => {
  expect(missingConsents([])).toEqual(['settlement-account', 'on-site-visit'])
  expect(missingConsents([receipt('settlement-account')])).toEqual(['on-site-visit'])
  expect(missingConsents([receipt('settlement-account'), receipt('on-site-visit')])).toEqual([])
})

test('a withdrawn receipt counts no more, nor does one for other words', () => {
  expect(consented([receipt('news')], 'news')).toBe(true)
  expect(consented([receipt('news', { withdrawnAt: '2026-11-25T00:00:00.000Z' })], 'news')).toBe(false)
  expect(consented([receipt('news', { version: 0 })], 'news')).toBe(false)
  expect(consented([receipt('settlement-account')], 'news')).toBe(false)
})

test('what the law demands is not asked for; what is asked for says how it is withdrawn and how long data stay', () => {
  for (const purpose of consentPurposes) {
    const { asked, needed, basis, title, text, withdrawn } = notices[purpose]
    expect(needed && !asked, purpose).toBe(false)
    expect(basis, purpose).toMatch(/法|公告|银发/)
    for (const [zh, en] of [title, text, withdrawn]) {
      expect(zh, purpose).toMatch(/\p{Script=Han}/u)
      expect(en, purpose).not.toMatch(/\p{Script=Han}/u)
    }
    if (purpose !== 'news') expect([text[0], text[1]].join(), purpose).toMatch(/保存 \d+ 年.*\d+ years/s)
  }
  expect(titlesOf(['news']).en).toBe('News (optional)')
})
