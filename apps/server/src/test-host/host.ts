import { createServer, type Server, type Socket } from 'node:net'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { createServer as createTlsServer } from 'node:tls'
import type { HostRules, TestCards } from '#iso8583/decision.ts'
import { keyCiphers } from './key-ciphers.ts'
import { acceptance, type Suite } from '#iso8583/suite.ts'
import testCards from '#iso8583/test-cards.json' with { type: 'json' }
import type { Codec } from '#iso8583/dialect.ts'
import { unionpay } from '#iso8583/unionpay.ts'
import { decodeText, exchanges } from './exchange.ts'
import { talk, turns } from './line.ts'
import { turnsAway } from './stray.ts'
import { defaultLimits, type HostPorts, type Limits, type Trouble } from './ports.ts'

export type TestHostOptions = HostPorts & {
  /** Address to listen on; loopback unless said otherwise. */
  readonly host?: string
  /** 0 picks a free port. */
  readonly port: number
  /** A second door for terminals that speak TLS 1.2 or later; PEM texts. */
  readonly tls?: { readonly port: number; readonly cert: string; readonly key: string }
  readonly limits?: Partial<Limits>
  /** What its terminals speak; UnionPay's dialect unless stated. */
  readonly codec?: Codec
  /** Other dialects, by which a terminal at the wrong door is known (ISO-37). */
  readonly others?: readonly Codec[]
  /** The acceptance suite unless another one is to be judged. */
  readonly suite?: Suite
}

export type TestHost = { readonly port: number; readonly tlsPort: number | null; close(): Promise<void> }

const listen = async (server: Server, port: number, host: string): Promise<number> => {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, () => resolve())
  })
  const bound = server.address()
  return typeof bound === 'object' && bound !== null ? bound.port : port
}

const closed = (server: Server): Promise<void> => new Promise((resolve) => server.close(() => resolve()))

/**
 * Opens the ISO 8583 test host. It knows test cards and test keys only. `close` stops listening, ends every
 * connection and waits for answers under way.
 */
export const startTestHost = async (options: TestHostOptions): Promise<TestHost> => {
  const limits: Limits = { ...defaultLimits, ...options.limits }
  const rules: Omit<HostRules, 'cipher'> = {
    codec: options.codec ?? unionpay,
    suite: options.suite ?? acceptance,
    cards: testCards satisfies TestCards,
  }
  const ciphers = keyCiphers()
  const elsewhere = turnsAway({ ...rules, cipher: ciphers.tdes }, options.others ?? [], options, decodeText)
  const exchange = exchanges(ciphers, rules, options, limits, elsewhere)
  const open = new Map<Socket, string>()
  const underWay = new Set<Promise<void>>()
  const trouble = (told: Trouble) => options.onTrouble?.(told)

  const turn = turns()

  /** ISO-25; a TLS caller is counted before its handshake. */
  const admit = (socket: Socket): boolean => {
    const address = socket.remoteAddress ?? 'unknown'
    const sameAddress = [...open.values()].filter((other) => other === address).length
    if (open.size >= limits.connections || sameAddress >= limits.connectionsPerAddress) {
      trouble({ rule: 'ISO-25', address, detail: 'too many connections' })
      socket.destroy()
      return false
    }
    open.set(socket, address)
    socket.on('close', () => open.delete(socket))
    return true
  }
  const hear = (socket: Socket) =>
    talk({
      socket,
      address: socket.remoteAddress ?? 'unknown',
      exchange,
      frame: rules.codec.dialect.frame,
      limits,
      trouble,
      turn,
      stray: elsewhere?.line ?? null,
      begun: (work) => {
        underWay.add(work)
        void work.finally(() => underWay.delete(work))
      },
    })

  const plain = createServer({ noDelay: true }, (socket) => {
    if (admit(socket)) hear(socket)
  })
  const { tls, host = '127.0.0.1' } = options
  const sealed =
    tls === undefined
      ? null
      : createTlsServer(
          {
            cert: tls.cert,
            key: tls.key,
            minVersion: 'TLSv1.2',
            noDelay: true,
            handshakeTimeout: limits.messageMs,
          },
          hear,
        )
  sealed?.on('connection', admit)
  sealed?.on('tlsClientError', (error, socket) => {
    trouble({ rule: 'ISO-33', address: socket.remoteAddress ?? 'unknown', detail: error.message })
    socket.destroy()
  })
  const port = await listen(plain, options.port, host)
  let tlsPort: number | null = null
  try {
    if (sealed !== null && tls !== undefined) tlsPort = await listen(sealed, tls.port, host)
  } catch (error) {
    await closed(plain)
    throw error
  }
  return {
    port,
    tlsPort,
    close: async () => {
      const doors = Promise.all([closed(plain), ...(sealed === null ? [] : [closed(sealed)])])
      await nextTurn()
      await Promise.all(underWay)
      await nextTurn()
      for (const socket of open.keys()) socket.destroy()
      await doors
    },
  }
}
