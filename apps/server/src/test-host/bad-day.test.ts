import { connect, type Socket } from 'node:net'
import { connect as connectTls } from 'node:tls'
import { afterEach, describe, expect, test } from 'vitest'
import { readScript, type Script } from '#iso8583/bad-host.ts'
import { des } from './des.ts'
import { frame, splitter } from '#iso8583/frame.ts'
import { unhex } from '#iso8583/hex.ts'
import { macHolds, sealMac } from '#iso8583/mac.ts'
import { ascii, bytesOf, textOf } from '#iso8583/message.ts'
import { pack } from '#iso8583/pack.ts'
import { acceptance, suites } from '#iso8583/suite.ts'
import testCards from '#iso8583/test-cards.json' with { type: 'json' }
import testKeys from '#iso8583/test-keys.json' with { type: 'json' }
import { unionpay } from '#iso8583/unionpay.ts'
import { unpack } from '#iso8583/unpack.ts'
import { unwrapWorkKeys } from '#iso8583/work-keys.ts'
import { tcpLink } from '../../../cli/terminal-link.ts'
import { terminalMachine } from '../../../cli/terminal-machine.ts'
import { financial, management } from '../../../cli/terminal-requests.ts'
import { makeTestCertificate } from '../agreements/demo-certificate.ts'
import { startTestHost, type TestHost, type TestHostOptions } from './host.ts'
import type { Observation, RunResult, Trouble } from './ports.ts'

const { terminalNo, merchantNo } = testKeys
const tmk = unhex(testKeys.tmk)
const cipher = des()
const identity = {
  terminalNo,
  merchantNo,
  tmk,
  pan: testCards.demoPan,
  pin: '123456',
  code: testCards.demoCode,
}
const hosts: TestHost[] = []
const sockets: Socket[] = []
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy()
  await Promise.all(hosts.splice(0).map((host) => host.close()))
})

const open = async (script: Script | null, more: Partial<TestHostOptions> = {}) => {
  const seen: Observation[] = []
  const runs: RunResult[] = []
  const troubles: Trouble[] = []
  const host = await startTestHost({
    port: 0,
    terminals: {
      find: async () => ({ tmk, runId: `run_${runs.length}`, ...(script === null ? {} : { script }) }),
    },
    onObservation: (observation) => void seen.push(observation),
    onRunComplete: (result) => void runs.push(result),
    onTrouble: (trouble) => void troubles.push(trouble),
    ...more,
  })
  hosts.push(host)
  return {
    host,
    seen,
    runs,
    troubles,
    facts: () => seen.flatMap(({ facts }) => facts.map(({ fact }) => fact)),
  }
}

const scriptOf = (...steps: object[]): Script =>
  readScript(
    JSON.stringify({ name: 'try', words: { zh: '试', en: 'try' }, steps }),
    new Set(unionpay.dialect.transactions.map(({ name }) => name)),
  )
const on = (does: string, more: object = {}) =>
  scriptOf({ step: does, when: { transaction: 'sale', amountFen: 123 }, does, ...more })

/** A connection that stays open, and everything that came over it, message by message. */
const line = (port: number) => {
  const socket = connect({ host: '127.0.0.1', port, noDelay: true })
  sockets.push(socket)
  const came: Uint8Array[] = []
  const split = splitter(unionpay.dialect.frame, (body) => came.push(body))
  const taken = { count: 0 }
  let wake: () => void = () => undefined
  socket.on('error', () => undefined)
  socket.on('close', () => wake())
  socket.on('data', (chunk: Buffer) => {
    split.push(chunk)
    wake()
  })
  /** The next message, or null when none comes in time or the line ends. */
  const next = async (ms = 2_000): Promise<Uint8Array | null> => {
    const until = Date.now() + ms
    while (came.length <= taken.count) {
      const left = until - Date.now()
      if (left <= 0 || socket.destroyed) return null
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, left)
        wake = () => {
          clearTimeout(timer)
          resolve()
        }
      })
    }
    return came[taken.count++] ?? null
  }
  return { socket, next, send: (body: Uint8Array) => socket.write(frame(body)) }
}

