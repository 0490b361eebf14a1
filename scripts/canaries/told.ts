import type { Call } from '#api/call.ts'
import { type CallName, callNamed, type InputOf, type OutputOf } from '#api/calls.ts'
import type { Principal } from '#ground/stamp.ts'
import { declared } from '#vault/datum.ts'
import { sealedFields } from '#provision/field.ts'
import type { Canary } from './seed.ts'

/** One answer as it left the house, word for word, and to whom. */
export type Told = {
  readonly principal: Principal
  readonly call: string
  readonly status: number
  readonly text: string
  /** To a provider that was asked for an offer and not chosen: what is typed in the case is not its business. */
  readonly outside?: boolean
}

export type Caller = {
  readonly principal: Principal
  readonly cookie: string
  /** A call that must be granted. */
  call<N extends CallName>(name: N, input: InputOf<N>): Promise<OutputOf<N>>
  /** A call of any outcome; `body` goes out as it is. */
  try(name: string, input: Record<string, unknown>, more?: { body?: string; key?: string }): Promise<number>
}

export const callerFor = (
  url: string,
  principal: Principal,
  cookie: string,
  told: Told[],
  outside = false,
): Caller => {
  const send = async (
    name: string,
    input: object,
    { body, key }: { body?: string; key?: string } = {},
  ): Promise<{ status: number; text: string }> => {
    const isCommand = callNamed.get(name)?.kind === 'command'
    const query = new URLSearchParams(
      Object.entries(input).map(([field, value]) => [field, String(value)]),
    ).toString()
    const response = await fetch(`${url}/api/${name}${isCommand ? '' : `?${query}`}`, {
      method: isCommand ? 'POST' : 'GET',
      headers: {
        cookie,
        ...(isCommand ? { 'content-type': 'application/json' } : {}),
        ...(key === undefined ? {} : { 'idempotency-key': key }),
      },
      ...(isCommand ? { body: body ?? JSON.stringify(input) } : {}),
    })
    const text = await response.text()
    told.push({ principal, call: name, status: response.status, text, outside })
    return { status: response.status, text }
  }
  return {
    principal,
    cookie,
    async call(name, input) {
      const { status, text } = await send(name, input)
      if (status !== 200) throw new Error(`${name}: ${status} ${text}`)
      return JSON.parse(text) as never
    },
    async try(name, input, more) {
      return (await send(name, input, more)).status
    },
  }
}

const sealedData: ReadonlySet<string> = new Set(sealedFields.map((field) => `vault_values.${field}`))

/** May this answer tell this canary? Sealed fields in a look that is recorded; words to the readers the datum declares. */
export const mayTell = (
  { call, principal, outside = false }: Pick<Told, 'call' | 'principal' | 'outside'>,
  { datum }: Canary,
): boolean => {
  if (outside) return false
  const readers: readonly Principal[] = declared(datum).readers
  if (!sealedData.has(datum)) return datum !== 'documents.content' && readers.includes(principal)
  const reveals = (callNamed.get(call) as Call | undefined)?.reveals === true
  // A merchant's own answers come masked too: who looks over their shoulder is no reader.
  return reveals && principal !== 'merchant' && readers.includes(principal)
}
