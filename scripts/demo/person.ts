import { createHash } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { type CallName, callNamed, type InputOf, type OutputOf } from '#api/calls.ts'

export type Person = {
  readonly phone: string
  call<N extends CallName>(name: N, input: InputOf<N>): Promise<OutputOf<N>>
}

/** A refused call, with the problem document it got. */
export class CallRefused extends Error {
  readonly status: number
  readonly rule: string
  constructor(name: string, status: number, rule: string, detail: string) {
    super(`${name}: ${status} ${rule} ${detail}`)
    this.status = status
    this.rule = rule
  }
}

const query = (input: object): string => {
  const entries = Object.entries(input).filter(([, value]) => value !== undefined)
  return entries.length === 0
    ? ''
    : `?${new URLSearchParams(entries.map(([name, value]) => [name, String(value)])).toString()}`
}

/** One key for one command of a story, whenever and however often it is told. */
const keyOf = (story: string, name: string, input: unknown): string =>
  `${story}.${name}.${createHash('sha256').update(JSON.stringify(input)).digest('hex').slice(0, 16)}`

// A test run belongs to the host that runs, a code to its five minutes or its one use: told again, these are asked for anew.
const askedAnew = new Set<string>([
  'function-tests.open',
  'agreements.request-signing-code',
  'identities.open-enrolment',
])

/** Asked for a moment ago, by a telling that was cut off: that code is still good. */
export const unlessJustAsked = (error: unknown): void => {
  if (!(error instanceof CallRefused && error.rule === 'PEOPLE-2')) throw error
}

const MOST_TRIES = 60

/** A house under pressure says so before it does anything (503), and is asked again a second later. */
export const patiently = async (ask: () => Promise<Response>): Promise<Response> => {
  for (let tries = 1; ; tries++) {
    const answer = await ask()
    if (answer.status !== 503 || tries === MOST_TRIES) return answer
    await sleep(1_000)
  }
}

/**
 * Somebody with a telephone: reads their code from the demo's outbox and acts through the public interface only.
 * With a `story`, every command carries a key of its own: told again after a kill, it answers what it answered then.
 */
export const signIn = async (url: string, phone: string, story?: string): Promise<Person> => {
  let cookie = ''
  const call = async <N extends CallName>(name: N, input: InputOf<N>): Promise<OutputOf<N>> => {
    const isCommand = callNamed.get(name)?.kind === 'command'
    const response = await patiently(() =>
      fetch(`${url}/api/${name}${isCommand ? '' : query(input as object)}`, {
        method: isCommand ? 'POST' : 'GET',
        headers: {
          cookie,
          ...(isCommand ? { 'content-type': 'application/json' } : {}),
          ...(isCommand && story !== undefined && cookie !== '' && !askedAnew.has(name)
            ? { 'idempotency-key': keyOf(story, name, input) }
            : {}),
        },
        ...(isCommand ? { body: JSON.stringify(input) } : {}),
      }),
    )
    const set = response.headers.get('set-cookie')
    if (set) cookie = set.split(';')[0] ?? ''
    const body = (await response.json()) as OutputOf<N> & { rule: string; detail: string }
    if (!response.ok) throw new CallRefused(name, response.status, body.rule, body.detail)
    return body
  }
  const known = await patiently(() =>
    fetch(`${url}/api/demo.enter`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ phone }),
    }),
  )
  if (known.ok) {
    cookie = known.headers.get('set-cookie')?.split(';')[0] ?? ''
    return { phone, call }
  }
  await call('people.request-code', { phone }).catch(unlessJustAsked)
  const messages = (await (await fetch(`${url}/demo/outbox?phone=${encodeURIComponent(phone)}`)).json()) as {
    text: string
  }[]
  const code = /验证码 (\d{6})/.exec(messages[0]?.text ?? '')?.[1]
  if (code === undefined) throw new Error(`no code for ${phone} in the outbox`)
  await call('people.verify-code', { phone, code })
  return { phone, call }
}

/** The latest code of a kind in a phone's outbox. */
export const codeFor = async (url: string, phone: string, pattern: RegExp): Promise<string> => {
  const messages = (await (await fetch(`${url}/demo/outbox?phone=${encodeURIComponent(phone)}`)).json()) as {
    text: string
  }[]
  for (const { text } of messages) {
    const code = pattern.exec(text)?.[1]
    if (code !== undefined) return code
  }
  throw new Error(`no such message for ${phone}`)
}
