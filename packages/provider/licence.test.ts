import { describe, expect, test } from 'vitest'
import { checkFiling, coversRegion, filingProblems, mayServe, type Filing } from '#provider/licence.ts'

const at = '2026-11-20T02:00:00Z'
const filing = (more: Partial<Filing> = {}): Filing => ({
  filingNo: 'DEMO-33-0001',
  filingStatus: 'effective',
  filingValidUntil: '2027-06-30T15:59:59Z',
  services: ['merchant-service', 'referral'],
  regionCodes: ['330000'],
  evaluations: ['合格', '优秀', '合格'],
  hotline: '400-000-0000',
  about: '演示服务商：杭州本地上门安装、培训和维护。',
  ...more,
})
const rules = (more: Partial<Filing>) => filingProblems(filing(more), at).map((problem) => problem.rule)

describe('who may be offered to a shop', () => {
  test('a sound record serves its province', () => {
    expect(filingProblems(filing(), at)).toEqual([])
    expect(mayServe(filing(), '330106', at)).toBeNull()
  })

  test('PROV-1: only an effective filing', () => {
    expect(rules({ filingStatus: 'cancelled' })).toEqual(['PROV-1'])
    expect(rules({ filingStatus: 'expired' })).toEqual(['PROV-1'])
  })

  test('PROV-2: not a moment past its end; without an end it stands', () => {
    expect(rules({ filingValidUntil: '2026-11-20T02:00:00.000Z' })).toEqual([])
    expect(rules({ filingValidUntil: '2026-11-20T01:59:59Z' })).toEqual(['PROV-2'])
    expect(rules({ filingValidUntil: null })).toEqual([])
  })

  test('PROV-3: province, city, and nothing else', () => {
    expect(mayServe(filing(), '310101', at)).toMatchObject({
      rule: 'PROV-3',
      params: { regionCode: '310101' },
    })
    const city = filing({ regionCodes: ['330100', '320500'] })
    expect(coversRegion(city, '330106')).toBe(true)
    expect(coversRegion(city, '330206')).toBe(false)
    expect(coversRegion(city, '320506')).toBe(true)
    expect(coversRegion(filing({ regionCodes: [] }), '330106')).toBe(false)
    expect(coversRegion(filing({ regionCodes: ['000000'] }), '330106')).toBe(false)
  })

  test('PROV-4: filed for merchant service, not only for something else', () => {
    expect(rules({ services: ['referral', 'switching', 'sign-posting'] })).toEqual(['PROV-4'])
  })

  test('PROV-5: one 不合格 among the last three keeps it out', () => {
    expect(rules({ evaluations: ['优秀', '不合格'] })).toEqual(['PROV-5'])
    expect(rules({ evaluations: [] })).toEqual([])
  })

  test('all problems are listed, not only the first', () => {
    expect(rules({ filingStatus: 'expired', services: [], evaluations: ['不合格'] })).toEqual([
      'PROV-1',
      'PROV-4',
      'PROV-5',
    ])
  })
})

describe('publishing a record', () => {
  test('a sound record, and one that admits its problems, may be published', () => {
    expect(checkFiling(filing())).toBeNull()
    expect(checkFiling(filing({ filingStatus: 'cancelled', evaluations: ['不合格'] }))).toBeNull()
  })

  test('PROV-6: regions are six-digit divisions', () => {
    expect(checkFiling(filing({ regionCodes: ['33'] }))).toMatchObject({
      rule: 'PROV-6',
      field: 'regionCodes',
    })
    expect(checkFiling(filing({ regionCodes: ['浙江省杭州'] }))).toMatchObject({ rule: 'PROV-6' })
  })

  test('PROV-7: unlawful advertising is named word by word, each once', () => {
    expect(checkFiling(filing({ about: '零扣率！T+0 到账，零扣率' }))).toMatchObject({
      rule: 'PROV-7',
      params: { words: '零扣率、T+0' },
      field: 'about',
    })
  })

  test('PROV-8: a hotline people can dial', () => {
    expect(checkFiling(filing({ hotline: '加微信详谈' }))).toMatchObject({ rule: 'PROV-8', field: 'hotline' })
  })
})
