import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { passesLuhn } from '#ground/check-digit.ts'
import { isCreditByNumber, rangeOf } from '#vault/card-number.ts'
import { cardRanges } from '#vault/card-ranges.ts'
import { findForbidden } from '#vault/forbidden.ts'
import { harmless } from '#vault/harmless.ts'
import { typedRule } from '#vault/typed.ts'

/** Numbers published for testing, none of them anybody's. */
const cards = [
  '6222020000000000018',
  '6217000000000000004',
  '4111111111111111',
  '5555555555554444',
  '378282246310005',
  '3530111333300000',
  '30569309025904',
  '2223003122003222',
]
const kindOf = (text: string) => findForbidden(text)?.kind ?? null

const withCheckDigit = (body: string): string =>
  Array.from('0123456789', (digit) => body + digit).find(passesLuhn) ?? ''

describe('a card number', () => {
  test.each(cards)('%s is found however it is written', (card) => {
    const chinese = card.replaceAll(/\d/g, (digit) => '零一二三四五六七八九'.charAt(Number(digit)))
    const wide = card.replaceAll(/\d/g, (digit) => String.fromCharCode(0xff10 + Number(digit)))
    const ways = [
      card,
      wide,
      chinese,
      chinese.replaceAll('零', '〇').replaceAll('一', '幺'),
      card.replaceAll(/(\d{4})(?=\d)/g, '$1 '),
      card.replaceAll(/(\d{4})(?=\d)/g, '$1-'),
      card.replaceAll(/(\d{4})(?=\d)/g, '$1  '),
      card.replaceAll(/(\d{6})(?=\d)/g, '$1 '),
      card.replaceAll(/(\d)(?=\d)/g, '$1 '),
      card.replaceAll(/(\d)(?=\d)/g, '$1\u200b'),
      card.replaceAll(/(\d)(?=\d)/g, '$1x'),
      card.replaceAll(/(\d{4})(?=\d)/g, '$1a'),
    ]
    for (const way of ways) {
      expect(kindOf(way), way).toBe('card-number')
      expect(kindOf(`客户的卡是${way}，请登记。电话 13800138000`), way).toBe('card-number')
      expect(kindOf(`电话 13800138000 ${way}`), way).toBe('card-number')
    }
  })

  test('its place is told in the original text', () => {
    const text = '请记：６２２２ 0200 0000 0000 018 谢谢'
    const { at, length } = findForbidden(text) ?? { at: 0, length: 0 }
    expect(text.slice(at, at + length)).toBe('６２２２ 0200 0000 0000 018')
  })

  test('of every range with its check digit is found, and with another digit is not', () => {
    const range = fc.constantFrom(...cardRanges)
    fc.assert(
      fc.property(range, fc.nat(), fc.stringMatching(/^\d{19}$/), ({ prefixes, digits }, pick, tail) => {
        const [first = ''] = prefixes[pick % prefixes.length] ?? []
        const size = digits[pick % digits.length] ?? 16
        const card = withCheckDigit((first + tail).slice(0, size - 1))
        const isPersonal = size > 16 && /^.{6}(?:19|20)\d{2}(?:0\d|1[0-2])[0-3]/.test(card)
        if (isPersonal) return
        expect(kindOf(`卡号：${card}。`)).toBe('card-number')
        const wrong = card.slice(0, -1) + String((Number(card.at(-1)) + 1) % 10)
        expect(kindOf(`卡号：${wrong}。`)).toBeNull()
      }),
      { numRuns: 300 },
    )
  })
})

describe('codes and dates behind their names', () => {
  test.each([
    ['cvv', 'CVV 123'],
    ['cvv', 'CVN2：１２３'],
    ['cvv', '安全码是 7 8 9'],
    ['cvv', '卡背面三位 123'],
    ['cvv', '背面后三位数字：一二三'],
    ['cvv', '123（CVV）'],
    ['pin', '密码 123456'],
    ['pin', '取款密码是123456'],
    ['pin', '支付密码：一二三四五六'],
    ['pin', 'PIN码 654321'],
    ['pin', 'The PIN is 654321.'],
    ['pin', '密码（六位）：12 34 56'],
    ['sms-code', '验证码 482913'],
    ['sms-code', '您的验证码是4829'],
    ['sms-code', '动态码：48291300'],
    ['sms-code', '482913 是您的登录验证码'],
    ['sms-code', '校验码为 48 29 13'],
    ['sms-code', 'verification code: 482913'],
  ])('%s: %s', (kind, text) => expect(kindOf(text)).toBe(kind))

  test('an expiry date counts only beside a card', () => {
    const debit = '6222020000000000018'
    const found = (text: string) => findForbidden(text, { settlementCard: true })?.kind ?? null
    expect(found(`结算卡 ${debit} 有效期 08/29`)).toBe('card-expiry')
    expect(found(`结算卡 ${debit} VALID THRU 08/29`)).toBe('card-expiry')
    expect(found(`结算卡 ${debit}`)).toBeNull()
    expect(kindOf('证书有效期至 08/29')).toBeNull()
  })
})

