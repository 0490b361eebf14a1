import { describe, expect, test } from 'vitest'
import { forbiddenInLines } from '#vault/forbidden-picture.ts'

const seen = (...texts: string[]) => forbiddenInLines(texts.map((text) => ({ text })))

/** Test numbers of no card: they only pass the check digit (domain.md §3.5). */
const debit = '6217 0000 0000 0000 004'
const number = '6222 0200 0000 0000 018'
const sixteen = '4000 0000 0000 0002'

describe('credit cards', () => {
  test.each([
    ['VALID THRU', ['演示银行', number, 'VALID THRU 12/29']],
    ['expiry alone', ['DEMO BANK', sixteen, '08/31', 'SAMPLE HOLDER']],
    ['the word', ['演示银行 信用卡', number]],
    ['CREDIT', ['CREDIT CARD', sixteen]],
    ['embossed groups', ['演示银行', '4000', '0000', '0000', '0002', 'VALIDTHRU', '12/29']],
    ['a debit card with its expiry', ['借记卡 DEBIT', debit, '有效期 12/29']],
  ])('%s is refused', (_, lines) => expect(seen(...lines)).toBe('credit-card'))

  test.each([
    ['a debit card’s number', ['演示银行', '借记卡 DEBIT', debit]],
    ['a bank app’s page whose menu says 信用卡', ['储蓄卡', debit, '信用卡还款']],
    ['a number that fails its check digit', ['演示银行 信用卡', '6222 0200 0000 0000 017']],
    ['the words without a number', ['信用卡 VALID THRU 12/29']],
    ['an identity number beside a validity', ['11010119900307109X', '有效期限 2020.01.01-2040.01.01']],
    ['an all-digit social credit code', ['914403001922038216', '有效期 长期']],
    ['a licence', ['营业执照', '92000000MA5DEM01N0', '名称 演示面馆', '营业期限 长期']],
    ['a door photo', ['演示面馆', '支持信用卡 微信 支付宝', '电话 13800000000']],
  ])('%s passes', (_, lines) => expect(seen(...lines)).toBeNull())

  test('an identity number that passes Luhn too is still no card', () => {
    expect(seen('410101199003070207', '有效期 长期')).toBeNull()
  })
})

describe('card backs', () => {
  test.each([
    ['CVV2', ['CVV2 123']],
    ['CVN2 on its own line', ['CVN2', '123']],
    ['安全码', ['安全码：456']],
    ['the strip', ['AUTHORIZED SIGNATURE', '0018 123', 'NOT VALID UNLESS SIGNED']],
    ['the Chinese strip', ['持卡人签名', '123']],
  ])('%s is refused', (_, lines) => expect(seen(...lines)).toBe('card-back'))

  test('a signature place on a letter, a label without its digits', () => {
    expect(seen('授权书', '持卡人签名：', '2026年11月02日')).toBeNull()
    expect(seen('请勿提供CVV2')).toBeNull()
  })
})

describe('message codes and PINs', () => {
  test.each([
    ['【演示】您的验证码是 123456，请勿泄露'],
    ['【演示】123456为您的登录验证码，5分钟内有效'],
    ['Your verification code is 4821. Do not share it'],
  ])('%s', (text) => expect(seen(text)).toBe('message-code'))

  test('broken over lines', () => expect(seen('【演示】您的验证码', '123456，请勿泄露')).toBe('message-code'))
  test('a bank slip’s own check code passes', () => expect(seen('电子回单', '验证码 12345678')).toBeNull())

  test.each([['密码123456'], ['密码：123456'], ['PIN 1234']])('%s', (text) =>
    expect(seen(text)).toBe('pin-note'),
  )
  test('the shop’s network for guests passes', () => {
    expect(seen('WiFi: demo', '密码：888888')).toBeNull()
    expect(seen('免费无线', '密码 12345678')).toBeNull()
  })
})
