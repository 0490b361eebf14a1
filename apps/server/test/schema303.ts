/** A schema object of OpenAPI 3.0.3, as far as our description uses it. */
export type Schema303 = {
  readonly type?: string
  readonly nullable?: boolean
  readonly enum?: readonly unknown[]
  readonly anyOf?: readonly Schema303[]
  readonly items?: Schema303
  readonly properties?: Readonly<Record<string, Schema303>>
  readonly required?: readonly string[]
  readonly additionalProperties?: boolean | Schema303
  readonly pattern?: string
  readonly minLength?: number
  readonly maxLength?: number
  readonly minimum?: number
  readonly maximum?: number
  readonly minItems?: number
  readonly maxItems?: number
  readonly format?: string
  readonly description?: string
}

const keywords = new Set(
  'type nullable enum anyOf items properties required additionalProperties pattern minLength maxLength minimum maximum minItems maxItems format description'.split(
    ' ',
  ),
)
const types = new Set(['string', 'integer', 'number', 'boolean', 'array', 'object'])

/** What an OpenAPI 3.0.3 reader would stumble over: keywords of later dialects, types it has not got, broken references. */
export const flawsOf = (schema: Schema303, at: string): string[] => {
  const own = Object.keys(schema).flatMap((key) => (keywords.has(key) ? [] : [`${at}: keyword ${key}`]))
  const { type, items, properties = {}, required = [], additionalProperties, anyOf = [], nullable } = schema
  if (type !== undefined && !types.has(type)) own.push(`${at}: type ${type}`)
  if (type === 'array' && !items) own.push(`${at}: an array of what?`)
  if (schema.enum?.length === 0 || schema.enum?.includes(null)) own.push(`${at}: enum`)
  if (nullable && type === undefined && anyOf.length === 0) own.push(`${at}: nullable without a type`)
  if (type === undefined && anyOf.length === 0) own.push(`${at}: says nothing`)
  for (const name of required) if (!(name in properties)) own.push(`${at}: requires unknown ${name}`)
  if (schema.pattern !== undefined) new RegExp(schema.pattern)
  return [
    ...own,
    ...Object.entries(properties).flatMap(([name, each]) => flawsOf(each, `${at}.${name}`)),
    ...anyOf.flatMap((each, index) => flawsOf(each, `${at}|${index}`)),
    ...(items ? flawsOf(items, `${at}[]`) : []),
    ...(typeof additionalProperties === 'object' ? flawsOf(additionalProperties, `${at}.*`) : []),
  ]
}

const isOf = (type: string, value: unknown): boolean => {
  if (type === 'array') return Array.isArray(value)
  if (type === 'object') return typeof value === 'object' && value !== null && !Array.isArray(value)
  return type === 'integer' ? Number.isInteger(value) : typeof value === type
}

const insideText = (schema: Schema303, value: string): boolean =>
  value.length >= (schema.minLength ?? 0) &&
  value.length <= (schema.maxLength ?? Number.POSITIVE_INFINITY) &&
  (schema.pattern === undefined || new RegExp(schema.pattern).test(value))

/** Why a value does not fit, by place; an outsider's validator would say the same. */
export const misfits = (schema: Schema303, value: unknown, at = ''): string[] => {
  if (value === null) return schema.nullable ? [] : [`${at} is null`]
  if (schema.type !== undefined && !isOf(schema.type, value)) return [`${at} is no ${schema.type}`]
  if (schema.enum && !schema.enum.includes(value)) return [`${at} is none of the enum`]
  if (typeof value === 'string' && !insideText(schema, value)) return [`${at} does not fit its text`]
  if (typeof value === 'number' && (value < (schema.minimum ?? value) || value > (schema.maximum ?? value)))
    return [`${at} is out of range`]
  if (schema.anyOf && !schema.anyOf.some((each) => misfits(each, value, at).length === 0))
    return [`${at} fits none of anyOf`]
  if (Array.isArray(value)) {
    if (value.length > (schema.maxItems ?? value.length)) return [`${at} is too long`]
    return value.flatMap((each, index) => misfits(schema.items ?? {}, each, `${at}[${index}]`))
  }
  if (typeof value !== 'object') return []
  const { properties = {}, required = [], additionalProperties = true } = schema
  const missing = required.filter((name) => !(name in value)).map((name) => `${at}.${name} is missing`)
  const each = Object.entries(value).flatMap(([name, inner]) => {
    const known = properties[name]
    if (known) return misfits(known, inner, `${at}.${name}`)
    if (additionalProperties === false) return [`${at}.${name} is unknown`]
    return additionalProperties === true ? [] : misfits(additionalProperties, inner, `${at}.${name}`)
  })
  return [...missing, ...each]
}
