import { createHash } from 'node:crypto'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import readXlsxFile from 'read-excel-file/node'
import writeXlsxFile from 'write-excel-file/node'
import { columnsOf, sheetNameOf, type SheetKind } from '#device/sheet.ts'
import { openTestRoom, type Seat, type TestRoom } from '../../test/room.ts'
import { model, openShelf, sealText, surveyedPlace, type Shelf } from '../../test/shelf.ts'
import { loadCase, moveCase } from '../cases/case.ts'
import { NotFound } from '../house/errand.ts'
import { devices } from './devices.ts'

let room: TestRoom
let shelf: Shelf
let reviewer: Seat

beforeAll(async () => {
  room = await openTestRoom(devices({ loadCase, moveCase, surveyedPlace, sealText }))
  shelf = await openShelf(room)
  reviewer = shelf.shop.reviewer
})
afterAll(() => room.close())

type Rows = Partial<Record<SheetKind, string[][]>>

const workbook = async (rows: Rows): Promise<string> => {
  const sheets = (Object.entries(rows) as [SheetKind, string[][]][]).map(([kind, body]) => ({
    sheet: sheetNameOf(kind),
    data: [columnsOf[kind].map((column) => column.heads[0]), ...body].map((row) =>
      row.map((value) => ({ value, type: String })),
    ),
  }))
  return (await writeXlsxFile(sheets).toBuffer()).toString('base64')
}
const good: Rows = {
  models: [['X1', '厂', '台式', '台式POS', '02', '', '3.0', '300', 'chip', 'lan']],
  certificates: [
    ['X1', '银联入网认证', 'P3200', '机构', '2025-01-01', '', '', '', '', ''],
    ['X1', '金融科技产品认证', 'F-9', '机构', '2025-01-01', '2029-12-31', '', '', '', ''],
  ],
  serials: [
    ['X1', 'IMP-000001', 'IB-1'],
    ['X1', 'IMP-000002', 'IB-2'],
  ],
}
const list = { orderNo: 'IMP-1', channel: 'maker-portal' as const }
const imported = async (rows: Rows, take: 'nothing' | 'all' | 'good-rows', more: object = list) =>
  room.granted(reviewer, 'catalogue.import', {
    fileName: 'a.xlsx',
    content: await workbook(rows),
    take,
    ...more,
  })
const serialsThere = async () =>
  (await room.owner.query(`select serial_no from devices where serial_no like 'IMP-%' order by 1`)).rows.map(
    (row) => row.serial_no,
  )

