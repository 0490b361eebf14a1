import { execFile } from 'node:child_process'
import { connect } from 'node:net'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterEach, describe, expect, test } from 'vitest'
import { dialects } from '#iso8583/dialects.ts'
import { unhex } from '#iso8583/hex.ts'
import { type Doing, type Suite, suites } from '#iso8583/suite.ts'
import testCards from '#iso8583/test-cards.json' with { type: 'json' }
import testKeys from '#iso8583/test-keys.json' with { type: 'json' }
import { tcpLink } from '../../../cli/terminal-link.ts'
import { type Misbehaviour, terminalMachine } from '../../../cli/terminal-machine.ts'
import { startTestHost, type TestHost } from './host.ts'
import { des } from './des.ts'
import type { Trouble } from './ports.ts'

const tmk = unhex(testKeys.tmk)
const hosts: TestHost[] = []
afterEach(async () => {
  await Promise.all(hosts.splice(0).map((host) => host.close()))
})

const full = suites.get('full') as Suite

const codecOf = (name: string) => {
  const codec = dialects.get(name)
  if (codec === undefined) throw new Error(`no dialect ${name}`)
  return codec
}

const open = async (name: string) => {
  const troubles: Trouble[] = []
  const codes: string[] = []
  const host = await startTestHost({
    ...{ port: 0, codec: codecOf(name), suite: full },
    terminals: { find: async () => ({ tmk, runId: 'run_1' }) },
    onObservation: ({ transaction, code }) => void codes.push(`${transaction} ${code}`),
    onTrouble: (trouble) => void troubles.push(trouble),
  })
  hosts.push(host)
  return { port: host.port, troubles, codes }
}

const terminalOf = (name: string, port: number, misbehave: Misbehaviour | null = null) => {
  const codec = codecOf(name)
  const { terminalNo, merchantNo } = testKeys
  const { demoPan: pan, pin, demoCode: code } = testCards
  const link = tcpLink('127.0.0.1', port, 1_500, null, codec.dialect.frame)
  return terminalMachine({ terminalNo, merchantNo, tmk, pan, pin, code }, link, des(), misbehave, codec)
}

/** Characters in, characters out until the host has said so many bytes or hung up. */
const say = (port: number, text: string, wanted: number): Promise<string> =>
  new Promise((resolve, reject) => {
    let came = ''
    const socket = connect({ host: '127.0.0.1', port }, () => socket.write(Buffer.from(text, 'latin1')))
    socket.setTimeout(5_000, () => socket.destroy(new Error('no answer')))
    socket.on('data', (chunk: Buffer) => {
      came += chunk.toString('latin1')
      if (came.length >= wanted) socket.end()
    })
    socket.on('error', reject)
    socket.on('close', () => resolve(came))
  })

const echoes = {
  'jpos-iso87a': '08200020000000C0001000000110000001898440159990001' + '01100000000301',
  'jpos-iso87a-70':
    '08208020000000C00010040000000000000000000110000001898440159990001' + '00800000000' + '301',
  'moov-spec87ascii': '08200020000000C0001000000110000001898440159990001' + '01100000000301',
}
const answers = {
  'jpos-iso87a':
    /^00890830003A000102C00010000001[0-9]{14}08999900000010000001898440159990001011(?:00000000301)$/,
  'jpos-iso87a-70':
    /^01050830803A000102C000100400000000000000000001[0-9]{14}08999900000010000001898440159990001008(?:00000000301)$/,
  'moov-spec87ascii':
    /^\0Y0830003A000102C00010000001[0-9]{14}08999900000010000001898440159990001011(?:00000000301)$/,
}
const names = ['jpos-iso87a', 'jpos-iso87a-70', 'moov-spec87ascii'] as const

describe.each(names)('a host that speaks %s', (name) => {
  test('every transaction of the table, as the simulated terminal expects', async () => {
    const { port, codes, troubles } = await open(name)
    const machine = terminalOf(name, port)
    for (const { step, do: doing } of full.steps) {
      const { became } = await machine.perform(step, doing as Doing)
      expect([step, became]).toEqual([step, doing.expect ?? '00'])
    }
    expect(new Set(codes.map((each) => each.split(' ')[0]))).toEqual(
      new Set(codecOf(name).dialect.transactions.map((each) => each.name)),
    )
    expect(troubles).toEqual([])
  }, 60_000)

  test('a wrong MAC is refused, and a stray byte ends the line', async () => {
    const { port, troubles } = await open(name)
    const sale = { transaction: 'sale', amountFen: 100 } as const
    for (const [misbehave, became] of [
      ['wrong-mac', 'A0'],
      ['stray-byte', 'no-answer'],
    ] as const) {
      const machine = terminalOf(name, port, misbehave)
      await machine.perform('sign-in', { transaction: 'sign-in' })
      const { became: is } = await machine.perform('sale', sale)
      expect([misbehave, is]).toEqual([misbehave, became === 'no-answer' ? 'not-reversed' : became])
    }
    expect(troubles.map(({ rule }) => rule)).toContain('ISO-7')
  }, 30_000)

  test("bytes typed by hand are answered in the same form, and UnionPay's are not", async () => {
    const { port, troubles } = await open(name)
    const echo = echoes[name]
    const digits = name !== 'moov-spec87ascii'
    const length = digits ? String(echo.length).padStart(4, '0') : '\x00\x3f'
    const answer = await say(port, length + echo, digits ? (name === 'jpos-iso87a' ? 93 : 109) : 91)
    expect(answer).toMatch(answers[name])
    const body = answer.slice(length.length)
    expect(answer.slice(0, length.length)).toBe(
      digits
        ? String(body.length).padStart(4, '0')
        : String.fromCharCode(body.length >> 8, body.length & 255),
    )
    expect(await say(port, `\x00\x15${'\x60'.repeat(21)}`, 100)).toBe('')
    expect(troubles).toHaveLength(1)
  })
})

test('the command line speaks them; a dialect that is none is refused with its rule', async () => {
  const file = fileURLToPath(new URL('../../../cli/fangxin.mjs', import.meta.url))
  const run = (...args: string[]) =>
    promisify(execFile)(process.execPath, [file, ...args]).then(
      ({ stdout }) => ({ code: 0, stdout, stderr: '' }),
      ({ code, stdout, stderr }: { code: number; stdout: string; stderr: string }) => ({
        code,
        stdout,
        stderr,
      }),
    )
  const { port } = await open('jpos-iso87a')
  const passed = await run(
    'terminal',
    '--port',
    String(port),
    '--dialect',
    'jpos-iso87a',
    '--suite',
    'full',
    '--json',
  )
  expect([passed.code, JSON.parse(passed.stdout).passed]).toEqual([0, true])
  for (const command of ['terminal', 'test-host']) {
    const refused = await run(command, '--port', String(port), '--dialect', 'nobody.json')
    expect([refused.code, refused.stderr]).toEqual([2, expect.stringContaining('ISO-9')])
  }
}, 60_000)
