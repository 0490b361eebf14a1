import { agreements } from '#api/agreements.ts'
import type { Call, Input, Output } from '#api/call.ts'
import { providers, supervision, tickets } from '#api/care.ts'
import { cases } from '#api/cases.ts'
import { devices } from '#api/devices.ts'
import { organisations, people } from '#api/people.ts'

/** Every call there is. Routing, validation, OpenAPI, the browser's client and the audit all read this list. */
export const calls = [
  ...people,
  ...organisations,
  ...providers,
  ...cases,
  ...agreements,
  ...devices,
  ...tickets,
  ...supervision,
] as const

type AnyCall = (typeof calls)[number]
export type CallName = AnyCall['name']
export type CallNamed<N extends CallName> = Extract<AnyCall, { name: N }>
export type InputOf<N extends CallName> = Input<CallNamed<N>>
export type OutputOf<N extends CallName> = Output<CallNamed<N>>
export type CommandName = Extract<AnyCall, { kind: 'command' }>['name']
export type ReadName = Extract<AnyCall, { kind: 'read' }>['name']

export const callNamed: ReadonlyMap<string, Call> = new Map(calls.map((call) => [call.name, call]))
