import { Malformed } from '#iso8583/malformed.ts'
import { roomFor } from '#iso8583/room.ts'

/** A message with its 2-byte big-endian length in front. */
export const frame = (body: Uint8Array): Uint8Array => {
  const framed = roomFor(body.length + 2)
  framed[0] = body.length >> 8
  framed[1] = body.length & 0xff
  framed.set(body, 2)
  return framed
}

export type Bounds = { readonly minBytes: number; readonly maxBytes: number }

/** Cuts a TCP stream into messages. `pending` says a message has begun and not ended. */
export type Splitter = { push(chunk: Uint8Array): Uint8Array[]; pending(): boolean }

/**
 * Holds at most one unfinished message of `maxBytes`; a length outside the bounds throws {@link Malformed} ISO-1
 * before anything is reserved for it, and the stream cannot be used further. Messages handed out are copies.
 */
export const splitter = ({ minBytes, maxBytes }: Bounds): Splitter => {
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
      const whole: Uint8Array[] = []
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
        const take = Math.min(body.length - filled, chunk.length - at)
        body.set(chunk.subarray(at, at + take), filled)
        filled += take
        at += take
        if (filled === body.length) {
          whole.push(body)
          body = null
        }
      }
      return whole
    },
    pending: () => body !== null || firstLengthByte >= 0,
  }
}
