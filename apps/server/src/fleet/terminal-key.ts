import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Keys } from '../house/keys.ts'

/** Which enrolment a message claims to come from. */
type Claim = { readonly deviceId: string; readonly generation: number }

/**
 * The key of one enrolment, derived from the house's own: nothing is stored that a stolen database would give away, and
 * a proof is checked without asking the database. Whether the enrolment still stands is asked when the batch is written.
 */
export const terminalKey = (keys: Keys, { deviceId, generation }: Claim): Buffer =>
  keys.mac('terminal', `${deviceId}/${generation}`)

/** BEAT-1: HMAC-SHA-256 over the very bytes that were sent. */
export const isProved = (keys: Keys, claim: Claim, body: Uint8Array, mac: string): boolean => {
  if (!/^[0-9a-f]{64}$/.test(mac)) return false
  // Both as hex: one text of the hash costs half of what its bytes cost, and is compared in constant time all the same.
  const own = createHmac('sha256', terminalKey(keys, claim)).update(body).digest('hex')
  return timingSafeEqual(Buffer.from(own, 'latin1'), Buffer.from(mac, 'latin1'))
}
