import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { connect, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterEach, describe, expect, test } from 'vitest'
import { frame } from '#iso8583/frame.ts'
import { unhex } from '#iso8583/hex.ts'
import { textOf } from '#iso8583/message.ts'
import { pack } from '#iso8583/pack.ts'
import { shopSuite } from '#iso8583/shop-suite.ts'
import { acceptance, type Suite, suites } from '#iso8583/suite.ts'
import testKeys from '#iso8583/test-keys.json' with { type: 'json' }
import { unionpay } from '#iso8583/unionpay.ts'
import { unpack } from '#iso8583/unpack.ts'
import { tcpLink } from '../../../cli/terminal-link.ts'
import { type Misbehaviour, misbehaviours, terminalMachine } from '../../../cli/terminal-machine.ts'
import { financial, management } from '../../../cli/terminal-requests.ts'
import { des } from './des.ts'
import { startTestHost, type TestHost, type TestHostOptions } from './host.ts'
import type { Observation, RunResult, Trouble } from './ports.ts'

const { terminalNo, merchantNo } = testKeys
const tmk = unhex(testKeys.tmk)
const till = { terminalNo, merchantNo, batchNo: '000001' }
const hosts: TestHost[] = []
afterEach(async () => {
  await Promise.all(hosts.splice(0).map((host) => host.close()))
})

const open = async (more: Partial<TestHostOptions> = {}) => {
  const seen: Observation[] = []
  const runs: RunResult[] = []
  const troubles: Trouble[] = []
  const host = await startTestHost({
    port: 0,
    terminals: {
      find: async (terminal, merchant) =>
        merchant === merchantNo && terminal.startsWith('1000')
          ? { tmk, runId: `run_${runs.filter((run) => run.terminalNo === terminal).length}` }
          : null,
    },
    onObservation: (observation) => void seen.push(observation),
    onRunComplete: (result) => void runs.push(result),
    onTrouble: (trouble) => void troubles.push(trouble),
    ...more,
  })
  hosts.push(host)
  return { port: host.port, seen, runs, troubles, link: tcpLink('127.0.0.1', host.port, 2_000) }
}

const terminalFile = fileURLToPath(new URL('../../../cli/terminal.ts', import.meta.url))
const runTerminal = async (port: number, ...more: string[]) => {
  const start = `import { terminal } from ${JSON.stringify(terminalFile)}; process.exitCode = await terminal(process.argv.slice(1))`
  const args = [
    '--port',
    String(port),
    '--terminal-no',
    terminalNo,
    '--merchant-no',
    merchantNo,
    '--tmk',
    testKeys.tmk,
    '--timeout-ms',
    '1000',
  ]
  const command = ['--input-type=module', '-e', start, '--', ...args, '--json', ...more]
  const ended = await promisify(execFile)(process.execPath, command).then(
    ({ stdout, stderr }) => ({ code: 0, stdout, stderr }),
    ({ code, stdout, stderr }: { code: number; stdout: string; stderr: string }) => ({
      code,
      stdout,
      stderr,
    }),
  )
  return {
    code: ended.code,
    stderr: ended.stderr,
    report: ended.stdout === '' ? null : JSON.parse(ended.stdout),
  }
}

