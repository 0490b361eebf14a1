import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { evolveReport, type RegistryReport, type ReportFact } from '#device/report.ts'
import { openTestRoom, type TestRoom } from '../../test/room.ts'
import { openShelf, type Shelf, surveyedPlace } from '../../test/shelf.ts'
import type { Shop } from '../../test/shop.ts'
import { loadCase, moveCase } from '../cases/case.ts'
import { openFields, openTexts, sealText } from '../cases/sealed.ts'
import { visits } from '../cases/visits.ts'
import { NotFound } from '../house/errand.ts'
import { consentsPort } from '../vault/consents.ts'
import { grantsPort, takeForReport } from '../vault/grant.ts'
import { vault } from '../vault/vault.ts'
import { devices } from './devices.ts'
import { registry } from './registry.ts'

let room: TestRoom
let shelf: Shelf
beforeAll(async () => {
  room = await openTestRoom({
    ...visits(grantsPort, consentsPort),
    ...devices({ loadCase, moveCase, surveyedPlace, sealText }),
    ...registry({ openFields, takeForReport }),
    ...vault({ loadCase, openFields, sealText, openTexts }),
  })
  shelf = await openShelf(room)
})
afterAll(() => room.close())

const start = '2026-11-20T02:00:00.000Z'
const account = '6222020000000000018'

/** A shop whose settlement account really stands in the vault. */
const withAccount = async (): Promise<Shop> => {
  const shop = await shelf.another()
  const value = 'val_' + shop.caseId.slice(4)
  const place = { datum: 'vault_values.settlementAccountNo' as const, row: value }
  const owner = { tenant: shop.reviewer.organisationId, subject: shop.merchant.organisationId }
  const sealed = await room.house.keys.seal({ ...place, ...owner }, account)
  await room.owner.query(
    `insert into vault_values (value_id, owner_id, case_id, field, value_sealed, masked, created_at)
     values ($1, $2, $3, 'settlementAccountNo', $4, '', $5)`,
    [value, shop.merchant.organisationId, shop.caseId, sealed, room.clock.now],
  )
  await room.owner.query(
    `update cases set state = jsonb_set(state, '{application,sealed,settlementAccountNo}', to_jsonb($2::text)) where case_id = $1`,
    [shop.caseId, value],
  )
  return shop
}

const dueOf = async (deviceId: string) =>
  (await room.granted(shelf.shop.reviewer, 'registry.reports', {})).items.filter(
    (each) => each.deviceId === deviceId,
  )
const fileOf = (reportIds: string[], format: 'terminal-csv-1' | 'terminal-fixed-1' = 'terminal-csv-1') =>
  room.granted(shelf.shop.reviewer, 'registry.file', { format, reportIds })

