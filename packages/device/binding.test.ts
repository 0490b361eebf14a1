import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  checkElements,
  checkPlace,
  composeMerchantNo,
  composeTerminalNo,
  elementsOf,
  mccOf,
  reportDeadline,
  type Binding,
} from '#device/binding.ts'
import { metresBetween } from '#device/place.ts'

const shop = { latitudeE6: 30_274_100, longitudeE6: 120_155_100, accuracyMetres: 20 }

describe('numbers', () => {
  test('the worked example of domain §3.6: 102 5810 8398 6056', () => {
    const parts = { acquirerCode: '102', areaCode: '5810', mccCode: '8398', sequence: 6056 }
    expect(composeMerchantNo(parts)).toBe('102581083986056')
    expect(mccOf('102581083986056')).toBe('8398')
  })

  test('always 15 and 8 signs, different sequences give different numbers', () => {
    const parts = { acquirerCode: '898', areaCode: '3310', mccCode: '5812' }
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 9999 }), fc.integer({ min: 1, max: 9999 }), (a, b) => {
        const [one, other] = [
          composeMerchantNo({ ...parts, sequence: a }),
          composeMerchantNo({ ...parts, sequence: b }),
        ]
        expect(one).toHaveLength(15)
        expect(one === other).toBe(a === b)
        expect(composeTerminalNo(a)).toHaveLength(8)
      }),
    )
  })

  test('BIND-9: the range ends, and says so', () => {
    const parts = { acquirerCode: '898', areaCode: '3310', mccCode: '5812' }
    expect(composeMerchantNo({ ...parts, sequence: 9999 })).toBe('898331058129999')
    for (const sequence of [0, 10_000, 1.5, Number.NaN])
      expect(composeMerchantNo({ ...parts, sequence })).toMatchObject({ rule: 'BIND-9' })
    expect(composeTerminalNo(99_999_999)).toBe('99999999')
    expect(composeTerminalNo(100_000_000)).toMatchObject({ rule: 'BIND-9' })
    expect(composeTerminalNo(0)).toMatchObject({ rule: 'BIND-9' })
  })

  test('BIND-7: acquirer, area and MCC keep their widths', () => {
    const parts = { acquirerCode: '898', areaCode: '3310', mccCode: '5812', sequence: 1 }
    for (const broken of [{ acquirerCode: '89' }, { areaCode: '33100' }, { mccCode: 'food' }])
      expect(composeMerchantNo({ ...parts, ...broken })).toMatchObject({ rule: 'BIND-7' })
  })
})

describe('elements', () => {
  const binding: Binding = {
    caseId: 'cas_demo',
    serialNo: '00000904N910123456789',
    terminalNo: '00000001',
    merchantNo: '898331058120001',
    acquirerCode: '898',
    merchantIdentity: 'vlt_identity',
    settlementAccount: 'vlt_account',
    place: 'vlt_place',
    elements: elementsOf('04'),
    boundAt: '2026-11-20T02:00:00Z',
    reportBy: '2026-11-22T02:00:00.000Z',
  }

  test('five for a terminal, four for a QR auxiliary', () => {
    expect(elementsOf('04')).toHaveLength(5)
    expect(elementsOf('10')).toHaveLength(5)
    expect(elementsOf('11')).toEqual(['acquirer', 'identity', 'account', 'place'])
  })

  test('BIND-7: complete passes; each element, taken away, is named', () => {
    expect(checkElements(binding)).toBeNull()
    const lacking = (more: Partial<Binding>) => checkElements({ ...binding, ...more })?.params['element']
    expect(lacking({ acquirerCode: '' })).toBe('acquirerCode')
    expect(lacking({ acquirerCode: '102' })).toBe('acquirerCode')
    expect(lacking({ merchantNo: '89833105812000' })).toBe('merchantNo')
    expect(lacking({ terminalNo: '1' })).toBe('terminalNo')
    expect(lacking({ merchantIdentity: '' })).toBe('merchantIdentity')
    expect(lacking({ settlementAccount: '' })).toBe('settlementAccount')
    expect(lacking({ place: '' })).toBe('place')
  })

  test('the report is due two natural days later, holidays or not', () => {
    expect(reportDeadline('2026-09-30T03:00:00Z')).toBe('2026-10-02T03:00:00.000Z')
  })
})

describe('place', () => {
  test('BIND-6: 200 m is good enough, 201 is not', () => {
    expect(checkPlace({ ...shop, accuracyMetres: 200 }, shop)).toBeNull()
    expect(checkPlace({ ...shop, accuracyMetres: 201 }, shop)).toMatchObject({
      rule: 'BIND-6',
      field: 'accuracyMetres',
    })
  })

  test('BIND-8: the next street is another place', () => {
    const near = { ...shop, latitudeE6: shop.latitudeE6 + 1000 }
    const far = { ...shop, latitudeE6: shop.latitudeE6 + 2000 }
    expect(checkPlace(near, shop)).toBeNull()
    expect(checkPlace(far, shop)).toMatchObject({ rule: 'BIND-8', params: { metres: 222, allowed: 140 } })
  })

  test('a vague survey does not open the whole town', () => {
    const vague = { ...shop, accuracyMetres: 90_000 }
    expect(checkPlace({ ...shop, latitudeE6: shop.latitudeE6 + 20_000 }, vague)).toMatchObject({
      rule: 'BIND-8',
    })
  })

  test('distance: a hundredth of a degree north is 1,112 m; across the date line it is short', () => {
    const a = { latitudeE6: 0, longitudeE6: 0, accuracyMetres: 0 }
    expect(Math.round(metresBetween(a, { ...a, latitudeE6: 10_000 }))).toBe(1112)
    const east = { ...a, longitudeE6: 179_999_000 }
    expect(Math.round(metresBetween(east, { ...a, longitudeE6: -179_999_000 }))).toBe(222)
    expect(metresBetween(a, { ...a, longitudeE6: 180_000_000 })).toBeCloseTo(Math.PI * 6_371_008.8, 0)
  })
})
