import type { Binding } from '#device/binding.ts'
import type { Fix } from '#device/place.ts'
import { chinaDay } from '#ground/calendar.ts'
import { refuse, type Refusal } from '#ground/refusal.ts'

/** What one line says of one terminal; the last three only of an entry, and only in the file itself. */
export type ReportLine = {
  readonly lineNo: string
  readonly operation: string
  readonly acquirerCode: string
  readonly merchantNo: string
  readonly terminalNo: string
  readonly serialNo: string
  readonly registryCode: string
  readonly networkLicence: string
  readonly boundOn: string
  readonly identity: string
  readonly settlementAccount: string
  readonly place: string
}

type Column = {
  readonly header: string
  readonly value: keyof ReportLine
  /** Fixed columns only: so many ASCII letters, filled with spaces on the right or zeros on the left. */
  readonly width?: number
  readonly fill?: 'spaces' | 'zeros'
}

/**
 * How an acquirer's registry wants its file, as data with the days it holds. Another acquirer's format is another row; the
 * code does not change.
 */
export type ReportFormat = {
  readonly code: string
  readonly since: string
  readonly until: string | null
  readonly source: string
  readonly kind: 'csv' | 'fixed'
  readonly columns: readonly Column[]
}

const operations = { entry: 'A', exit: 'D' } as const

export const reportFormats: readonly ReportFormat[] = [
  {
    code: 'terminal-csv-1',
    since: '2022-03-01',
    until: null,
    // Field names as two acquirers publish them for `terminal_info`; the five elements of 259号 in front.
    source: 'domain §4.3, S22 (doc.xrtinfo.com, prodoc.allinpay.com/doc/723); 银发〔2021〕259号',
    kind: 'csv',
    columns: [
      { header: 'line_no', value: 'lineNo' },
      { header: 'operation', value: 'operation' },
      { header: 'acquirer_code', value: 'acquirerCode' },
      { header: 'merchant_no', value: 'merchantNo' },
      { header: 'uscc', value: 'identity' },
      { header: 'settle_account', value: 'settlementAccount' },
      { header: 'location', value: 'place' },
      { header: 'serial_num', value: 'serialNo' },
      { header: 'device_type', value: 'registryCode' },
      { header: 'network_license', value: 'networkLicence' },
      { header: 'terminal_no', value: 'terminalNo' },
      { header: 'bound_on', value: 'boundOn' },
    ],
  },
  {
    code: 'terminal-fixed-1',
    since: '2022-03-01',
    until: null,
    source: 'this house’s own fixed columns over the same fields, for registries that take no CSV',
    kind: 'fixed',
    columns: [
      { header: 'line_no', value: 'lineNo', width: 6, fill: 'zeros' },
      { header: 'operation', value: 'operation', width: 1 },
      { header: 'acquirer_code', value: 'acquirerCode', width: 3 },
      { header: 'merchant_no', value: 'merchantNo', width: 15 },
      { header: 'terminal_no', value: 'terminalNo', width: 8 },
      { header: 'serial_num', value: 'serialNo', width: 50 },
      { header: 'device_type', value: 'registryCode', width: 2 },
      { header: 'network_license', value: 'networkLicence', width: 5 },
      { header: 'uscc', value: 'identity', width: 18 },
      { header: 'settle_account', value: 'settlementAccount', width: 32 },
      { header: 'location', value: 'place', width: 24 },
      { header: 'bound_on', value: 'boundOn', width: 8 },
    ],
  },
]

/** BIND-16: a format counts on the days it holds. */
export const formatOn = (code: string, at: string): ReportFormat | Refusal => {
  const day = chinaDay(at)
  return (
    reportFormats.find(
      (format) =>
        format.code === code && format.since <= day && (format.until === null || day <= format.until),
    ) ?? refuse('BIND-16', { format: code }, 'format')
  )
}

