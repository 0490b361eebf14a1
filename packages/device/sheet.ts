import {
  capabilities,
  checkModel,
  dataLines,
  demands,
  type Certificate,
  type CertificateKind,
  type Model,
} from '#device/certificate.ts'
import { approveFirmware, type ApprovedFirmware } from '#device/firmware.ts'
import { plain } from '#device/reading.ts'
import { isRefusal, refuse, type Refusal } from '#ground/refusal.ts'
import type { TerminalKind } from '#provision/case.ts'

/** A sheet as it was read: text in every cell, the first row its heads. */
export type Sheet = { readonly name: string; readonly rows: readonly (readonly string[])[] }
export type SheetKind = 'models' | 'certificates' | 'firmware' | 'serials'

/** One wrong cell (or row, where `column` is empty): where it stands as people count, and the rule that says why. */
export type CellError = {
  readonly sheet: string
  readonly row: number
  readonly column: string
  readonly because: Refusal
}

export const inOrder = (errors: readonly CellError[]): readonly CellError[] =>
  errors.toSorted((a, b) => a.sheet.localeCompare(b.sheet) || a.row - b.row)

type Shape = (text: string) => unknown
type Column = {
  readonly field: string
  readonly heads: readonly [zh: string, en: string]
  readonly needed: boolean
  /** The value, or undefined when the text has the wrong shape. */
  readonly shape: Shape
  readonly example: readonly [zh: string, en: string]
}

export const MOST_ROWS = 5_000
const MOST_GRAMS = 100_000

const words =
  (most: number): Shape =>
  (text) =>
    text.length <= most ? text : undefined
const code: Shape = (text) => (/^[0-9A-Za-z-]{1,50}$/.test(text) ? plain(text) : undefined)
const day: Shape = (text) => {
  const read = text.replaceAll(/[/.年月]/g, '-').replace(/日$/, '')
  const [, year, month = '', date = ''] = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(read) ?? []
  if (year === undefined) return undefined
  const told = `${year}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`
  const time = Date.parse(`${told}T00:00:00Z`)
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(told) ? told : undefined
}
/** Yuan with at most two decimals, as integer fen. */
const yuan: Shape = (text) => {
  const [, whole, part = ''] = /^(\d{1,7})(?:\.(\d{1,2}))?$/.exec(text) ?? []
  return whole === undefined ? undefined : Number(whole) * 100 + Number(part.padEnd(2, '0'))
}
/** Whole grams of one packed terminal: 1 g to 100 kg. */
const grams: Shape = (text) => {
  const read = /^\d{1,6}$/.test(text) ? Number(text) : 0
  return read >= 1 && read <= MOST_GRAMS ? read : undefined
}
const digest: Shape = (text) => (/^[0-9a-f]{64}$/i.test(text) ? text.toLowerCase() : undefined)
const oneOf =
  <T extends string>(values: readonly T[], said: Readonly<Record<string, T>> = {}): Shape =>
  (text) =>
    values.find((value) => value === text) ?? said[text]
const someOf =
  <T extends string>(values: readonly T[]): Shape =>
  (text) => {
    const parts = text.split(/[,，、;；\s]+/).filter(Boolean)
    const found = parts.map((part) => values.find((value) => value === part))
    return found.includes(undefined) ? undefined : found
  }

const kinds: Readonly<Record<string, TerminalKind>> = {
  收款码牌: 'qr-plate',
  扫码盒: 'qr-box',
  电签POS: 'e-sign-pos',
  智能POS: 'smart-pos',
  台式POS: 'desktop-pos',
  移动POS: 'mobile-pos',
}
const approvals: Readonly<Record<string, CertificateKind>> = {
  银联入网认证: 'network-access',
  金融科技产品认证: 'fintech-product',
  'PCI PTS': 'pci-pts',
  SRRC: 'srrc',
  无线电型号核准: 'srrc',
  进网许可: 'telecom-access',
}
const column = (
  field: string,
  zh: string,
  en: string,
  shape: Shape,
  example: string | readonly [zh: string, en: string],
  needed = true,
): Column => ({
  ...{ field, heads: [zh, en], needed, shape },
  example: typeof example === 'string' ? [example, example] : example,
})

