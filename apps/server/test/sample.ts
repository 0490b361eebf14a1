type Schema = {
  readonly type?: string
  readonly enum?: readonly unknown[]
  readonly const?: unknown
  readonly anyOf?: readonly Schema[]
  readonly items?: Schema
  readonly properties?: Readonly<Record<string, Schema>>
  readonly pattern?: string
  readonly minimum?: number
  readonly required?: readonly string[]
}

/** A text that fits, for each pattern the calls use; what has none is free text. */
const fitting: readonly (readonly [RegExp, string])[] = [
  [/^\^\\d\{4\}-\\d\{2\}-\\d\{2\}T/, '2026-11-20T02:00:00Z'],
  [/^\^\\d\{4\}-\\d\{2\}-\\d\{2\}\$/, '2026-11-20'],
  [/\[01\]\[0-9\]\|2\[0-3\]/, '08:00'],
  [/\{64\}/, '0'.repeat(64)],
  [/\{450\}/, `${'A'.repeat(450)}==`],
  [/A-Za-z0-9\+\//, 'AAAA'],
  [/\{6,20\}/, '19900000099'],
  [/\[0-9A-Za-z-\]\{6,50\}/, 'DEMO000099'],
  [/\[0-9A-Za-z-\]\{[03],[46]0\}/, 'DEMO-99'],
  [/\[A-Za-z0-9_-\]\{122\}/, 'A'.repeat(122)],
  [/\[A-Za-z0-9_-\]\{86\}/, 'A'.repeat(86)],
  [/x20-/, 'fxo1'.repeat(8)],
  [/0\[1-9\]\|1/, '01'],
  [/\[0-9\]\{1,15\}/, '1'],
  [/\{22\}/, 'A'.repeat(22)],
  [/A-Fa-f\]\{8\}/, '00000000'],
  [/A-HJKMNP/, '00000-00000'],
  [/\{8\}\(-\[0-9a-f\]/, '00000000-0000-0000-0000-000000000000'],
  [/\[0-9\]\{6\}/, '000000'],
  [/\[0-9\]\{4\}/, '5812'],
  [/\[01\]\[0-9\]\|2\[0-3\]/, '02:00'],
]

const textFor = (pattern: string): string => fitting.find(([form]) => form.test(pattern))?.[1] ?? '演示'

/** An input that fits a schema, every optional field filled; its ids are well formed and nobody's. */
export const sample = (schema: unknown): unknown => {
  const {
    type,
    enum: choices,
    const: only,
    anyOf,
    items,
    properties,
    pattern = '',
    minimum,
  } = schema as Schema
  if (only !== undefined) return only
  if (choices) return choices[0]
  if (anyOf) return sample(anyOf[0])
  if (type === 'boolean') return true
  if (type === 'integer' || type === 'number') return minimum ?? 1
  if (type === 'array') return [sample(items)]
  if (type === 'object')
    return Object.fromEntries(Object.entries(properties ?? {}).map(([name, each]) => [name, sample(each)]))
  const prefix = /^\^([a-z]+)_\[0-9a-f\]/.exec(pattern)?.[1]
  return prefix === undefined ? textFor(pattern) : `${prefix}_${'0'.repeat(32)}`
}

export type Place = { readonly path: readonly string[]; readonly schema: Schema }

/** Every declared field, nested ones and the items of lists too. */
export const places = (schema: unknown, path: readonly string[] = []): Place[] => {
  const { properties = {}, items, anyOf } = schema as Schema
  const inner = anyOf?.[0] ?? (schema as Schema)
  if (inner !== schema) return places(inner, path)
  const below = Object.entries(properties).flatMap(([name, each]) => [
    { path: [...path, name], schema: each },
    ...places(each, [...path, name]),
  ])
  return items ? [{ path: [...path, '0'], schema: items }, ...places(items, [...path, '0'])] : below
}

/** A copy with one place changed. */
export const withValue = (input: unknown, [first, ...rest]: readonly string[], value: unknown): unknown => {
  if (first === undefined) return value
  if (Array.isArray(input))
    return input.map((each, index) => (String(index) === first ? withValue(each, rest, value) : each))
  const before = input as Record<string, unknown>
  return { ...before, [first]: withValue(before[first], rest, value) }
}

/** Which ids a call's input must carry. */
export const requiredIds = (schema: unknown): string[] => {
  const { required = [], properties = {} } = schema as Schema
  return required.filter((name) => /^\^[a-z]+_\[0-9a-f\]/.test(properties[name]?.pattern ?? ''))
}
