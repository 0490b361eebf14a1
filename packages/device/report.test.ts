import { describe, expect, test } from 'vitest'
import { acquirer, bind, bound, given, stamp } from '#device/given.ts'
import { bindingOf } from '#device/device.ts'
import {
  decideReport,
  evolveReport,
  type RegistryReport,
  reportLate,
  type ReportMove,
} from '#device/report.ts'
import {
  formatOn,
  lineOf,
  placeText,
  readReceipt,
  type ReportFormat,
  writeReports,
} from '#device/report-format.ts'
import { isRefusal } from '#ground/refusal.ts'

const binding = bindingOf(given(...bound))
if (binding === null) throw new Error('the story binds')
const model = { registryCode: '02', networkLicence: 'P3100' }
const opened = {
  identity: '91330106MA00000000',
  settlementAccount: '6222020000000000000',
  place: placeText(bind),
}
const format = (code: string): ReportFormat => {
  const found = formatOn(code, '2026-11-20T02:00:00Z')
  if (isRefusal(found)) throw new Error(found.rule)
  return found
}

describe('the file', () => {
  test('CSV: the documented columns, five elements, CRLF', () => {
    expect(writeReports(format('terminal-csv-1'), [lineOf('entry', binding, model, opened)])).toBe(
      'line_no,operation,acquirer_code,merchant_no,uscc,settle_account,location,serial_num,device_type,network_license,terminal_no,bound_on\r\n' +
        '1,A,898,898331058120001,91330106MA00000000,6222020000000000000,+30.274200/+120.155000,00000902D100001,02,P3100,00000001,20261120\r\n',
    )
  })

  test('fixed columns: each at its place, whatever its length', () => {
    const file = writeReports(format('terminal-fixed-1'), [lineOf('entry', binding, model, opened)])
    if (isRefusal(file)) throw new Error(file.rule)
    expect(file).toHaveLength(6 + 1 + 3 + 15 + 8 + 50 + 2 + 5 + 18 + 32 + 24 + 8 + 2)
    expect(file.slice(0, 10)).toBe('000001A898')
    expect(file.slice(33, 83).trimEnd()).toBe('00000902D100001')
    expect(file.slice(-10)).toBe('20261120\r\n')
  })

  test('an exit names terminal and merchant, and nothing personal', () => {
    const none = { identity: '', settlementAccount: '', place: '' }
    const file = writeReports(format('terminal-csv-1'), [lineOf('exit', binding, model, none)])
    if (isRefusal(file)) throw new Error(file.rule)
    expect(file.split('\r\n')[1]).toBe(
      '1,D,898,898331058120001,,,,00000902D100001,02,P3100,00000001,20261120',
    )
  })

  test.each([
    ['no account', { settlementAccount: '' }],
    ['a comma in it', { settlementAccount: '1,2' }],
    ['a line break in it', { identity: '9133\n' }],
    ['a formula', { identity: '=1+1' }],
    ['an identity longer than its column', { identity: '9'.repeat(19) }],
  ])('BIND-17: %s', (_, wrong) =>
    expect(
      writeReports(format('terminal-fixed-1'), [lineOf('entry', binding, model, { ...opened, ...wrong })]),
    ).toMatchObject({ rule: 'BIND-17' }),
  )

  test('BIND-16: a format nobody knows, or before its day', () => {
    expect(formatOn('terminal-csv-9', '2026-11-20T02:00:00Z')).toMatchObject({ rule: 'BIND-16' })
    expect(formatOn('terminal-csv-1', '2022-02-28T15:59:59Z')).toMatchObject({ rule: 'BIND-16' })
    expect(formatOn('terminal-csv-1', '2022-02-28T16:00:00Z')).toMatchObject({ code: 'terminal-csv-1' })
  })

  test('south and west are negative', () =>
    expect(placeText({ latitudeE6: -1, longitudeE6: -120_155_000 })).toBe('-0.000001/-120.155000'))
})

const head = 'file_no,line_no,serial_num,result,code'

