import { expect, test } from 'vitest'
import type { Needs, ShopFields } from '#provision/case.ts'
import { after, answer, given, move, needs } from '#provision/given.ts'
import { recommend } from '#provision/recommend.ts'

const approved = given('approve-application')
const offered = given('make-offer')
const record = (change: Partial<Needs>) => move('record-needs', { needs: { ...needs, ...change } })

test('[NEED-1] needs are asked of an approved merchant', () => {
  expect(answer(given('recommend-approval'), 'merchant', record({}))).toBe('NEED-1')
  expect(answer(approved, 'merchant', record({}))).toBe('needs-recorded')
})

test('[NEED-2] until a provider is chosen they may change, and the offers with them', () => {
  expect(answer(given('choose-offer'), 'merchant', record({}))).toBe('NEED-2')
  const changed = after(offered, 'merchant', record({ mobile: true }))
  expect(changed.offers).toEqual([])
  expect(changed.requests.map(({ answer }) => answer)).toEqual(['asked', 'asked'])
})

test('[NEED-3] something has to be accepted', () => {
  expect(answer(approved, 'merchant', record({ cardPayments: false, qrPayments: false }))).toBe('NEED-3')
  expect(answer(approved, 'merchant', record({ cardPayments: false }))).toBe('needs-recorded')
})

test('[NEED-4] foreign cards and pre-authorisation are card payments', () => {
  expect(answer(approved, 'merchant', record({ cardPayments: false, foreignCards: true }))).toBe('NEED-4')
  expect(answer(approved, 'merchant', record({ cardPayments: false, preAuthorisation: true }))).toBe('NEED-4')
  expect(answer(approved, 'merchant', record({ preAuthorisation: true }))).toBe('needs-recorded')
})

const exempt = { ...needs.profile, merchantClass: 'exempt' } as const
const preferential = { ...needs.profile, merchantClass: 'preferential' } as const

/** Each reason once where it speaks and once where it is silent. */
test.each<
  [rule: string, speaks: Partial<Needs>, silent: Partial<Needs>, shop?: ShopFields, otherShop?: ShopFields]
>([
  ['NEED-10', { cardPayments: false }, { cardPayments: false, printedReceipt: false }],
  ['NEED-11', { cardPayments: false, printedReceipt: false }, {}],
  ['NEED-12', { mobile: true }, {}],
  ['NEED-12', {}, {}, { businessKind: 'delivery' }],
  ['NEED-13', { preAuthorisation: true }, { preAuthorisation: true, mobile: true }],
  ['NEED-13', {}, {}, { businessKind: 'hotel' }],
  ['NEED-14', { tillIntegration: true }, {}],
  ['NEED-14', {}, {}, { businessKind: 'supermarket' }],
  [
    'NEED-15',
    { printedReceipt: false, qrPayments: false },
    { printedReceipt: false, qrPayments: false, foreignCards: true },
  ],
  [
    'NEED-15',
    { printedReceipt: false, qrPayments: false },
    { printedReceipt: false, qrPayments: false },
    { merchantType: 'individual' },
    { merchantType: 'enterprise' },
  ],
  ['NEED-16', {}, { tillIntegration: true }],
  ['NEED-20', { cardPayments: false, printedReceipt: false }, {}],
  ['NEED-21', { mobile: true, network: 'lan' }, { network: 'lan' }],
  ['NEED-22', { network: 'lan' }, { network: 'wifi' }],
  ['NEED-23', { network: 'wifi' }, { network: 'lan' }],
  ['NEED-24', { network: 'cellular-only' }, { network: 'wifi' }],
  ['NEED-30', { cardPayments: false }, {}],
  [
    'NEED-31',
    { profile: exempt },
    { profile: exempt },
    { merchantType: 'institution' },
    { merchantType: 'individual' },
  ],
  [
    'NEED-32',
    { profile: preferential },
    { profile: preferential },
    { businessKind: 'supermarket' },
    { businessKind: 'snack' },
  ],
  ['NEED-33', { profile: exempt }, { cardPayments: false }],
  ['NEED-40', { settlement: 'D0' }, {}],
  ['NEED-41', { tills: 2 }, {}],
  ['NEED-42', { network: 'cellular-only' }, {}],
  ['NEED-43', { foreignCards: true }, {}],
])('[%s]', (rule, speaks, silent, shop = {}, otherShop = {}) => {
  expect(recommend({ ...needs, ...speaks }, shop).because).toContain(rule)
  expect(recommend({ ...needs, ...silent }, otherShop).because).not.toContain(rule)
})

test('the shops of the field guide get what it says', () => {
  const kind = (change: Partial<Needs>, shop: ShopFields) => recommend({ ...needs, ...change }, shop)
  expect(kind({ cardPayments: false, printedReceipt: false }, { businessKind: 'snack' })).toMatchObject({
    terminalKind: 'qr-plate',
    dataLine: 'none',
    feePlan: 'qr-only',
  })
  expect(kind({}, { businessKind: 'restaurant' }).terminalKind).toBe('smart-pos')
  expect(kind({ preAuthorisation: true }, { businessKind: 'hotel' }).terminalKind).toBe('desktop-pos')
  expect(kind({ tillIntegration: true, tills: 8, network: 'lan' }, { businessKind: 'supermarket' })).toEqual({
    terminalKind: 'desktop-pos',
    dataLine: 'lan',
    feePlan: 'standard',
    because: ['NEED-14', 'NEED-22', 'NEED-33', 'NEED-41'],
  })
  expect(kind({ mobile: true }, { businessKind: 'delivery' })).toMatchObject({
    terminalKind: 'mobile-pos',
    dataLine: 'cellular',
  })
})
