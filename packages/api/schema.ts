import Type, { type TProperties, type TSchema } from 'typebox'
import { capturedLength } from '#vault/capture.ts'
import type { Carries } from '#vault/typed.ts'

/** An object that refuses fields it does not know. */
export const object = <P extends TProperties>(properties: P) =>
  Type.Object(properties, { additionalProperties: false })

/**
 * Declares what a field carries. A field that declares nothing is words, and the corridor refuses card numbers, codes
 * and PINs in it (#vault/typed.ts): forgetting to declare means being looked at.
 */
const carries = (what: Carries) => ({ 'x-carries': what })

/** Text without NUL; `max` counts UTF-16 units. */
export const text = (max: number, min = 1, what: Carries = 'words') =>
  Type.String({
    minLength: min,
    maxLength: max,
    pattern: '^[^\\u0000]*$',
    ...(what === 'words' ? {} : carries(what)),
  })
/** A one-time code this house itself sent or shows; six digits. */
export const code = Type.String({ pattern: '^[0-9]{6}$', description: 'six digits', ...carries('code') })
/** A number read off a device, a seal or a parcel: long, and by chance built like a card's. */
export const serial = (max: number, pattern = '^[^\\u0000]*$') =>
  Type.String({ minLength: 1, maxLength: max, pattern, ...carries('serial') })

export const optional = <S extends TSchema>(schema: S) => Type.Optional(schema)
export const nullable = <S extends TSchema>(schema: S) => Type.Union([schema, Type.Null()])
export const list = <S extends TSchema>(schema: S, maxItems = 500) => Type.Array(schema, { maxItems })
export const oneOf = <const V extends readonly string[]>(values: V) => Type.Enum<[...V]>(values)
export const yes = Type.Boolean()
export const count = (maximum = 1_000_000_000) => Type.Integer({ minimum: 0, maximum })
export const whole = (minimum: number, maximum: number) => Type.Integer({ minimum, maximum })
/** Money in fen; at most ten billion yuan. */
export const fen = Type.Integer({ minimum: 0, maximum: 1_000_000_000_000, description: 'fen' })
/** Rate in millionths; at most 100 %. */
export const ppm = Type.Integer({ minimum: 0, maximum: 1_000_000, description: 'ppm' })
/** A prefixed id such as `cas_0197…`. */
export const id = (prefix: string) =>
  Type.String({
    pattern: `^${prefix}_[0-9a-f]{32}$`,
    description: `${prefix}_ id`,
    ...carries('reference'),
  })
/** Does the calendar have it? 30 February and 25 o'clock fit a pattern, and no database. */
const inCalendar = (text: string): boolean => {
  const time = new Date(text)
  // 30 February is read as 2 March, and 24 o'clock as the next day.
  return text >= '1900' && time.getUTCDate() === Number(text.slice(8, 10))
}
/** UTC instant, ISO 8601 with `Z`. */
export const instant = Type.Refine(
  Type.String({
    pattern: '^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,3})?Z$',
    description: 'UTC instant',
    ...carries('reference'),
  }),
  inCalendar,
  () => 'must be a time of the calendar',
)
export const day = Type.Refine(
  Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$', description: 'calendar day', ...carries('reference') }),
  inCalendar,
  () => 'must be a day of the calendar',
)
export const sha256 = Type.String({
  pattern: '^[0-9a-f]{64}$',
  description: 'SHA-256, hex',
  ...carries('reference'),
})
/** A file in base64 (no data URL); `maxBytes` before encoding. */
export const file = (maxBytes: number) =>
  Type.String({
    minLength: 4,
    maxLength: Math.ceil(maxBytes / 3) * 4,
    pattern: '^[A-Za-z0-9+/]*={0,2}$',
    ...carries('file'),
  })
/** One field sealed on a phone to the acquirer, base64; every one as long as any other (#vault/capture.ts). */
export const captured = Type.String({
  pattern: `^[A-Za-z0-9+/]{${Math.ceil(capturedLength / 3) * 4 - ((3 - (capturedLength % 3)) % 3)}}={${(3 - (capturedLength % 3)) % 3}}$`,
  description: 'HPKE (RFC 9180): encapsulated key, ciphertext, tag',
  ...carries('key'),
})
/** Objects of another standard that pass through to the library that checks them: keys and signatures in base64url. */
export const passedThrough = (description: string) =>
  Type.Object({}, { additionalProperties: true, description, ...carries('key') })
export const nothing = object({})
export const done = object({ ok: Type.Literal(true) })
export const page = <S extends TSchema>(item: S) =>
  object({ items: Type.Array(item), next: nullable(Type.String()) })
/** Query parameters of a page; `limit` arrives as text in a URL and is read as a number. */
export const paging = {
  after: optional(text(200)),
  limit: optional(Type.Integer({ minimum: 1, maximum: 100 })),
}

/** A cursor that counts. */
export const countingPage = {
  after: optional(Type.String({ pattern: '^[0-9]{1,15}$', description: 'cursor from `next`' })),
  limit: paging.limit,
}
