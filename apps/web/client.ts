import type { CallName, InputOf, OutputOf } from '#api/calls.ts'
import { reportConnection } from './connection.ts'
import { type Problem, problemOf, unreachable, unread } from './problem.ts'
import { isRead } from './reads.ts'

/** How much of the request has left, 0 to 1. */
export type OnSent = (share: number) => void

/** A POST that tells how far it has got: `fetch` does not, and a paper on a slow line takes its time. */
const sendTold = (path: string, { headers, body, signal }: RequestInit, onSent: OnSent): Promise<Response> =>
  new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    request.open('POST', path)
    for (const [name, value] of new Headers(headers)) request.setRequestHeader(name, value)
    request.upload.onprogress = ({ loaded, total }) => onSent(total > 0 ? loaded / total : 0)
    request.upload.onload = () => onSent(1)
    request.onload = () =>
      resolve(
        new Response(request.responseText, {
          status: request.status,
          headers: { 'content-type': request.getResponseHeader('content-type') ?? '' },
        }),
      )
    request.onerror = request.onabort = () => reject(new TypeError('not sent'))
    signal?.addEventListener('abort', () => request.abort())
    request.send(body as string)
  })

/** The one file of this front end that talks to the server. Every failure is thrown as a `Problem`. */
const ask = async (path: string, init?: RequestInit, onSent?: OnSent): Promise<Response> => {
  let response: Response
  try {
    response =
      init && onSent
        ? await sendTold(path, init, onSent)
        : await fetch(path, { credentials: 'same-origin', ...init })
  } catch (error) {
    if (init?.signal?.aborted) throw error
    reportConnection('offline')
    throw init?.method === 'POST' ? unreachable : unread
  }
  reportConnection(response.status === 503 || response.status === 502 ? 'unavailable' : 'fine')
  if (!response.ok) throw await problemOf(response)
  return response
}

const query = (input: object) => {
  const filled = Object.entries(input).filter(([, value]) => value !== undefined && value !== '')
  const text = new URLSearchParams(filled.map(([name, value]) => [name, String(value)])).toString()
  return text === '' ? '' : `?${text}`
}

export const newKey = () => crypto.randomUUID()

type Sending = { key?: string; signal?: AbortSignal; onSent?: OnSent }

/** Makes a call. A command carries an `Idempotency-Key`: give the same key again and it happens once. */
export const call = async <N extends CallName>(
  name: N,
  input: InputOf<N>,
  { key, signal, onSent }: Sending = {},
): Promise<OutputOf<N>> => {
  const during = signal ? { signal } : {}
  const response = isRead(name)
    ? await ask(`/api/${name}${query(input)}`, during)
    : await ask(
        `/api/${name}`,
        {
          method: 'POST',
          headers: { 'content-type': 'application/json', 'idempotency-key': key ?? newKey() },
          body: JSON.stringify(input),
          ...during,
        },
        onSent,
      )
  return (await response.json()) as OutputOf<N>
}

/** May the same request be sent again as it is? */
export const isPassing = (problem: Problem) =>
  problem.status === 0 || problem.status === 502 || problem.status === 503

export type Ready = { ready: boolean; version: string; iso8583Port: number; demo: boolean }
export type DemoPerson = { role: string; org: string; name: string; phone: string }
export type DemoMessage = { at: string; text: string }

export const readiness = async () => (await (await ask('/readyz')).json()) as Ready

export const demoPeople = async () => (await (await ask('/demo/people')).json()) as DemoPerson[]

export const demoOutbox = async (phone: string) =>
  (await (await ask(`/demo/outbox${query({ phone })}`)).json()) as DemoMessage[]

/** Signs in as a person of the demo story; the server knows this call only on loopback with the demo on. */
export const demoEnter = async (phone: string) =>
  (await (
    await ask('/api/demo.enter', {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'idempotency-key': newKey() },
      body: JSON.stringify({ phone }),
    })
  ).json()) as OutputOf<'people.me'>

/** Text of the transparency log: `checkpoint`, `key`. */
export const logText = async (path: 'checkpoint' | 'key') => (await ask(`/log/${path}`)).text()
