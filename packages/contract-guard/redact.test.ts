import fc from 'fast-check'
import { expect, test } from 'vitest'
import { commentMaterial } from '#contract-guard/comment-material.ts'
import { redact } from '#contract-guard/redact.ts'

test('numbers, names behind labels, addresses and firms are gone; sums, rates and terms stay', () => {
  const { text, taken } = redact(
    '乙方：示例市样本终端服务有限公司，联系人：样本甲，电话 199 0000 0031，邮箱 demo@example.com。\n' +
      '商户身份证110101199003070011，结算账号6217 0000 0000 0000 004，信用代码92440300MADEM00X1N。\n' +
      '安装地址：演示市示范路1号。押金299元，费率0.38%，期限36个月，日万分之五。',
  )
  expect(text).toBe(
    '乙方：【单位】，联系人：【姓名】，电话 【电话】，邮箱 【邮箱】。\n' +
      '商户身份证【证件号】，结算账号【账号】，信用代码【信用代码】。\n' +
      '安装地址：【地址】。押金299元，费率0.38%，期限36个月，日万分之五。',
  )
  expect(taken).toEqual({
    email: 1,
    'id-number': 1,
    'credit-code': 1,
    account: 1,
    phone: 1,
    organisation: 1,
    address: 1,
    name: 1,
  })
})

test('no mobile number, identity number or account survives, wherever it stands', () => {
  const digits = (length: number) =>
    fc.array(fc.integer({ min: 0, max: 9 }), { minLength: length, maxLength: length })
  const secret = fc.oneof(
    digits(8).map((tail) => `139${tail.join('')}`),
    digits(16).map((tail) => `1${tail.join('')}X`),
    digits(18).map((tail) => `6${tail.join('')}`),
  )
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...'商户应付款，。 \n') }), secret, (around, value) => {
      expect(redact(`${around}${value}${around}`).text).not.toContain(value)
    }),
  )
})

test('only the gravest clauses leave, redacted, and their order is by gravity', () => {
  const finding = (rule: string, severity: 'high' | 'low', quote: string) => ({ rule, severity, quote })
  const many = Array.from({ length: 20 }, (_, n) => finding(`T${n}`, 'low', `第${n}条`))
  const material = commentMaterial([...many, finding('T05', 'high', '致电13900000031可调整费率')])
  expect(material).toHaveLength(12)
  expect(material[0]).toEqual({ rule: 'T05', words: '致电【电话】可调整费率' })
  const twice = [finding('T43', 'low', '可随时调价'), finding('T05', 'high', '可随时调价')]
  expect(commentMaterial(twice)).toEqual([{ rule: 'T05', words: '可随时调价' }])
})
