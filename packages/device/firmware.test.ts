import { describe, expect, test } from 'vitest'
import { checkModel, type Model } from '#device/certificate.ts'
import { decide } from '#device/custody.ts'
import {
  type ApprovedFirmware,
  approvedVersions,
  approveFirmware,
  firmwareEndings,
  firmwareWarnings,
  runningNow,
  standingOf,
  withdrawFirmware,
} from '#device/firmware.ts'
import type { Device } from '#device/device.ts'
import { acquirer, model } from '#device/given.ts'
import { columnsOf, readSheets } from '#device/sheet.ts'
import { isRefusal, type Refusal } from '#ground/refusal.ts'

const [a, b] = ['a'.repeat(64), 'b'.repeat(64)]
const approval = (version: string, more: Partial<ApprovedFirmware> = {}): ApprovedFirmware => ({
  ...{ version, sha256: a, certificateNo: 'P3100', validFrom: '2026-01-01', validUntil: null },
  ...more,
})
const having = (...firmwares: ApprovedFirmware[]): Model => ({ ...model, firmwares })
const must = <T>(answer: T | Refusal): T => {
  if (isRefusal(answer)) throw new Error(answer.rule)
  return answer
}
const ruleOf = (answer: unknown) => (isRefusal(answer) ? answer.rule : null)
const day = '2026-11-20'