describe('the receipt', () => {
  test('is read line by line, with or without a byte order mark', () =>
    expect(readReceipt(`\uFEFF${head}\r\nF1,1,S1,A,20261121-01\r\nF1,2,S2,R,E04\r\n`, 'F1')).toEqual([
      { lineNo: 1, serialNo: 'S1', accepted: true, code: '20261121-01' },
      { lineNo: 2, serialNo: 'S2', accepted: false, code: 'E04' },
    ]))
  test.each([
    ['empty', ''],
    ['only a head', head],
    ['another head', `a,b\nF1,1,S1,A,1`],
    ['another file', `${head}\nF2,1,S1,A,1`],
    ['no line number', `${head}\nF1,0,S1,A,1`],
    ['another result', `${head}\nF1,1,S1,X,1`],
    ['no code', `${head}\nF1,1,S1,A,`],
    ['a cell too many', `${head}\nF1,1,S1,A,1,2`],
    ['one bad line among good ones', `${head}\nF1,1,S1,A,1\nF1,2`],
  ])('BIND-18: %s', (_, text) => expect(readReceipt(text, 'F1')).toMatchObject({ rule: 'BIND-18' }))
})

const due: ReportMove = {
  type: 'fall-due',
  ...{ reportId: 'rep_1', deviceId: 'dev_1', acquirerId: 'org_acquirer', caseId: 'cas_1', kind: 'entry' },
  ...{ binding, dueBy: binding.reportBy },
}
const file = (fileNo: string): ReportMove => ({ type: 'file', fileNo, lineNo: 1 })
const answer = (fileNo: string, accepted: boolean, change = {}): ReportMove => ({
  type: 'answer',
  fileNo,
  receipt: { lineNo: 1, serialNo: binding.serialNo, accepted, code: 'C1', ...change },
})
const play = (...moves: readonly ReportMove[]): RegistryReport | string => {
  let report: RegistryReport | null = null
  for (const move of moves) {
    const facts = decideReport(report, move, acquirer)
    if (isRefusal(facts)) return facts.rule
    for (const fact of facts) report = evolveReport(report, fact, acquirer)
  }
  return report ?? ''
}

describe('a report', () => {
  test('is filed, accepted; or rejected and filed again', () => {
    expect(play(due)).toMatchObject({ status: 'due', dueBy: '2026-11-22T02:00:00.000Z' })
    expect(play(due, file('F1'), answer('F1', true))).toMatchObject({ status: 'accepted', code: 'C1' })
    expect(play(due, file('F1'), answer('F1', false), file('F2'), answer('F2', true))).toMatchObject({
      status: 'accepted',
      filed: { fileNo: 'F2' },
    })
  })

  test('BIND-19: not filed twice, not after acceptance, not by another', () => {
    expect(play(due, file('F1'), file('F2'))).toBe('BIND-19')
    expect(play(due, file('F1'), answer('F1', true), file('F2'))).toBe('BIND-19')
    const report = play(due) as RegistryReport
    expect(decideReport(report, file('F1'), stamp('reviewer', 'per_x', 'org_other'))).toMatchObject({
      rule: 'BIND-19',
    })
  })

  test.each([
    ['another file', answer('F9', true)],
    ['another line', answer('F1', true, { lineNo: 2 })],
    ['another serial', answer('F1', true, { serialNo: 'X' })],
  ])('BIND-18: an answer of %s', (_, wrong) => expect(play(due, file('F1'), wrong)).toBe('BIND-18'))

  test('BIND-18: an answer twice, and before it was filed', () => {
    expect(play(due, file('F1'), answer('F1', true), answer('F1', true))).toBe('BIND-18')
    expect(play(due, answer('F1', true))).toBe('BIND-18')
  })

  test('BIND-20: two days; a rejection does not stop the clock', () => {
    const [dot, over] = [binding.reportBy, '2026-11-22T02:00:00.001Z']
    for (const moves of [[due], [due, file('F1'), answer('F1', false)]]) {
      expect(reportLate(play(...moves) as RegistryReport, dot)).toBe(false)
      expect(reportLate(play(...moves) as RegistryReport, over)).toBe(true)
    }
    expect(reportLate(play(due, file('F1')) as RegistryReport, over)).toBe(false)
  })
})
