import { fork } from 'node:child_process'
import { once } from 'node:events'
import { connect, createServer, type Socket } from 'node:net'
import { frame, splitter } from '#iso8583/frame.ts'
import { unhex } from '#iso8583/hex.ts'
import { sealMac } from '#iso8583/mac.ts'
import { bytesOf } from '#iso8583/message.ts'
import { pack } from '#iso8583/pack.ts'
import testKeys from '#iso8583/test-keys.json' with { type: 'json' }
import { unionpay } from '#iso8583/unionpay.ts'
import { unpack } from '#iso8583/unpack.ts'
import { unwrapWorkKeys } from '#iso8583/work-keys.ts'
import { financial, management } from '../apps/cli/terminal-requests.ts'
import { des } from '../apps/server/src/test-host/des.ts'
import { startTestHost } from '../apps/server/src/test-host/host.ts'

/**
 * Sales with MAC at 64 connections, one outstanding each, against a server that splits the same frames and sends them
 * back. Server and clients are separate processes.
 */
const CONNECTIONS = 64
/** Echo and host take turns, so that what else the machine does meets both; the ratio is the middle one of all rounds. */
const ROUNDS = 25
const SALES = 60
/** Sales before the clock starts: both servers' code is compiled by then. */
const WARM_UP = 300
const PROMISED_RATIO = 0.6
const PAN = '6222020000000000018'
const tmk = unhex(testKeys.tmk)

const echoServer = async (): Promise<number> => {
  const server = createServer({ noDelay: true }, (socket) => {
    const split = splitter(unionpay.dialect.frame, (body) => socket.write(frame(body)))
    socket.on('data', (chunk: Buffer) => split.push(chunk))
    socket.on('error', () => socket.destroy())
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return (server.address() as { port: number }).port
}

const serve = async (kind: string): Promise<void> => {
  const find = async () => ({ tmk, runId: 'bench' })
  const port =
    kind === 'echo' ? await echoServer() : (await startTestHost({ port: 0, terminals: { find } })).port
  process.on('message', () => process.send?.(process.cpuUsage()))
  process.once('disconnect', () => process.exit())
  process.send?.(port)
}

const talk = (socket: Socket) => {
  let waiting: (body: Uint8Array) => void = () => undefined
  const split = splitter(unionpay.dialect.frame, (body) => waiting(body))
  socket.on('data', (chunk: Buffer) => split.push(chunk))
  return (framed: Uint8Array): Promise<Uint8Array> =>
    new Promise((resolve) => {
      waiting = resolve
      socket.write(framed)
    })
}

const salesOf = (terminalNo: string, mak: Uint8Array, cipher: ReturnType<typeof des>): Uint8Array[] =>
  Array.from({ length: WARM_UP + ROUNDS * SALES }, (_, no) => {
    const till = { terminalNo, merchantNo: testKeys.merchantNo, batchNo: '000001' }
    const money = { transaction: 'sale', amountFen: 100, pan: PAN, entryMode: '072' } as const
    return frame(
      sealMac(cipher, mak, pack(unionpay, financial(till, String(no + 2).padStart(6, '0'), money))),
    )
  })

type Round = { readonly perSecond: number; readonly cpuMicros: number }

const openServer = async (kind: 'echo' | 'host') => {
  const child = fork(new URL(import.meta.url), [kind])
  const [port] = (await once(child, 'message')) as [number]
  const cipher = des()
  const lines = await Promise.all(
    Array.from({ length: CONNECTIONS }, async (_, no) => {
      const terminalNo = String(20_000_000 + no)
      const socket = connect({ host: '127.0.0.1', port, noDelay: true })
      await once(socket, 'connect')
      const ask = talk(socket)
      const till = { terminalNo, merchantNo: testKeys.merchantNo, batchNo: '000000' }
      const answer = await ask(frame(pack(unionpay, management('sign-in', till, '000001'))))
      const block = kind === 'host' ? bytesOf(unpack(unionpay, answer), 62) : null
      const mak = block === null ? unhex(testKeys.mak) : unwrapWorkKeys(cipher, tmk, block).mak
      return { ask, socket, sales: salesOf(terminalNo, mak, cipher) }
    }),
  )
  const usage = async (): Promise<number> => {
    child.send('usage')
    const [{ user, system }] = (await once(child, 'message')) as [NodeJS.CpuUsage]
    return user + system
  }
  let sold = 0
  let last = new Uint8Array()
  const sell = async (count: number): Promise<Round> => {
    const cpuBefore = await usage()
    const start = performance.now()
    await Promise.all(
      lines.map(async ({ ask, sales }) => {
        for (const sale of sales.slice(sold, sold + count)) last = Uint8Array.from(await ask(sale))
      }),
    )
    const seconds = (performance.now() - start) / 1000
    sold += count
    const cpuMicros = ((await usage()) - cpuBefore) / (CONNECTIONS * count)
    if (kind === 'host' && unpack(unionpay, last).fields[39] !== '00')
      throw new Error('the sales were not approved')
    return { perSecond: (CONNECTIONS * count) / seconds, cpuMicros }
  }
  return {
    sell,
    end: () => {
      for (const { socket } of lines) socket.destroy()
      child.disconnect()
    },
  }
}

const middle = (values: readonly number[]): number =>
  values.toSorted((left, right) => left - right)[values.length >> 1] ?? Number.NaN

const kind = process.argv[2]
if (process.send !== undefined && kind !== undefined) await serve(kind)
else {
  const [echo, host] = [await openServer('echo'), await openServer('host')]
  await echo.sell(WARM_UP)
  await host.sell(WARM_UP)
  const rounds: { echo: Round; host: Round }[] = []
  for (let round = 0; round < ROUNDS; round++)
    rounds.push({ echo: await echo.sell(SALES), host: await host.sell(SALES) })
  echo.end()
  host.end()
  const ratios = rounds.map((round) => round.host.perSecond / round.echo.perSecond)
  const ratio = Number(middle(ratios).toFixed(2))
  const cpuRatio = middle(rounds.map((round) => round.echo.cpuMicros / round.host.cpuMicros))
  const middles = (server: 'echo' | 'host') => ({
    perSecond: Math.round(middle(rounds.map((round) => round[server].perSecond))),
    cpuMicros: Number(middle(rounds.map((round) => round[server].cpuMicros)).toFixed(1)),
  })
  process.stdout.write(
    `${JSON.stringify({
      bench: `test host, sales with MAC, ${CONNECTIONS} connections, ${ROUNDS} rounds in turn`,
      host: middles('host'),
      floor: 'a server that only echoes the frames',
      echo: middles('echo'),
      ratio,
      cpuRatio: Number(cpuRatio.toFixed(2)),
      ratios: ratios.map((each) => Number(each.toFixed(2))),
      promisedRatio: PROMISED_RATIO,
      kept: ratio >= PROMISED_RATIO,
    })}\n`,
  )
}
