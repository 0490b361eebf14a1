import type { Call } from '#api/call.ts'
import { type Carries, typedRule } from '#vault/typed.ts'
import { BadRequest } from './problem.ts'

type Schema = {
  readonly 'x-carries'?: Carries
  readonly enum?: readonly unknown[]
  readonly const?: unknown
  readonly anyOf?: readonly Schema[]
  readonly items?: Schema
  readonly properties?: Readonly<Record<string, Schema>>
}

const words: Schema = {}

const refuseText = (text: string, schema: Schema, path: readonly string[]): void => {
  const rule = typedRule(text, schema['x-carries'])
  if (rule !== null) throw new BadRequest(400, rule, {}, path.join('.').slice(0, 200))
}

/** Of several forms a value may have, the one declared for text. */
const branchFor = (schema: Schema): Schema =>
  schema.anyOf?.find((each) => each['x-carries'] !== undefined) ?? schema.anyOf?.[0] ?? schema

const look = (value: unknown, given: Schema, path: readonly string[]): void => {
  const schema = branchFor(given)
  // A value of a fixed list holds nothing anybody typed.
  if (schema.enum !== undefined || schema.const !== undefined) return
  if (typeof value === 'string') return refuseText(value, schema, path)
  if (typeof value !== 'object' || value === null || schema['x-carries'] === 'key') return
  if (Array.isArray(value))
    return value.forEach((each, place) => look(each, schema.items ?? words, [...path, String(place)]))
  for (const [name, each] of Object.entries(value))
    look(each, schema.properties?.[name] ?? words, [...path, name])
}

/**
 * Card numbers, security codes, PINs and codes from messages are refused wherever they are typed (9号 27), before a
 * transaction begins: no row, no audit, no key and no log line ever holds them. What a schema does not declare
 * otherwise is looked at.
 */
export const refuseForbidden = (call: Call, input: unknown): void =>
  look(input, call.input as unknown as Schema, [])