describe('import', () => {
  test('CERT-16: looked at, held back for an error, taken when sound', async () => {
    expect(await imported(good, 'nothing')).toMatchObject({
      imported: false,
      models: 1,
      certificates: 2,
      serials: 2,
      report: null,
    })
    expect(await serialsThere()).toEqual([])
    const wrong = { ...good, serials: [...(good.serials ?? []), ['X9', 'IMP-000003', '=cmd']] }
    const told = await imported(wrong, 'all')
    expect(told).toMatchObject({ imported: false, wrongRows: 1 })
    expect(told.errors).toMatchObject([{ sheet: '采购清单', row: 4, column: '封签袋号', rule: 'CERT-11' }])
    expect(told.errors[0]?.words.zh.happened).toContain('封签袋号')
    expect(told.errors[0]?.words.en.remedy).toMatch(/template/)
    expect(await serialsThere()).toEqual([])
    const report = await readXlsxFile(Buffer.from(told.report ?? '', 'base64'))
    expect(report[0]?.data[1]?.slice(0, 4)).toEqual(['采购清单', '4', '封签袋号', 'CERT-11'])
    expect(await imported(wrong, 'good-rows')).toMatchObject({ imported: true, serials: 2 })
    expect(await serialsThere()).toEqual(['IMP-000001', 'IMP-000002'])
    const { items } = await room.granted(reviewer, 'devices.models', {})
    expect(items.find((each) => each.modelCode === 'X1')).toMatchObject({
      priceCapFen: 30_000,
      dataLines: ['lan'],
    })
  })

  test('all or nothing: a serial that stands already is told by its row, and holds the whole file back', async () => {
    const again = { ...good, models: [['X2', '厂', '台式', '台式POS', '02', '', '3.0', '300', '', '']] }
    for (const take of ['nothing', 'all'] as const) {
      const told = await imported(again, take)
      expect(told).toMatchObject({ imported: false, wrongRows: 2, serials: 0 })
      expect(told.errors).toMatchObject([
        { sheet: '采购清单', row: 2, column: '序列号', rule: 'CUST-2' },
        { sheet: '采购清单', row: 3, column: '序列号', rule: 'CUST-2' },
      ])
    }
    const { items } = await room.granted(reviewer, 'devices.models', {})
    expect(items.some((each) => each.modelCode === 'X2')).toBe(false)
  })

  test('what only the stock knows of a list is told row by row: serial, bag, two alike, another model', async () => {
    const rows = [
      ...[
        ['X1', 'IMP-000021', 'IB-21'],
        ['X1', 'imp-000001', 'IB-22'],
        ['X1', 'IMP-000023', 'IB-1'],
      ],
      ...[
        ['X1', 'IMP-000024', 'IB-21'],
        ['DEMO-S1', 'IMP-000025', 'IB-25'],
      ],
    ]
    const other = { serials: rows }
    const wrong = [
      { row: 3, column: '序列号', rule: 'CUST-2' },
      { row: 4, column: '封签袋号', rule: 'CUST-55' },
      { row: 5, column: '封签袋号', rule: 'CERT-12' },
      { row: 6, column: '机型代码', rule: 'CUST-24' },
    ]
    const send = async (take: 'nothing' | 'good-rows') =>
      room.granted(reviewer, 'catalogue.import', {
        ...{ fileName: 'a.xlsx', content: await workbook(other), take },
        ...{ orderNo: 'IMP-20', channel: 'letter' as const },
      })
    expect((await send('nothing')).errors).toMatchObject(wrong)
    expect(await send('good-rows')).toMatchObject({ imported: true, serials: 1, errors: wrong })
    expect(await serialsThere()).toContain('IMP-000021')
    for (const serial of ['IMP-000023', 'IMP-000024', 'IMP-000025'])
      expect(await serialsThere()).not.toContain(serial)
  })

  test('CUST-24: a purchase list names its delivery and its channel', async () => {
    const fresh = { serials: [['X1', 'IMP-000009', 'IB-9']] }
    const content = await workbook(fresh)
    const said = (more: object) =>
      room.refused(reviewer, 'catalogue.import', { fileName: 'a', content, take: 'all', ...more })
    expect(await said({})).toBe('CUST-24')
    expect(await said({ orderNo: 'IMP-9' })).toBe('CUST-24')
    expect(await said({ orderNo: 'IMP-9', channel: 'with-goods' })).toBe('CUST-24')
  })

  test('CSV, in UTF-8 and as Chinese Excel writes it', async () => {
    const text = '机型代码,序列号,封签袋号\nX1,IMP-000011,IB-11\n'
    const gb18030 = Buffer.concat([
      Buffer.from('bbfad0cdb4fac2eb2cd0f2c1d0bac52cb7e2c7a9b4fcbac50a', 'hex'),
      Buffer.from('X1,IMP-000012,IB-12\n'),
    ])
    for (const content of [Buffer.from(`\uFEFF${text}`), gb18030])
      expect(
        await room.granted(reviewer, 'catalogue.import', {
          ...{ fileName: 'a.csv', content: content.toString('base64'), csvKind: 'serials', take: 'all' },
          ...list,
        }),
      ).toMatchObject({ imported: true, serials: 1 })
    expect(await serialsThere()).toContain('IMP-000012')
  })

  test('CERT-8: what is no sheet, what is torn, and what would burst', async () => {
    const whole = Buffer.from(await workbook(good), 'base64')
    const { deflateRawSync } = await import('node:zlib')
    const bomb = zipOf('xl/workbook.xml', deflateRawSync(Buffer.alloc(30_000_000)), 30_000_000)
    const liar = zipOf('xl/workbook.xml', deflateRawSync(Buffer.alloc(3_000_000)), 100)
    for (const content of [
      whole.subarray(0, -40),
      bomb,
      liar,
      Buffer.from('PK nothing'),
      Buffer.from('%PDF-1.7'),
    ])
      expect(
        await room.refused(reviewer, 'catalogue.import', {
          ...{ fileName: 'a.xlsx', content: content.toString('base64'), take: 'nothing' as const },
        }),
      ).toBe('CERT-8')
  })

  test.each(['zh', 'en'] as const)('the template in %s is read back as it stands', async (language) => {
    const { content } = await room.granted(reviewer, 'catalogue.template', { language })
    const sheets = await readXlsxFile(Buffer.from(content, 'base64'))
    expect(/[\u4e00-\u9fff]/.test(JSON.stringify(sheets))).toBe(language === 'zh')
    const seen = await room.granted(reviewer, 'catalogue.import', {
      fileName: 't.xlsx',
      content,
      take: 'nothing',
    })
    expect(seen).toMatchObject({ errors: [], certificates: 1, serials: 1 })
  })
})

test('expiry: warned of, blocked, and the terminals in shops listed with what replaces them', async () => {
  expect((await room.granted(reviewer, 'devices.replacements', {})).items).toEqual([])
  await shelf.inStock()
  room.clock.now = '2027-11-20T02:00:00.000Z'
  const [soon] = (await room.granted(reviewer, 'devices.replacements', {})).items
  expect(soon).toMatchObject({
    modelCode: model.modelCode,
    standing: 'expiring',
    replaceBy: '2027-12-31',
    onSite: [],
    inStock: 1,
  })
  await room.owner.query(`update devices set status = 'live' where model_code = $1`, [model.modelCode])
  room.clock.now = '2028-01-03T02:00:00.000Z'
  const [gone] = (await room.granted(reviewer, 'devices.replacements', {})).items
  expect(gone).toMatchObject({ standing: 'blocked', replaceBy: '2028-01-30', proposed: null, inStock: 0 })
  expect(gone?.onSite).toHaveLength(1)
  const rival = await room.seat('reviewer', '别家收单机构')
  expect((await room.granted(rival, 'devices.replacements', {})).items).toEqual([])
  room.clock.now = '2026-11-20T02:00:00.000Z'
})