const signedIn = async (port: number) => {
  const talk = line(port)
  const till = { terminalNo, merchantNo, batchNo: '000001' }
  talk.send(pack(unionpay, management('sign-in', till, '000001')))
  const answer = unpack(unionpay, (await talk.next()) as Uint8Array)
  const { mak } = unwrapWorkKeys(cipher, tmk, bytesOf(answer, 62) as Uint8Array)
  const sale = (trace: string, amountFen: number) =>
    sealMac(
      cipher,
      mak,
      pack(
        unionpay,
        financial(till, trace, { transaction: 'sale', amountFen, pan: testCards.demoPan, entryMode: '072' }),
      ),
    )
  const echo = pack(unionpay, management('echo', till, '000900'))
  return { ...talk, mak, sale, echo }
}

test('every transaction of the dialect, by a simulated terminal, is seen by the host', async () => {
  const full = suites.get('full')
  if (full === undefined) throw new Error('no suite')
  const { host, runs, seen } = await open(null, { suite: full })
  const machine = terminalMachine(identity, tcpLink('127.0.0.1', host.port, 2_000), cipher, null)
  for (const { step, do: doing } of full.steps)
    expect([step, (await machine.perform(step, doing)).became]).toEqual([step, doing.expect ?? '00'])
  expect(runs).toMatchObject([{ outcome: 'passed' }])
  const known = new Set(unionpay.dialect.transactions.map(({ name }) => name))
  expect([...known].filter((name) => !seen.some(({ transaction }) => transaction === name))).toEqual([])
})

describe('on the wire', () => {
  test('timeout: nothing comes, and the line goes on', async () => {
    const { host, facts } = await open(on('timeout'))
    const { send, next, sale, echo } = await signedIn(host.port)
    send(sale('000002', 123))
    expect(await next(200)).toBeNull()
    send(echo)
    expect(textOf(unpack(unionpay, (await next()) as Uint8Array), 39)).toBe('00')
    expect(facts()).toEqual(['signed-in', 'timed-out', 'echoed'])
  })

  test('late: later answers overtake it', async () => {
    const { host } = await open(on('late', { afterMs: 300 }))
    const { send, next, sale, echo } = await signedIn(host.port)
    send(sale('000002', 123))
    send(echo)
    expect(unpack(unionpay, (await next()) as Uint8Array).mti).toBe('0830')
    const late = unpack(unionpay, (await next()) as Uint8Array)
    expect([late.mti, textOf(late, 11)]).toEqual(['0210', '000002'])
  })

  test('duplicate: the same bytes twice', async () => {
    const { host } = await open(on('duplicate'))
    const { send, next, sale } = await signedIn(host.port)
    send(sale('000002', 123))
    const [first, second] = [await next(), await next()]
    expect(first).not.toBeNull()
    expect(first).toEqual(second)
  })

  test('wrong MAC and wrong amount: the one fails its MAC, the other holds it and names another sum', async () => {
    const { host } = await open(on('wrong-mac'))
    const spoiled = await signedIn(host.port)
    spoiled.send(spoiled.sale('000002', 123))
    expect(macHolds(cipher, spoiled.mak, (await spoiled.next()) as Uint8Array)).toBe(false)
    const other = await open(on('wrong-amount'))
    const altered = await signedIn(other.host.port)
    altered.send(altered.sale('000002', 123))
    const bytes = (await altered.next()) as Uint8Array
    expect(macHolds(cipher, altered.mak, bytes)).toBe(true)
    expect(textOf(unpack(unionpay, bytes), 4)).toBe('000000000124')
  })

  test('garbage: a frame nobody can read', async () => {
    const { host, seen } = await open(on('garbage'))
    const { send, next, sale } = await signedIn(host.port)
    send(sale('000002', 123))
    const noise = (await next()) as Uint8Array
    expect(() => unpack(unionpay, noise)).toThrow(/ISO-2/)
    expect(seen.at(-1)?.trace().answer[0]).toMatchObject({
      value: 'answer-garbled',
      words: { zh: '主机行为' },
    })
  })

  test('half-open: the line stays and hears nothing; another line is served', async () => {
    const { host } = await open(on('half-open'))
    const { send, next, sale, echo, socket } = await signedIn(host.port)
    send(sale('000002', 123))
    send(echo)
    expect(await next(200)).toBeNull()
    expect(socket.destroyed).toBe(false)
    const another = line(host.port)
    another.send(echo)
    expect(await another.next()).not.toBeNull()
  })

  test('sign in again: A0 and a demand in the header, nothing booked; a terminal that obeys sells', async () => {
    const { host, facts } = await open(on('sign-in-again'))
    const { send, next, sale } = await signedIn(host.port)
    send(sale('000002', 123))
    const answer = unpack(unionpay, (await next()) as Uint8Array)
    expect([textOf(answer, 39), answer.header[5]]).toEqual(['A0', '3'])
    expect(facts()).toEqual(['signed-in', 'sign-in-demanded'])
    const once = await open(
      scriptOf({ step: 'again', when: { transaction: 'sale', nth: 1 }, does: 'sign-in-again' }),
    )
    const machine = terminalMachine(identity, tcpLink('127.0.0.1', once.host.port, 2_000), cipher, null)
    await machine.perform('sign-in', { transaction: 'sign-in' })
    const sold = await machine.perform('sale', { transaction: 'sale', amountFen: 500, entryMode: '072' })
    expect(sold.became).toBe('00')
    expect(once.facts()).toEqual(['signed-in', 'sign-in-demanded', 'signed-in', 'approved'])
  })
})

