import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Call } from '#api/call.ts'
import { calls } from '#api/calls.ts'
import { openBadInput, type Place, type Sent } from '../../test/bad-input.ts'
import { places, requiredIds, sample, withValue } from '../../test/sample.ts'
import type { Prints } from '../../test/told-house.ts'

const house = openBadInput()
const { post, get, refused, ask } = house
let before: Prints
beforeAll(async () => {
  await house.open()
  before = await house.told().prints()
})
afterAll(() => house.close())

const deep = (levels: number) => `${'['.repeat(levels)}${']'.repeat(levels)}`
const brokenText = Uint8Array.from([...Buffer.from('{"a":"'), 0xc3, 0x28, ...Buffer.from('"}')])
/** Written to look like a time and to be none. */
const noTimes = [
  '2026-13-45T99:99:99Z',
  '2026-02-30T00:00:00Z',
  '0000-01-01T00:00:00Z',
  '2026-11-20T24:30:00Z',
]
const noDays = ['2026-13-01', '2026-02-30', '0000-01-01']
const noMoments = ({ pattern = '' }: Place['schema']): string[] =>
  pattern.includes('T\\d') ? noTimes : pattern.startsWith('^\\d{4}-') ? noDays : []

const wrongTypes = ({ type, anyOf }: Place['schema']): unknown[] => {
  if (anyOf) return [['x'], true]
  if (type === 'boolean') return ['true', 1, null]
  if (type === 'integer' || type === 'number') return ['1', 1.5, null, 1e300]
  if (type === 'array') return [{}, { length: 1 }]
  if (type === 'object') return [[], 'x']
  return [7, {}, ['x']]
}
const passesThrough = ({ type, properties = {} }: Place['schema']) =>
  type === 'object' && Object.keys(properties).length === 0

const commands = (calls as readonly Call[]).filter((call) => call.kind === 'command')
const reads = (calls as readonly Call[]).filter((call) => call.kind === 'read')

describe.each(commands)('POST $name', (call) => {
  const good = sample(call.input) as Record<string, unknown>
  const declared = places(call.input)
  const changed = (path: readonly string[], value: unknown) =>
    post(call, JSON.stringify(withValue(good, path, value)))

  test('refuses unknown fields at every depth', async () => {
    const wrong: Sent[] = declared
      .filter(({ schema }) => schema.type === 'object' && !passesThrough(schema))
      .map(({ path }) => ['unknown field below', changed([...path, 'surplus'], 1), 400])
    const open = JSON.stringify(good).slice(0, -1)
    for (const name of ['__proto__', 'constructor', ''])
      wrong.push([
        `field ${name}`,
        post(call, `${open}${open.length > 1 ? ',' : ''}${JSON.stringify(name)}:{"caseId":"x"}}`),
        400,
      ])
    await refused(wrong)
    const [told] = await refused([
      ['unknown field', post(call, JSON.stringify({ ...good, surplus: 1 })), 400],
    ])
    expect(told).toMatchObject({ rule: 'HTTP-400', field: 'surplus' })
  })

  test('refuses a wrong type, NUL, half a character or endless text in every field', async () => {
    const wrong: Sent[] = []
    for (const { path, schema } of declared) {
      const place = path.join('.')
      for (const value of wrongTypes(schema)) wrong.push([place, changed(path, value), 400])
      if (passesThrough(schema))
        for (const inside of [
          '{"id":"a\\u0000b"}',
          '{"id":"\\ud800"}',
          '{"a":{"__proto__":{"x":1}}}',
          '{"\\u0000":1}',
          `{"a":${deep(10_000)}}`,
          `{"id":${deep(40)}}`,
        ]) {
          const raw = JSON.stringify(withValue(good, path, '@@')).replace('"@@"', inside)
          wrong.push([`${place} = ${inside.slice(0, 30)}`, post(call, raw), 400])
        }
      if (schema.type !== 'string') continue
      for (const text of ['a\0b', 'x\udc00y', ...noMoments(schema)])
        wrong.push([`${place} = ${JSON.stringify(text)}`, changed(path, text), 400])
      if (call.bodyLimit === undefined)
        wrong.push([`${place} endless`, changed(path, 'x'.repeat(60_000)), 400])
    }
    await refused(wrong)
  })

  test('refuses a body that is no JSON object, too deep, too large, of another kind, or another method', async () => {
    const first = declared[0]?.path[0] ?? 'surplus'
    const bodies: (string | Uint8Array<ArrayBuffer>)[] = [
      '[]',
      '7',
      'null',
      '{',
      '{"a":1,}',
      '{}{}',
      '\ufeff{}',
      '\0',
    ]
    bodies.push(
      brokenText,
      `{"surplus":${deep(10_000)}}`,
      `{"${first}":${deep(10_000)}}`,
      '{"a":'.repeat(10_000),
    )
    const wrong: Sent[] = bodies.map((body) => [`body ${String(body).slice(0, 30)}`, post(call, body), 400])
    const required = (call.input.required as string[] | undefined) ?? []
    if (required.length > 0)
      wrong.push(['nothing of what it needs', post(call, '{}'), 400], ['no body', post(call, ''), 400])
    wrong.push(['too large', post(call, `{"a":"${'x'.repeat(call.bodyLimit ?? 64 * 1024)}"}`), 413])
    for (const kind of [
      'text/plain',
      'application/x-www-form-urlencoded',
      'multipart/form-data; boundary=x',
      'x',
    ])
      wrong.push([kind, post(call, JSON.stringify(good), { 'content-type': kind }), 415])
    for (const method of ['GET', 'PUT', 'PATCH', 'DELETE'])
      wrong.push([method, ask(call, '', { method }), 405])
    for (const key of ['short', 'x'.repeat(201), 'with space', 'naïve-key-1'])
      wrong.push([`key ${key}`, post(call, JSON.stringify(good), { 'idempotency-key': key }), 400])
    wrong.push([
      'asked by another site',
      post(call, JSON.stringify(good), { 'sec-fetch-site': 'cross-site' }),
      403,
    ])
    await refused(wrong)
  })
})

