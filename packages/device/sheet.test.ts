import { describe, expect, test } from 'vitest'
import { certificateProblems, type Model } from '#device/certificate.ts'
import { model } from '#device/given.ts'
import { endings } from '#device/replacement.ts'
import { columnsOf, MOST_ROWS, readSheets, type Sheet, type SheetKind } from '#device/sheet.ts'
import { isRefusal } from '#ground/refusal.ts'

const headsOf = (kind: SheetKind, tongue = 0) =>
  columnsOf[kind].map((column) => column.heads[tongue] as string)
const models: Sheet = {
  name: '机型',
  rows: [
    headsOf('models'),
    ['S1', '厂', '智能', '智能POS', '4', 'HW1', '1.4.2', '600.5', 'chip，contactless', 'wifi'],
    ['S2', '厂', '智能', 'smart-pos', '04', '', '1.0', '500', '', ''],
  ],
}
const certificates: Sheet = {
  name: 'certificates',
  rows: [
    headsOf('certificates', 1),
    ['S1', '银联入网认证', 'P3100', '机构', '2025年1月2日', '', '', '', '', ''],
    ['S1', 'srrc', 'R-1', '机构', '2025/01/02', '2027-12-31', '', 'HW1', '1.4.2', ''],
  ],
}
const serials: Sheet = {
  name: 'Purchase list',
  rows: [headsOf('serials'), ['S1', 'sn-000001', 'bag-1'], ['S2', 'SN-000002', 'BAG-2'], ['', '', '']],
}
const read = (sheets: readonly Sheet[], catalogue: readonly Model[] = []) => {
  const found = readSheets(sheets, catalogue)
  if (isRefusal(found)) throw new Error(found.rule)
  return found
}
/** The errors of one sheet with one cell (or row) changed. */
const spoilt = (sheet: Sheet, row: number, place: number, text: string) =>
  read(
    [models, certificates, serials].map((each) =>
      each.name === sheet.name
        ? {
            ...each,
            rows: each.rows.map((cells, at) =>
              at === row ? cells.map((cell, index) => (index === place ? text : cell)) : cells,
            ),
          }
        : each,
    ),
  ).errors.map(({ sheet: name, row: at, column, because }) => [name, at, column, because.rule])