describe('a terminal that knows its trade survives', () => {
  test.each([
    ['timeout', 'no-answer', 'timed-out', '98'],
    ['late', 'no-answer', 'answered-late', '98'],
    ['wrong-mac', 'bad-mac', 'mac-spoiled', 'A0'],
    ['wrong-amount', 'no-answer', 'amount-altered', '98'],
    ['garbage', 'no-answer', 'answer-garbled', '98'],
    ['half-open', 'no-answer', 'half-opened', '98'],
    ['cut-line', 'no-answer', 'line-cut', '98'],
  ] as const)('%s: it reverses before anything else', async (does, became, of, reason) => {
    const { host, seen } = await open(on(does))
    const machine = terminalMachine(identity, tcpLink('127.0.0.1', host.port, 300), cipher, null)
    await machine.perform('sign-in', { transaction: 'sign-in' })
    const sale = { transaction: 'sale', amountFen: 123, entryMode: '072' } as const
    expect((await machine.perform('sale', sale)).became).toBe(became)
    expect((await machine.perform('next', { ...sale, amountFen: 500 })).became).toBe('00')
    expect((await machine.perform('end', { transaction: 'settlement' })).became).toBe('equal')
    expect(seen.flatMap(({ facts }) => facts)).toContainEqual(
      expect.objectContaining({ fact: 'reversed', of, reason }),
    )
  })

  test('a reversal that is not answered either is repeated', async () => {
    const script = scriptOf(
      { step: 'cut', when: { transaction: 'sale', amountFen: 123 }, does: 'cut-line' },
      { step: 'deaf', when: { transaction: 'reversal', nth: 1 }, does: 'timeout' },
    )
    const { host, seen } = await open(script)
    const machine = terminalMachine(identity, tcpLink('127.0.0.1', host.port, 300), cipher, null)
    await machine.perform('sign-in', { transaction: 'sign-in' })
    const sale = { transaction: 'sale', amountFen: 123, entryMode: '072' } as const
    expect((await machine.perform('sale', sale)).became).toBe('no-answer')
    expect(seen.filter(({ transaction }) => transaction === 'reversal').map(({ code }) => code)).toEqual([
      '00',
      '00',
    ])
  })
})

test('10,000 wrong MACs are refused, none of them booked, and the right one still is', async () => {
  const { host } = await open(null, { onObservation: () => undefined })
  const { send, next, sale } = await signedIn(host.port)
  const right = sale('000002', 100)
  for (let turn = 0; turn < 10_000; turn += 100) {
    for (let each = turn; each < turn + 100; each++) {
      // Half name another amount under the MAC of the right one, half carry another MAC.
      const wrong = each % 2 === 0 ? sale('000002', 101 + each) : Uint8Array.from(right)
      if (each % 2 === 0) wrong.set(right.subarray(-8), wrong.length - 8)
      else wrong.set(ascii(each.toString(16).toUpperCase().padStart(8, '0')), wrong.length - 8)
      send(wrong)
    }
    for (let each = 0; each < 100; each++) {
      const bytes = await next()
      if (bytes === null) throw new Error(`no answer to ${turn + each}`)
      expect(textOf(unpack(unionpay, bytes), 39)).toBe('A0')
    }
  }
  send(right)
  expect(textOf(unpack(unionpay, (await next()) as Uint8Array), 39)).toBe('00')
})