const oddTexts = [
  '',
  ' ',
  "'; drop table cases; --",
  '\u0000',
  '\ud800',
  '-1',
  '1e9',
  '9'.repeat(40),
  'x'.repeat(3_000),
  '%',
  '\u202e',
  '{}',
  '$1',
]
const queryOf = (input: unknown) => new URLSearchParams(input as Record<string, string>).toString()

describe.each(reads)('GET $name', (call) => {
  const good = sample(call.input) as Record<string, unknown>

  test('refuses unknown, doubled, ill-typed and undecodable parameters', async () => {
    const wrong: Sent[] = ['surplus', '__proto__', 'constructor', '__proto__.x', 'a[b]', ''].map((name) => [
      `unknown ${name}`,
      get(call, `${queryOf(good)}&${encodeURIComponent(name)}=1`),
      400,
    ])
    wrong.push(['doubled __proto__', get(call, '__proto__=a&__proto__=b'), 400])
    for (const { path, schema } of places(call.input)) {
      const [name = ''] = path
      const others = queryOf(Object.fromEntries(Object.entries(good).filter(([field]) => field !== name)))
      const value = encodeURIComponent(String(good[name]))
      const isFree = schema.pattern?.startsWith('^[^') === true
      const texts =
        schema.type === 'integer'
          ? ['abc', '', '1.5', '1e3', '-1', '0x10', '9'.repeat(30), 'true']
          : isFree
            ? ['']
            : ['zz', '', ...noMoments(schema)]
      wrong.push([`${name} doubled`, get(call, `${others}&${name}=${value}&${name}=${value}`), 400])
      for (const text of texts)
        wrong.push([`${name} = ${text}`, get(call, `${others}&${name}=${encodeURIComponent(text)}`), 400])
      for (const bytes of ['%00', 'a%00', '%ff', '%c3%28', '%ed%a0%80', '%'])
        wrong.push([`${name} = ${bytes}`, get(call, `${others}&${name}=${bytes}`), 400])
    }
    for (const method of ['POST', 'PUT', 'PATCH', 'DELETE'])
      wrong.push([method, ask(call, '', { method }), 405])
    await refused(wrong)
  })

  test('answers every odd text without a fault of its own', async () => {
    const odd = Object.keys(good).flatMap((name) =>
      oddTexts.map(
        (text): Sent => [
          `${name} = ${text.slice(0, 30)}`,
          get(call, queryOf({ ...good, [name]: text })),
          [200, 400, 404],
        ],
      ),
    )
    await refused(odd)
  })
})

