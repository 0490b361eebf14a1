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
import { des } from '#iso8583/des.ts'
import { startTestHost } from '../apps/server/src/test-host/host.ts'

/**
 * Sales with MAC at 64 connections, one outstanding each, against a server that splits the same frames and sends them
 * back. Server and clients are separate processes.
 */
const CONNECTIONS = 64
const SALES = 1_500
/** Sales before the clock starts: both servers' code is compiled by then. */
const WARM_UP = 150
const PROMISED_RATIO = 0.6
const PAN = '6222020000000000018'
const tmk = unhex(testKeys.tmk)

const echoServer = async (): Promise<number> => {
  const server = createServer({ noDelay: true }, (socket) => {
    const split = splitter(unionpay.dialect.frame)
    socket.on('data', (chunk: Buffer) => {
      for (const body of split.push(chunk)) socket.write(frame(body))
    })
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
  const split = splitter(unionpay.dialect.frame)
  let waiting: (body: Uint8Array) => void = () => undefined
  socket.on('data', (chunk: Buffer) => {
    for (const body of split.push(chunk)) waiting(body)
  })
  return (framed: Uint8Array): Promise<Uint8Array> =>
    new Promise((resolve) => {
      waiting = resolve
      socket.write(framed)
    })
}

const salesOf = (terminalNo: string, mak: Uint8Array, cipher: ReturnType<typeof des>): Uint8Array[] =>
  Array.from({ length: WARM_UP + SALES }, (_, no) => {
    const till = { terminalNo, merchantNo: testKeys.merchantNo, batchNo: '000001' }
    const money = { transaction: 'sale', amountFen: 100, pan: PAN, entryMode: '072' } as const
    return frame(
      sealMac(cipher, mak, pack(unionpay, financial(till, String(no + 2).padStart(6, '0'), money))),
    )
  })

const measure = async (kind: 'echo' | 'host'): Promise<{ perSecond: number; cpuMicros: number }> => {
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
  let last = new Uint8Array()
  const sell = (from: number, to: number) =>
    Promise.all(
      lines.map(async ({ ask, sales }) => {
        for (const sale of sales.slice(from, to)) last = Uint8Array.from(await ask(sale))
      }),
    )
  await sell(0, WARM_UP)
  const cpuBefore = await usage()
  const start = performance.now()
  await sell(WARM_UP, WARM_UP + SALES)
  const seconds = (performance.now() - start) / 1000
  const cpuMicros = ((await usage()) - cpuBefore) / (CONNECTIONS * SALES)
  if (kind === 'host' && unpack(unionpay, last).fields[39] !== '00')
    throw new Error('the sales were not approved')
  for (const { socket } of lines) socket.destroy()
  child.disconnect()
  return { perSecond: Math.round((CONNECTIONS * SALES) / seconds), cpuMicros: Number(cpuMicros.toFixed(1)) }
}

const kind = process.argv[2]
if (process.send !== undefined && kind !== undefined) await serve(kind)
else {
  const floor = await measure('echo')
  const host = await measure('host')
  const ratio = Number((host.perSecond / floor.perSecond).toFixed(2))
  process.stdout.write(
    `${JSON.stringify({
      bench: `test host, sales with MAC, ${CONNECTIONS} connections`,
      host,
      floor: 'a server that only echoes the frames',
      echo: floor,
      ratio,
      promisedRatio: PROMISED_RATIO,
      kept: ratio >= PROMISED_RATIO,
    })}\n`,
  )
}