test('a whole day’s messages replayed by somebody who recorded them: not one is taken', async () => {
  const { host } = await open(null)
  const { send, next, sale } = await signedIn(host.port)
  const recorded = Array.from({ length: 50 }, (_, no) => sale(String(no + 2).padStart(6, '0'), 100 + no))
  const codes: string[] = []
  for (const body of [...recorded, ...recorded]) {
    send(body)
    codes.push(textOf(unpack(unionpay, (await next()) as Uint8Array), 39))
  }
  expect(new Set(codes.slice(0, 50))).toEqual(new Set(['00']))
  expect(new Set(codes.slice(50))).toEqual(new Set(['94']))
})

test('many messages in one piece are answered in order', async () => {
  const { host } = await open(null)
  const { socket, next, sale } = await signedIn(host.port)
  const traces = Array.from({ length: 40 }, (_, no) => String(no + 2).padStart(6, '0'))
  socket.write(Buffer.concat(traces.map((trace) => frame(sale(trace, 100)))))
  const answered: string[] = []
  for (const _ of traces) answered.push(textOf(unpack(unionpay, (await next()) as Uint8Array), 11))
  expect(answered).toEqual(traces)
})

describe('TLS', () => {
  const pem = (der: Buffer, what: string) =>
    `-----BEGIN ${what}-----\n${der.toString('base64').replace(/.{64}/g, '$&\n')}\n-----END ${what}-----\n`
  const opened = async (more: Partial<TestHostOptions> = {}) => {
    const { certificate, privateKey } = await makeTestCertificate('Test host', new Date().toISOString())
    const cert = pem(certificate, 'CERTIFICATE')
    const room = await open(null, { tls: { port: 0, cert, key: pem(privateKey, 'PRIVATE KEY') }, ...more })
    return { ...room, cert, tlsPort: room.host.tlsPort ?? 0 }
  }

  test('the acceptance suite passes over it', async () => {
    const { tlsPort, cert, runs } = await opened()
    const machine = terminalMachine(identity, tcpLink('127.0.0.1', tlsPort, 2_000, cert), cipher, null)
    for (const { step, do: doing } of acceptance.steps) await machine.perform(step, doing)
    expect(runs).toMatchObject([{ outcome: 'passed' }])
  })

  test('a terminal that trusts another certificate does not talk, TLS 1.1 and plain bytes are turned away', async () => {
    const { tlsPort, cert, host, troubles } = await opened()
    const other = await makeTestCertificate('Somebody', new Date().toISOString())
    const echo = pack(unionpay, management('echo', { terminalNo, merchantNo, batchNo: '000001' }, '000001'))
    const wrong = tcpLink('127.0.0.1', tlsPort, 2_000, pem(other.certificate, 'CERTIFICATE'))
    await expect(wrong(echo)).rejects.toThrow(/self-signed|certificate/)
    const old = connectTls({ port: tlsPort, ca: cert, maxVersion: 'TLSv1.1', minVersion: 'TLSv1' })
    await new Promise((resolve) => old.on('error', resolve))
    const plain = line(tlsPort)
    plain.send(echo)
    expect(await plain.next(500)).toBeNull()
    expect(troubles.map(({ rule }) => rule)).toContain('ISO-33')
    const good = line(host.port)
    good.send(echo)
    expect(await good.next()).not.toBeNull()
  })

  test('counts towards the limit of connections', async () => {
    const { tlsPort, cert, troubles } = await opened({ limits: { connections: 1 } })
    const held = connectTls({ port: tlsPort, ca: cert, checkServerIdentity: () => undefined })
    sockets.push(held)
    await new Promise((resolve) => held.on('secureConnect', resolve))
    const second = connectTls({ port: tlsPort, ca: cert, checkServerIdentity: () => undefined })
    await new Promise((resolve) => second.on('error', resolve).on('close', resolve))
    expect(troubles[0]).toMatchObject({ rule: 'ISO-25' })
  })
})