const modelCode = column('modelCode', '机型代码', 'Model code', words(40), 'DEMO-S1')

/** What stands in each sheet; the template and the reader are both made from it. */
export const columnsOf: Readonly<Record<SheetKind, readonly Column[]>> = {
  models: [
    modelCode,
    column('maker', '厂商', 'Maker', words(80), ['演示终端厂', 'Demo maker']),
    column('name', '名称', 'Name', words(80), ['演示智能POS', 'Demo smart POS']),
    column('terminalKind', '种类', 'Kind', oneOf(Object.keys(demands) as TerminalKind[], kinds), 'smart-pos'),
    column(
      'registryCode',
      '类型代码',
      'Registry code',
      (text) => (/^\d{1,2}$/.test(text) ? text.padStart(2, '0') : undefined),
      '04',
    ),
    column('hardwareVersion', '硬件版本', 'Hardware', words(40), 'HW1', false),
    column('firmwareVersion', '固件版本', 'Firmware', words(40), '1.4.2'),
    column('priceCapFen', '最高售价（元）', 'Price cap (yuan)', yuan, '600.00'),
    column(
      'capabilities',
      '受理能力',
      'Capabilities',
      someOf(capabilities),
      'chip,contactless,proves-identity',
      false,
    ),
    column('dataLines', '通信方式', 'Data lines', someOf(dataLines), 'wifi,mobile', false),
  ],
  certificates: [
    modelCode,
    column(
      'kind',
      '证书种类',
      'Certificate',
      oneOf(['network-access', 'fintech-product', 'pci-pts', 'srrc', 'telecom-access'] as const, approvals),
      'network-access',
    ),
    column('number', '证书编号', 'Number', words(60), 'P3100'),
    column('issuer', '发证机构', 'Issuer', words(120), ['演示检测中心', 'Demo test centre']),
    column('validFrom', '起始日', 'Valid from', day, '2025-01-01'),
    column('validUntil', '截止日', 'Valid until', day, '2027-12-31', false),
    column('version', '要求版本', 'Version', words(20), '6.2', false),
    column('hardwareVersion', '适用硬件', 'For hardware', words(40), '', false),
    column('firmwareVersion', '适用固件', 'For firmware', words(40), '', false),
    column('documentSha256', '原件摘要', 'Document SHA-256', digest, '', false),
  ],
  firmware: [
    modelCode,
    column('version', '固件版本', 'Firmware', words(40), '1.4.2'),
    column('sha256', '固件摘要', 'Firmware SHA-256', digest, '0'.repeat(64)),
    column('certificateNo', '批准所依证书编号', 'Approved under', words(60), 'P3100'),
    column('validFrom', '起始日', 'Valid from', day, '2025-01-01'),
    column('validUntil', '截止日', 'Valid until', day, '2027-12-31', false),
  ],
  serials: [
    modelCode,
    column(
      'serialNo',
      '序列号',
      'Serial number',
      (text) => (text.length >= 6 ? code(text) : undefined),
      '00000904S1000001',
    ),
    column('sealNo', '封签袋号', 'Bag number', code, 'BAG-000001'),
    column('packedGrams', '封袋重量（克）', 'Packed weight (g)', grams, '520', false),
  ],
}

const sheetNames: Readonly<Record<SheetKind, readonly [string, string]>> = {
  models: ['机型', 'Models'],
  certificates: ['证书', 'Certificates'],
  firmware: ['批准固件', 'Approved firmware'],
  serials: ['采购清单', 'Purchase list'],
}
export const sheetNameOf = (kind: SheetKind, english = false): string => sheetNames[kind][english ? 1 : 0]
const kindOf = (name: string): SheetKind | undefined =>
  (Object.keys(sheetNames) as SheetKind[]).find((kind) =>
    sheetNames[kind].some((each) => each.toLowerCase() === name.trim().toLowerCase()),
  )

