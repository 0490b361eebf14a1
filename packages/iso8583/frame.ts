import { Malformed } from '#iso8583/malformed.ts'
import { roomFor } from '#iso8583/room.ts'

/** Messages one after another, each with its 2-byte big-endian length in front. */
export const frames = (bodies: readonly Uint8Array[]): Uint8Array => {
  let bytes = 0
  for (const { length } of bodies) bytes += 2 + length
  const framed = roomFor(bytes)
  let at = 0
  for (const body of bodies) {
    framed[at++] = body.length >> 8
    framed[at++] = body.length & 0xff
    framed.set(body, at)
    at += body.length
  }
  return framed
}

/** One message with its length in front. */
export const frame = (body: Uint8Array): Uint8Array => frames([body])

export type Bounds = { readonly minBytes: number; readonly maxBytes: number }

/** Cuts a TCP stream into messages. `pending` says a message has begun and not ended. */
export type Splitter = { push(chunk: Uint8Array): void; pending(): boolean }

/**
 * Holds at most one unfinished message of `maxBytes`; a length outside the bounds throws {@link Malformed} ISO-1
 * before anything is reserved for it, and the stream cannot be used further; what came whole before it has been handed to
 * `take` by then. Messages handed out are copies.
 */
export const splitter = ({ minBytes, maxBytes }: Bounds, take: (body: Uint8Array) => void): Splitter => {
  let firstLengthByte = -1
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
          if (firstLengthByte < 0) firstLengthByte = byte
          else {
            begin((firstLengthByte << 8) | byte)
            firstLengthByte = -1
          }
          continue
        }
        const size = Math.min(body.length - filled, chunk.length - at)
        body.set(chunk.subarray(at, at + size), filled)
        filled += size
        at += size
        if (filled === body.length) {
          const whole = body
          body = null
          take(whole)
        }
      }
    },
    pending: () => body !== null || firstLengthByte >= 0,
  }
}