describe('sheets', () => {
  test('models, their certificates and a purchase list, in either tongue', () => {
    const found = read([models, certificates, serials])
    expect(found.errors).toEqual([])
    expect(found.models[0]).toEqual({
      modelCode: 'S1',
      maker: '厂',
      name: '智能',
      terminalKind: 'smart-pos',
      registryCode: '04',
      hardwareVersion: 'HW1',
      firmwareVersion: '1.4.2',
      priceCapFen: 60_050,
      capabilities: ['chip', 'contactless'],
      dataLines: ['wifi'],
      firmwares: [],
      certificates: [
        {
          kind: 'network-access',
          number: 'P3100',
          issuer: '机构',
          validFrom: '2025-01-02',
          validUntil: null,
        },
        {
          ...{
            kind: 'srrc',
            number: 'R-1',
            issuer: '机构',
            validFrom: '2025-01-02',
            validUntil: '2027-12-31',
          },
          ...{ hardwareVersion: 'HW1', firmwareVersion: '1.4.2' },
        },
      ],
    })
    expect(found.serials[0]).toEqual({ modelCode: 'S1', serialNo: 'SN-000001', sealNo: 'BAG-1' })
  })

  test('a certificate of the file renews that of the catalogue; the rest stays', () => {
    const renewed: Sheet = {
      name: '证书',
      rows: [
        headsOf('certificates'),
        ['DEMO-D1', 'fintech-product', 'F-1', '演示', '2028-01-01', '', '', '', '', ''],
      ],
    }
    const [one] = read([renewed], [model]).models
    expect(one?.certificates.map((each) => [each.kind, each.validFrom])).toEqual([
      ['network-access', '2025-01-01'],
      ['fintech-product', '2028-01-01'],
    ])
  })

  test('CERT-9…13: every wrong cell by sheet, row and the column as the file heads it', () => {
    expect(spoilt(models, 0, 0, 'nonsense')).toContainEqual(['机型', 1, '机型代码', 'CERT-9'])
    expect(spoilt(models, 1, 1, ' ')).toContainEqual(['机型', 2, '厂商', 'CERT-10'])
    expect(spoilt(models, 2, 3, 'ATM')).toContainEqual(['机型', 3, '种类', 'CERT-11'])
    expect(spoilt(models, 2, 4, '11')).toContainEqual(['机型', 3, '类型代码', 'CERT-4'])
    expect(spoilt(models, 1, 7, '600.555')).toContainEqual(['机型', 2, '最高售价（元）', 'CERT-11'])
    expect(spoilt(models, 1, 8, 'chip,teleport')).toContainEqual(['机型', 2, '受理能力', 'CERT-11'])
    expect(spoilt(models, 2, 0, 's1')).toContainEqual(['机型', 3, '', 'CERT-12'])
    expect(spoilt(certificates, 1, 2, 'X31')).toContainEqual(['certificates', 2, 'Number', 'CERT-3'])
    expect(spoilt(certificates, 2, 4, '2025-02-30')).toContainEqual([
      'certificates',
      3,
      'Valid from',
      'CERT-11',
    ])
    expect(spoilt(certificates, 2, 5, '2024-01-01')).toContainEqual([
      'certificates',
      3,
      'Valid until',
      'CERT-6',
    ])
    expect(spoilt(certificates, 2, 0, 'S9')).toContainEqual(['certificates', 3, 'Model code', 'CERT-13'])
    expect(spoilt(certificates, 2, 9, 'abc')).toContainEqual([
      'certificates',
      3,
      'Document SHA-256',
      'CERT-11',
    ])
    expect(spoilt(serials, 2, 0, 'S9')).toContainEqual(['Purchase list', 3, '机型代码', 'CERT-13'])
    expect(spoilt(serials, 2, 1, 'sn-000001')).toContainEqual(['Purchase list', 3, '', 'CERT-12'])
    expect(spoilt(serials, 2, 1, '张三的机器')).toContainEqual(['Purchase list', 3, '序列号', 'CERT-11'])
    // A column that is missing is named in the language of the others.
    expect(spoilt(certificates, 0, 2, 'nonsense')).toContainEqual(['certificates', 1, 'Number', 'CERT-9'])
    // What hangs on a wrong row falls with it, and is told.
    expect(spoilt(models, 1, 1, '')).toContainEqual(['Purchase list', 2, '机型代码', 'CERT-13'])
  })

  test('CERT-8, 15: no sheet we know, or far too many rows', () => {
    expect(readSheets([{ name: 'Sheet1', rows: [['a']] }], [])).toMatchObject({ rule: 'CERT-8' })
    expect(readSheets([], [])).toMatchObject({ rule: 'CERT-8' })
    const rows = Array.from({ length: MOST_ROWS + 1 }, () => ['x'])
    expect(readSheets([{ name: '机型', rows }], [])).toMatchObject({ rule: 'CERT-15' })
  })
})

test('CERT-14: a certificate for other hardware or firmware does not count', () => {
  const held = (more: object): Model => ({
    ...model,
    hardwareVersion: 'HW1',
    certificates: model.certificates.map((each) => ({ ...each, ...more })),
  })
  const rules = (one: Model) => certificateProblems(one, '2026-11-20').map((each) => each.rule)
  expect(rules(held({}))).toEqual([])
  expect(rules(held({ hardwareVersion: 'HW1', firmwareVersion: '2.0.1' }))).toEqual([])
  expect(rules(held({ hardwareVersion: 'HW2' }))).toEqual(['CERT-14', 'CERT-14'])
  expect(rules(held({ firmwareVersion: '2.0.0' }))).toEqual(['CERT-14', 'CERT-14'])
  expect(
    rules({ ...model, certificates: [{ ...model.certificates[0], hardwareVersion: 'HW1' }] as never }),
  ).toEqual(['CERT-14', 'CERT-1'])
})

test('what ends soon is warned of, what has ended is blocked, and something lasting is proposed', () => {
  const dearer: Model = { ...model, modelCode: 'D-DEAR', priceCapFen: 90_000 }
  const lasting: Model = {
    ...model,
    modelCode: 'D-LONG',
    certificates: model.certificates.map((each) => ({ ...each, validUntil: '2035-01-01' })),
  }
  const other: Model = { ...lasting, modelCode: 'S-LONG', terminalKind: 'smart-pos', priceCapFen: 1 }
  const all = [model, dearer, lasting, other]
  const told = (day: string) => endings(all, day).filter((each) => each.modelCode === 'DEMO-D1')
  expect(told('2026-11-20')).toEqual([])
  expect(told('2027-11-20')).toEqual([
    {
      modelCode: 'DEMO-D1',
      standing: 'expiring',
      certificate: 'fintech-product',
      endsOn: '2027-12-31',
      replaceBy: '2027-12-31',
      proposed: 'D-LONG',
    },
  ])
  expect(told('2028-01-01')).toMatchObject([
    { standing: 'blocked', replaceBy: '2028-01-30', proposed: 'D-LONG' },
  ])
  expect(endings([model, other], '2028-01-01')[0]?.proposed).toBeNull()
})