/** `+39.921500/+116.443100`, latitude first, as the field specification has it. */
export const placeText = ({ latitudeE6, longitudeE6 }: Pick<Fix, 'latitudeE6' | 'longitudeE6'>): string =>
  [latitudeE6, longitudeE6].map((e6) => `${e6 < 0 ? '-' : '+'}${(Math.abs(e6) / 1e6).toFixed(6)}`).join('/')

export const lineOf = (
  kind: keyof typeof operations,
  binding: Binding,
  model: { readonly registryCode: string; readonly networkLicence: string },
  opened: { readonly identity: string; readonly settlementAccount: string; readonly place: string },
): Omit<ReportLine, 'lineNo'> => ({
  operation: operations[kind],
  acquirerCode: binding.acquirerCode,
  merchantNo: binding.merchantNo,
  terminalNo: binding.terminalNo,
  serialNo: binding.serialNo,
  ...model,
  boundOn: chinaDay(binding.boundAt).replaceAll('-', ''),
  ...opened,
})

/** What an entry must say; an exit names terminal and merchant alone. */
const elements = ['identity', 'settlementAccount', 'place'] as const

/** BIND-17: every element there, ASCII, within its column; a quote, a comma or a line break has no place in any of them. */
const flawOf = (line: ReportLine, { columns }: ReportFormat): Refusal | null => {
  for (const { value, width } of columns) {
    const text = line[value]
    const lacking =
      text === '' && (line.operation === operations.entry || !elements.some((each) => each === value))
    if (lacking || !/^[0-9A-Za-z+\-./]*$/.test(text) || (width !== undefined && text.length > width))
      return refuse('BIND-17', { line: line.lineNo, column: value })
  }
  return null
}

const filled = (text: string, { width = 0, fill }: Column): string =>
  fill === 'zeros' ? text.padStart(width, '0') : text.padEnd(width, ' ')

/** The file's text, CRLF at the end of each line; or the first line that cannot be reported. */
export const writeReports = (
  format: ReportFormat,
  lines: readonly Omit<ReportLine, 'lineNo'>[],
): string | Refusal => {
  const numbered = lines.map((line, at) => ({ ...line, lineNo: String(at + 1) }))
  for (const line of numbered) {
    const flaw = flawOf(line, format)
    if (flaw) return flaw
  }
  const { columns } = format
  const written = numbered.map((line) =>
    format.kind === 'csv'
      ? columns.map(({ value }) => line[value]).join(',')
      : columns.map((column) => filled(line[column.value], column)).join(''),
  )
  const head = format.kind === 'csv' ? [columns.map(({ header }) => header).join(',')] : []
  return [...head, ...written].map((text) => `${text}\r\n`).join('')
}

export type ReceiptLine = {
  readonly lineNo: number
  readonly serialNo: string
  readonly accepted: boolean
  /** The registry's receipt number, or its reason for a rejection. */
  readonly code: string
}

const RECEIPT_HEAD = 'file_no,line_no,serial_num,result,code'

/** The registry's answer to one file. BIND-18 when any line of it cannot be read or is another file's. */
export const readReceipt = (text: string, fileNo: string): readonly ReceiptLine[] | Refusal => {
  const [head, ...lines] = text.replace(/^\uFEFF/, '').split(/\r?\n/)
  const filledLines = lines.filter((line) => line !== '')
  if (head !== RECEIPT_HEAD || filledLines.length === 0) return refuse('BIND-18', { line: 1 }, 'receipt')
  const read: ReceiptLine[] = []
  for (const [at, line] of filledLines.entries()) {
    const [file, lineNo = '', serialNo = '', result, code = '', ...rest] = line.split(',')
    const sound =
      file === fileNo &&
      /^[1-9][0-9]{0,5}$/.test(lineNo) &&
      (result === 'A' || result === 'R') &&
      /^[0-9A-Z-]{1,32}$/.test(code) &&
      rest.length === 0
    if (!sound) return refuse('BIND-18', { line: at + 2 }, 'receipt')
    read.push({ lineNo: Number(lineNo), serialNo, accepted: result === 'A', code })
  }
  return read
}
