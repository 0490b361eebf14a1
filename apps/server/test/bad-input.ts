import { connect } from 'node:net'
import { expect } from 'vitest'
import { may } from '#access/may.ts'
import type { Call } from '#api/call.ts'
import type { CallName } from '#api/calls.ts'
import { cast } from '../../../scripts/demo/cast.ts'
import { openToldHouse, type ToldHouse } from './told-house.ts'

export type { Place } from './sample.ts'

/** What is wrong with it, the request, and which status it must get. */
export type Sent = readonly [
  what: string,
  request: () => Promise<Response>,
  status: number | readonly number[],
]

type Said = { readonly happened: string; readonly remedy: string }
type ProblemBody = {
  readonly status: number
  readonly rule: string
  readonly requestId: string
  readonly field?: string
  readonly words: { readonly zh: Said; readonly en: Said }
}

const phones: Readonly<Record<string, string>> = {
  merchant: cast.merchants.draft.phone,
  provider: cast.providers[0].desk.phone,
  technician: cast.providers[0].technicians[0].phone,
  reviewer: cast.reviewers[0].phone,
  regulator: cast.regulator.person.phone,
  operator: cast.operator.phone,
}

const cjk = /[\u4e00-\u9fff]/

/** Whatever went wrong, the answer is a problem document with its rule and its words in both tongues. */
const asProblem = async (answer: Response, told: string): Promise<ProblemBody> => {
  const text = await answer.text()
  const what = `${told}: ${answer.status} ${text.slice(0, 200)}`
  expect(answer.headers.get('content-type'), what).toMatch(/^application\/problem\+json/)
  const body = JSON.parse(text) as ProblemBody
  expect(body.status, what).toBe(answer.status)
  expect(body.rule, what).toMatch(/^[A-Z]+-\d+$/)
  expect(body.requestId, what).toBe(answer.headers.get('x-request-id'))
  const { zh, en } = body.words
  for (const said of [zh.happened, zh.remedy]) expect(said, what).toMatch(cjk)
  for (const said of [en.happened, en.remedy]) expect(said, what).toMatch(/^[^{}]*[a-z]{2}/)
  return body
}

/** A house in which somebody of every role is signed in, and the ways to send it what it must refuse. */
export const openBadInput = () => {
  let house: ToldHouse
  let sent = 0
  const cookies = new Map<string, string>()
  const url = (path: string) => `${house.url}${path}`
  // Somebody who may make the call: it is the input that is at fault, not the asker.
  const cookieFor = (call: Call): string =>
    cookies.get(may[call.name as CallName].find((principal) => cookies.has(principal)) ?? '') ?? ''
  const ask = (call: Call, query: string, init: RequestInit) => () =>
    fetch(url(`/api/${call.name}${query}`), {
      ...init,
      headers: { cookie: cookieFor(call), ...(init.headers as Record<string, string>) },
    })
  return {
    url,
    ask,
    told: () => house,
    async open() {
      house = await openToldHouse()
      for (const [principal, phone] of Object.entries(phones))
        cookies.set(principal, await house.enter(phone))
      await house.settled()
    },
    close: () => house?.close(),
    get: (call: Call, query: string) => ask(call, `?${query}`, {}),
    post: (call: Call, body: string | Uint8Array<ArrayBuffer>, headers: Record<string, string> = {}) =>
      ask(call, '', {
        method: 'POST',
        body,
        headers: { 'content-type': 'application/json', 'idempotency-key': `bad-input-${++sent}`, ...headers },
      }),
    /** Sends all, a few at a time; answers the problems in order. */
    async refused(requests: readonly Sent[]): Promise<(ProblemBody | null)[]> {
      const told: (ProblemBody | null)[] = []
      const waiting = [...requests.entries()]
      const sender = async () => {
        for (let next = waiting.shift(); next; next = waiting.shift()) {
          const [position, [what, request, status]] = next
          const answer = await request()
          const fits = [status].flat().includes(answer.status)
          if (!fits) expect.fail(`${what}: ${answer.status} ${(await answer.text()).slice(0, 300)}`)
          if (answer.status === 200) await answer.arrayBuffer()
          told[position] = answer.status === 200 ? null : await asProblem(answer, what)
        }
      }
      await Promise.all(Array.from({ length: 8 }, sender))
      return told
    },
    /** What bytes get back that no client library would send. */
    raw: (text: string): Promise<string> =>
      new Promise((resolve, reject) => {
        const { hostname, port } = new URL(house.url)
        const socket = connect(Number(port), hostname, () => socket.write(text))
        let heard = ''
        socket.on('data', (data) => {
          heard += data.toString()
        })
        socket.on('close', () => resolve(heard))
        socket.on('error', reject)
        socket.setTimeout(5_000, () => socket.destroy())
      }),
  }
}
