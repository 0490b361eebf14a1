import { packAnswer } from '#iso8583/answer.ts'
import { type HostRules, refused } from '#iso8583/decision.ts'
import type { Codec, TransactionSpec } from '#iso8583/dialect.ts'
import { frame, splitter } from '#iso8583/frame.ts'
import { beginRun } from '#iso8583/judge.ts'
import { Malformed } from '#iso8583/malformed.ts'
import { type Message, textOf } from '#iso8583/message.ts'
import { trace } from '#iso8583/trace.ts'
import { identify } from '#iso8583/transaction.ts'
import { unpack } from '#iso8583/unpack.ts'
import type { HostPorts } from './ports.ts'

type Heard = { readonly codec: Codec; readonly message: Message; readonly transaction: TransactionSpec }

const requestIn = (codec: Codec, body: Uint8Array): Heard | null => {
  try {
    const message = unpack(codec, body)
    const transaction = identify(codec, message)
    return transaction === null ? null : { codec, message, transaction }
  } catch (error) {
    if (error instanceof Malformed) return null
    throw error
  }
}

/** Reads one dialect's first request off a line: it, null when it is none of that dialect's, undefined when more has to come. */
const readerOf = (codec: Codec) => {
  let first: Uint8Array | undefined
  const split = splitter(codec.dialect.frame, (body) => {
    first ??= body
  })
  return (chunk: Uint8Array): Heard | null | undefined => {
    try {
      split.push(chunk)
      return first === undefined ? undefined : requestIn(codec, first)
    } catch (error) {
      if (error instanceof Malformed) return null
      throw error
    }
  }
}

/**
 * Follows a line whose first bytes are not of the door's dialect. Undefined: more has to come. Null: they are nobody's.
 * A promise: what the terminal is told, framed as it frames, or null when no run is open for it.
 */
export type Stray = (chunk: Uint8Array) => Promise<Uint8Array | null> | null | undefined

/** How a host knows a terminal of another dialect: by a line that begins in it, or by one message the door cannot place. */
export type TurnsAway = {
  readonly line: () => Stray
  /** What the terminal is told, null when no run is open for it; null at once when the message is nobody's. */
  readonly message: (body: Uint8Array) => Promise<Uint8Array | null> | null
}

/**
 * ISO-37: a terminal that speaks one of the `others` is answered 58 in what it speaks, and its run is told: whoever stands at
 * it has to learn why it gets nowhere. Nothing else comes of it: no session, no booking.
 */
export const turnsAway = (
  rules: HostRules,
  others: readonly Codec[],
  { terminals, onObservation, now = () => new Date().toISOString() }: HostPorts,
  decodeText: (bytes: Uint8Array) => string,
): TurnsAway | null => {
  const turnAway = async ({ codec, message, transaction }: Heard): Promise<Uint8Array | null> => {
    const [terminalNo, merchantNo] = [textOf(message, 41), textOf(message, 42)]
    const grant = await terminals.find(terminalNo, merchantNo, '')
    if (grant === null) return null
    const at = now()
    const decision = refused(transaction.name, '58', 'ISO-37')
    const answer = packAnswer({ ...rules, codec }, { message, transaction, at }, decision, null)
    await onObservation?.({
      ...{ runId: grant.runId, terminalNo, merchantNo, at },
      ...{ transaction: transaction.name, code: decision.code, facts: decision.facts },
      progress: beginRun(rules.suite, at),
      trace: () => ({
        request: trace(codec, message, decodeText),
        answer: trace(codec, unpack(codec, answer), decodeText),
      }),
    })
    return answer
  }
  if (others.length === 0) return null
  const { lengthBytes } = rules.codec.dialect.frame
  const framedAlike = others.filter((codec) => codec.dialect.frame.lengthBytes === lengthBytes)
  return {
    message(body) {
      for (const codec of framedAlike) {
        const heard = requestIn(codec, body)
        if (heard !== null) return turnAway(heard)
      }
      return null
    },
    line() {
      let readers = others.map(readerOf)
      return (chunk) => {
        const still: typeof readers = []
        for (const reader of readers) {
          const heard = reader(chunk)
          if (heard)
            return turnAway(heard).then(
              (answer) => answer && frame(answer, heard.codec.dialect.frame.lengthBytes),
            )
          if (heard === undefined) still.push(reader)
        }
        readers = still
        return readers.length === 0 ? null : undefined
      }
    },
  }
}
