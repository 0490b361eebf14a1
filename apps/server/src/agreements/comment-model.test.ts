import { createServer, type IncomingMessage, type Server } from 'node:http'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { cast } from '../../../../scripts/demo/cast.ts'
import { openToldHouse, type ToldHouse } from '../../test/told-house.ts'
import { ConfigError, readConfig } from '../house/config.ts'

let house: ToldHouse
let merchant: string
beforeAll(async () => {
  house = await openToldHouse()
  merchant = await house.enter(cast.merchants.live.phone)
})
afterAll(() => house?.close())

const contract =
  '甲方：演示市样本区示范面馆，联系人：样本甲，电话19900000031。乙方有权单方调整费率，无需另行通知甲方。激活服务费299元，不予退还，咨询19900000031。'

/** An endpoint that speaks the API of /chat/completions over real HTTP, and what it was asked. */
const endpoint = async (
  answer: (body: string) => { status: number; body: string; headers?: Record<string, string> },
) => {
  const asked: { body: string; authorization: string | undefined }[] = []
  const server: Server = createServer((request: IncomingMessage, response) => {
    let body = ''
    request.on('data', (part) => (body += part))
    request.on('end', () => {
      asked.push({ body, authorization: request.headers.authorization })
      const { status, body: said, headers } = answer(body)
      response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(said)
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  open = server
  const { port } = server.address() as AddressInfo
  Object.assign(house.house.config, {
    commentModel: { url: `http://127.0.0.1:${port}/v1`, model: 'demo-model', apiKey: 'demo-key' },
  })
  return asked
}
let open: Server | null = null
afterEach(async () => {
  Object.assign(house.house.config, { commentModel: null })
  open?.close()
  open = null
})

const completion = (comments: unknown) => ({
  status: 200,
  body: JSON.stringify({ choices: [{ message: { content: `Here: ${JSON.stringify({ comments })}` } }] }),
})
const ask = (input: object, cookie: string | null = merchant) =>
  house.ask(
    'guard.comment',
    { text: contract, consent: true, language: 'zh', ...input },
    cookie ? { cookie } : {},
  )

test('off unless an endpoint is named, never without consent, never for passers-by', async () => {
  expect((await ask({})).body.rule).toBe('GUARD-1')
  const asked = await endpoint(() => completion([{ n: 1, comment: 'x' }]))
  expect((await ask({ consent: false })).body.rule).toBe('GUARD-2')
  expect((await ask({}, null)).status).toBe(401)
  expect((await ask({ text: '双方友好协商，共同遵守。' })).body.rule).toBe('GUARD-4')
  expect(asked).toEqual([])
})

test('only redacted clauses leave; the words come back as the model’s, and the findings are the guard’s own', async () => {
  const asked = await endpoint(() =>
    completion([
      { n: 1, comment: '对方可以自己改价。' },
      { n: 99, comment: 'not asked' },
      { n: 2, comment: 7 },
    ]),
  )
  const { status, body } = await ask({})
  expect(status).toBe(200)
  expect(body).toMatchObject({ model: 'demo-model', comments: [{ comment: '对方可以自己改价。' }] })
  expect(asked).toHaveLength(1)
  expect(asked[0]?.authorization).toBe('Bearer demo-key')
  for (const secret of ['19900000031', '示范面馆', '样本甲']) expect(asked[0]?.body).not.toContain(secret)
  expect(asked[0]?.body).toContain('费率')
  const checked = await house.ask('guard.check', { text: contract })
  expect(JSON.stringify(checked.body)).not.toContain('对方可以自己改价。')
})

test('an endpoint that fails, redirects, babbles or drowns us is one refusal, and the check stands', async () => {
  const answers = [
    { status: 500, body: 'secret stack trace' },
    { status: 302, body: '', headers: { location: 'http://127.0.0.1:1/' } },
    { status: 200, body: 'not JSON' },
    { status: 200, body: JSON.stringify({ choices: [] }) },
    { status: 200, body: 'x'.repeat(300_000) },
    completion('no list'),
  ]
  let next = 0
  await endpoint(() => answers[next++ % answers.length] as (typeof answers)[number])
  for (const _ of answers) {
    const { status, body } = await ask({})
    expect([status, body.rule]).toEqual([409, 'GUARD-3'])
    expect(JSON.stringify(body)).not.toContain('secret')
  }
  expect((await house.ask('guard.check', { text: contract })).body.verdict).toBe('do-not-sign')
})

test('clauses go over TLS, or stay on this machine', () => {
  const config = (url: string, model?: string) =>
    readConfig({ COMMENT_MODEL_URL: url, ...(model && { COMMENT_MODEL: model }) }, { demo: false })
      .commentModel
  expect(config('https://example.com/v1/', 'm')).toEqual({
    url: 'https://example.com/v1',
    model: 'm',
    apiKey: null,
  })
  expect(config('http://127.0.0.1:9/v1', 'm')?.model).toBe('m')
  for (const url of ['http://example.com/v1', 'ftp://example.com', 'nonsense'])
    expect(() => config(url, 'm'), url).toThrow(ConfigError)
  expect(() => config('https://example.com/v1')).toThrow(ConfigError)
})