/** A zip of one deflated entry that says of itself what it is told to say. */
const zipOf = (name: string, packed: Buffer, bytes: number): Buffer => {
  const local = Buffer.alloc(30)
  local.writeUInt32LE(0x04034b50, 0)
  local.writeUInt16LE(8, 8)
  local.writeUInt32LE(packed.length, 18)
  local.writeUInt32LE(bytes, 22)
  local.writeUInt16LE(name.length, 26)
  const central = Buffer.alloc(46)
  central.writeUInt32LE(0x02014b50, 0)
  central.writeUInt16LE(8, 10)
  central.writeUInt32LE(packed.length, 20)
  central.writeUInt32LE(bytes, 24)
  central.writeUInt16LE(name.length, 28)
  const body = Buffer.concat([local, Buffer.from(name), packed])
  const directory = Buffer.concat([central, Buffer.from(name)])
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(1, 8)
  end.writeUInt16LE(1, 10)
  end.writeUInt32LE(directory.length, 12)
  end.writeUInt32LE(body.length, 16)
  return Buffer.concat([body, directory, end])
}

describe('the certificate itself', () => {
  const png = async (words: string) =>
    (
      await sharp({ create: { width: 300, height: 200, channels: 3, background: '#fff' } })
        .composite([
          { input: Buffer.from(`<svg width="300" height="200"><text y="90">${words}</text></svg>`) },
        ])
        .png()
        .toBuffer()
    ).toString('base64')
  const handIn = (content: string, more: object = {}) => ({
    ...{ modelCode: model.modelCode, kind: 'network-access' as const, number: 'P9999' },
    ...{ fileName: 'certificate.png', mediaType: 'image/png', content },
    ...more,
  })
  const named = () => {
    const { modelCode, kind, number } = handIn('')
    return { modelCode, kind, number }
  }

  test('CERT-17, CERT-18: of one’s own model and certificate; the digest is of the file as it came, and only that file counts from then on', async () => {
    const { certificates } = model
    const number = certificates.find(({ kind }) => kind === 'network-access')?.number ?? ''
    const first = await png('first')
    const digest = createHash('sha256').update(Buffer.from(first, 'base64')).digest('hex')
    const rival = await room.seat('reviewer', '别家收单机构')
    const ask = (content: string, more: object = {}, who = reviewer) =>
      room.refused(who, 'catalogue.attach-document', handIn(content, { number, ...more }))
    expect(await ask(first, {}, rival)).toBe('CERT-17')
    expect(await ask(first, { number: 'P0000' })).toBe('CERT-17')
    expect(await ask(first, { kind: 'srrc' })).toBe('CERT-17')
    await expect(room.ask(shelf.shop.merchant, 'catalogue.document', { ...named(), number })).rejects.toThrow(
      NotFound,
    )
    expect(
      await room.granted(reviewer, 'catalogue.attach-document', handIn(first, { number })),
    ).toMatchObject({
      sha256: digest,
      pages: 1,
    })
    expect(await ask(await png('second'))).toBe('CERT-18')
    // The same file again changes nothing.
    expect(await ask(first)).toBe('granted')
    const { items, papers } = await room.granted(shelf.shop.merchant, 'devices.models', {})
    const known = items.find(({ modelCode }) => modelCode === model.modelCode)
    expect(known?.certificates.find((each) => each.number === number)?.documentSha256).toBe(digest)
    expect(papers).toEqual([digest])
  })

  test('whoever has signed in reads it, page by page, and in the table it is sealed', async () => {
    const number = model.certificates.find(({ kind }) => kind === 'network-access')?.number ?? ''
    for (const who of [shelf.shop.merchant, shelf.shop.technician, reviewer]) {
      const read = await room.granted(who, 'catalogue.document', { ...named(), number })
      expect(read).toMatchObject({ page: 1, pages: 1, mediaType: 'image/jpeg' })
      expect((await sharp(Buffer.from(read.content, 'base64')).metadata()).format).toBe('jpeg')
    }
    await expect(
      room.ask(shelf.shop.merchant, 'catalogue.document', { ...named(), number, page: 2 }),
    ).rejects.toThrow(NotFound)
    const { rows } = await room.owner.query<{ sealed: Buffer }>(
      'select content_sealed as sealed from certificate_pages',
    )
    expect(rows).toHaveLength(1)
    // A JPEG begins with FF D8; a seal does not.
    expect(rows[0]?.sealed.includes(Buffer.from([0xff, 0xd8, 0xff]))).toBe(false)
  })
})