describe('approved firmware', () => {
  test('the registered version counts by itself until a file of it is entered; newest first', () => {
    expect(approvedVersions(model, day)).toEqual(['2.0.1'])
    expect(approvedVersions(having(approval('2.0.10'), approval('2.0.9')), day)).toEqual([
      ...['2.0.10', '2.0.9', '2.0.1'],
    ])
    expect(approvedVersions(having(approval('2.0.1', { validUntil: '2026-11-19' })), day)).toEqual([])
  })

  test('from its first day to its last, and not from the day it is withdrawn', () => {
    const on = (more: Partial<ApprovedFirmware>) =>
      approvedVersions(having(approval('3.0', more)), day).includes('3.0')
    expect(on({ validFrom: day, validUntil: day })).toBe(true)
    expect(on({ validFrom: '2026-11-21' })).toBe(false)
    expect(on({ validUntil: '2026-11-19' })).toBe(false)
    expect(on({ withdrawnOn: day })).toBe(false)
    expect(on({ withdrawnOn: '2026-11-21' })).toBe(true)
  })

  test('CERT-20, 21: under a certificate of the model, and not backwards', () => {
    expect(ruleOf(approveFirmware(model, approval('3.0', { certificateNo: 'P0000' })))).toBe('CERT-20')
    expect(ruleOf(approveFirmware(model, approval('3.0', { validUntil: '2025-12-31' })))).toBe('CERT-21')
    // A certificate the approvals hang on is not dropped from the model.
    expect(ruleOf(checkModel({ ...having(approval('3.0')), certificates: [] }))).toBe('CERT-20')
  })

  test('CERT-22: withdrawn once, by version and file, and for good; a standing one is renewed', () => {
    const withdrawal = { withdrawnOn: day, withdrawnFor: 'defect' as const }
    const both = must(approveFirmware(having(approval('3.0')), approval('3.0', { sha256: b })))
    const after = must(withdrawFirmware(both, { version: '3.0', sha256: a, ...withdrawal }))
    expect(after.firmwares?.map(({ withdrawnOn }) => withdrawnOn)).toEqual([day, undefined])
    expect(approvedVersions(after, day)).toContain('3.0')
    expect(ruleOf(withdrawFirmware(after, { version: '3.0', sha256: a, ...withdrawal }))).toBe('CERT-22')
    expect(ruleOf(withdrawFirmware(after, { version: '9', sha256: a, ...withdrawal }))).toBe('CERT-22')
    expect(ruleOf(approveFirmware(after, approval('3.0')))).toBe('CERT-22')
    const renewed = must(approveFirmware(after, approval('3.0', { sha256: b, validUntil: '2030-01-01' })))
    expect(renewed.firmwares).toHaveLength(2)
  })

  test('what has ended, and where its terminals are to go', () => {
    const withdrawn = approval('3.0', { withdrawnOn: '2026-11-01', withdrawnFor: 'vulnerability' })
    const over = approval('2.9', { validUntil: '2026-06-30' })
    expect(firmwareEndings([having(withdrawn, over, approval('3.1'))], day)).toEqual([
      {
        ...{ modelCode: 'DEMO-D1', version: '3.0', sha256: a, standing: 'withdrawn' },
        ...{ endsOn: '2026-11-01', reason: 'vulnerability', goTo: '3.1' },
      },
      {
        ...{ modelCode: 'DEMO-D1', version: '2.9', sha256: a, standing: 'ended' },
        ...{ endsOn: '2026-06-30', reason: null, goTo: '3.1' },
      },
    ])
  })

  test('CERT-40: what ends within the 90 days certificates are warned of, and what outlasts it', () => {
    const ends = (validUntil: string | null) => approval('3.0', { validUntil })
    const listed = (...firmwares: ApprovedFirmware[]) => firmwareEndings([having(...firmwares)], day)
    // 2026-11-20 + 90 days.
    expect(listed(ends('2027-02-19'))).toEqual([])
    expect(listed(ends(null))).toEqual([])
    expect(listed(ends('2027-02-18'), approval('3.1'))).toEqual([
      {
        ...{ modelCode: 'DEMO-D1', version: '3.0', sha256: a, standing: 'ending' },
        ...{ endsOn: '2027-02-18', reason: null, goTo: '3.1' },
      },
    ])
    // On its last day it still stands; a day later it has ended.
    expect(listed(ends(day))[0]?.standing).toBe('ending')
    expect(listed(ends('2026-11-19'))[0]?.standing).toBe('ended')
    // What ends as soon, or begins only later, is nothing to go to.
    const late = approval('3.2', { validFrom: '2027-01-01' })
    const [one] = listed(ends('2027-01-31'), late, approval('2.0.1', { validUntil: '2027-01-31' }))
    expect(one?.goTo).toBeNull()

    const warned = (sha256: string | null, ...firmwares: ApprovedFirmware[]) =>
      firmwareWarnings({ version: '3.0', sha256 }, having(...firmwares), day).map(({ rule }) => rule)
    expect(warned(a, ends('2027-02-18'))).toEqual(['CERT-40'])
    expect(warned(null, ends('2027-02-18'))).toEqual(['CERT-40'])
    expect(warned(b, ends('2027-02-18'))).toEqual([])
    expect(warned(a, ends('2027-02-19'))).toEqual([])
    expect(warned(a, ends('2026-11-19'))).toEqual([])
    expect(firmwareWarnings(null, having(ends('2027-02-18')), day)).toEqual([])
  })

  test('the sheet brings approvals, row by row', () => {
    const heads = columnsOf.firmware.map((column) => column.heads[0])
    const rows = [
      ['DEMO-D1', '3.0', a.toUpperCase(), 'P3100', '2026/1/1', '2027-12-31'],
      ['DEMO-D1', '3.1', a, 'P0000', '2026-01-01', ''],
      ['DEMO-D1', '3.1', 'xyz', 'P3100', '2026-01-01', ''],
      ['NOBODY', '3.1', a, 'P3100', '2026-01-01', ''],
      ['DEMO-D1', '3.0', a, 'P3100', '2026-01-01', ''],
      ['DEMO-D1', '3.2', a, 'P3100', '2026-01-01', '2025-01-01'],
    ]
    const read = must(readSheets([{ name: '批准固件', rows: [heads, ...rows] }], [model]))
    expect(read.firmwares).toBe(1)
    expect(read.models[0]?.firmwares).toEqual([approval('3.0', { validUntil: '2027-12-31' })])
    expect(read.errors.map(({ row, column, because }) => [row, column, because.rule])).toEqual([
      [3, '批准所依证书编号', 'CERT-20'],
      [4, '固件摘要', 'CERT-11'],
      [5, '机型代码', 'CERT-13'],
      [6, '', 'CERT-12'],
      [7, '截止日', 'CERT-21'],
    ])
    // A model renewed by its own sheet keeps its approvals.
    const models = columnsOf.models.map((column) => column.heads[0])
    const renewal = ['DEMO-D1', '厂', '台式', '台式POS', '02', '', '2.0.1', '300', '', '']
    const again = must(readSheets([{ name: '机型', rows: [models, renewal] }], [having(approval('3.0'))]))
      .models[0]
    expect(again?.firmwares).toHaveLength(1)
  })
})

