import type { Socket } from 'node:net'
import { frame, splitter } from '#iso8583/frame.ts'
import { Malformed } from '#iso8583/malformed.ts'
import { unionpay } from '#iso8583/unionpay.ts'
import type { Exchange, Reply } from './exchange.ts'
import type { Limits, Trouble } from './ports.ts'

/** Messages one connection may have waiting before the host stops reading from it. */
const WAITING = 16

type Line = {
  readonly socket: Socket
  readonly address: string
  readonly exchange: Exchange
  readonly limits: Limits
  readonly trouble: (told: Trouble) => void
  /** Asks for `flush` at the end of this turn of the event loop. */
  readonly later: (flush: () => void) => void
  /** Told of work that must end before the host closes. */
  readonly begun: (work: Promise<void>) => void
}

const joined = (parts: readonly Uint8Array[]): Uint8Array =>
  parts.length === 1 ? (parts[0] as Uint8Array) : Buffer.concat(parts)

/**
 * Writes wait for the end of the event loop's turn: with many terminals ready at once all their messages are decided first, and
 * the machines behind them are woken together. Woken one by one they cost more than everything the host does.
 */
export const turnEnd = (): Line['later'] => {
  let flushes: (() => void)[] = []
  return (flush) => {
    flushes.push(flush)
    if (flushes.length > 1) return
    setImmediate(() => {
      const all = flushes
      flushes = []
      for (const each of all) each()
    })
  }
}

/** One connection: messages are answered in order, one at a time; what is ready in one turn leaves in one write. */
export const talk = ({ socket, address, exchange, limits, trouble, later, begun }: Line): void => {
  const split = splitter(unionpay.dialect.frame)
  const waiting: Uint8Array[] = []
  const late = new Set<NodeJS.Timeout>()
  let busy = false
  let deaf = false
  /** The caller does not take what it is sent. */
  let full = false
  let heard = 0
  let unfinished: NodeJS.Timeout | undefined
  let out: Uint8Array[] = []

  const drop = (rule: string, detail: string) => {
    trouble({ rule, address, detail })
    socket.destroy()
  }
  const failed = (error: unknown) => {
    flush()
    if (error instanceof Malformed) drop(error.rule, error.message)
    else drop('ISO-28', error instanceof Error ? error.message : String(error))
  }

  const deliver = ({ bytes, delivery, afterMs }: Reply): void => {
    switch (delivery) {
      case 'timed-out':
        return
      case 'line-cut':
        flush()
        socket.destroy()
        return
      case 'half-opened':
        deaf = true
        socket.pause()
        return
      case 'answered-late': {
        const timer = setTimeout(() => {
          late.delete(timer)
          if (!socket.destroyed) socket.write(frame(bytes))
        }, afterMs)
        late.add(timer)
        return
      }
      case 'answered-twice':
        send(bytes)
        send(bytes)
        return
      default:
        send(bytes)
    }
  }

  const flush = (): void => {
    if (out.length === 0 || socket.destroyed) return
    const parts = out
    out = []
    if (socket.write(joined(parts))) return
    full = true
    socket.pause()
  }
  const send = (bytes: Uint8Array): void => {
    out.push(frame(bytes))
    if (out.length === 1) later(flush)
  }

  /** Answers what is there; a promise when something has to be waited for. */
  const answer = (): Promise<void> | undefined => {
    for (let body = waiting.shift(); body !== undefined; body = waiting.shift()) {
      if (socket.destroyed || deaf) return undefined
      heard++
      if (heard > limits.messagesPerConnection) {
        flush()
        drop('ISO-25', 'too many messages on one connection')
        return undefined
      }
      const reply = exchange(body, address)
      if (reply instanceof Promise) return reply.then(deliver).then(answer)
      deliver(reply)
    }
    if (!full && !deaf && socket.isPaused()) socket.resume()
    return undefined
  }

  const start = () => {
    const more = answer()
    if (more === undefined) return
    busy = true
    begun(
      more.catch(failed).finally(() => {
        busy = false
        if (waiting.length > 0 && !socket.destroyed && !deaf) again()
      }),
    )
  }
  const again = () => {
    try {
      start()
    } catch (error) {
      failed(error)
    }
  }

  socket.setTimeout(limits.idleMs, () => drop('ISO-25', 'silent for too long'))
  socket.on('drain', () => {
    full = false
    if (!deaf && waiting.length === 0) socket.resume()
  })
  socket.on('error', () => socket.destroy())
  socket.on('close', () => {
    clearTimeout(unfinished)
    for (const timer of late) clearTimeout(timer)
  })
  socket.on('data', (chunk) => {
    if (deaf) return
    try {
      const bodies = split.push(typeof chunk === 'string' ? Buffer.from(chunk, 'latin1') : chunk)
      const pending = split.pending()
      // Drops that trickle in must not wind the clock back: only a message that ended stops it.
      if (unfinished !== undefined && (bodies.length > 0 || !pending)) {
        clearTimeout(unfinished)
        unfinished = undefined
      }
      if (pending)
        unfinished ??= setTimeout(() => drop('ISO-25', 'a message that does not end'), limits.messageMs)
      for (const body of bodies) waiting.push(body)
      if (busy) {
        if (waiting.length > WAITING) socket.pause()
      } else if (waiting.length > 0) start()
    } catch (error) {
      failed(error)
    }
  })
}