describe('two days', () => {
  test('a binding falls due at once; its file holds the five elements, and the merchant sees who looked', async () => {
    room.clock.now = start
    const shop = await withAccount()
    const { deviceId, serialNo } = await shelf.putLive(shop)
    const [report] = await dueOf(deviceId)
    expect(report).toMatchObject({
      kind: 'entry',
      status: 'due',
      serialNo,
      late: false,
      dueBy: '2026-11-22T02:00:00.000Z',
    })
    const file = await fileOf([report?.reportId ?? ''])
    const [head, line] = file.content.split('\r\n')
    expect(head).toMatch(/^line_no,operation,acquirer_code/)
    expect(line).toContain(`,${account},+22.540100/+114.050100,${serialNo},04,P3100,`)
    const { items: looks } = await room.granted(shop.merchant, 'vault.reveals', { caseId: shop.caseId })
    expect(looks).toMatchObject([
      { kind: 'registry-report', fields: ['settlementAccountNo', 'terminalPlace'] },
    ])
    expect(looks[0]?.leafIndex).not.toBeNull()
    const { items: grants } = await room.granted(shop.merchant, 'vault.grants', { caseId: shop.caseId })
    expect(grants.find(({ kind }) => kind === 'registry-report')).toMatchObject({ live: false })
    expect(
      await room.refused(shelf.shop.reviewer, 'registry.file', {
        format: 'terminal-csv-1',
        reportIds: [report?.reportId ?? ''],
      }),
    ).toBe('BIND-19')

    const head2 = 'file_no,line_no,serial_num,result,code'
    const answer = (lines: string) =>
      room.ask(shelf.shop.reviewer, 'registry.answer', {
        fileNo: file.fileNo,
        receipt: `${head2}\r\n${lines}`,
      })
    expect(await answer(`${file.fileNo},1,OTHER,A,R1`)).toMatchObject({ rule: 'BIND-18' })
    expect(await answer(`${file.fileNo},2,${serialNo},A,R1`)).toMatchObject({ rule: 'BIND-18' })
    expect(await answer(`${file.fileNo},1,${serialNo},R,E04`)).toEqual({ accepted: 0, rejected: 1 })
    room.clock.now = '2026-11-22T02:00:00.001Z'
    expect(await dueOf(deviceId)).toMatchObject([{ status: 'rejected', code: 'E04', late: true }])
    const second = await fileOf([report?.reportId ?? ''], 'terminal-fixed-1')
    expect(second.content).toHaveLength(174)
    const good = `${head2}\n${second.fileNo},1,${serialNo},A,R-1`
    expect(
      await room.granted(shelf.shop.reviewer, 'registry.answer', { fileNo: second.fileNo, receipt: good }),
    ).toEqual({ accepted: 1, rejected: 0 })
    expect(await dueOf(deviceId)).toMatchObject([{ status: 'accepted', late: true }])
  })

  test('taking a bound terminal back falls due too, and names nothing personal', async () => {
    room.clock.now = start
    const shop = await withAccount()
    const { deviceId, serialNo } = await shelf.putLive(shop)
    await shelf.bringBack(deviceId, serialNo)
    const due = await dueOf(deviceId)
    expect(due.map(({ kind }) => kind).sort()).toEqual(['entry', 'exit'])
    const exit = due.find(({ kind }) => kind === 'exit')
    const { content } = await fileOf([exit?.reportId ?? ''])
    expect(content).toContain(`1,D,801,`)
    expect(content).toContain(`,,,,${serialNo},`)
    expect((await room.granted(shop.merchant, 'vault.reveals', { caseId: shop.caseId })).items).toEqual([])
  })

  test('BIND-17: an element that is not there stops the file, and nothing counts as filed', async () => {
    room.clock.now = start
    const shop = await shelf.another()
    const { deviceId } = await shelf.putLive(shop)
    const [report] = await dueOf(deviceId)
    expect(
      await room.refused(shelf.shop.reviewer, 'registry.file', {
        format: 'terminal-csv-1',
        reportIds: [report?.reportId ?? ''],
      }),
    ).toBe('BIND-17')
    expect(await dueOf(deviceId)).toMatchObject([{ status: 'due', fileNo: null }])
  })

  test('law 4: another acquirer finds neither report nor file', async () => {
    const rival = await room.seat('reviewer', '别家收单机构')
    expect((await room.granted(rival, 'registry.reports', {})).items).toEqual([])
    const { items } = await room.granted(shelf.shop.reviewer, 'registry.reports', {})
    await expect(
      room.ask(rival, 'registry.file', { format: 'terminal-csv-1', reportIds: [items[0]?.reportId ?? ''] }),
    ).rejects.toThrow(NotFound)
  })

  test('law 7 and law 3: reports are what their facts say, and the facts hold no account', async () => {
    const { rows } = await room.owner.query(
      `select r.state, r.version, (select json_agg(f.body || jsonb_build_object('type', f.type, 'at', f.at) order by f.version)
         from facts f where f.stream = 'report/' || r.report_id) as facts from registry_reports r`,
    )
    expect(rows.length).toBeGreaterThan(3)
    for (const { state, version, facts } of rows) {
      expect(facts).toHaveLength(version)
      const replayed = (facts as (ReportFact & { at: string })[]).reduce<RegistryReport | null>(
        (each, { at, ...fact }) => evolveReport(each, fact as ReportFact, { at: new Date(at).toISOString() }),
        null,
      )
      expect(replayed).toEqual(state)
      expect(JSON.stringify([state, facts])).not.toContain(account)
    }
  })
})