const alike = (name: string, head: string): boolean => name.toLowerCase() === head.trim().toLowerCase()

/** Is this sheet headed in English? What is missing from it, and a CSV that has no name, are then told in English too. */
export const headedInEnglish = (kind: SheetKind, heads: readonly string[]): boolean =>
  columnsOf[kind].some(({ heads: [, en] }) => heads.some((head) => alike(en, head)))

/** Where a row stands, as people count, and each of its columns as the file heads it. */
type Place = {
  readonly at: number
  readonly sheet: string
  readonly headOf: Readonly<Record<string, string>>
}
type Row = Place & { readonly values: Readonly<Record<string, unknown>> }

const readRows = (sheet: Sheet, kind: SheetKind, errors: CellError[]): Row[] => {
  const [heads = [], ...body] = sheet.rows
  const tongue = headedInEnglish(kind, heads) ? 1 : 0
  const places = columnsOf[kind].map((each) => {
    const place = heads.findIndex((head) => each.heads.some((name) => alike(name, head)))
    return { ...each, place, head: heads[place]?.trim() ?? each.heads[tongue] }
  })
  const headOf = Object.fromEntries(places.map(({ field, head }) => [field, head]))
  const lacking = places.filter(({ needed, place }) => needed && place < 0)
  for (const { head } of lacking)
    errors.push({ sheet: sheet.name, row: 1, column: head, because: refuse('CERT-9', { column: head }) })
  if (lacking.length > 0) return []
  return body.flatMap((cells, index) => {
    if (cells.every((cell) => cell.trim() === '')) return []
    const at = index + 2
    const values: Record<string, unknown> = {}
    const before = errors.length
    for (const { field, head, needed, shape, place } of places) {
      const text = (place < 0 ? '' : (cells[place] ?? '')).trim()
      const value = text === '' ? undefined : shape(text)
      const rule = text === '' ? (needed ? 'CERT-10' : null) : value === undefined ? 'CERT-11' : null
      if (rule)
        errors.push({ sheet: sheet.name, row: at, column: head, because: refuse(rule, { column: head }) })
      if (value !== undefined) values[field] = value
    }
    return errors.length > before ? [] : [{ at, sheet: sheet.name, values, headOf }]
  })
}

/** CERT-12: the first of two alike stands, the second is told. */
const once = (rows: readonly Row[], keyOf: (row: Row) => string, errors: CellError[]): Row[] => {
  const seen = new Map<string, number>()
  return rows.filter((row) => {
    const first = seen.get(keyOf(row))
    if (first !== undefined)
      errors.push({ sheet: row.sheet, row: row.at, column: '', because: refuse('CERT-12', { row: first }) })
    else seen.set(keyOf(row), row.at)
    return first === undefined
  })
}

export type Imported = {
  readonly models: readonly Model[]
  readonly serials: readonly {
    readonly modelCode: string
    readonly serialNo: string
    readonly sealNo: string
    readonly packedGrams?: number
  }[]
  /** Where each of `serials` stands. */
  readonly places: readonly Place[]
  readonly certificates: number
  readonly firmwares: number
  readonly errors: readonly CellError[]
}

type Drafts = Map<string, { readonly row: Row | null; readonly model: Model; readonly changed: boolean }>
type Fail = (row: Row, because: Refusal, field?: string) => void

const firmwareColumns: Readonly<Record<string, string>> = {
  'CERT-20': 'certificateNo',
  'CERT-21': 'validUntil',
  'CERT-22': 'version',
}

/** Approved firmware over what each model had; how many rows were laid. */
const layFirmware = (rows: readonly Row[], drafts: Drafts, fail: Fail): number => {
  let laid = 0
  for (const row of rows) {
    const { modelCode: code, ...rest } = row.values as { modelCode: string } & ApprovedFirmware
    const draft = drafts.get(code)
    if (!draft) {
      fail(row, refuse('CERT-13', { modelCode: code }), 'modelCode')
      continue
    }
    const model = approveFirmware(draft.model, { ...rest, validUntil: rest.validUntil ?? null })
    if (isRefusal(model)) {
      fail(row, model, firmwareColumns[model.rule])
      continue
    }
    laid += 1
    drafts.set(code, { ...draft, model, changed: true })
  }
  return laid
}

