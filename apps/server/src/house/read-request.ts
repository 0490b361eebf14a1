import { calls } from '#api/calls.ts'
import type { Call } from '#api/call.ts'
import { terminalCalls } from '#api/terminal-door.ts'
import { Compile } from 'typebox/compile'
import { refuseForbidden } from './forbidden-input.ts'
import { BadRequest } from './problem.ts'

type Checker = ReturnType<typeof Compile>

const checkers = new Map<string, Checker>(
  [...calls, ...terminalCalls].map((call) => [call.name, Compile(call.input)]),
)
const replyCheckers = new Map<string, Checker>(calls.map((call) => [call.name, Compile(call.output)]))

/** Deeper than any declared input; what passes through undeclared (WebAuthn) is not deeper either. */
const deepest = 16

const refuseText = (text: string): void => {
  if (text.includes('\0')) throw new BadRequest(400, 'HTTP-400', { reason: 'NUL' })
  // Half a surrogate pair is no character: PostgreSQL refuses it in JSON and would replace it in text.
  if (!text.isWellFormed()) throw new BadRequest(400, 'HTTP-400', { reason: 'UTF-16' })
}

/** What no schema says and no database takes: NUL, half characters, prototype keys, endless nesting. */
const refuseOddities = (value: unknown, depth = 0): void => {
  if (typeof value === 'string') return refuseText(value)
  if (typeof value !== 'object' || value === null) return
  if (depth === deepest) throw new BadRequest(400, 'HTTP-400', { reason: `depth > ${deepest}` })
  for (const [name, each] of Object.entries(value)) {
    if (name === '__proto__') throw new BadRequest(400, 'HTTP-400', { reason: '__proto__' }, '__proto__')
    refuseText(name)
    refuseOddities(each, depth + 1)
  }
}

/** Only an escape can write NUL or half a character in a text that is UTF-8. */
const mayBeOdd = /\\u|__proto__/

const refuseDepth = (value: object, depth = 0): void => {
  if (depth === deepest) throw new BadRequest(400, 'HTTP-400', { reason: `depth > ${deepest}` })
  for (const each of Object.values(value))
    if (typeof each === 'object' && each !== null) refuseDepth(each as object, depth + 1)
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/** Parses a body as UTF-8 JSON. Broken UTF-8, broken JSON and prototype keys are refused, not repaired. */
export const parseJson = (body: Buffer): Record<string, unknown> => {
  if (body.length === 0) return {}
  let text: string
  try {
    text = utf8.decode(body)
  } catch {
    throw new BadRequest(400, 'HTTP-400', { reason: 'UTF-8' })
  }
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    throw new BadRequest(400, 'HTTP-400', { reason: 'JSON' })
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new BadRequest(400, 'HTTP-400', { reason: 'JSON object' })
  if (mayBeOdd.test(text)) refuseOddities(value)
  else refuseDepth(value)
  return value as Record<string, unknown>
}

const numeric = new Set(['integer', 'number'])

/**
 * Query parameters arrive as text; numbers and booleans are read by the field's declared type, nothing else is guessed.
 * `written` is the query as it came: the framework hands on what it cannot decode, the house refuses it.
 */
export const readQuery = (
  call: Call,
  query: Readonly<Record<string, unknown>>,
  written: string,
): Record<string, unknown> => {
  try {
    decodeURIComponent(written)
  } catch {
    throw new BadRequest(400, 'HTTP-400', { reason: 'UTF-8' })
  }
  const fields = new Map(Object.entries(call.input.properties as Record<string, { type?: string }>))
  const read = (name: string, value: unknown): unknown => {
    const type = fields.get(name)?.type
    if (typeof value !== 'string' || type === undefined) return value
    if (numeric.has(type) && /^-?\d{1,15}$/.test(value)) return Number(value)
    return type === 'boolean' && (value === 'true' || value === 'false') ? value === 'true' : value
  }
  refuseOddities(query)
  return Object.fromEntries(Object.entries(query).map(([name, value]) => [name, read(name, value)]))
}

/** A page's cursor where rows are numbered. */
export const readCursor = (after: string): number => {
  const position = /^\d{1,15}$/.test(after) ? Number(after) : Number.NaN
  if (Number.isNaN(position)) throw new BadRequest(400, 'HTTP-400', { reason: 'after' }, 'after')
  return position
}

/** Refuses what the call's schema does not know, and what nobody may ask a merchant for, naming the field. */
export const check = (call: Call, input: unknown): void => {
  const checker = checkers.get(call.name)
  if (!checker) throw new Error(`no schema for ${call.name}`)
  if (checker.Check(input)) return refuseForbidden(call, input)
  const errors = checker.Errors(input)
  const error = errors.find((each) => each.keyword === 'additionalProperties') ?? errors[0]
  const params = (error?.params ?? {}) as { requiredProperties?: string[]; additionalProperties?: string[] }
  const named = params.additionalProperties?.[0] ?? params.requiredProperties?.[0]
  const field = [error?.instancePath ?? '', named ? `/${named}` : '']
    .join('')
    .slice(1)
    .replaceAll('/', '.')
    .slice(0, 200)
  const reason = `${field || 'body'} ${error?.message ?? 'is not valid'}`.slice(0, 300)
  throw new BadRequest(400, 'HTTP-400', { reason }, field || undefined)
}

/** Does an answer keep its promise? Asked in tests and in the demo, where a lie should be loud. */
export const replyFault = (call: Call, reply: unknown): string | null => {
  const checker = replyCheckers.get(call.name)
  if (!checker || checker.Check(reply)) return null
  const error = checker.Errors(reply)[0]
  return `${call.name} answers outside its schema: ${error?.instancePath} ${error?.message}`
}
