import { randomBytes } from 'node:crypto'
import { type KeyLayout, keyBytes, type WorkKeys } from '#iso8583/work-keys.ts'

/** DES ignores the lowest bit of each byte; terminals that check it expect odd parity. */
const oddParity = (key: Uint8Array): Uint8Array =>
  key.map((byte) => {
    let ones = 0
    for (let rest = byte >> 1; rest !== 0; rest >>= 1) ones += rest & 1
    return (byte & 0xfe) | (ones % 2 === 0 ? 1 : 0)
  })

const draw = (bytes: number, layout: KeyLayout): Uint8Array => {
  const key = Uint8Array.from(randomBytes(bytes))
  return layout === 'wide' ? key : oddParity(key)
}

/** Fresh test work keys; they live as long as the terminal's session and are stored nowhere. */
export const drawWorkKeys = (layout: KeyLayout): WorkKeys => {
  const { pik, mak, tdk } = keyBytes(layout)
  const keys = { pik: draw(pik, layout), mak: draw(mak, layout) }
  return tdk === 0 ? keys : { ...keys, tdk: draw(tdk, layout) }
}