describe('the acceptance suite, by a terminal in a process of its own', () => {
  test('passes in the host’s own judgement, every required step seen', async () => {
    const { port, runs, seen } = await open()
    const { code, report } = await runTerminal(port)
    expect(report).toMatchObject({ passed: true, trouble: null })
    expect(code).toBe(0)
    expect(runs).toMatchObject([{ runId: 'run_0', terminalNo, merchantNo, outcome: 'passed' }])
    const required = acceptance.steps.filter((step) => step.required).map(({ step }) => step)
    expect(runs[0]?.progress.steps.filter(({ state }) => state === 'seen').map(({ step }) => step)).toEqual(
      required,
    )
    expect(seen.at(-1)?.progress.steps.at(-1)).toMatchObject({ step: 'sign-off', state: 'seen' })
    const told = JSON.stringify(seen.map(({ trace: read, ...rest }) => ({ ...rest, ...read() })))
    for (const secret of ['6222020000000000018', testKeys.tmk]) expect(told).not.toContain(secret)
    expect(told).toContain('622202*********0018')
  })

  test('a run’s end is stored before its last answer leaves; when storing fails there is no approval', async () => {
    let stored = false
    const slow = await open({
      onRunComplete: async () => {
        await new Promise((resolve) => setTimeout(resolve, 150))
        stored = true
      },
    })
    const { report } = await runTerminal(slow.port)
    const settlement = report.steps.find(({ step }: { step: string }) => step === 'settlement')
    expect([stored, settlement.ok, settlement.ms >= 140]).toEqual([true, true, true])
    const broken = await open({
      onRunComplete: () => {
        throw new Error('the store is away')
      },
    })
    const refused = await runTerminal(broken.port)
    expect(refused.code).toBe(1)
    expect(refused.report.steps.find(({ step }: { step: string }) => step === 'settlement').became).toBe('96')
    expect(broken.troubles.map(({ rule }) => rule)).toEqual(['ISO-28'])
  })

  test('a wrong master key or an unknown merchant gets no further than sign-in', async () => {
    const { port, runs } = await open()
    const wrongKey = await runTerminal(port, '--tmk', '0123456789ABCDEFFEDCBA9876543210')
    expect([wrongKey.code, wrongKey.report.steps]).toMatchObject([1, [{ became: 'bad-keys' }]])
    const unknown = await runTerminal(port, '--merchant-no', '898440159990002')
    expect([unknown.code, unknown.report.steps]).toMatchObject([1, [{ became: '97' }]])
    expect(runs).toEqual([])
  })

  test('[TEST-8] any suite’s file is run; one that is not sound is told by line and step', async () => {
    const { port } = await open()
    const folder = await mkdtemp(join(tmpdir(), 'fangxin-suite-'))
    try {
      const file = join(folder, 'own.json')
      const own = {
        ...{ ...shopSuite, name: 'own-suite' },
        steps: shopSuite.steps.filter(({ step }) => ['sign-in', 'echo', 'reversal'].includes(step)),
      }
      await writeFile(file, JSON.stringify(own, null, 2))
      const { code, report } = await runTerminal(port, '--suite', file)
      expect([code, report.suite, report.passed, report.steps.length]).toEqual([0, 'own-suite', true, 3])
      await writeFile(
        file,
        JSON.stringify(own, null, 2).replace('"transaction": "echo"', '"transaction": "ech"'),
      )
      const refused = await runTerminal(port, '--suite', file)
      expect(refused.code).toBe(2)
      expect(refused.stderr).toMatch(/own\.json: TEST-8: line \d+, step echo: do names a transaction/)
    } finally {
      await rm(folder, { recursive: true })
    }
  })

  test('unusable arguments exit 2, an absent host exits 1', async () => {
    const { port } = await open()
    expect((await runTerminal(port, '--suite', 'none')).code).toBe(2)
    expect((await runTerminal(port, '--tmk', '12')).code).toBe(2)
    await hosts.pop()?.close()
    expect((await runTerminal(port)).code).toBe(1)
  })
})

describe('keys for another cipher', () => {
  test.each(['sm4', 'aes'] as const)(
    'every transaction of the dialect goes through under %s',
    async (keySuite) => {
      const { port, runs, seen } = await open({
        suite: suites.get('full') as Suite,
        terminals: { find: async () => ({ tmk, keySuite, runId: `run_${keySuite}` }) },
      })
      const { code, report } = await runTerminal(port, '--suite', 'full', '--suite-of-keys', keySuite)
      expect(report.steps.filter(({ ok }: { ok: boolean }) => !ok)).toEqual([])
      expect([code, runs[0]?.outcome]).toEqual([0, 'passed'])
      const balance = seen.find(({ transaction }) => transaction === 'balance')
      expect(balance?.code).toBe('00')
      expect(balance?.trace().request.map(({ field }) => field)).toContain(47)
      expect(seen.flatMap(({ facts }) => facts)).toContainEqual(
        expect.objectContaining({ fact: 'approved', pin: true }),
      )
    },
  )

  test('[ISO-35] a terminal is refused keys its master key is not for, and may then ask for the others', async () => {
    const { port } = await open()
    for (const keySuite of ['sm4', 'aes']) {
      const { code, report } = await runTerminal(port, '--suite-of-keys', keySuite)
      expect([code, report.steps]).toMatchObject([1, [{ step: 'sign-in', became: '58' }]])
    }
    expect((await runTerminal(port)).code).toBe(0)
    const national = await open({
      terminals: { find: async () => ({ tmk, keySuite: 'sm4', runId: 'run_sm4' }) },
    })
    expect((await runTerminal(national.port)).report.steps).toMatchObject([{ became: '58' }])
    expect((await runTerminal(national.port, '--suite-of-keys', 'aes')).report.steps).toMatchObject([
      { became: '58' },
    ])
  })
})