/**
 * Reads the sheets against what the catalogue has: models whole, with their certificates of this file laid over those
 * they had (same kind and number is a renewal). Wrong cells are told, all of them; what hangs on a wrong row falls with it.
 */
export const readSheets = (sheets: readonly Sheet[], catalogue: readonly Model[]): Imported | Refusal => {
  if (sheets.reduce((rows, sheet) => rows + sheet.rows.length, 0) > MOST_ROWS)
    return refuse('CERT-15', { most: MOST_ROWS })
  const known = sheets.flatMap((sheet) => {
    const kind = kindOf(sheet.name)
    return kind ? [{ sheet, kind }] : []
  })
  if (known.length === 0) return refuse('CERT-8')
  const errors: CellError[] = []
  const rowsOf = (kind: SheetKind, ...key: string[]) =>
    once(
      known.filter((each) => each.kind === kind).flatMap(({ sheet }) => readRows(sheet, kind, errors)),
      ({ values }) => key.map((field) => String(values[field]).toUpperCase()).join('\n'),
      errors,
    )
  const fail: Fail = (row, because, field = '') => {
    errors.push({ sheet: row.sheet, row: row.at, column: row.headOf[field] ?? '', because })
  }

  const drafts: Drafts = new Map()
  for (const model of catalogue) drafts.set(model.modelCode, { row: null, model, changed: false })
  for (const row of rowsOf('models', 'modelCode')) {
    const code = row.values['modelCode'] as string
    const { certificates = [], firmwares = [] } = drafts.get(code)?.model ?? {}
    const model = { ...row.values, certificates, firmwares } as unknown as Model
    drafts.set(code, { row, model, changed: true })
  }
  let certificates = 0
  for (const row of rowsOf('certificates', 'modelCode', 'kind', 'number')) {
    const { modelCode: code, ...rest } = row.values as { modelCode: string } & Certificate
    const draft = drafts.get(code)
    if (!draft) {
      fail(row, refuse('CERT-13', { modelCode: code }), 'modelCode')
      continue
    }
    const certificate: Certificate = { ...rest, validUntil: rest.validUntil ?? null }
    const kept = draft.model.certificates.filter(
      (each) => each.kind !== certificate.kind || each.number !== certificate.number,
    )
    const model = { ...draft.model, certificates: [...kept, certificate] }
    const wrong = checkModel({ ...model, certificates: [certificate], firmwares: [] })
    if (wrong && wrong.rule !== 'CERT-4') {
      fail(row, wrong, wrong.rule === 'CERT-3' ? 'number' : 'validUntil')
      continue
    }
    certificates += 1
    drafts.set(code, { ...draft, model, changed: true })
  }
  const firmwares = layFirmware(rowsOf('firmware', 'modelCode', 'version', 'sha256'), drafts, fail)
  const models: Model[] = []
  for (const { row, model, changed } of drafts.values()) {
    const wrong = changed ? checkModel(model) : null
    if (wrong && row) fail(row, wrong, wrong.rule === 'CERT-4' ? 'registryCode' : '')
    else if (changed) models.push(model)
  }
  const usable = new Set([...models, ...catalogue].map((model) => model.modelCode))
  const serials = rowsOf('serials', 'serialNo').filter((row) => {
    const code = row.values['modelCode'] as string
    if (!usable.has(code)) fail(row, refuse('CERT-13', { modelCode: code }), 'modelCode')
    return usable.has(code)
  })
  return {
    models,
    serials: serials.map(({ values }) => values as Imported['serials'][number]),
    places: serials,
    certificates,
    firmwares,
    errors: inOrder(errors),
  }
}
