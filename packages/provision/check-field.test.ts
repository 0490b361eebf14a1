import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { checkField, isWarning } from '#provision/check-field.ts'

describe('unified social credit code', () => {
  test.each(['9144030071526726XG', '91330100799655058B', '914403001922038216', '92440300MADEM00130'])(
    '[APP-3] %s is in order',
    (uscc) => expect(checkField('uscc', uscc)).toBeNull(),
  )
  test.each([
    '',
    '914403007152672',
    '9144030071526726XGG',
    '91440300I1526726XG',
    '9144030071526726xg',
    '91ABCDEF71526726XG',
  ])('[APP-3] %s has the wrong shape', (uscc) => expect(checkField('uscc', uscc)).toBe('APP-3'))
  test('[APP-4] a pilot code with another check character is a warning only', () => {
    expect(checkField('uscc', '91350100M0001TGQXM')).toBe('APP-4')
    expect(isWarning('APP-4')).toBe(true)
    expect(isWarning('APP-3')).toBe(false)
  })
  test('[APP-4] any one character changed is noticed', () =>
    fc.assert(
      fc.property(fc.nat(8), fc.constantFrom(...'0123456789ABCDEFGHJKLMNPQRTUWXY'), (place, character) => {
        const uscc = '914403001922038216'
        const changed = uscc.slice(0, place + 8) + character + uscc.slice(place + 9)
        expect(checkField('uscc', changed)).toBe(changed === uscc ? null : 'APP-4')
      }),
    ))
})

describe('identity number', () => {
  test.each(['110101199003070070', '11010519491231002X', '810000199408230021'])(
    '[APP-5] %s is in order',
    (idNo) => expect(checkField('legalPersonIdNo', idNo)).toBeNull(),
  )
  test.each([
    ['110101199003070071', 'check digit'],
    ['11010519491231002x', 'small x'],
    ['110105194902310026', '31 February'],
    ['110105491231002', 'fifteen digits'],
    ['', 'nothing'],
  ])('[APP-5] %s is refused: %s', (idNo) => expect(checkField('legalPersonIdNo', idNo)).toBe('APP-5'))
})

describe('phone', () => {
  test.each(['13800138000', '+8613800138000', '0755-12345678', '02112345678'])(
    '[APP-6] %s is in order',
    (phone) => expect(checkField('contactPhone', phone)).toBeNull(),
  )
  test.each(['12800138000', '1380013800', '95516', '+1 212 555 0100', ''])('[APP-6] %s is refused', (phone) =>
    expect(checkField('contactPhone', phone)).toBe('APP-6'),
  )
})

describe('settlement account', () => {
  const personal = { settlementKind: 'personal' } as const
  const corporate = { settlementKind: 'corporate' } as const
  test.each(['6222020000000000018', '6217000000000000004'])('[APP-7] card %s is in order', (cardNo) =>
    expect(checkField('settlementAccountNo', cardNo, personal)).toBeNull(),
  )
  test.each(['6222020000000000019', '622202000000018', '6222 0200 0000 0000 018', '62220200000000000180'])(
    '[APP-7] card %s is refused',
    (cardNo) => expect(checkField('settlementAccountNo', cardNo, personal)).toBe('APP-7'),
  )
  test('[APP-7] a corporate account has no check digit, only a length', () => {
    expect(checkField('settlementAccountNo', '44201501100052500001', corporate)).toBeNull()
    expect(checkField('settlementAccountNo', '1234567', corporate)).toBe('APP-7')
  })
  test('[APP-7] two neighbouring digits exchanged are noticed, save 09 and 90', () =>
    fc.assert(
      fc.property(fc.nat(17), (place) => {
        const cardNo = '6222021302020200014'
        const luhn = '0123456789'
          .split('')
          .find((last) => checkField('settlementAccountNo', cardNo.slice(0, 18) + last, personal) === null)
        const whole = cardNo.slice(0, 18) + luhn
        const [a, b] = [whole[place], whole[place + 1]]
        const swapped = whole.slice(0, place) + b + a + whole.slice(place + 2)
        const blind = a === b || `${a}${b}` === '09' || `${a}${b}` === '90'
        expect(checkField('settlementAccountNo', swapped, personal)).toBe(blind ? null : 'APP-7')
      }),
    ))
})

describe('the rest', () => {
  test('[APP-13] a division begins with a province', () => {
    expect(checkField('regionCode', '440300')).toBeNull()
    expect(checkField('regionCode', '990300')).toBe('APP-13')
    expect(checkField('regionCode', '4403')).toBe('APP-13')
  })
  test('[APP-10] blank is not an answer', () => {
    expect(checkField('shopName', 'Demo Noodles')).toBeNull()
    expect(checkField('shopName', '  ')).toBe('APP-10')
  })
})
