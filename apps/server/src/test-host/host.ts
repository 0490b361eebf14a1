import { createServer, type Socket } from 'node:net'
import type { HostRules, TestCards } from '#iso8583/decision.ts'
import { frame, splitter } from '#iso8583/frame.ts'
import { Malformed } from '#iso8583/malformed.ts'
import { acceptance } from '#iso8583/suite.ts'
import testCards from '#iso8583/test-cards.json' with { type: 'json' }
import { unionpay } from '#iso8583/unionpay.ts'
import { desCipher } from './des.ts'
import { type Exchange, exchanges } from './exchange.ts'
import { defaultLimits, type HostPorts, type Limits, type Trouble } from './ports.ts'

export type TestHostOptions = HostPorts & {
  /** Address to listen on; loopback unless said otherwise. */
  readonly host?: string
  /** 0 picks a free port. */
  readonly port: number
  readonly limits?: Partial<Limits>
}

export type TestHost = { readonly port: number; close(): Promise<void> }

/**
 * Opens the ISO 8583 test host. It knows test cards and test keys only. `close` stops listening, ends every
 * connection and waits for answers under way.
 */
export const startTestHost = async (options: TestHostOptions): Promise<TestHost> => {
  const limits: Limits = { ...defaultLimits, ...options.limits }
  const rules: HostRules = {
    codec: unionpay,
    cipher: desCipher(),
    suite: acceptance,
    cards: testCards satisfies TestCards,
  }
  const exchange = exchanges(rules, options, limits)
  const open = new Map<Socket, string>()
  const underWay = new Set<Promise<void>>()
  const trouble = (told: Trouble) => options.onTrouble?.(told)

  const server = createServer({ noDelay: true }, (socket) => {
    const address = socket.remoteAddress ?? 'unknown'
    const sameAddress = [...open.values()].filter((other) => other === address).length
    if (open.size >= limits.connections || sameAddress >= limits.connectionsPerAddress) {
      trouble({ rule: 'ISO-25', address, detail: 'too many connections' })
      socket.destroy()
      return
    }
    open.set(socket, address)
    socket.on('close', () => open.delete(socket))
    talk(socket, address, exchange, limits, trouble, (work) => {
      underWay.add(work)
      void work.finally(() => underWay.delete(work))
    })
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(options.port, options.host ?? '127.0.0.1', () => resolve())
  })
  const bound = server.address()
  return {
    port: typeof bound === 'object' && bound !== null ? bound.port : options.port,
    close: async () => {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()))
      await Promise.all(underWay)
      for (const socket of open.keys()) socket.destroy()
      await closed
    },
  }
}

/** Waits for a slow reader, at most until the connection's silence ends it. */
const drained = (socket: Socket): Promise<void> =>
  new Promise((resolve) => {
    const done = () => {
      socket.off('drain', done)
      socket.off('close', done)
      resolve()
    }
    socket.on('drain', done)
    socket.on('close', done)
  })

/** Messages one connection may have waiting before the host stops reading from it. */
const WAITING = 16

/** One connection: messages are answered in order, one at a time. */
const talk = (
  socket: Socket,
  address: string,
  exchange: Exchange,
  limits: Limits,
  trouble: (told: Trouble) => void,
  begun: (work: Promise<void>) => void,
): void => {
  const split = splitter(unionpay.dialect.frame)
  const waiting: Uint8Array[] = []
  let busy = false
  let heard = 0
  let unfinished: NodeJS.Timeout | undefined
  const drop = (rule: string, detail: string) => {
    trouble({ rule, address, detail })
    socket.destroy()
  }
  const failed = (error: unknown) => {
    if (error instanceof Malformed) drop(error.rule, error.message)
    else drop('ISO-28', error instanceof Error ? error.message : String(error))
  }
  const answerAll = async () => {
    for (let body = waiting.shift(); body !== undefined && !socket.destroyed; body = waiting.shift()) {
      heard++
      if (heard > limits.messagesPerConnection) return drop('ISO-25', 'too many messages on one connection')
      const answer = await exchange(body, address)
      if (answer === null) return void socket.destroy()
      if (!socket.write(frame(answer))) await drained(socket)
      if (waiting.length === 0 && socket.isPaused()) socket.resume()
    }
  }
  socket.setTimeout(limits.idleMs, () => drop('ISO-25', 'silent for too long'))
  socket.on('error', () => socket.destroy())
  socket.on('close', () => clearTimeout(unfinished))
  socket.on('data', (chunk) => {
    try {
      const bodies = split.push(typeof chunk === 'string' ? Buffer.from(chunk, 'latin1') : chunk)
      // Drops that trickle in must not wind the clock back: only a message that ended stops it.
      if (bodies.length > 0 || !split.pending()) {
        clearTimeout(unfinished)
        unfinished = undefined
      }
      if (split.pending())
        unfinished ??= setTimeout(() => drop('ISO-25', 'a message that does not end'), limits.messageMs)
      waiting.push(...bodies)
      if (waiting.length > WAITING) socket.pause()
      if (busy || waiting.length === 0) return
      busy = true
      begun(
        answerAll()
          .catch(failed)
          .finally(() => {
            busy = false
          }),
      )
    } catch (error) {
      failed(error)
    }
  })
}
