import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { pack } from '#iso8583/pack.ts'
import testKeys from '#iso8583/test-keys.json' with { type: 'json' }
import { unionpay } from '#iso8583/unionpay.ts'
import { unpack } from '#iso8583/unpack.ts'
import { tcpLink } from './terminal-link.ts'
import { management } from './terminal-requests.ts'
import { testHost } from './test-host.ts'

let out = ''

beforeEach(() => {
  out = ''
  vi.spyOn(process.stdout, 'write').mockImplementation((words) => {
    out += String(words)
    return true
  })
})
afterEach(() => {
  vi.restoreAllMocks()
})

const till = { terminalNo: testKeys.terminalNo, merchantNo: testKeys.merchantNo, batchNo: '000000' }

/** What the host prints of an echo and a sign-in; and the echo's answer as the caller read it. */
const printed = async (...options: string[]) => {
  const ended = testHost(['--port', '0', '--json', ...options])
  const port = await vi.waitFor(
    () => (JSON.parse(out) as { listening: { port: number } }).listening.port,
    5_000,
  )
  const ask = tcpLink('127.0.0.1', port, 5_000)
  const answer = await ask(pack(unionpay, management('echo', till, '000001')))
  await ask(pack(unionpay, management('sign-in', till, '000002')))
  process.emit('SIGTERM')
  expect(await ended).toBe(0)
  const lines = out
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>)
  return { lines, answer: unpack(unionpay, answer ?? new Uint8Array()) }
}

type Line = { readonly field: number; readonly value: string }
const told = (lines: unknown) =>
  Object.fromEntries(
    (lines as Line[]).filter(({ field }) => field !== 0).map(({ field, value }) => [field, value]),
  )

test('with --trace every field of both messages is shown, keys by their length alone', async () => {
  const { lines, answer } = await printed('--trace')
  const [, echo, signIn] = lines
  expect(told(echo?.['request'])).toEqual({
    11: '000001',
    41: testKeys.terminalNo,
    42: testKeys.merchantNo,
    60: '00000000301',
  })
  expect(told(echo?.['answer'])).toEqual(
    told(Object.entries(answer.fields).map(([field, value]) => ({ field, value }))),
  )
  expect(told(signIn?.['answer'])[62]).toBe('… 40 B')
})

test('without it no message is printed', async () => {
  const { lines } = await printed()
  expect(lines.map((line) => 'request' in line)).toEqual([false, false, false])
})