test('CUST-14: receipt with papers that tell another firmware quarantines; with an approved one it does not', () => {
  const bought: Device = {
    ...{ deviceId: 'dev_1', acquirerId: 'org_acquirer', serialNo: 'SN-000001', modelCode: 'DEMO-D1' },
    custodian: { kind: 'acquirer', holderId: 'org_acquirer' },
    ...{ sealNo: 'BAG-1', spentSeals: [], hands: 0, storeId: null, erasure: null, disposal: null },
    recall: null,
    status: 'purchased',
  }
  const read = (readFirmware: string | undefined, of: Model) =>
    decide(
      bought,
      {
        type: 'receive',
        weightGrams: 500,
        ...{ readSerial: 'SN-000001', readSeal: 'BAG-1', model: of, bagOf: null },
        sealIntact: true,
        ...(readFirmware !== undefined && { readFirmware }),
      },
      acquirer,
    )
  const types = (answer: ReturnType<typeof read>) => (isRefusal(answer) ? answer : answer[0]?.type)
  expect(types(read(undefined, model))).toBe('device-received')
  expect(types(read(' 3.0 ', having(approval('3.0'))))).toBe('device-received')
  expect(types(read('3.0', model))).toBe('firmware-mismatched')
  expect(types(read('3.0', having(approval('3.0', { withdrawnOn: '2026-01-02' }))))).toBe(
    'firmware-mismatched',
  )
})

describe('what runs now', () => {
  const intake = { version: '1', at: '2026-01-01T00:00:00Z' }
  const heard = { version: '1', sha256: a, since: '2026-02-01T00:00:00Z', at: '2026-03-01T00:00:00Z' }
  const installed = { version: '2', sha256: b, at: '2026-04-01T00:00:00Z' }
  const source = (told: Partial<Parameters<typeof runningNow>[0]>) =>
    runningNow({ intake: null, heard: null, installed: null, ...told })
  test('the update that came last, else the heartbeat, else the look at intake', () => {
    expect(source({})).toBeNull()
    expect(source({ intake })).toEqual({ version: '1', sha256: null, since: intake.at, source: 'inspection' })
    expect(source({ intake, heard })).toMatchObject({ since: heard.since, source: 'heartbeat' })
    expect(source({ intake, heard, installed })).toMatchObject({ version: '2', source: 'update' })
    // Heard since, of the same file: still the update's day. Of another: the heartbeat is believed.
    const later = { ...heard, at: '2026-05-01T00:00:00Z' }
    expect(source({ heard: { ...later, version: '2', sha256: b }, installed })).toMatchObject({
      ...{ since: installed.at, source: 'update' },
    })
    expect(source({ heard: later, installed })).toMatchObject({ version: '1', source: 'heartbeat' })
  })
  test('how it stands to the approvals', () => {
    const stands = (version: string, sha256: string | null, ...firmwares: ApprovedFirmware[]) =>
      standingOf({ version, sha256 }, having(...firmwares), day)
    expect(stands('2.0.1', b)).toBe('approved')
    expect(stands('3.0', a)).toBe('foreign')
    expect(stands('3.0', a, approval('3.0'))).toBe('approved')
    expect(stands('3.0', b, approval('3.0'))).toBe('foreign')
    expect(stands('3.0', null, approval('3.0', { withdrawnOn: day }))).toBe('ended')
  })
})