describe('what is no forbidden thing', () => {
  test(`${harmless.length} sentences of this trade raise no alarm`, () => {
    expect(harmless.length).toBeGreaterThan(100)
    for (const text of harmless) expect(findForbidden(text), text).toBeNull()
  })

  test('nor do the agreements of the examples and of the guard’s corpus', () => {
    const root = join(import.meta.dirname, '../..')
    const files = globSync(
      ['examples/*', 'packages/contract-guard/corpus/**/*.txt', 'packages/**/README.md'],
      // Single passages of the corpus show how people are asked for a PIN.
      { cwd: root, exclude: ['packages/contract-guard/corpus/lines/*'] },
    )
    expect(files.length).toBeGreaterThan(25)
    for (const file of files) expect(findForbidden(readFileSync(join(root, file), 'utf8')), file).toBeNull()
  })

  test('identity numbers, credit codes, telephones, amounts, merchant numbers: none in thousands', () => {
    const ID = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
    const two = (value: number) => String(value).padStart(2, '0')
    const idNo = fc
      .tuple(
        fc.constantFrom('110101', '350102', '360102', '410102', '440305', '510104', '620102', '650102'),
        fc.integer({ min: 1940, max: 2010 }),
        fc.integer({ min: 1, max: 12 }),
        fc.integer({ min: 1, max: 28 }),
        fc.integer({ min: 0, max: 999 }),
      )
      .map(([region, year, month, day, order]) => {
        const body = `${region}${year}${two(month)}${two(day)}${String(order).padStart(3, '0')}`
        const sum = ID.reduce((total, weight, place) => total + weight * Number(body.charAt(place)), 0)
        return body + '10X98765432'.charAt(sum % 11)
      })
    const alarms = { idNo: 0, phones: 0, numbers: 0, amounts: 0 }
    const count = (which: keyof typeof alarms, text: string) => {
      if (findForbidden(text)) alarms[which]++
    }
    const runs = { numRuns: 2_000 }
    fc.assert(
      fc.property(idNo, (id) => count('idNo', `法人身份证 ${id}，已核对`)),
      runs,
    )
    fc.assert(
      fc.property(
        fc.stringMatching(/^1[3-9]\d{9}$/),
        fc.stringMatching(/^0\d{2}-\d{8}$/),
        fc.stringMatching(/^[48]00-\d{3}-\d{4}$/),
        (mobile, line, service) => count('phones', `电话 ${mobile} ${line} ${service} ${service}`),
      ),
      runs,
    )
    fc.assert(
      fc.property(fc.stringMatching(/^(?:898|102|301|305|403)\d{12}$/), (no) =>
        count('numbers', `商户号 ${no}`),
      ),
      runs,
    )
    fc.assert(
      fc.property(fc.nat({ max: 2_000_000_000 }), (yuan) =>
        count('amounts', `交易额 ${yuan.toLocaleString('en-US')}.00 元，${yuan} 分`),
      ),
      runs,
    )
    expect(alarms).toEqual({ idNo: 0, phones: 0, numbers: 0, amounts: 0 })
  })

  test('a hex digest or an id is no card broken by letters', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[0-9a-f]{64}$/), (hex) => {
        expect(findForbidden(`摘要 ${hex}`)).toBeNull()
      }),
      { numRuns: 1_000, seed: 7 },
    )
  })
})

describe('the settlement account', () => {
  test('takes debit cards and firms’ accounts and refuses what is a credit card by its number', () => {
    const rule = (value: string) => typedRule(value, 'settlement-account')
    expect(rule('6222020000000000018')).toBeNull()
    expect(rule('6217 0000 0000 0000 004')).toBeNull()
    expect(rule('4000022009200123456')).toBeNull()
    expect(rule('110908765432101')).toBeNull()
    expect(rule('4111111111111111')).toBe('VAULT-25')
    expect(rule('5555 5555 5555 4444')).toBe('VAULT-25')
    expect(rule(withCheckDigit('625094700000000'))).toBe('VAULT-25')
    expect(rule('6222020000000000018 有效期 08/29')).toBe('VAULT-24')
    expect(typedRule('6222020000000000018')).toBe('VAULT-20')
    // A contract may name the account it pays to, and no more.
    expect(typedRule('结算至 6222020000000000018', 'document')).toBeNull()
    expect(typedRule('结算至 4111111111111111', 'document')).toBe('VAULT-20')
  })

  test('debit cards from before UnionPay’s own range stay debit cards', () => {
    for (const [body, size] of [
      ['436742', 19],
      ['456351', 19],
      ['405512', 17],
      ['601428', 17],
      ['410062', 16],
    ] as const) {
      const card = withCheckDigit(body.padEnd(size - 1, '0'))
      expect(rangeOf(card)?.issues, card).toBe('debit')
      expect(isCreditByNumber(card)).toBe(false)
    }
  })

  test('ranges are dated, and a date before them knows none', () => {
    expect(isCreditByNumber('4111111111111111', '2026-11-01')).toBe(true)
    expect(isCreditByNumber('4111111111111111', '2026-10-31')).toBe(false)
  })
})