const drive = async (port: number, misbehave: Misbehaviour | null, terminal = terminalNo) => {
  const identity = {
    terminalNo: terminal,
    merchantNo,
    tmk,
    pan: '6222020000000000018',
    pin: '123456',
    code: '6200000000000005678',
  }
  const machine = terminalMachine(identity, tcpLink('127.0.0.1', port, 500), des(), misbehave)
  const became: string[] = []
  for (const { step, do: doing } of acceptance.steps) became.push((await machine.perform(step, doing)).became)
  return became
}

describe('a terminal that misbehaves does not pass', () => {
  const noticed: Record<Misbehaviour, string> = {
    'wrong-mac': 'ISO-11',
    'no-reversal': 'reversal-skipped',
    'duplicate-trace': 'ISO-13',
    'wrong-totals': '"equal":false',
    'stray-byte': 'ISO-7',
    'real-card': 'ISO-14',
  }
  test.each(misbehaviours)('%s', async (misbehave) => {
    const { port, runs, seen, troubles } = await open()
    await drive(port, misbehave)
    expect(runs.filter(({ outcome }) => outcome === 'passed')).toEqual([])
    expect(JSON.stringify([seen.map(({ facts }) => facts), troubles])).toContain(noticed[misbehave])
    expect(JSON.stringify([seen, troubles])).not.toContain('6229999999')
  })

  test('and the same terminal passes afterwards when it behaves', async () => {
    const { port, runs } = await open()
    await drive(port, 'no-reversal')
    await drive(port, null)
    expect([runs.at(0)?.outcome, runs.at(-1)?.outcome]).toEqual(['failed', 'passed'])
  })
})

test('eight terminals at once each pass their own run', async () => {
  const { port, runs } = await open()
  await Promise.all(Array.from({ length: 8 }, (_, no) => drive(port, null, `1000100${no}`)))
  expect(runs.map((run) => run.terminalNo).sort()).toEqual(
    Array.from({ length: 8 }, (_, no) => `1000100${no}`),
  )
  expect(new Set(runs.map(({ outcome }) => outcome))).toEqual(new Set(['passed']))
})

test('a sale before sign-in is answered A0 and told to sign in; another merchant’s terminal 97', async () => {
  const { link } = await open()
  const request = (who: typeof till) =>
    pack(
      unionpay,
      financial(who, '000002', {
        transaction: 'sale',
        amountFen: 100,
        pan: '6222020000000000018',
        entryMode: '072',
      }),
    )
  const answer = unpack(unionpay, (await link(request(till))) as Uint8Array)
  expect([textOf(answer, 39), answer.header[5]]).toEqual(['A0', '3'])
  const stranger = unpack(
    unionpay,
    (await link(request({ ...till, merchantNo: '898440159990009' }))) as Uint8Array,
  )
  expect(textOf(stranger, 39)).toBe('97')
})

test('what was heard before the caller hung up is taken, and what came whole before noise is answered', async () => {
  const { port, link, seen } = await open()
  await link(pack(unionpay, management('sign-in', till, '000001')))
  const sale = (trace: string) =>
    frame(
      pack(
        unionpay,
        financial(till, trace, {
          transaction: 'sale',
          amountFen: 100,
          pan: '6222020000000000018',
          entryMode: '072',
        }),
      ),
    )
  const count = () => seen.filter(({ transaction }) => transaction === 'sale').length
  await raw(port, Uint8Array.from([...sale('000002'), ...sale('000003')]), false)
  await expect.poll(count).toBe(2)
  const socket = connect({ host: '127.0.0.1', port })
  socket.on('error', () => undefined)
  let received = 0
  socket.on('data', (chunk) => (received += chunk.length))
  socket.write(sale('000004'), () => socket.write(unhex('FFFF')))
  await new Promise((resolve) => socket.on('close', resolve))
  expect([count(), received > 0]).toEqual([3, true])
})

