import { Malformed } from '#iso8583/malformed.ts'
import { roomFor } from '#iso8583/room.ts'

const ZERO = 0x30

/** Messages one after another, each with its length in front: two bytes, the high one first, or four ASCII digits. */
export const frames = (bodies: readonly Uint8Array[], lengthBytes: 2 | 4 = 2): Uint8Array => {
  let bytes = 0
  for (const { length } of bodies) bytes += lengthBytes + length
  const framed = roomFor(bytes)
  let at = 0
  for (const body of bodies) {
    if (lengthBytes === 2) {
      framed[at++] = body.length >> 8
      framed[at++] = body.length & 0xff
    } else {
      let rest = body.length
      for (let place = at + 3; place >= at; place--) {
        framed[place] = ZERO + (rest % 10)
        rest = Math.floor(rest / 10)
      }
      at += 4
    }
    framed.set(body, at)
    at += body.length
  }
  return framed
}

/** One message with its length in front. */
export const frame = (body: Uint8Array, lengthBytes: 2 | 4 = 2): Uint8Array => frames([body], lengthBytes)

export type Bounds = { readonly minBytes: number; readonly maxBytes: number; readonly lengthBytes?: 2 | 4 }

/** Cuts a TCP stream into messages. `pending` says a message has begun and not ended. */
export type Splitter = { push(chunk: Uint8Array): void; pending(): boolean }

/**
 * Holds at most one unfinished message of `maxBytes`; a length outside the bounds throws {@link Malformed} ISO-1
 * before anything is reserved for it, and the stream cannot be used further; what came whole before it has been handed to
 * `take` by then. Messages handed out are copies.
 */
export const splitter = (
  { minBytes, maxBytes, lengthBytes = 2 }: Bounds,
  take: (body: Uint8Array) => void,
): Splitter => {
  /** Of a length: how much of it has come, and what that says. */
  let lengthSeen = 0
  let lengthSaid = 0
  let body: Uint8Array | null = null
  let filled = 0
  const begin = (length: number) => {
    if (length < minBytes || length > maxBytes)
      throw new Malformed('ISO-1', 0, 0, `a length of ${length} is outside ${minBytes}–${maxBytes}`)
    body = roomFor(length)
    filled = 0
  }
  return {
    push(chunk) {
      let at = 0
      while (at < chunk.length) {
        if (body === null) {
          const byte = chunk[at++] as number
          if (lengthBytes === 2) lengthSaid = (lengthSaid << 8) | byte
          else if (byte < ZERO || byte > ZERO + 9)
            throw new Malformed('ISO-1', 0, 0, 'a length that is not four digits')
          else lengthSaid = lengthSaid * 10 + byte - ZERO
          if (++lengthSeen === lengthBytes) {
            begin(lengthSaid)
            lengthSeen = 0
            lengthSaid = 0
          }
          continue
        }
        const size = Math.min(body.length - filled, chunk.length - at)
        for (const end = filled + size; filled < end; ) body[filled++] = chunk[at++] as number
        if (filled === body.length) {
          const whole = body
          body = null
          take(whole)
        }
      }
    },
    pending: () => body !== null || lengthSeen > 0,
  }
}
