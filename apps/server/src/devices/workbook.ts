import { parse } from 'csv-parse/sync'
import readXlsxFile from 'read-excel-file/node'
import writeXlsxFile from 'write-excel-file/node'
import {
  columnsOf,
  headedInEnglish,
  MOST_ROWS,
  sheetNameOf,
  type Sheet,
  type SheetKind,
} from '#device/sheet.ts'
import { refuse, type Refusal } from '#ground/refusal.ts'
import { zipContent, zipEntries } from '../documents/zip.ts'

const MOST_COLUMNS = 40

const textOf = (cell: unknown): string => {
  if (cell === null || cell === undefined) return ''
  if (cell instanceof Date) return cell.toISOString().slice(0, 10)
  return typeof cell === 'object' ? '' : String(cell as string | number | boolean)
}

/** Is it an honest archive throughout? Asked before any spreadsheet library unpacks it. */
const isSound = async (content: Buffer): Promise<boolean> => {
  const entries = zipEntries(content)
  if (typeof entries === 'string') return false
  for (const entry of entries) if (typeof (await zipContent(content, entry)) === 'string') return false
  return true
}

/** GB18030 is what Excel in China writes as CSV; a byte-order mark or valid UTF-8 says otherwise. */
const decode = (content: Buffer): string => {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(content)
  } catch {
    return new TextDecoder('gb18030').decode(content)
  }
}

/** The sheets of an .xlsx, or the one of a CSV; CERT-8 for what is neither. */
export const readWorkbook = async (
  content: Buffer,
  csvKind: SheetKind | undefined,
): Promise<readonly Sheet[] | Refusal> => {
  try {
    if (content.subarray(0, 2).toString() === 'PK') {
      if (!(await isSound(content))) return refuse('CERT-8', {}, 'content')
      const sheets = await readXlsxFile(content)
      return sheets.map(({ sheet, data }) => ({
        name: sheet,
        rows: data.slice(0, MOST_ROWS + 1).map((row) => row.slice(0, MOST_COLUMNS).map(textOf)),
      }))
    }
    if (csvKind === undefined || content.includes(0)) return refuse('CERT-8', {}, 'content')
    const rows = parse(decode(content), {
      bom: true,
      relaxColumnCount: true,
      skipEmptyLines: false,
      to: MOST_ROWS + 1,
      maxRecordSize: 20_000,
    })
    const english = headedInEnglish(csvKind, rows[0] ?? [])
    return [{ name: sheetNameOf(csvKind, english), rows: rows.map((row) => row.slice(0, MOST_COLUMNS)) }]
  } catch {
    // What a library cannot make out is, for who sent it, a file that cannot be read.
    return refuse('CERT-8', {}, 'content')
  }
}

const write = async (sheets: readonly Sheet[]): Promise<string> => {
  const file = await writeXlsxFile(
    sheets.map(({ name, rows }) => ({
      sheet: name,
      data: rows.map((row, index) =>
        row.map((value) => ({ value, type: String, ...(index === 0 && { fontWeight: 'bold' as const }) })),
      ),
    })),
  ).toBuffer()
  return file.toString('base64')
}

/** Heads and one example row of every sheet, in the reader's language; both are read. */
export const writeTemplate = (english: boolean): Promise<string> =>
  write(
    (['models', 'certificates', 'firmware', 'serials'] as const).map((kind) => ({
      name: sheetNameOf(kind, english),
      rows: [
        columnsOf[kind].map((column) => column.heads[english ? 1 : 0]),
        columnsOf[kind].map((column) => column.example[english ? 1 : 0]),
      ],
    })),
  )

/** A cell that begins like a formula is written as text, with a sign before it that no spreadsheet runs. */
const harmless = (text: string): string => (/^[=+\-@\t\r]/.test(text) ? `'${text}` : text)

export const writeReport = (rows: readonly (readonly string[])[]): Promise<string> =>
  write([
    {
      name: '错误 Errors',
      rows: [
        ['工作表 Sheet', '行 Row', '列 Column', '规则 Rule', '问题', '怎么办', 'Problem', 'What to do'],
        ...rows.map((row) => row.map(harmless)),
      ],
    },
  ])