const withIds = (calls as readonly Call[]).filter(({ input }) => requiredIds(input).length > 0)

describe.each(withIds)('$kind $name', (call) => {
  test('does not find ids nobody has', async () => {
    const good = sample(call.input) as Record<string, unknown>
    const request = call.kind === 'command' ? post(call, JSON.stringify(good)) : get(call, queryOf(good))
    // A passkey's challenge is no thing to find: whatever is wrong with it, the answer is one.
    await refused([['unknown ids', request, call.name === 'people.verify-passkey' ? 409 : 404]])
  })
})

test('a path nobody knows is a problem, whatever the method', async () => {
  const wrong: Sent[] = []
  for (const path of [
    '/api/nothing.here',
    '/api/',
    '/api/people.me/x',
    '/api/PEOPLE.ME',
    '/log/x',
    '/demo/x',
  ])
    for (const method of ['GET', 'POST', 'DELETE', 'OPTIONS'])
      wrong.push([`${method} ${path}`, () => fetch(house.url(path), { method }), 404])
  for (const path of ['/api/%ff', '/%', '/api/people.me%00', `/api/${'x'.repeat(300)}`])
    wrong.push([path, () => fetch(house.url(path)), [400, 404]])
  await refused(wrong)
})

test("the demo's own doors refuse as well as the calls do", async () => {
  const headers = { 'content-type': 'application/json' }
  const wrong: Sent[] = ['[]', '{"phone":["x"]}', '{"phone":7}', '{', '{}', '{"phone":"\\u0000"}'].map(
    (body) => [
      `enter ${body}`,
      () => fetch(house.url('/api/demo.enter'), { method: 'POST', headers, body }),
      [400, 404],
    ],
  )
  for (const query of ['', 'phone=%00', 'phone=a&phone=b', 'phone[]=1', `phone=${'9'.repeat(500)}`])
    wrong.push([`outbox ${query}`, () => fetch(house.url(`/demo/outbox?${query}`)), [200, 400]])
  await refused(wrong)
})

test('bytes that are no HTTP, and headers without end, get a problem and disturb nobody', async () => {
  const host = 'host: x\r\nconnection: close\r\n'
  const post = `POST /api/cases.open HTTP/1.1\r\n${host}`
  const requests: readonly (readonly [string, number])[] = [
    [`GET /api/people.me HTTP/1.1\r\n${host}x-long: ${'x'.repeat(70_000)}\r\n\r\n`, 431],
    [`GET /api/people.me?${'a'.repeat(70_000)} HTTP/1.1\r\n${host}\r\n`, 431],
    ['nonsense\r\n\r\n', 400],
    [`GET /api/people.me HTTP/9.9\r\n${host}\r\n`, 400],
    [`${post}content-type: application/json\r\ncontent-length: -5\r\n\r\n`, 400],
    [`${post}content-length: 2\r\ntransfer-encoding: chunked\r\n\r\n{}`, 400],
    [`GET /api/people.me HTTP/1.1\r\n${host}cookie: fx_session=\0\r\n\r\n`, 400],
  ]
  for (const [request, status] of requests) {
    const answer = await house.raw(request)
    expect(answer.split('\r\n')[0], request.slice(0, 60)).toMatch(new RegExp(`^HTTP/1.1 ${status} `))
    expect(answer.toLowerCase()).toContain('content-type: application/problem+json')
    const body = JSON.parse(answer.slice(answer.indexOf('\r\n\r\n') + 4))
    expect(body).toMatchObject({ status, rule: `HTTP-${status}` })
    expect(body.words.zh.remedy).toMatch(/[\u4e00-\u9fff]/)
  }
  expect((await fetch(house.url('/api/people.me'))).status).toBe(200)
})

test('after all this nothing in the database has changed and no prototype is polluted', async () => {
  expect(await house.told().prints()).toEqual(before)
  expect(({} as Record<string, unknown>)['caseId']).toBeUndefined()
  expect(({} as Record<string, unknown>)['x']).toBeUndefined()
  expect((await fetch(house.url('/readyz'))).status).toBe(200)
})
