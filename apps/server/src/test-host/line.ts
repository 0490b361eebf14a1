import type { Socket } from 'node:net'
import { type Bounds, frame, frames, splitter } from '#iso8583/frame.ts'
import { Malformed } from '#iso8583/malformed.ts'
import type { Caller, Exchange, Reply } from './exchange.ts'
import type { Limits, Trouble } from './ports.ts'
import type { Stray } from './stray.ts'

/** Messages one connection may have waiting before the host stops reading from it. */
const WAITING = 16

type Line = {
  readonly socket: Socket
  readonly address: string
  readonly exchange: Exchange
  /** How messages are told apart on the line. */
  readonly frame: Bounds
  readonly limits: Limits
  readonly trouble: (told: Trouble) => void
  readonly turn: Turn
  /** Looks at a line that does not begin in the door's dialect; null when this host knows no other. */
  readonly stray: (() => Stray) | null
  /** Told of work that must end before the host closes. */
  readonly begun: (work: Promise<void>) => void
}

/**
 * What the lines do in one turn of the event loop: everything is read, then everything answered, then everything written.
 * Answers made one after another cost half of what they do between two calls of the system, and machines woken together
 * far less than one by one.
 */
export type Turn = { answer(task: () => void): void; write(task: () => void): void }

export const turns = (): Turn => {
  let answers: (() => void)[] = []
  let writes: (() => void)[] = []
  let due = false
  const run = () => {
    due = false
    const answering = answers
    answers = []
    for (const task of answering) task()
    const writing = writes
    writes = []
    for (const task of writing) task()
  }
  const soon = () => {
    if (due) return
    due = true
    setImmediate(run)
  }
  return {
    answer: (task) => {
      answers.push(task)
      soon()
    },
    write: (task) => {
      writes.push(task)
      soon()
    },
  }
}

/**
 * One connection: messages are answered in order, one at a time; what is ready in one turn leaves in one write. What was heard
 * is taken even if the caller has hung up since.
 */
export const talk = ({
  socket,
  address,
  exchange,
  frame: bounds,
  limits,
  trouble,
  turn,
  stray,
  begun,
}: Line): void => {
  const caller: Caller = { address }
  const waiting: Uint8Array[] = []
  const split = splitter(bounds, (body) => waiting.push(body))
  const late = new Set<NodeJS.Timeout>()
  let busy = false
  let due = false
  /** The host has cut the line: nothing more is taken from it. */
  let over = false
  let deaf = false
  /** The caller does not take what it is sent. */
  let full = false
  let heard = 0
  let unfinished: NodeJS.Timeout | undefined
  let out: Uint8Array[] = []
  /** What has come while nothing on this line was understood yet. */
  let early: Uint8Array[] | null = stray === null ? null : []
  let reading: Stray | null = null

  const drop = (rule: string, detail: string) => {
    over = true
    trouble({ rule, address, detail })
    socket.destroy()
  }
  const failed = (error: unknown) => {
    flush()
    if (error instanceof Malformed && stray !== null && early !== null) lookAt(error, stray(), early)
    else if (error instanceof Malformed) drop(error.rule, error.message)
    else drop('ISO-28', error instanceof Error ? error.message : String(error))
  }

  /** ISO-37: perhaps it is another dialect's terminal. Its line ends all the same. */
  const lookAt = (error: Malformed, reader: Stray, chunks: readonly Uint8Array[]): void => {
    over = true
    early = null
    trouble({ rule: error.rule, address, detail: error.message })
    reading = reader
    unfinished ??= setTimeout(() => socket.destroy(), limits.messageMs)
    for (const chunk of chunks) if (reading !== null) readOn(reader, chunk)
  }
  const readOn = (reader: Stray, chunk: Uint8Array): void => {
    const told = reader(chunk)
    if (told === undefined) return
    reading = null
    if (told === null) return void socket.destroy()
    const ended = told.then(
      (answer) => void (answer === null ? socket.destroy() : socket.end(answer)),
      (failure: unknown) => drop('ISO-28', failure instanceof Error ? failure.message : String(failure)),
    )
    begun(ended)
  }

  const deliver = ({ bytes, delivery, afterMs }: Reply): void => {
    switch (delivery) {
      case 'timed-out':
        return
      case 'line-cut':
        flush()
        over = true
        socket.destroy()
        return
      case 'half-opened':
        deaf = true
        socket.pause()
        return
      case 'answered-late': {
        const timer = setTimeout(() => {
          late.delete(timer)
          if (!socket.destroyed) socket.write(frame(bytes, bounds.lengthBytes))
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
    if (socket.write(frames(parts, bounds.lengthBytes))) return
    full = true
    socket.pause()
  }
  const send = (bytes: Uint8Array): void => {
    out.push(bytes)
    if (out.length === 1) turn.write(flush)
  }

  /** Answers what is there; a promise when something has to be waited for. */
  const answer = (): Promise<void> | undefined => {
    for (let body = waiting.shift(); body !== undefined; body = waiting.shift()) {
      if (over || deaf) return undefined
      heard++
      if (heard > limits.messagesPerConnection) {
        flush()
        drop('ISO-25', 'too many messages on one connection')
        return undefined
      }
      const reply = exchange(body, caller)
      early = null
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
        if (waiting.length > 0) again()
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

  const answerDue = () => {
    due = false
    if (!busy) again()
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
    const bytes = typeof chunk === 'string' ? Buffer.from(chunk, 'latin1') : chunk
    if (over) {
      if (reading !== null) readOn(reading, bytes)
      return
    }
    early?.push(bytes)
    try {
      const before = waiting.length
      split.push(bytes)
      const pending = split.pending()
      // Drops that trickle in must not wind the clock back: only a message that ended stops it.
      if (unfinished !== undefined && (waiting.length > before || !pending)) {
        clearTimeout(unfinished)
        unfinished = undefined
      }
      if (pending)
        unfinished ??= setTimeout(() => drop('ISO-25', 'a message that does not end'), limits.messageMs)
      if (busy) {
        if (waiting.length > WAITING) socket.pause()
      } else if (waiting.length > 0 && !due) {
        due = true
        turn.answer(answerDue)
      }
    } catch (error) {
      answerDue()
      failed(error)
    }
  })
}