/** Everything a raw connection gets back until the host closes it. */
const raw = (port: number, bytes: Uint8Array, keepOpen = true): Promise<number> =>
  new Promise((resolve) => {
    let received = 0
    const socket: Socket = connect({ host: '127.0.0.1', port })
    socket.on('connect', () => (keepOpen ? socket.write(bytes) : socket.end(bytes)))
    socket.on('data', (chunk) => (received += chunk.length))
    socket.on('error', () => undefined)
    socket.on('close', () => resolve(received))
  })

describe('a hostile line', () => {
  const echo = pack(unionpay, management('echo', till, '000001'))

  test.each([
    ['an endless length', unhex('FFFF'), 'ISO-1'],
    ['a length of nothing', unhex('0000'), 'ISO-1'],
    ['noise', new TextEncoder().encode('\u0000\u0020GET / HTTP/1.1 .................'), 'ISO-2'],
    ['a message with a stray byte', frame(Uint8Array.from([...echo, 0])), 'ISO-7'],
    [
      'an answer instead of a request',
      frame(pack(unionpay, { ...unpack(unionpay, echo), mti: '0830' })),
      'ISO-10',
    ],
  ])('%s closes the connection, and the host goes on', async (_name, bytes, rule) => {
    const { port, troubles, link } = await open()
    expect(await raw(port, bytes)).toBe(0)
    expect(troubles.map((trouble) => trouble.rule)).toEqual([rule])
    expect(textOf(unpack(unionpay, (await link(echo)) as Uint8Array), 39)).toBe('00')
  })

  test('silence and drops that trickle in are cut off in time', async () => {
    const { port, troubles } = await open({ limits: { idleMs: 150, messageMs: 200 } })
    await raw(port, new Uint8Array())
    const trickle = connect({ host: '127.0.0.1', port })
    trickle.on('error', () => undefined)
    const drops = setInterval(() => trickle.write(Uint8Array.of(0)), 20)
    trickle.write(unhex('0100'))
    await new Promise((resolve) => trickle.on('close', resolve))
    clearInterval(drops)
    expect(troubles.map(({ detail }) => detail)).toEqual([
      'silent for too long',
      'a message that does not end',
    ])
  })

  test('one connection too many is closed at once, a message too many as well', async () => {
    const { port, troubles, link } = await open({ limits: { connections: 2, messagesPerConnection: 3 } })
    const held = [connect({ host: '127.0.0.1', port }), connect({ host: '127.0.0.1', port })]
    await Promise.all(held.map((socket) => new Promise((resolve) => socket.on('connect', resolve))))
    await raw(port, new Uint8Array())
    expect(troubles.map(({ detail }) => detail)).toEqual(['too many connections'])
    await Promise.all(held.map((socket) => new Promise((resolve) => socket.on('close', resolve).destroy())))
    const four = Uint8Array.from(Array.from({ length: 4 }, () => [...frame(echo)]).flat())
    const answer = frame((await link(echo)) as Uint8Array)
    expect(await raw(port, four)).toBeLessThanOrEqual(3 * answer.length)
    expect(troubles.at(-1)?.detail).toBe('too many messages on one connection')
  })

  test('a hundred connections of mutated messages leave it serving', async () => {
    const { port, link } = await open()
    let seed = 7
    const random = (below: number) => {
      seed = (Math.imul(seed, 1_103_515_245) + 12_345) >>> 0
      return seed % below
    }
    const sale = pack(
      unionpay,
      financial(till, '000002', {
        transaction: 'sale',
        amountFen: 100,
        pan: '6222020000000000018',
        entryMode: '072',
      }),
    )
    for (let turn = 0; turn < 100; turn++) {
      const batch: Uint8Array[] = []
      for (let i = 0; i < 20; i++) {
        const changed = Uint8Array.from(i % 2 === 0 ? sale : echo)
        for (let hits = 1 + random(3); hits > 0; hits--) changed[random(changed.length)] = random(256)
        batch.push(frame(changed))
      }
      await raw(port, Buffer.concat(batch), false)
    }
    expect(textOf(unpack(unionpay, (await link(echo)) as Uint8Array), 39)).toBe('00')
  })
})
