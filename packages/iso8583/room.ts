const PIECE = 65_536

let piece = new Uint8Array(PIECE)
let taken = 0

/**
 * Room for a message's bytes, cut from a larger piece: memory of its own for every message costs more than to pack one.
 * Views of one piece never overlap; a piece goes when its last message does. What it holds is not zero: fill all of it.
 */
export const roomFor = (length: number): Uint8Array => {
  if (length > PIECE) return new Uint8Array(length)
  if (taken + length > PIECE) {
    piece = new Uint8Array(PIECE)
    taken = 0
  }
  const room = piece.subarray(taken, taken + length)
  taken += length
  return room
}

/** The first bytes of `bytes`, for keeping. */
export const copyOf = (bytes: Uint8Array, length: number): Uint8Array => {
  const copy = roomFor(length)
  // A message is too short for a view of it to pay.
  for (let at = 0; at < length; at++) copy[at] = bytes[at] as number
  return copy
}
