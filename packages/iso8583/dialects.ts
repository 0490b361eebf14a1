import { type Codec, compileDialect, type Dialect, type FieldSpec } from '#iso8583/dialect.ts'
import { Malformed } from '#iso8583/malformed.ts'
import { unionpay, unionpayDialect } from '#iso8583/unionpay.ts'
import jpos from './dialect-jpos-iso87a.json' with { type: 'json' }
import jposFar from './dialect-jpos-iso87a-70.json' with { type: 'json' }
import moov from './dialect-moov-spec87ascii.json' with { type: 'json' }

type Loose = Readonly<Record<string, unknown>>

const isObject = (value: unknown): value is Loose =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const unsound = (what: string) => new Malformed('ISO-9', 0, 0, what)

/** What a table must have before it is unrolled; the rest `compileDialect` asks. */
const arrays = ['header', 'fields', 'transactions', 'parameters', 'responses'] as const

/** A field of `like` with what a dialect says differently of it; without `like`, or new, as it is. */
const fieldsOver = (base: readonly FieldSpec[], own: unknown): unknown => {
  if (!Array.isArray(own)) return base
  const changed = new Map(own.map((field: unknown) => [isObject(field) ? field['no'] : undefined, field]))
  return [
    ...base.map((field) => ({ ...field, ...(changed.get(field.no) as Partial<FieldSpec> | undefined) })),
    ...own.filter((field: unknown) => !base.some(({ no }) => isObject(field) && field['no'] === no)),
  ]
}

/** ISO-9: a dialect's table, whole or as what differs from UnionPay's (`like`). */
export const compileTable = (table: unknown): Codec => {
  if (!isObject(table)) throw unsound('a dialect is an object')
  const { like, ...own } = table
  if (like !== undefined && like !== unionpayDialect.name) throw unsound('`like` names no dialect')
  const whole: Loose =
    like === undefined
      ? own
      : { ...unionpayDialect, ...own, fields: fieldsOver(unionpayDialect.fields, own['fields']) }
  for (const name of arrays) if (!Array.isArray(whole[name])) throw unsound(`no ${name}`)
  if (!isObject(whole['frame']) || !isObject(whole['defaults'])) throw unsound('no frame or no defaults')
  if (typeof whole['name'] !== 'string') throw unsound('no name')
  if (!Number.isInteger(whole['version']) || Number(whole['version']) < 1) throw unsound('no version')
  return compileDialect(whole as unknown as Dialect)
}

/** The same of a file; throws {@link Malformed} ISO-9. */
export const readDialect = (text: string): Codec => {
  let table: unknown
  try {
    table = JSON.parse(text)
  } catch {
    throw unsound('the file is no JSON')
  }
  try {
    return compileTable(table)
  } catch (error) {
    if (error instanceof Malformed) throw error
    throw unsound(error instanceof Error ? error.message : 'not a dialect')
  }
}

/** Those that come with the house: UnionPay's, and what foreign libraries speak by default. */
export const dialects: ReadonlyMap<string, Codec> = new Map(
  [unionpay, compileTable(jpos), compileTable(jposFar), compileTable(moov)].map((codec) => [
    codec.dialect.name,
    codec,
  ]),
)
